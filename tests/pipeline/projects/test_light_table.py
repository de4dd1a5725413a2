"""Lights of three cities on cases worked out by hand (docs/rooms/supervision.md). Amounts in 万元, so that they can be checked on paper.

Progress is judged on 15 October 2026: nine months are over and were reported, time asks for 75 % of the plan.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qipan.pipeline.projects import rules
from qipan.pipeline.projects.seeds import examples

WAN = 1_000_000
SETS: dict[str, dict[str, Any]] = {one["code"]: one for one in examples()}
OCTOBER = date(2026, 10, 15)
# rule set, plan of 2026, completed by September, colour, how it was worked out
PROGRESS = [
    ("yinchuan", 10_000, 7_500, "green", "0 points behind"),
    ("yinchuan", 10_000, 9_000, "green", "15 points ahead"),
    ("yinchuan", 10_000, 6_501, "green", "9.99 points behind: between 0 and 10 the text is silent, taken as green"),
    ("yinchuan", 10_000, 6_500, "yellow", "exactly 10 points behind"),
    ("yinchuan", 10_000, 6_499, "yellow", "10.01 points behind"),
    ("yinchuan", 10_000, 4_501, "yellow", "29.99 points behind"),
    ("yinchuan", 10_000, 4_500, "yellow", "exactly 30 points behind: inclusive"),
    ("yinchuan", 10_000, 4_499, "red", "30.01 points behind"),
    ("yinchuan", 10_000, 0, "red", "75 points behind"),
    ("yinchuan", 3, 2, "green", "66.7 % of 75 %: 8.3 points behind"),
    ("sanya", 10_000, 7_500, "green", "ratio 1"),
    ("sanya", 10_000, 7_499, "yellow", "ratio 0.9999"),
    ("sanya", 10_000, 3_750, "yellow", "shortfall exactly 50 %"),
    ("sanya", 10_000, 3_749, "red", "shortfall 50.01 %"),
    ("sanya", 10_000, 0, "red", "shortfall 100 %"),
    ("sanya", 1_000, 0, "red", "a plan of exactly 1,000 is in scope"),
    ("sanya", 999, 0, "grey", "a plan below 1,000 is out of scope"),
    ("wuhan", 10_000, 6_000, "green", "exactly 80 % of 7,500"),
    ("wuhan", 10_000, 5_999, "yellow", "79.99 %"),
    ("wuhan", 10_000, 4_500, "yellow", "exactly 60 % of 7,500"),
    ("wuhan", 10_000, 4_499, "red", "59.99 %"),
    ("wuhan", 10_000, 12_000, "green", "160 %"),
    ("wuhan", 1_000_000_000, 600_000_000, "green", "the same share of a plan a hundred thousand times as large"),
]  # fmt: skip


@pytest.mark.parametrize(("city", "plan", "done", "colour", "why"), PROGRESS)
def test_progress(city: str, plan: int, done: int, colour: str, why: str) -> None:
    course = rules.Course("started", plan=plan * WAN, plan_year=2026, done=done * WAN)

    assert rules.light(course, OCTOBER, SETS[city]).colour == colour, why


# rule set, day judged, colour: planned to start in March 2026 (the month is over with the 31st), not started
STARTS = [
    ("yinchuan", date(2026, 3, 31), "grey"),
    ("yinchuan", date(2026, 4, 1), "yellow"),
    ("yinchuan", date(2026, 6, 30), "yellow"),
    ("yinchuan", date(2026, 7, 1), "red"),
    ("sanya", date(2026, 7, 1), "grey"),
    ("wuhan", date(2026, 7, 1), "grey"),
]


@pytest.mark.parametrize(("city", "on", "colour"), STARTS)
def test_a_start_planned_for_march(city: str, on: date, colour: str) -> None:
    course = rules.Course("preparation", start_from=date(2026, 3, 1), planned_start=date(2026, 3, 31))

    assert rules.light(course, on, SETS[city]).colour == colour


# day judged, in the statistics since, colour: started on 10 March 2026
ENTRIES = [
    (date(2026, 4, 9), None, "green"),
    (date(2026, 4, 10), None, "yellow"),
    (date(2026, 5, 10), None, "yellow"),
    (date(2026, 5, 11), None, "red"),
    (date(2026, 5, 11), date(2026, 5, 11), "green"),
]


@pytest.mark.parametrize(("on", "entered", "colour"), ENTRIES)
def test_entry_into_the_statistics_in_yinchuan(on: date, entered: date | None, colour: str) -> None:
    course = rules.Course("started", started=date(2026, 3, 10), entered=entered)

    assert rules.light(course, on, SETS["yinchuan"]).colour == colour


@pytest.mark.parametrize(("in_place", "colour"), [(2_000, "green"), (1_999, "red"), (None, "grey")])
def test_funds_in_place_below_a_fifth_of_the_total_are_red_in_yinchuan(in_place: int | None, colour: str) -> None:
    course = rules.Course("started", total=10_000 * WAN, in_place=None if in_place is None else in_place * WAN)

    assert rules.light(course, OCTOBER, SETS["yinchuan"]).colour == colour


@pytest.mark.parametrize(
    ("missed", "colour"),
    [([], "grey"), ([False], "green"), ([True], "yellow"), ([True, False, True], "yellow"), ([False, True, True], "red"),
     ([True, True, False], "green")],
)  # fmt: skip
def test_a_unit_that_misses_two_months_running_is_red_in_sanya(missed: list[bool], colour: str) -> None:
    assert rules.unit_light(missed, SETS["sanya"]) == colour


def test_the_table_holds_at_least_thirty_cases() -> None:
    assert len(PROGRESS) + len(STARTS) + len(ENTRIES) >= 30
