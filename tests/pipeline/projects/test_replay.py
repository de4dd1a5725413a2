"""A ledger brought in today gets the lights of days gone by, marked as such, and nothing of today changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qipan.core.models import OutboxEvent
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Amount, LightReading, Project

pytestmark = pytest.mark.django_db
DAYS = [date(2026, month, 12) for month in range(2, 10)]


def _behind(make: Callable[..., Project]) -> Project:
    """Built since January: on time until May, then nothing more; 60 % behind by the autumn."""
    project = make("停滞项目", plan=1200, stage="started", start_on=date(2026, 1, 5))
    for month in range(1, 6):
        Amount.objects.create(
            project=project,
            kind="completed",
            since=date(2026, 1, 1),
            until=date(2026, month, 28),
            minor=month * 10000,
        )
    Amount.objects.filter(project=project, kind="plan").update(minor=120000)
    LightReading.objects.all().delete()
    OutboxEvent.objects.all().delete()
    return project


def test_the_past_is_judged_by_what_had_been_reported_by_then(make: Callable[..., Project]) -> None:
    project = _behind(make)

    written = projects.replay_lights(days=DAYS)

    told = list(LightReading.objects.filter(project=project).order_by("on").values_list("on__month", "colour"))
    # months that counted on the 12th: January in February … August in September. Done: 5 of 12 from May on.
    assert told == [(2, "green"), (7, "green"), (8, "yellow")] or told == [(2, "green"), (8, "yellow")]
    assert written == len(told)


def test_it_is_marked_changes_nothing_of_today_and_tells_nobody(make: Callable[..., Project]) -> None:
    project = _behind(make)
    before = Project.objects.values("light", "light_since", "light_reasons", "version").get(pk=project.pk)

    projects.replay_lights(days=DAYS)

    assert set(LightReading.objects.values_list("comment", flat=True)) == {"computed afterwards"}
    assert Project.objects.values("light", "light_since", "light_reasons", "version").get(pk=project.pk) == before
    assert not OutboxEvent.objects.exists()


def test_run_twice_it_writes_once_and_stops_at_the_first_reading_of_its_own(make: Callable[..., Project]) -> None:
    project = _behind(make)
    LightReading.objects.create(project=project, on=date(2026, 8, 1), colour="red")

    projects.replay_lights(days=DAYS)
    again = projects.replay_lights(days=DAYS)

    assert again == 0
    assert LightReading.objects.filter(project=project, on__gte=date(2026, 8, 1)).count() == 1


def test_a_project_not_yet_begun_then_is_judged_as_not_begun(make: Callable[..., Project]) -> None:
    project = make(
        "后开工项目", plan=1200, done=0, stage="started", planned_start=date(2026, 3, 1), start_on=date(2026, 8, 20)
    )
    LightReading.objects.all().delete()

    projects.replay_lights(days=[date(2026, 5, 12), date(2026, 7, 12)])

    first = LightReading.objects.filter(project=project).order_by("on").first()
    assert first is not None
    assert {reason["rule"] for reason in first.reasons} & {"start"}
