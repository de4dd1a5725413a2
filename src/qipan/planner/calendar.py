"""When work goes on, and how worth changes with the date."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.refusal import require


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods without work: the winter stop, the holidays.

    Attributes
    ----------
    name : str
    closed : tuple of (int, int)
        Spans ``[first, past)`` of periods in which work rests. An activity that has begun keeps its factors meanwhile.
    """

    name: str
    closed: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for first, past in self.closed:
            require(
                0 <= first < past,
                f"Calendar “{self.name}”: the closed span {first}–{past} is empty or begins before 0.",
            )

    def working(self, horizon: int) -> list[bool]:
        """For each period of the horizon: is there work?"""
        return [not any(first <= period < past for first, past in self.closed) for period in range(horizon)]

    def ends(self, horizon: int, duration: int) -> list[int]:
        """For each start ``0..horizon`` the first period after the work is done; ``horizon + 1`` where it does not fit."""
        working = self.working(horizon)
        done = [0]
        for works in working:
            done.append(done[-1] + works)
        ends, end = [], 0
        for start in range(horizon + 1):
            end = max(end, start)
            while end <= horizon and done[end] < done[start] + duration:
                end += 1
            ends.append(end)
        return ends


@dataclass(frozen=True, slots=True)
class Curve:
    """Worth by date.

    Attributes
    ----------
    name : str
    worth : tuple of int, shape (horizon + 1,)
        Thousandths: 1000 counts an amount in full, 400 counts two fifths of it.
    """

    name: str
    worth: tuple[int, ...]

    @classmethod
    def steps(cls, name: str, horizon: int, *steps: tuple[int, int]) -> Curve:
        """A curve of plateaus: ``(from period, worth)`` in order of time; 0 before the first."""
        worth = [0] * (horizon + 1)
        for period, level in steps:
            worth[period:] = [level] * max(0, horizon + 1 - period)
        return cls(name, tuple(worth))

    @classmethod
    def falling(cls, name: str, horizon: int, full_until: int, none_at: int) -> Curve:
        """1000 up to a period, then in a straight line down to 0."""
        span = max(1, none_at - full_until)
        return cls(name, tuple(1000 * min(span, max(0, none_at - period)) // span for period in range(horizon + 1)))
