"""Lights: thresholds to the fen, and what must always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.projects import rules
from qipan.pipeline.projects.seeds import shipped

RULES = shipped("lights")
BY_SHARE = {**RULES, "progress": {"by": "share", "yellow_below": 80, "red_below": 60}}
OCTOBER = date(2026, 10, 15)  # nine months are over and reported
WORSE = ("grey", "green", "yellow", "red")
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
courses = st.builds(
    rules.Course,
    stage=st.sampled_from(rules.STAGES),
    status=st.sampled_from(["ongoing", "delayed", "dormant", "won"]),
    plan=st.none() | st.integers(0, 10**13),
    plan_year=st.none() | st.integers(2024, 2028),
    done=st.none() | st.integers(0, 10**13),
    planned_start=st.none() | days,
    planned_end=st.none() | days,
    started=st.none() | days,
)


def building(plan: int, done: int | None) -> rules.Course:
    return rules.Course("started", plan=plan, plan_year=2026, done=done, started=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("done", "colour"),
    [(651, "green"), (650, "yellow"), (450, "yellow"), (449, "red"), (0, "red"), (750, "green"), (1000, "green")],
)
def test_progress_turns_exactly_at_10_and_beyond_30_points_behind_time(done: int, colour: str) -> None:
    # plan 1,000 × 9/12 = 750 due; 10 points behind = 650, 30 points = 450, still yellow
    assert rules.light(building(1000, done), OCTOBER, RULES).colour == colour


@pytest.mark.parametrize(("done", "colour"), [(600, "green"), (599, "yellow"), (450, "yellow"), (449, "red")])
def test_a_county_may_judge_by_80_and_60_percent_of_what_time_asks(done: int, colour: str) -> None:
    assert rules.light(building(1000, done), OCTOBER, BY_SHARE).colour == colour


@pytest.mark.parametrize("stage", ["completed", "production", "capacity"])
def test_what_is_finished_is_green_with_a_plan_of_this_year_and_grey_without(stage: str) -> None:
    this_year, last_year = (rules.Course(stage, plan=1000, plan_year=year, done=1000) for year in (2026, 2025))

    assert rules.light(this_year, OCTOBER, RULES).colour == "green"
    assert rules.light(last_year, OCTOBER, RULES).colour == "grey"


def test_a_start_planned_for_some_time_this_year_leaves_progress_to_be_judged() -> None:
    course = rules.Course(
        "preparation", plan=1000, plan_year=2026, done=0, start_from=date(2026, 1, 1), planned_start=date(2026, 12, 31)
    )

    assert rules.light(course, OCTOBER, RULES).colour == "red"


def test_before_its_planned_start_a_project_owes_nothing() -> None:
    course = rules.Course("preparation", plan=1000, plan_year=2026, done=0, planned_start=date(2026, 12, 31))

    verdict = rules.light(course, OCTOBER, RULES)

    assert (verdict.colour, verdict.reasons[0]["rule"]) == ("grey", "start")


def test_the_reason_carries_the_figures() -> None:
    verdict = rules.light(building(1000, 449), OCTOBER, RULES)

    assert verdict.reasons == [{"rule": "progress", "colour": "red", "plan": 1000, "done": 449, "elapsed": [9, 12]}]


def test_nothing_reported_is_grey_and_says_so() -> None:
    verdict = rules.light(building(1000, None), OCTOBER, RULES)

    assert (verdict.colour, verdict.reasons[0]["rule"]) == ("grey", "unreported")


def test_nothing_to_judge_is_grey_not_green() -> None:
    assert rules.light(rules.Course("started"), OCTOBER, RULES) == rules.Verdict("grey")


@pytest.mark.parametrize(("on", "colour"), [
    (date(2026, 3, 31), "grey"), (date(2026, 4, 1), "yellow"), (date(2026, 6, 29), "yellow"), (date(2026, 7, 1), "red"),
])  # fmt: skip
def test_a_start_planned_for_march_is_late_in_april_and_red_after_three_months(on: date, colour: str) -> None:
    course = rules.Course("preparation", planned_start=rules.last_day(date(2026, 3, 1), "month"))

    assert rules.light(course, on, RULES).colour == colour


def test_a_lost_project_and_a_bare_lead_have_no_light() -> None:
    late = {"plan": 100, "plan_year": 2026, "done": 0}

    assert rules.light(rules.Course("started", "lost", **late), OCTOBER, RULES).colour == "grey"
    assert rules.light(rules.Course("lead", **late), OCTOBER, RULES).colour == "grey"


def test_the_worst_rule_decides_and_stands_first() -> None:
    course = rules.Course("started", plan=1000, plan_year=2026, done=900, planned_end=date(2026, 5, 31))

    verdict = rules.light(course, OCTOBER, RULES)

    assert (verdict.colour, [r["rule"] for r in verdict.reasons]) == ("red", ["end", "progress"])


@pytest.mark.parametrize(("on", "months"), [
    (date(2026, 1, 5), 0), (date(2026, 2, 9), 0), (date(2026, 2, 10), 1), (date(2026, 8, 9), 6), (date(2026, 8, 10), 7),
    (date(2027, 1, 9), 11), (date(2027, 1, 10), 12), (date(2028, 6, 1), 12), (date(2025, 6, 1), 0),
])  # fmt: skip
def test_a_month_counts_ten_days_after_its_end(on: date, months: int) -> None:
    assert rules.elapsed(2026, on, RULES) == (months, 12)


def test_a_county_may_bring_its_own_curve() -> None:
    curve = [2, 5, 10, 20, 30, 42, 54, 66, 76, 86, 94, 100]

    assert rules.elapsed(2026, date(2026, 4, 15), {**RULES, "curve": curve}) == (10, 100)


@pytest.mark.parametrize(("precision", "last"), [
    ("day", date(2026, 2, 5)), ("ten_days", date(2026, 2, 10)), ("month", date(2026, 2, 28)), ("quarter", date(2026, 3, 31)),
    ("half", date(2026, 6, 30)), ("year", date(2026, 12, 31)), ("text", date(2026, 2, 5)),
])  # fmt: skip
def test_a_date_is_late_only_when_all_it_may_mean_is_over(precision: str, last: date) -> None:
    assert rules.last_day(date(2026, 2, 5), precision) == last


@given(courses, days, st.integers(0, 10**13))
def test_more_completed_never_worsens_the_light(course: rules.Course, on: date, more: int) -> None:
    if course.done is None:
        return
    better = rules.Course(**{f: getattr(course, f) for f in course.__slots__} | {"done": course.done + more})

    assert WORSE.index(rules.light(better, on, RULES).colour) <= WORSE.index(rules.light(course, on, RULES).colour)


@given(courses, days, st.integers(0, 900))
def test_an_unstarted_project_never_improves_by_waiting(course: rules.Course, on: date, wait: int) -> None:
    waiting = rules.Course("preparation", planned_start=course.planned_start)
    before, after = (rules.light(waiting, day, RULES).colour for day in (on, on + timedelta(days=wait)))

    assert WORSE.index(after) >= WORSE.index(before)


@given(courses, days)
def test_every_colour_has_a_reason_of_that_colour(course: rules.Course, on: date) -> None:
    verdict = rules.light(course, on, RULES)

    assert verdict.colour in WORSE
    assert verdict.colour == "grey" or verdict.reasons[0]["colour"] == verdict.colour


def test_points_ahead_are_share_done_minus_share_of_time() -> None:
    assert rules.points_ahead(1000, 858, (9, 12)) == 10.8
    assert rules.points_ahead(0, 858, (9, 12)) is None
