"""The light of a unit: months missed in a row, judged every night, shown beside its projects."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.core import drafting, rulesets
from qipan.oversight.supervision import actions
from qipan.oversight.supervision.models import UnitMonth
from qipan.pipeline.projects import actions as projects
from tests.oversight.supervision.conftest import ISSUED

pytestmark = pytest.mark.django_db
YEAR = {"since": date(2026, 1, 1)}


def _ruled(cast: Any, **more: Any) -> None:
    """Sanya's rule for units, the rest as shipped."""
    body = {**rulesets.in_force("lights", on=ISSUED), "unit": {"yellow_missed": 1, "red_missed": 2}, **more}
    rules = drafting.draft(
        kind="lights", name="x", source="y", body=body, by=cast.officer, effective_from=date(2026, 1, 1)
    )
    drafting.put_in_force(rules=rules, by=cast.officer, on=ISSUED)


def _led(cast: Any, who: str, done: dict[int, int], plan: int = 1200) -> Any:
    """A project with completed investment by month, cumulative, out of a plan of 1,200."""
    values = {"name": f"{who}项目", "stage": "started", "lead_org": cast.organisation(who)}
    project = projects.create(values=values, by=cast.officer, on=ISSUED)
    common = {"project": project, "by": cast.officer, "on": ISSUED, **YEAR}
    projects.put_amount(kind="plan", minor=plan, until=date(2026, 12, 31), **common)
    for month, minor in done.items():
        projects.put_amount(kind="completed", minor=minor, until=date(2026, month, 28), **common)
    return project


def _months(cast: Any, who: str) -> list[tuple[int, str, int]]:
    rows = UnitMonth.objects.filter(organisation=cast.organisation(who)).order_by("until")
    return [(row.until.month, row.colour, row.missed) for row in rows]


def test_a_month_missed_is_yellow_two_running_red_and_one_met_green_again(cast: Any) -> None:
    _ruled(cast)
    # asked: 100 a month. Met until August, missed in September and October.
    _led(cast, "clerk", {month: 100 * month for month in range(1, 9)} | {9: 850})

    written = actions.judge_units(on=date(2026, 11, 12))

    assert written == 10
    assert _months(cast, "clerk")[6:] == [(7, "green", 0), (8, "green", 0), (9, "yellow", 1), (10, "red", 2)]
    october = UnitMonth.objects.get(until=date(2026, 10, 31))
    assert (october.asked_minor, october.done_minor, october.percent, october.projects) == (1000, 850, 85, 1)


def test_exactly_what_time_asks_for_is_met(cast: Any) -> None:
    _ruled(cast)
    _led(cast, "clerk", {10: 1000})
    _led(cast, "township", {10: 999})

    actions.judge_units(on=date(2026, 11, 12))

    assert (_months(cast, "clerk")[-1][1:], _months(cast, "township")[-1][1:]) == (("green", 0), ("yellow", 1))


def test_a_units_projects_count_together_and_a_month_waits_for_its_reports(cast: Any) -> None:
    _ruled(cast)
    _led(cast, "clerk", {9: 900, 10: 1600})
    _led(cast, "clerk", {10: 400})

    actions.judge_units(on=date(2026, 11, 9))  # ten days are given to report October
    early = _months(cast, "clerk")[-1][0]
    actions.judge_units(on=date(2026, 11, 10))

    assert early == 9
    assert _months(cast, "clerk")[-1] == (10, "green", 0)


def test_a_plan_too_small_for_the_rules_and_a_county_without_a_rule_for_units_have_none(cast: Any) -> None:
    _led(cast, "clerk", {10: 1000})
    assert actions.judge_units(on=date(2026, 11, 12)) == 0
    _ruled(cast, scope={"plan_at_least": 2000})

    assert actions.judge_units(on=date(2026, 11, 12)) == 0


def test_a_month_nobody_reported_on_is_not_judged(cast: Any) -> None:
    _ruled(cast)
    _led(cast, "clerk", {6: 600})
    _led(cast, "township", {})

    actions.judge_units(on=date(2026, 11, 12))

    assert [month for month, _colour, _missed in _months(cast, "clerk")] == [6, 7, 8, 9, 10]
    assert _months(cast, "township") == []


def test_what_is_reported_late_changes_its_month_and_a_second_night_nothing(cast: Any) -> None:
    _ruled(cast)
    project = _led(cast, "clerk", {9: 900})
    actions.judge_units(on=date(2026, 11, 12))
    before = _months(cast, "clerk")[-1]
    projects.put_amount(
        project=project, kind="completed", minor=1000, until=date(2026, 10, 31), by=cast.officer, on=ISSUED, **YEAR
    )

    first, second = actions.judge_units(on=date(2026, 11, 13)), actions.judge_units(on=date(2026, 11, 13))

    assert (before, _months(cast, "clerk")[-1]) == ((10, "yellow", 1), (10, "green", 0))
    assert first == second == UnitMonth.objects.count()


def test_the_page_shows_the_units_light_with_its_months(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    unit, today = cast.organisation("clerk"), timezone.localdate()
    _led(cast, "clerk", {})
    UnitMonth.objects.create(
        organisation=unit, until=today, asked_minor=1000, done_minor=850, projects=1, missed=2, colour="red"
    )
    leader = sign_in(cast.leader)
    leader.get(reverse("supervision:index"))

    with django_assert_max_num_queries(15):
        text = leader.get(reverse("supervision:index")).content.decode()

    assert "85%" in text.replace(" ", "")
