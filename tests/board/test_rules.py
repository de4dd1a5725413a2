"""Weeks, steps that remain, rungs, slots, differences: pure."""

from __future__ import annotations

from collections import namedtuple
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qipan.board import rules, seeds
from qipan.board.rules import Known

FIGURES = seeds.shipped()
MONDAY = date(2026, 11, 23)


def test_weeks_are_counted_from_the_origins_monday() -> None:
    assert rules.monday(date(2026, 11, 26)) == MONDAY
    assert [rules.week_of(MONDAY, MONDAY + timedelta(days=d)) for d in (-1, 0, 6, 7)] == [-1, 0, 0, 1]
    assert rules.last_day(MONDAY, 1) == date(2026, 11, 29)


@pytest.mark.parametrize(("on", "year"), [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027)])
def test_late_in_the_year_the_next_one_is_planned(on: date, year: int) -> None:
    assert rules.year_of(on, FIGURES) == year


def test_the_planned_year_lies_within_the_horizon() -> None:
    assert rules.year_weeks(MONDAY, 2027, 104) == rules.Year(5, 58)
    assert rules.year_weeks(MONDAY, 2030, 104) == rules.Year(104, 104)


def test_the_winter_stop_closes_whole_weeks_of_every_winter() -> None:
    assert rules.closed_weeks(MONDAY, 104, FIGURES["winter"]) == [[0, 14], [52, 66]]


def test_a_signed_project_has_everything_from_filing_on_before_it() -> None:
    steps, remarks = rules.remaining(Known("signed", MONDAY), FIGURES)

    assert [s.code for s in steps][:2] == ["filing", "land"]
    assert steps[-1].code == "commissioning"
    assert sum(s.spend for s in steps) in range(998, 1001)
    assert remarks == {"dates"}


def test_a_finished_milestone_hands_on_what_was_before_it() -> None:
    known = Known("registered", MONDAY, finished_steps=frozenset({"land", "eia", "planning"}))

    steps, _ = rules.remaining(known, FIGURES)

    assert [(s.code, s.after) for s in steps][:2] == [("permit", ()), ("foundation", ("permit",))]


def test_what_is_half_built_keeps_the_later_steps_within_its_planned_end() -> None:
    known = Known("started", MONDAY, done=0.7, planned_end=MONDAY + timedelta(weeks=20))

    steps, remarks = rules.remaining(known, FIGURES)

    assert [s.code for s in steps] == ["equipment", "commissioning"]
    assert (steps[0].weeks, steps[0].spend, remarks) == (20, 1000, set())


def test_a_plan_of_many_years_is_cut_and_says_so() -> None:
    known = Known("started", MONDAY, planned_end=MONDAY + timedelta(weeks=300))

    steps, remarks = rules.remaining(known, FIGURES)

    assert sum(s.weeks for s in steps[:-1]) in range(58, 63)
    assert remarks == {"long"}


@pytest.mark.parametrize(
    ("words", "step"),
    [("主体工程封顶时间", "structure"), ("项目环境评价", "eia"), ("开工许可证", "permit"), ("其他", "")],
)
def test_a_milestone_names_a_step(words: str, step: str) -> None:
    assert rules.step_of(words, FIGURES) == step


def test_rungs_count_what_is_achieved_and_leave_out_what_is_passed() -> None:
    assert [r["level"] for r in rules.rungs(30, 0, FIGURES)] == [30, 33, 36]
    assert [(r["name"], r["level"]) for r in rules.rungs(30, 31, FIGURES)] == [("strive", 2), ("aim", 5)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=12))
def test_no_slot_holds_two_at_once_and_none_is_spare(rows: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in rows]

    found = rules.slots(spans)

    for a, (one, slot) in enumerate(zip(spans, found, strict=True)):
        for other, same in list(zip(spans, found, strict=True))[:a]:
            assert slot != same or one[0] >= other[1] or other[0] >= one[1]
    at_once = max((sum(s <= t < e for s, e in spans) for t in range(31)), default=0)
    assert len(set(found)) == at_once


def test_two_plans_are_compared_by_project_and_week() -> None:
    before: dict[str, Any] = {"a": [["build", 10, 20]], "b": [["build", 5, 9]], "c": [["build", 12, 20]]}
    after: dict[str, Any] = {"a": [["build", 8, 18]], "c": [["build", 14, 22]], "d": [["build", 0, 4]]}

    found = rules.difference(before, after, 2)

    assert (found.added, found.dropped, found.moved) == (("d",), ("b",), {"c": 4})


def test_an_older_part_is_moved_to_the_newer_board() -> None:
    part = {"project": "a", "options": [], "starts": [["land", 2], ["build", 20]]}

    assert rules.shifted(part, 5, ["build"]) == {**part, "starts": [["build", 15]]}
    assert rules.shifted(part, 5, ["run"]) is None


def test_weekly_figures_by_month() -> None:
    assert rules.by_month(MONDAY, [1, 5, 3, 2, 2, 9], last=True) == [
        (date(2026, 11, 1), 1),
        (date(2026, 12, 1), 2),
        (date(2027, 1, 1), 9),
    ]
    assert rules.by_month(MONDAY, [1, 5, 3, 2, 2, 9], last=False)[1] == (date(2026, 12, 1), 5)


def test_an_approval_step_takes_its_longest_chain_of_items() -> None:
    """10 + 5 days in a chain, 7 beside it: three weeks; an item of another step does not count."""
    item = namedtuple("Item", "code days outside needs")
    items = [
        item("A2", 10, 0, ()), item("A3.auction", 0, 5, ("A2",)), item("A4", 7, 0, ()), item("A16", 5, 0, ("A4", "A3.auction")),
    ]  # fmt: skip
    figures = {
        "steps": [
            {"code": "land", "items": ["A2", "A3", "A4"]},
            {"code": "permit", "items": ["A16"]},
            {"code": "build"},
        ]
    }

    assert rules.approval_weeks(items, figures) == {"land": 3, "permit": 1}
