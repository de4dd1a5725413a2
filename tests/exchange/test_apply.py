"""Reading, applying and taking back the real plan of 2022."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from qipan.exchange import actions
from qipan.exchange.models import Batch, Change
from qipan.pipeline.projects.models import Amount, Project
from qipan.territory.companies.models import Company

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


@pytest.fixture
def guilin(shared: Path) -> Path:
    return next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))


def taken_in(path: Path, by: Any, on: date = date(2022, 6, 30)) -> Batch:
    batch = actions.receive_path(path=path, by=by, on=on)
    return actions.read(batch=batch, at=timezone.now())


def test_the_real_plan_becomes_52_projects_and_goes_away_again(guilin: Path, cast: Any) -> None:
    batch = taken_in(guilin, cast.officer)
    assert batch.state == "preview", batch.refusal
    assert batch.counts["new"] == 52

    actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)

    assert batch.state == "applied"
    assert Project.objects.count() == 52
    assert Amount.objects.filter(kind="total").exists()

    actions.undo(batch=batch, by=cast.officer, at=timezone.now())

    assert Project.objects.count() == Amount.objects.count() == Company.objects.count() == Change.objects.count() == 0
    assert Batch.objects.get().state == "undone"


def test_the_same_file_twice_changes_nothing(guilin: Path, cast: Any) -> None:
    first = taken_in(guilin, cast.officer)
    actions.apply(batch=first, by=cast.officer, at=timezone.now(), set_aside=True)

    second = taken_in(guilin, cast.officer)

    assert {k: second.counts.get(k, 0) for k in ("new", "changed", "unchanged", "question")} == {
        "new": 0,
        "changed": 0,
        "unchanged": 52,
        "question": 0,
    }
