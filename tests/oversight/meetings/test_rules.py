"""A deadline as it is said in a meeting, and how a decision stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.oversight.meetings import rules

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-12-15", date(2026, 12, 15)), ("2026年12月15日", date(2026, 12, 15)), ("12-15", date(2026, 12, 15)),
        ("12.15", date(2026, 12, 15)), ("12月15日", date(2026, 12, 15)), ("1-5", date(2027, 1, 5)), ("11-23", MONDAY),
        ("30日", date(2026, 11, 30)), ("5号", date(2026, 12, 5)), ("周五", date(2026, 11, 27)), ("星期一", date(2026, 11, 30)),
        ("下周三", date(2026, 12, 2)), ("周日", date(2026, 11, 29)), ("fri", date(2026, 11, 27)), ("Friday", date(2026, 11, 27)),
        ("+7", date(2026, 11, 30)), ("+2w", date(2026, 12, 7)), ("+3 天", date(2026, 11, 26)), ("月底", date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_a_day_is_understood_as_it_is_said(said: str, meant: date) -> None:
    assert rules.day_of(said, on=MONDAY) == meant


@pytest.mark.parametrize("said", ["", "soon", "13-40", "尽快", "2026-02-30", "31号前后"])
def test_what_is_no_day_is_not_guessed(said: str) -> None:
    assert rules.day_of(said, on=MONDAY) is None


def test_the_end_of_december_is_of_this_year() -> None:
    assert rules.day_of("月底", on=date(2026, 12, 3)) == date(2026, 12, 31)


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["周一", "周五", "fri", "+7", "月底", "12-15", "15日"]),
)
def test_a_deadline_said_without_a_year_is_never_past(on: date, said: str) -> None:
    found = rules.day_of(said, on=on)

    assert found is None or found >= on


@pytest.mark.parametrize(
    ("status", "due", "standing"),
    [
        ("open", date(2026, 11, 22), "late"), ("open", MONDAY, "open"), ("open", None, "open"),
        ("answered", date(2026, 1, 1), "answered"), ("closed", date(2026, 1, 1), "done"), ("withdrawn", None, "withdrawn"),
    ],
)  # fmt: skip
def test_a_decision_stands_as_its_task_does(status: str, due: date | None, standing: str) -> None:
    assert rules.standing(status, due, on=MONDAY) == standing


def test_withdrawn_decisions_do_not_count() -> None:
    assert rules.follow_up(["done", "late", "open", "withdrawn"]) == (3, 1, 1)
