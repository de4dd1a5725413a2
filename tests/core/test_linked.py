"""Linked records are read by what they are called, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qipan.core.linked import by_name
from qipan.territory.orgs.models import Membership

NAMED = [model for model in apps.get_models() if hasattr(model, "named_by")]


@pytest.mark.django_db
def test_the_names_come_in_one_question_and_nothing_else_does(cast: Any) -> None:
    cast.clerk  # noqa: B018 — makes the person, their post and their organisation

    with CaptureQueriesContext(connection) as asked:
        rows = list(by_name(Membership.objects.order_by("pk"), "person", "organisation"))
        named = [(str(row.person), str(row.organisation), row.post) for row in rows]

    assert named
    assert len(asked) == 1
    assert "aliases" not in asked[0]["sql"]


@pytest.mark.parametrize("model", NAMED)
def test_what_a_model_is_called_by_are_fields_of_its_own(model: Any) -> None:
    assert set(model.named_by) <= {field.name for field in model._meta.concrete_fields}


def test_a_record_is_said_by_what_it_is_called_by() -> None:
    for model in NAMED:
        if "__str__" in vars(model):
            words = {name: f"<{name}>" for name in model.named_by}
            assert str(model(**words)) in words.values()
