"""What cannot be is refused: by the edit with a sentence, by the database for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Amount, Project
from tests.pipeline.projects.conftest import ON, READY

ILLEGAL: dict[str, dict[str, Any]] = {
    "production before the start": {"start_on": date(2026, 5, 2), "production_on": date(2026, 5, 1)},
    "completed before the start": {"start_on": date(2026, 5, 2), "end_on": date(2026, 5, 1)},
    "signed in 2099": {"signed_on": date(2099, 1, 1)},
    "started in 1899": {"start_on": date(1899, 1, 1)},
    "won before the start": {"status": "won", "stage": "signed"},
    "lost without a reason": {"status": "lost", "status_reason": ""},
    "negative total": {"total_minor": -1},
    "negative plan": {"plan_minor": -1},
    "negative funds": {"in_place_minor": -1},
    "negative progress": {"done_minor": -1},
    "an unknown stage": {"stage": "heaven"},
}


@pytest.mark.parametrize("what", ILLEGAL)
def test_the_database_refuses(make: Any, what: str) -> None:
    project = make(stage="started")

    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**ILLEGAL[what])


def test_nobody_types_a_negative_amount_and_a_ledger_s_own_is_kept(make: Any, cast: Any) -> None:
    project = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        Amount.objects.create(project=project, kind="completed", minor=-5)
    Amount.objects.create(project=project, kind="in_place", minor=-5, until=ON, source="Sheet1!C5")
    projects.refresh([project.pk], on=ON)

    project.refresh_from_db()
    assert project.in_place_minor is None


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"start_on": date(2026, 12, 1)}, "start_on", "ahead"),
        ({"planned_end": date(2099, 1, 1)}, "planned_end", "far"),
        ({"start_on": date(2026, 5, 2), "production_on": date(2026, 5, 1)}, "production_on", "order"),
        ({"signed_on": date(1900, 1, 1)}, "signed_on", "early"),
    ],
)
def test_an_edit_is_refused_with_the_field_and_the_reason(
    make: Any, cast: Any, values: dict[str, Any], field: str, why: str
) -> None:
    project = make()

    with pytest.raises(projects.Nonsense) as refused:
        projects.edit(project=project, values=values, by=cast.officer, on=ON)

    assert refused.value.odd == [(field, why)]


def test_a_month_is_not_before_a_day_within_it(make: Any, cast: Any) -> None:
    project = make(start_on=date(2026, 5, 20))

    projects.edit(
        project=project,
        values={"production_on": date(2026, 5, 1), "production_precision": "month"},
        by=cast.officer,
        on=ON,
    )


def test_an_old_incomplete_record_can_be_mended(make: Any, cast: Any) -> None:
    """Required as a whole on a move, only where touched on an edit."""
    project = make(stage="started", total=None)

    mended = projects.edit(project=project, values={"site": "纬三路"}, by=cast.officer, on=ON)

    assert mended.site == "纬三路"


def test_what_the_stage_asks_is_not_taken_away(make: Any, cast: Any) -> None:
    project = make(stage="registered", **READY)

    with pytest.raises(projects.Emptied) as refused:
        projects.edit(project=project, values={"signed_on": None, "notes": ""}, by=cast.officer, on=ON)
    projects.edit(project=project, values={"notes": ""}, by=cast.officer, on=ON)

    assert refused.value.missing == ["field:signed_on"]


def test_the_referrer_stands_fast_once_the_firm_is_registered(make: Any, cast: Any) -> None:
    early, late = make("早", stage="signed"), make("晚", stage="registered")

    projects.edit(project=early, values={"referrer": "商会"}, by=cast.officer, on=ON)
    with pytest.raises(projects.Fixed) as refused:
        projects.edit(project=late, values={"referrer": "商会"}, by=cast.officer, on=ON)

    assert refused.value.fields == ["referrer"]


def test_stage_and_status_are_not_edited_as_fields(make: Any, cast: Any) -> None:
    project = make()

    for name, value in {"stage": "signed", "status": "won", "start_confirmed": True}.items():
        with pytest.raises(projects.Gated):
            projects.edit(project=project, values={name: value}, by=cast.officer, on=ON)
