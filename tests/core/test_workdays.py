"""Working days against hand-computed cases across three Spring Festivals with make-up weekends; properties of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.core.workdays import Calendar, Clock, Pause, StillPaused, spread


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# As the State Council's papers for 2024, 2025 and 2026 order the Spring Festival.
OFF = [
    *days(date(2024, 2, 10), date(2024, 2, 17)),
    *days(date(2025, 1, 28), date(2025, 2, 4)),
    *days(date(2026, 2, 15), date(2026, 2, 23)),
]
WORKED = [
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2026, 2, 14),
    date(2026, 2, 28),
]
CALENDAR = Calendar(
    *spread([*((d, False) for d in OFF), *((d, True) for d in WORKED)]), years=frozenset({2024, 2025, 2026})
)

# start, working days, the last of them: counted by hand on the printed calendars.
CASES = [
    ("2024-02-02", 1, "2024-02-04"),  # Friday → the Sunday that is worked
    ("2024-02-02", 5, "2024-02-08"),
    ("2024-02-02", 6, "2024-02-09"),  # New Year's Eve was an ordinary day in 2024
    ("2024-02-02", 7, "2024-02-18"),  # over the festival onto the second worked Sunday
    ("2024-02-08", 5, "2024-02-21"),
    ("2024-02-09", 1, "2024-02-18"),
    ("2024-02-12", 2, "2024-02-19"),  # started inside the festival
    ("2024-02-17", 6, "2024-02-23"),
    ("2024-02-17", 7, "2024-02-26"),
    ("2025-01-24", 1, "2025-01-26"),
    ("2025-01-24", 2, "2025-01-27"),
    ("2025-01-24", 3, "2025-02-05"),
    ("2025-01-24", 5, "2025-02-07"),
    ("2025-01-24", 6, "2025-02-08"),  # a Saturday that is worked
    ("2025-01-24", 7, "2025-02-10"),
    ("2025-01-24", 10, "2025-02-13"),
    ("2025-02-08", 1, "2025-02-10"),
    ("2026-02-10", 7, "2026-02-26"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-02-13", 6, "2026-02-28"),
    ("2026-02-13", 7, "2026-03-02"),
    ("2026-02-20", 20, "2026-03-20"),
    ("2025-06-04", 0, "2025-06-04"),
]


@pytest.mark.parametrize(("start", "count", "last"), CASES)
def test_the_nth_working_day_is_the_one_counted_by_hand(start: str, count: int, last: str) -> None:
    first, until = date.fromisoformat(start), date.fromisoformat(last)

    assert CALENDAR.add(first, count) == until
    assert CALENDAR.between(first, until) == count


# start, days, pauses, due, working days that did not count
PAUSED = [
    (
        "2025-01-20",
        10,
        [("2025-01-23", "2025-02-06")],
        "2025-02-14",
        5,
    ),  # 3 before, 7 after, over festival and make-up days
    ("2026-02-12", 3, [("2026-02-14", "2026-02-23")], "2026-02-24", 0),  # a pause of holidays only takes nothing
    ("2024-02-02", 5, [("2024-02-03", "2024-02-04")], "2024-02-09", 1),  # the worked Sunday is lost
    ("2024-02-05", 5, [("2024-02-06", "2024-02-06")], "2024-02-18", 0),  # stopped and run on the same day
    ("2025-03-03", 10, [("2025-03-05", "2025-03-07"), ("2025-03-12", "2025-03-14")], "2025-03-21", 4),
    ("2025-03-03", 10, [("2025-03-05", "2025-03-10"), ("2025-03-07", "2025-03-12")], "2025-03-24", 5),  # overlapping
]


@pytest.mark.parametrize(("start", "count", "pauses", "due", "lost"), PAUSED)
def test_a_clock_that_stood_still_is_due_as_counted_by_hand(
    start: str, count: int, pauses: list[tuple[str, str]], due: str, lost: int
) -> None:
    held = tuple(Pause(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pauses)
    clock = Clock(date.fromisoformat(start), count, held)
    until = date.fromisoformat(due)

    assert clock.due(CALENDAR, until) == until
    assert clock.used(CALENDAR, until) == count
    assert clock.left(CALENDAR, until) == 0
    assert not clock.is_over(CALENDAR, until)
    assert clock.is_over(CALENDAR, CALENDAR.add(until, 1))
    assert clock.paused_days(CALENDAR, until) == lost


def test_an_open_pause_names_no_day_but_a_clock_says_when_it_would_be() -> None:
    open_pause = Pause(date(2025, 3, 5))
    clock = Clock(date(2025, 3, 3), 10, (open_pause,))

    with pytest.raises(StillPaused):
        CALENDAR.add(date(2025, 3, 3), 10, [open_pause])

    assert clock.is_paused(date(2025, 3, 5))
    assert not clock.is_paused(date(2025, 3, 4))
    assert clock.used(CALENDAR, date(2025, 3, 20)) == 2
    assert clock.due(CALENDAR, date(2025, 3, 7)) == date(2025, 3, 19)
    assert not clock.is_over(CALENDAR, date(2026, 3, 20))


def test_a_stopped_clock_counts_no_further() -> None:
    clock = Clock(date(2025, 3, 3), 5, stopped=date(2025, 3, 6))

    assert clock.used(CALENDAR, date(2025, 12, 1)) == 3
    assert not clock.is_over(CALENDAR, date(2025, 12, 1))


def test_a_year_without_a_calendar_is_named() -> None:
    assert CALENDAR.unknown(date(2026, 12, 20), date(2027, 1, 20)) == (2027,)
    assert CALENDAR.unknown(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_a_day_cannot_be_off_and_worked() -> None:
    with pytest.raises(ValueError):
        Calendar(off=frozenset({date(2026, 1, 1)}), worked=frozenset({date(2026, 1, 1)}))


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError):
        Pause(date(2026, 1, 2), date(2026, 1, 1))


DAYS = st.dates(date(2023, 11, 1), date(2026, 6, 30))


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    starts = draw(st.lists(DAYS, max_size=4))
    return [Pause(since, since + timedelta(days=draw(st.integers(0, 40)))) for since in starts]


@given(DAYS, st.integers(0, 120), pauses())
def test_between_undoes_add(start: date, count: int, held: list[Pause]) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, count, held), held) == count


@given(DAYS, DAYS, pauses())
def test_add_undoes_between_up_to_days_that_do_not_count(start: date, end: date, held: list[Pause]) -> None:
    first, last = min(start, end), max(start, end)
    reached = CALENDAR.add(first, CALENDAR.between(first, last, held), held)

    assert reached <= last
    assert CALENDAR.between(reached, last, held) == 0


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a: date, b: date, c: date) -> None:
    first, middle, last = sorted((a, b, c))

    assert CALENDAR.between(first, middle) + CALENDAR.between(middle, last) == CALENDAR.between(first, last)
    assert CALENDAR.between(last, first) == -CALENDAR.between(first, last)


@given(DAYS, st.integers(0, 90))
def test_back_is_the_last_day_from_which_the_days_still_fit(due: date, count: int) -> None:
    start = CALENDAR.back(due, count)

    assert CALENDAR.add(start, count) <= due
    assert CALENDAR.add(start + timedelta(days=1), count) > due


@given(DAYS, st.integers(0, 60), pauses())
def test_a_pause_never_makes_a_clock_due_earlier(start: date, count: int, held: list[Pause]) -> None:
    assert CALENDAR.add(start, count, held) >= CALENDAR.add(start, count)
