"""Scheduling backward from the end (倒排工期), what is critical, what to expect from where things stand, slippage. Pure; calendar days.

A step lasts `days` days: one that begins on the 1st and lasts three ends on the 3rd; what depends on it begins on the 4th at the earliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


class Circle(ValueError):
    """Steps wait for each other; `keys` are those in the way."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = sorted(keys)
        super().__init__(", ".join(self.keys))


@dataclass(frozen=True, slots=True)
class Step:
    """How long, and after which others. What it waits for and is not there counts as done."""

    key: str
    days: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


Spans = dict[str, Span]


def ordered(steps: Sequence[Step]) -> list[Step]:
    """Each after all it waits for, otherwise as given; refuses a circle (`Circle`)."""
    by_key = {step.key: step for step in steps}
    left, done, found = list(steps), set(), []
    while left:
        ready = [step for step in left if all(key in done for key in step.after if key in by_key)]
        if not ready:
            raise Circle(step.key for step in left)
        found += ready
        done |= {step.key for step in ready}
        left = [step for step in left if step.key not in done]
    return found


def backward(steps: Sequence[Step], end: date) -> Spans:
    """Each step as late as it may be so that everything is done on `end`."""
    found: Spans = {}
    order = ordered(steps)
    for step in reversed(order):
        followers = [found[other.key].start for other in order if step.key in other.after]
        last = min(followers) - _DAY if followers else end
        found[step.key] = Span(last - timedelta(days=step.days - 1), last)
    return {step.key: found[step.key] for step in steps}


def forward(steps: Sequence[Step], start: date) -> Spans:
    """Each step as early as it can be when the first begins on `start`."""
    return expected(steps, {}, start)


def expected(
    steps: Sequence[Step], done: Mapping[str, date], on: date, planned: Mapping[str, date] | None = None
) -> Spans:
    """What to expect on a day: what is done keeps its end; the rest follows it, not before today and not before it was planned to begin."""
    found: Spans = {}
    for step in ordered(steps):
        ended = done.get(step.key)
        before = [found[key].end for key in step.after if key in found]
        ready = max(before) + _DAY if before else None
        if ended is not None:
            found[step.key] = Span(ended - timedelta(days=step.days - 1), ended)
            continue
        earliest = [one for one in (ready, (planned or {}).get(step.key)) if one is not None]
        start = max(earliest, default=on)
        # A step under way may end today at the earliest.
        end = max(start + timedelta(days=step.days - 1), on)
        found[step.key] = Span(start, end)
    return {step.key: found[step.key] for step in steps}


def length(spans: Mapping[str, Span]) -> int:
    """Days from the first beginning to the last end."""
    if not spans:
        return 0
    return (max(s.end for s in spans.values()) - min(s.start for s in spans.values())).days + 1


def critical(steps: Sequence[Step]) -> list[str]:
    """The longest chain of steps, first to last: a day lost on it is a day lost at the end. Of equal ones that through the first named."""
    longest: dict[str, int] = {}
    through: dict[str, str | None] = {}
    for step in ordered(steps):
        known = [key for key in step.after if key in longest]
        best = max(known, key=lambda key: longest[key], default=None)
        longest[step.key] = step.days + (longest[best] if best is not None else 0)
        through[step.key] = best
    path: list[str] = []
    key: str | None = max(longest, key=lambda k: longest[k], default=None)
    while key is not None:
        path.append(key)
        key = through[key]
    return path[::-1]


def slip(baseline: date | None, now: date | None) -> int | None:
    """Days later than the baseline said (earlier: negative)."""
    return None if baseline is None or now is None else (now - baseline).days
