"""Where the bars of a Gantt stand, in percent of the whole: drawn without a script, printed as seen."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from qipan.pipeline.timetables import rules
from qipan.pipeline.timetables.queries import Row, View

LEAST = 0.6  # a bar of one day in years is still seen


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step's bars; `done` ends where it was done, `today` stands in every row."""

    row: Row
    baseline: Bar
    current: Bar
    late: Bar | None
    done: str | None


@dataclass(frozen=True, slots=True)
class Tick:
    on: date
    x: str


@dataclass(frozen=True, slots=True)
class Chart:
    rows: list[Drawn]
    ticks: list[Tick]
    today: str | None


def chart(view: View) -> Chart:
    """Bars of every step over the months they span."""
    first, last = view.first.replace(day=1), view.last
    last = last.replace(day=monthrange(last.year, last.month)[1])
    days = (last - first).days + 1

    def at(on: date) -> str:
        return f"{100 * (on - first).days / days:.2f}%"

    def bar(span: rules.Span) -> Bar:
        return Bar(at(span.start), f"{max(100 * span.days / days, LEAST):.2f}%")

    rows = []
    for row in view.rows:
        late = row.expected if row.actual_on is None and row.expected.end > row.current.end else None
        done = at(row.actual_on) if row.actual_on else None
        rows.append(Drawn(row, bar(row.baseline), bar(row.current), bar(late) if late else None, done))
    return Chart(rows, _ticks(first, last, at), at(view.on) if first <= view.on <= last else None)


def _ticks(first: date, last: date, at: Callable[[date], str]) -> list[Tick]:
    """A line a month, thinned out so that at most a dozen are named."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(n for n in (1, 2, 3, 6, 12, 24, 48) if months / n <= 12)
    found = []
    for number in range(0, months, step):
        year, month = divmod(first.month - 1 + number, 12)
        on = date(first.year + year, month + 1, 1)
        found.append(Tick(on, at(on)))
    return found
