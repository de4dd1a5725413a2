"""Every rule of the check-up against cases computed by hand, at and beside its threshold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.projects.rules import checkup
from qipan.pipeline.projects.rules.checkup import Case, Photo, Point
from qipan.pipeline.projects.seeds import shipped

RULES = shipped("checkups")["rules"]
ON = date(2026, 11, 23)


def says(rule: str, **known: Any) -> dict[str, Any] | None:
    return checkup.check(Case(**{"on": ON, **known}), {rule: RULES[rule]}).get(rule)


def points(*pairs: tuple[date, Any]) -> list[Point]:
    return [Point(*pair) for pair in pairs]


def month(number: int, day: int = 28) -> date:
    return date(2026, number, day)


@pytest.mark.parametrize(
    ("known", "complains"),
    [
        ({"stage": "signed", "signed_on": date(2025, 11, 23)}, True),  # a year to the day
        ({"stage": "signed", "signed_on": date(2025, 11, 24)}, False),  # a day less
        ({"stage": "preparation", "signed_on": date(2024, 1, 1)}, True),
        ({"stage": "started", "signed_on": date(2024, 1, 1)}, False),
        ({"stage": "signed", "signed_on": date(2024, 1, 1), "started_on": date(2025, 1, 1)}, False),
        ({"stage": "signed"}, False),
        ({"stage": "signed", "signed_on": date(2024, 1, 1), "status": "lost"}, False),
    ],
)
def test_signed_a_year_ago_and_not_started(known: dict[str, Any], complains: bool) -> None:
    assert (says("signed_not_started", **known) is not None) is complains


STARTED = {"stage": "started", "started_on": date(2026, 3, 1), "total": 1000}


@pytest.mark.parametrize(
    ("known", "complains"),
    [
        ({**STARTED, "in_place": points((date(2026, 8, 23), 100))}, True),  # three months to the day
        ({**STARTED, "in_place": points((date(2026, 8, 24), 100))}, False),
        (
            {**STARTED, "in_place": points((date(2026, 6, 30), 100), (date(2026, 10, 31), 100))},
            True,
        ),  # reported, not grown
        ({**STARTED, "in_place": points((date(2026, 6, 30), 100), (date(2026, 10, 31), 101))}, False),
        ({**STARTED}, True),  # never any
        ({**STARTED, "started_on": date(2026, 9, 1)}, False),  # started too lately
        ({**STARTED, "in_place": points((date(2026, 4, 30), 1000))}, False),  # everything is there
        ({**STARTED, "stage": "completed"}, False),
    ],
)
def test_three_months_without_new_funds_after_the_start(known: dict[str, Any], complains: bool) -> None:
    assert (says("no_funds", **known) is not None) is complains


@pytest.mark.parametrize(
    ("started", "held", "complains"),
    [
        (date(2026, 5, 23), 149, True),
        (date(2026, 5, 23), 150, False),  # exactly 15 %
        (date(2026, 5, 24), 149, False),  # a day short of half a year
        (date(2026, 1, 1), 0, True),
    ],
)
def test_funds_below_fifteen_percent_half_a_year_after_the_start(started: date, held: int, complains: bool) -> None:
    known = {**STARTED, "started_on": started, "in_place": points((month(10), held)) if held else ()}

    assert (says("funds_below_share", **known) is not None) is complains


@pytest.mark.parametrize(
    ("percent", "held", "complains"),
    [
        ("60", 300, False),  # exactly thirty points apart
        ("60.01", 300, True),
        ("10", 400, False),
        ("9.99", 400, True),  # far more money than works is no match either
        ("50", 500, False),
    ],
)
def test_funds_and_physical_progress_more_than_thirty_points_apart(percent: str, held: int, complains: bool) -> None:
    known = {**STARTED, "percents": points((month(10), Decimal(percent))), "in_place": points((month(10), held))}

    assert (says("funds_unlike_progress", **known) is not None) is complains


def test_the_figures_compared_are_answered() -> None:
    known = {**STARTED, "percents": points((month(10), Decimal(80))), "in_place": points((month(10), 200))}

    assert says("funds_unlike_progress", **known) == {
        "percent": "80", "share": 20.0, "in_place": 200, "total": 1000, "limit": 30,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("known", "complains"),
    [
        ({"reported_on": date(2026, 9, 24)}, False),  # sixty days
        ({"reported_on": date(2026, 9, 23)}, True),
        ({"reported_on": None, "started_on": date(2026, 9, 1)}, True),
        ({"reported_on": None, "stage_since": date(2026, 11, 1)}, False),
        ({"reported_on": date(2026, 1, 1), "stage": "discussion"}, False),
        ({"reported_on": date(2026, 1, 1), "stage": "preparation"}, True),
    ],
)
def test_no_report_for_sixty_days(known: dict[str, Any], complains: bool) -> None:
    assert (says("silent", **known) is not None) is complains


@pytest.mark.parametrize(
    ("percents", "complains"),
    [
        ((40, 40, 40), True),  # unchanged over two periods
        ((40, 40), False),
        ((39, 40, 40), False),
        ((40, 40, 41), False),
        ((10, 40, 40, Decimal("40.00")), True),
        ((100, 100, 100), False),
    ],
)
def test_physical_progress_unchanged_over_two_periods(percents: tuple[Any, ...], complains: bool) -> None:
    known = {"percents": points(*((month(n + 5), p) for n, p in enumerate(percents)))}

    assert (says("progress_unchanged", **known) is not None) is complains


def test_the_same_photo_on_two_projects() -> None:
    own, shared = Photo("工地.jpg", ON), Photo("工地2.jpg", ON, also_of="东环污水")

    assert says("photo_twice", photos=[own]) is None
    assert says("photo_twice", photos=[own, shared]) == {"name": "工地2.jpg", "other": "东环污水"}


@pytest.mark.parametrize(
    ("north", "complains"),
    # a hundredth of a degree of latitude is about 1,112 m
    [(37.0179, False), (37.0181, True), (37.0, False)],
)
def test_a_photo_taken_more_than_two_kilometres_away(north: float, complains: bool) -> None:
    known = {"position": (37.0, 114.0), "photos": [Photo("工地.jpg", ON, at=(north, 114.0))]}

    assert (says("photo_elsewhere", **known) is not None) is complains


def test_a_photo_or_a_project_without_a_place_is_no_complaint() -> None:
    assert says("photo_elsewhere", position=None, photos=[Photo("a", ON, at=(0.0, 0.0))]) is None
    assert says("photo_elsewhere", position=(37.0, 114.0), photos=[Photo("a", ON)]) is None


@pytest.mark.parametrize(("taken", "complains"), [(date(2026, 8, 25), False), (date(2026, 8, 24), True), (None, False)])
def test_a_photo_taken_more_than_ninety_days_before(taken: date | None, complains: bool) -> None:
    assert (says("photo_old", photos=[Photo("工地.jpg", ON, taken_on=taken)]) is not None) is complains


FIRST, RAISED = (date(2026, 1, 5), 1000), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("totals", "documents", "complains"),
    [
        (points(FIRST, (RAISED, 1200)), [], False),  # exactly a fifth more
        (points(FIRST, (RAISED, 1201)), [], True),
        (points(FIRST, (RAISED, 1201)), [date(2026, 6, 1)], False),
        (points(FIRST, (RAISED, 1201)), [date(2026, 5, 31)], True),  # the document is older than the raise
        (points(FIRST, (date(2026, 4, 1), 1150), (RAISED, 1300)), [date(2026, 4, 2)], True),
        (points(FIRST, (RAISED, 2000), (date(2026, 7, 1), 1000)), [], False),  # taken back
        (points(FIRST), [], False),
    ],
)
def test_the_total_raised_by_more_than_a_fifth_without_a_document(
    totals: list[Point], documents: list[date], complains: bool
) -> None:
    assert (says("total_raised", totals=totals, documents=documents) is not None) is complains


@pytest.mark.parametrize(("registered", "complains"), [(49, True), (50, False), (None, False)])
def test_registered_capital_below_five_percent_of_the_total(registered: int | None, complains: bool) -> None:
    assert (says("capital_low", registered=registered, total=1000) is not None) is complains


def test_the_same_investor_or_code_in_two_ledgers() -> None:
    assert says("same_investor") is None
    assert says("same_investor", same_investor=["东环污水"]) == {"others": ["东环污水"]}
    assert says("same_code", same_code=["东环污水"]) == {"others": ["东环污水"]}
    assert checkup.bare_code("2206-130528-89-01-123456") == checkup.bare_code("2206—130528 89-01-123456")


@pytest.mark.parametrize(
    ("completed", "complains"),
    [
        (((date(2026, 9, 30), 500), (date(2026, 10, 31), 499)), True),
        (((date(2026, 9, 30), 500), (date(2026, 10, 31), 500)), False),
        (((date(2025, 12, 31), 900), (date(2026, 1, 31), 50)), False),  # a new year starts anew
        (((month(8), 500), (month(9), 400), (month(10), 450)), True),
    ],
)
def test_a_cumulative_figure_that_fell(completed: tuple[tuple[date, int], ...], complains: bool) -> None:
    assert (says("cumulative_fell", completed=points(*completed)) is not None) is complains


@pytest.mark.parametrize(("done", "complains"), [(1000, False), (1001, True), (None, False)])
def test_completed_more_than_the_total(done: int | None, complains: bool) -> None:
    assert (says("above_total", done=done, total=1000) is not None) is complains


@pytest.mark.parametrize(
    ("plan", "before", "complains"), [(400, 600, False), (401, 600, True), (1000, None, False), (1001, None, True)]
)
def test_the_plan_of_the_year_above_what_is_left(plan: int, before: int | None, complains: bool) -> None:
    assert (says("plan_above_rest", plan=plan, total=1000, done_before=before) is not None) is complains


def test_every_rule_that_is_shipped_has_its_function_and_a_source() -> None:
    assert set(RULES) == set(checkup.RULES)
    assert all(rule["source"] for rule in RULES.values())


def test_a_rule_the_county_does_not_name_does_not_run() -> None:
    assert checkup.check(Case(ON, done=2, total=1), {}) == {}


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 10**12),
    st.integers(1, 10**12),
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 10**12)), max_size=6),
    st.sampled_from(["signed", "started", "completed"]),
)
def test_no_figures_break_a_rule_and_numbers_are_plain(
    started: date, done: int, total: int, series: list[tuple[date, int]], stage: str
) -> None:
    known = points(*sorted(series))
    case = Case(
        ON, stage, started_on=started, signed_on=started, done=done, total=total, plan=done, registered=done,
        in_place=known, completed=known, percents=points(*((d, v % 101) for d, v in sorted(series))), totals=known,
    )  # fmt: skip

    found = checkup.check(case, RULES)

    plain = (str, int, float, bool, list)
    assert all(isinstance(value, plain) for numbers in found.values() for value in numbers.values())
