"""The approvals of a project as a plan: which items, in what order, when at the earliest; the ways and tracks beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qipan.core.workdays import Calendar
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Case, Edition, Item
from qipan.delivery.approvals.queries.catalogue import step


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar as drawn: where it stands on the common scale in percent, and its days."""

    kind: str
    x: str
    width: str
    is_critical: bool
    start_on: date
    end_on: date
    days: int
    slack: int


@dataclass(frozen=True, slots=True)
class Column:
    """One way (or track) beside the others. `stretches`: code → its bars; `missing`: items this one does not need."""

    name: str
    total: int
    counted: int
    saves: int
    ready_on: date
    is_best: bool
    path: tuple[str, ...]
    stretches: Mapping[str, tuple[Stretch, ...]]
    share: str = "0"
    land: str = ""  # where the land is handed over, in percent
    items: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the project: its earliest days when handled side by side, its case if there is one."""

    item: Item
    start_on: date
    end_on: date
    slack: int
    is_critical: bool
    needs: tuple[str, ...]
    case: Any = None


@dataclass(frozen=True, slots=True)
class Row:
    """One item across the columns."""

    item: Item
    cells: tuple[tuple[Column, tuple[Stretch, ...]], ...]


@dataclass(slots=True)
class Planned:
    """Everything the page of a project's approvals shows."""

    track: str
    start_on: date
    lines: list[Line] = field(default_factory=list)
    later: list[Line] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    ticks: list[tuple[str, int]] = field(default_factory=list)
    scale: int = 0
    ceilings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def latest(self) -> date:
        return max((c.ready_on for c in self.columns), default=self.start_on)

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


def planned(
    *,
    items: Sequence[Item],
    edition: Edition,
    answers: Mapping[str, Any],
    start_on: date,
    calendar: Calendar,
    cases: Iterable[Case] = (),
) -> Planned:
    """The project's list with the ways of handling beside one another."""
    track = rules.track_of(answers)
    wanted, later = _chosen(items, answers)
    steps = rules.in_order([step(i) for i in wanted])
    ways = rules.compared(steps)
    made = Planned(track, start_on, ceilings=_ceilings(edition, track))
    _lay(made, [(way.name, way) for way in ways], wanted, calendar)
    parallel = next((way for way in ways if way.name == "parallel"), None)
    by_code = {i.code: i for i in wanted}
    held = _by_code(cases)
    if parallel:
        made.lines = [_line(by_code[code], parallel, made, calendar, by_code, held) for code in _codes(parallel)]
    named = {i.code: i for i in (*wanted, *later)}
    made.later = [Line(i, start_on, start_on, 0, False, _needs(i, named), held.get(i.code)) for i in later]
    return made


def beside(
    *, items: Sequence[Item], edition: Edition, answers: Mapping[str, Any], start_on: date, calendar: Calendar
) -> Planned:
    """The same project by each of the three tracks, every item as soon as what it needs is there."""
    made = Planned(rules.track_of(answers), start_on, ceilings=_ceilings(edition, ""))
    found: list[tuple[str, rules.Way]] = []
    listed: dict[str, Item] = {}
    for track in rules.TRACKS:
        wanted, _later = _chosen(items, rules.on_track(answers, track))
        found.append((track, rules.plan([step(i) for i in wanted], "parallel")))
        listed.update({i.code: i for i in wanted})
    ordered = sorted(listed.values(), key=lambda i: (i.place, i.code))
    _lay(made, found, ordered, calendar)
    return made


def _chosen(items: Sequence[Item], answers: Mapping[str, Any]) -> tuple[list[Item], list[Item]]:
    """(placed from today on, those whose time begins when the works are done)."""
    wanted = [i for i in items if rules.applies(step(i), answers)]
    return [i for i in wanted if not i.is_after_works], [i for i in wanted if i.is_after_works]


def _lay(made: Planned, ways: Sequence[tuple[str, rules.Way]], items: Sequence[Item], calendar: Calendar) -> None:
    """Columns and rows on one scale."""
    longest = max((way.total for _name, way in ways), default=0)
    shortest = min((way.total for _name, way in ways), default=0)
    made.scale = _round_up(longest)
    days: dict[int, date] = {}

    def day(n: int) -> date:
        if n not in days:
            days[n] = calendar.add(made.start_on, n)
        return days[n]

    land = {i.code for i in items if i.is_land}
    for name, way in ways:
        bars: dict[str, tuple[Stretch, ...]] = {}
        for code in _codes(way):
            bars[code] = tuple(
                Stretch(
                    b.kind, _share(b.start, made.scale), _width(b.end - b.start, made.scale), b.is_critical,
                    day(b.start), day(b.end), b.end - b.start, b.slack,
                )
                for b in way.of(code)
            )  # fmt: skip
        handed = [way.ends(code) for code in land if way.of(code)]
        made.columns.append(
            Column(
                name, way.total, way.counted, longest - way.total, day(way.total), way.total == shortest, way.path, bars,
                _share(way.total, made.scale), _share(max(handed), made.scale) if handed else "", len(bars),
            )
        )  # fmt: skip
    order = {code: n for n, code in enumerate(_codes(ways[min(1, len(ways) - 1)][1]))} if ways else {}
    ranked = sorted(items, key=lambda i: (order.get(i.code, -1), i.place))
    made.rows = [Row(i, tuple((c, c.stretches.get(i.code, ())) for c in made.columns)) for i in ranked]
    made.ticks = [(_share(n, made.scale), n) for n in range(0, made.scale + 1, _tick(made.scale))]


def _line(
    item: Item, way: rules.Way, made: Planned, calendar: Calendar, by_code: Mapping[str, Item], held: Mapping[str, Case]
) -> Line:
    bar = way.of(item.code)[0]
    return Line(
        item=item,
        start_on=calendar.add(made.start_on, bar.start),
        end_on=calendar.add(made.start_on, bar.end),
        slack=bar.slack,
        is_critical=bar.is_critical,
        needs=_needs(item, by_code),
        case=held.get(item.code),
    )


def _needs(item: Item, named: Mapping[str, Item]) -> tuple[str, ...]:
    return tuple(named[code].title for code in item.needs if code in named)


def _codes(way: rules.Way) -> list[str]:
    """Items by when they begin, then by when they end."""
    first: dict[str, tuple[int, int]] = {}
    for bar in way.bars:
        first.setdefault(bar.code, (bar.start, bar.end))
    return sorted(first, key=lambda code: first[code])


def _by_code(cases: Iterable[Case]) -> dict[str, Case]:
    """The case that tells most of an item: one under way or approved before one that ended otherwise, the latest first."""
    held: dict[str, Case] = {}
    for case in sorted(cases, key=lambda c: (c.status in (*rules.OPEN, "approved"), c.received_on, c.pk)):
        held[case.item.code] = case
    return held


def _ceilings(edition: Edition, track: str) -> list[dict[str, Any]]:
    kind = {"approval": "government", "": "any"}.get(track, "enterprise")
    return [c for c in edition.ceilings if c.get("track") in ("any", kind)]


def _round_up(days: int) -> int:
    size = _tick(days)
    return max(-(-days // size) * size, size)


def _tick(days: int) -> int:
    return next((size for size in (5, 10, 20, 50, 100) if days / size <= 9), 200)


def _share(days: int, scale: int) -> str:
    return f"{100 * days / scale:.2f}" if scale else "0"


def _width(days: int, scale: int) -> str:
    """A bar of a day or none is still to be seen."""
    return f"{max(100 * days / scale, 0.9):.2f}" if scale else "0"
