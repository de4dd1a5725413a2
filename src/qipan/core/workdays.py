"""Working days: which days are worked in a region, the n-th working day after a day, clocks that can stand still. Pure.

One convention everywhere: **the day something happens belongs to what was before it.** A clock started on Monday counts Tuesday as its
first day; a clock stopped on Wednesday still counts Wednesday and none of the days up to and including the day it runs on again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_LONGEST = 366 * 20  # walking on from a calendar without any working day is an error, not a loop


class StillPaused(ValueError):
    """The clock stands still and nobody has said until when, so no day can be named."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count: the days after `since` up to and including `until`; without `until` it lasts still."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("A pause cannot end before it begins.")

    def holds(self, day: date) -> bool:
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a region: weekdays, less `off`, and the weekend days `worked`.

    `years` are those some calendar speaks for; in any other year only weekends are known to be off (see `unknown`).
    `region` is "" when the calendar holds everywhere.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    region: str = ""
    names: tuple[tuple[date, str], ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if both := self.off & self.worked:
            raise ValueError(f"{min(both)} is said to be off and worked.")

    def is_working(self, day: date) -> bool:
        """Is this day worked?"""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def add(self, start: date, days: int, pauses: Sequence[Pause] = ()) -> date:
        """The `days`-th working day after `start`, not counting days in a pause; `start` itself for 0.

        Refuses a negative number, and raises `StillPaused` when an open pause comes first.
        """
        if days < 0:
            raise ValueError("Count back with `back`.")
        day, left = start, days
        while left:
            day += _DAY
            if self._counts(day, pauses):
                left -= 1
            elif any(p.until is None and p.holds(day) for p in pauses):
                raise StillPaused(str(day))
            elif (day - start).days > _LONGEST + days * 7:
                raise ValueError("This calendar has no working days.")
        return day

    def back(self, due: date, days: int) -> date:
        """The last day to start so that `days` working days fit until `due`: the latest day with `between(day, due) >= days`."""
        if days < 0:
            raise ValueError("Count on with `add`.")
        day, left = due, days
        while left:
            if self.is_working(day):
                left -= 1
            day -= _DAY
            if (due - day).days > _LONGEST + days * 7:
                raise ValueError("This calendar has no working days.")
        return day

    def between(self, start: date, end: date, pauses: Sequence[Pause] = ()) -> int:
        """How many working days lie after `start` up to and including `end`, without those in a pause; negative when `end` is before.

        `between(a, add(a, n)) == n`, with or without pauses.
        """
        if end < start:
            return -self.between(end, start, pauses)
        return sum(1 for day in _days(start, end) if self._counts(day, pauses))

    def next_working(self, day: date) -> date:
        """This day when it is worked, else the next one that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def unknown(self, start: date, end: date) -> tuple[int, ...]:
        """The years from `start` to `end` no calendar speaks for: there only weekends were taken as off, and the page must say so."""
        first, last = min(start, end).year, max(start, end).year
        return tuple(year for year in range(first, last + 1) if year not in self.years)

    def name_of(self, day: date) -> str:
        """What the calendar calls a day, "" for an ordinary one."""
        return next((name for named, name in self.names if named == day), "")

    def _counts(self, day: date, pauses: Sequence[Pause]) -> bool:
        return self.is_working(day) and not any(p.holds(day) for p in pauses)


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise in working days, running from `start`, standing still in `pauses`, stopped for good on `stopped`."""

    start: date
    days: int
    pauses: tuple[Pause, ...] = ()
    stopped: date | None = None

    def is_paused(self, on: date) -> bool:
        """Does it stand still at the end of `on`?"""
        return self.stopped is None and any(p.since <= on and (p.until is None or on < p.until) for p in self.pauses)

    def used(self, calendar: Calendar, on: date) -> int:
        """Working days used until `on` (until it stopped, if it has)."""
        end = min(on, self.stopped) if self.stopped else on
        return max(calendar.between(self.start, end, self.pauses), 0)

    def left(self, calendar: Calendar, on: date) -> int:
        """Working days left; below zero by as many as it is over."""
        return self.days - self.used(calendar, on)

    def due(self, calendar: Calendar, on: date) -> date:
        """The last day of the promise. While it stands still: the day it would be if it ran on at once after `on`."""
        closed = tuple(p if p.until is not None else Pause(p.since, max(on, p.since)) for p in self.pauses)
        return calendar.add(self.start, self.days, closed)

    def is_over(self, calendar: Calendar, on: date) -> bool:
        """Was the promise broken by `on`?"""
        return self.left(calendar, on) < 0

    def paused_days(self, calendar: Calendar, on: date) -> int:
        """Working days that did not count until `on`."""
        end = min(on, self.stopped) if self.stopped else on
        return max(calendar.between(self.start, end), 0) - self.used(calendar, on)


def spread(days: Iterable[tuple[date, bool]]) -> tuple[frozenset[date], frozenset[date]]:
    """(off, worked) out of (day, is it worked): a weekday worked and a weekend day off say nothing new."""
    listed = tuple(days)
    off = frozenset(day for day, is_worked in listed if not is_worked and day.weekday() < 5)
    worked = frozenset(day for day, is_worked in listed if is_worked and day.weekday() >= 5)
    return off, worked


def _days(start: date, end: date) -> Iterable[date]:
    """Every day after `start` up to and including `end`."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
