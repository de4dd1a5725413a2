"""The nightly round makes in bulk what every edit makes of one project."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from qipan.core.models import OutboxEvent
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Amount, LightReading, Project
from tests.pipeline.projects.conftest import ON

KEPT = (
    "total_minor", "plan_year", "plan_minor", "done_year_minor", "done_minor", "in_place_minor", "currency", "light", "light_reasons",
    "light_since",
)  # fmt: skip
THEN = date(2027, 2, 20)


def _county(make: Callable[..., Project]) -> list[Project]:
    chance = random.Random(5)
    found = []
    for number in range(24):
        stage = chance.choice(["signed", "preparation", "started", "started", "completed"])
        dates: dict[str, Any] = {
            "planned_start": ON - timedelta(days=chance.randint(-200, 300)),
            "planned_start_precision": "month",
        }
        if stage == "started":
            dates |= {
                "start_on": ON - timedelta(days=90),
                "planned_end": ON + timedelta(days=chance.randint(-200, 200)),
            }
        project = make(
            f"项目{number}",
            plan=chance.choice([None, 1000]),
            done=chance.choice([None, 0, 400, 700, 900]),
            stage=stage,
            **dates,
        )
        for month in range(1, 10):
            Amount.objects.create(
                project=project, kind="completed", since=date(2025, 1, 1), until=date(2025, month, 28), minor=month * 90
            )
            Amount.objects.create(project=project, kind="in_place", until=date(2025, month, 28), minor=month * 80)
        if number % 5 == 0:
            Amount.objects.create(
                project=project, kind="plan", since=date(2027, 1, 1), until=date(2027, 12, 31), minor=500
            )
        if number % 7 == 0:
            Amount.objects.create(
                project=project, kind="completed", since=date(2025, 2, 10), until=date(2025, 4, 3), minor=7, label="x"
            )
        found.append(project)
    return found


def _kept() -> list[dict[str, Any]]:
    return list(Project.objects.order_by("pk").values("pk", *KEPT))


@pytest.mark.django_db
def test_the_night_makes_what_every_single_refresh_makes(make: Callable[..., Project]) -> None:
    county = _county(make)
    before = _kept()
    readings = LightReading.objects.count()
    OutboxEvent.objects.all().delete()
    projects.refresh([p.pk for p in county], on=THEN)
    one_by_one, said = (
        _kept(),
        list(OutboxEvent.objects.filter(name__endswith="LightChanged").values_list("payload", flat=True)),
    )
    LightReading.objects.filter(on=THEN).delete()
    OutboxEvent.objects.all().delete()
    for row in before:
        Project.objects.filter(pk=row["pk"]).update(**{k: v for k, v in row.items() if k != "pk"})

    turned = projects.refresh_lights(on=THEN)

    assert _kept() == one_by_one
    assert list(OutboxEvent.objects.filter(name__endswith="LightChanged").values_list("payload", flat=True)) == said
    assert LightReading.objects.count() == readings + turned
    assert turned > 0


@pytest.mark.django_db
def test_a_second_night_changes_nothing(make: Callable[..., Project], django_assert_max_num_queries: Any) -> None:
    _county(make)
    projects.refresh_lights(on=THEN)
    before, told = _kept(), OutboxEvent.objects.count()

    with django_assert_max_num_queries(8):
        turned = projects.refresh_lights(on=THEN)

    assert (turned, _kept(), OutboxEvent.objects.count()) == (0, before, told)


@pytest.mark.django_db
def test_an_empty_county_has_its_night_too() -> None:
    assert projects.refresh_lights(on=THEN) == 0


@pytest.mark.django_db
def test_the_rules_of_a_place_judge_its_projects_only(make: Callable[..., Project], cast: Any) -> None:
    from qipan.core import drafting, rulesets

    here = make("槐北镇的项目", plan=1000, done=640, stage="started", region=cast.region)
    there = make("别处的项目", plan=1000, done=640, stage="started")
    body = {**rulesets.in_force("lights", on=ON), "progress": {"by": "share", "yellow_below": 80, "red_below": 60}}
    draft = drafting.draft(
        kind="lights",
        name="槐北",
        source="槐北镇〔2026〕1号",
        body=body,
        by=cast.officer,
        effective_from=ON,
        place=cast.region.path,
    )
    drafting.put_in_force(rules=draft, by=cast.officer, on=ON)

    projects.refresh_lights(on=ON)

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.light, there.light) == ("green", "yellow")
