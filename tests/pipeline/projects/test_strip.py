"""The strip of the year counts this year: what was planned, completed and begun in another year stays out of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qipan.pipeline.projects import actions, queries
from tests.pipeline.projects.conftest import ON


def plan(project: Any, year: int, minor: int, done: int, cast: Any) -> None:
    whole = {"since": date(year, 1, 1), "until": date(year, 12, 31), "by": cast.officer, "on": ON}
    actions.put_amount(project=project, kind="plan", minor=minor, **whole)
    actions.put_amount(project=project, kind="completed", minor=done, **{**whole, "until": date(year, 9, 30)})


def strip(cast: Any, on: date = ON) -> Any:
    return queries.summary(cast.leader, queries.Filters(), on)


def test_last_years_plan_is_no_plan_of_this_year(make: Any, cast: Any) -> None:
    plan(make("去年的"), 2025, 500, 400, cast)
    plan(make("今年的"), 2026, 300, 150, cast)

    found = strip(cast)

    assert (found.count, found.plan, found.done, found.share) == (2, [("CNY", 300)], [("CNY", 150)], 50.0)


def test_of_a_project_planned_in_both_years_this_years_counts(make: Any, cast: Any) -> None:
    project = make("跨年的")
    plan(project, 2026, 300, 150, cast)
    plan(project, 2025, 500, 400, cast)  # last year's workbook is taken in later

    found = strip(cast)

    assert (found.plan, found.done) == ([("CNY", 300)], [("CNY", 150)])


def test_at_new_year_the_night_turns_the_page(make: Any, cast: Any) -> None:
    project = make("跨年的")
    plan(project, 2026, 300, 150, cast)
    plan(project, 2027, 700, 0, cast)

    new_year = date(2027, 1, 1)
    actions.refresh_lights(on=new_year)

    assert strip(cast, new_year).plan == [("CNY", 700)]
    assert strip(cast, new_year).year == 2027


@pytest.mark.parametrize(("start", "counted"), [(date(2025, 12, 31), 0), (date(2026, 3, 1), 1), (None, 0)])
def test_starts_are_those_of_this_year(make: Any, cast: Any, start: date | None, counted: int) -> None:
    make("某项目", start_on=start, stage="started")

    assert strip(cast).starts == counted
