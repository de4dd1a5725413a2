"""Periods, windows, what follows from the period before, and what asks for a second look."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.progress import rules
from qipan.pipeline.progress.rules import Figures

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("cadence", "on", "since", "until"),
    [
        ("week", date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        ("ten_days", date(2026, 11, 10), date(2026, 11, 1), date(2026, 11, 10)),
        ("ten_days", date(2026, 11, 11), date(2026, 11, 11), date(2026, 11, 20)),
        ("ten_days", date(2028, 2, 21), date(2028, 2, 21), date(2028, 2, 29)),
        ("ten_days", date(2026, 10, 31), date(2026, 10, 21), date(2026, 10, 31)),
        ("month", date(2027, 2, 3), date(2027, 2, 1), date(2027, 2, 28)),
        ("quarter", date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_its_period(cadence: str, on: date, since: date, until: date) -> None:
    assert rules.period_of(cadence, on) == (since, until)


@given(st.sampled_from(rules.CADENCES), DAYS)
def test_periods_follow_each_other_without_a_gap(cadence: str, on: date) -> None:
    since, until = rules.period_of(cadence, on)
    after, _end = rules.following(cadence, until)

    assert since <= on <= until
    assert (after - until).days == 1


@given(st.sampled_from(rules.CADENCES), DAYS, st.integers(-5, 3))
def test_the_round_that_is_due_has_opened_and_the_next_has_not(cadence: str, on: date, opens: int) -> None:
    _since, until = rules.latest(cadence, on, opens)
    _next, later = rules.following(cadence, until)

    assert (until - on).days + opens <= 0 or rules.period_of(cadence, on)[1] > until
    assert (later - on).days + opens > 0


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 11, 1), ""),
        (date(2026, 11, 2), "remind"),
        (date(2026, 11, 4), "remind"),
        (date(2026, 11, 5), "remind"),
        (date(2026, 11, 6), "chase"),
        (date(2026, 11, 7), ""),
        (date(2026, 11, 8), "chase"),
    ],
)
def test_who_has_not_reported_hears_of_it_on_the_days_named(on: date, kind: str) -> None:
    cadence = {"remind": [3, 1, 0], "chase": [1, 3, 7]}

    assert rules.reminder(on, date(2026, 11, 5), cadence) == kind


BEFORE = Figures(invested=100, cumulative=900, in_place=500, percent=Decimal(40), words="主体施工", year=2026)


def test_the_cumulative_figure_follows_from_the_period_before() -> None:
    assert rules.completed(Figures(invested=150, year=2026), BEFORE).cumulative == 1050
    assert rules.completed(Figures(cumulative=1050, year=2026), BEFORE).invested == 150


def test_a_new_year_starts_from_zero() -> None:
    assert rules.completed(Figures(invested=150, year=2027), BEFORE).cumulative == 150


def test_without_a_period_before_nothing_is_guessed() -> None:
    assert rules.completed(Figures(invested=150, year=2026), None).cumulative is None


def test_a_lower_cumulative_figure_makes_no_negative_investment() -> None:
    assert rules.completed(Figures(cumulative=800, year=2026), BEFORE).invested is None


def codes(now: Figures, before: Figures | None = BEFORE, total: int | None = None) -> list[str]:
    return [one["code"] for one in rules.remarks(now, before, total)]


@pytest.mark.parametrize(
    ("now", "total", "said"),
    [
        (Figures(100, 1000, 500, Decimal(45), "封顶", 2026), 2000, []),
        (Figures(100, 899, 500, Decimal(45), "封顶", 2026), None, ["cumulative_fell"]),
        (Figures(0, 900, 500, Decimal(45), "封顶", 2026), None, []),
        (Figures(100, 1001, 500, Decimal(45), "封顶", 2026), None, ["sum_differs"]),
        (Figures(100, 1000, 499, Decimal(45), "封顶", 2026), None, ["in_place_fell"]),
        (Figures(100, 1000, 500, Decimal("39.99"), "封顶", 2026), None, ["percent_fell"]),
        (Figures(100, 1000, 500, Decimal(40), "主体施工", 2026), None, ["unchanged"]),
        (Figures(100, 1000, 500, Decimal(41), "主体施工", 2026), None, []),
        (Figures(100, 1000, 500, Decimal(45), "封顶", 2026), 1000, []),
        (Figures(100, 1000, 500, Decimal(45), "封顶", 2026), 999, ["above_total"]),
        (Figures(100, 99, 500, Decimal(45), "封顶", 2027), None, ["below_period"]),
        (Figures(100, 100, 500, Decimal(45), "封顶", 2027), None, []),
    ],
)
def test_what_asks_for_a_second_look(now: Figures, total: int | None, said: list[str]) -> None:
    assert codes(now, total=total) == said


@pytest.mark.parametrize(
    ("state", "is_late", "on", "word"),
    [
        ("", False, date(2026, 11, 5), "missing"),
        ("", False, date(2026, 11, 6), "overdue"),
        ("submitted", False, date(2026, 11, 9), "reported"),
        ("submitted", True, date(2026, 11, 9), "late"),
        ("returned", True, date(2026, 11, 9), "returned"),
        ("verified", False, date(2026, 11, 9), "verified"),
        ("verified", True, date(2026, 11, 9), "verified_late"),
    ],
)
def test_how_a_line_stands(state: str, is_late: bool, on: date, word: str) -> None:
    assert rules.standing(state, is_late=is_late, closes_on=date(2026, 11, 5), on=on) == word
