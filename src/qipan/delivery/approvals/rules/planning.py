"""How long the items take together: one after another, side by side, or served before the land is handed over. Pure.

Days are working days from the day the project sets out (day 0); a bar from 5 to 12 begins after day 5 and ends with day 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qipan.delivery.approvals.rules.choosing import Step, in_order

WAYS = ("serial", "parallel", "handover")


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of an item's handling. `kind`: whole, before (blue stamp, before the land) or issue (with the land)."""

    code: str
    kind: str
    start: int
    end: int
    slack: int = 0

    @property
    def is_critical(self) -> bool:
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class Way:
    """A way of handling: every item's bars, the days in all, the critical path in order."""

    name: str
    bars: tuple[Bar, ...]
    total: int
    path: tuple[str, ...]
    counted: int  # of the total, the days on the critical path that are an authority's promise

    def of(self, code: str) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.code == code)

    def ends(self, code: str) -> int:
        return max(bar.end for bar in self.bars if bar.code == code)


@dataclass(slots=True)
class _Node:
    """A stretch to be placed. `counted` of its length are promised days."""

    code: str
    kind: str
    length: int
    counted: int
    needs: set[str] = field(default_factory=set)
    early: int = 0
    late: int = 0


def plan(steps: Sequence[Step], way: str) -> Way:
    """The items placed one way. `handover` of a project without land supply is the same as `parallel`."""
    ordered = in_order(steps)
    make = {"serial": _serial, "parallel": _parallel, "handover": _handover}[way]
    return _placed(way, make(ordered))


def compared(steps: Sequence[Step]) -> tuple[Way, ...]:
    """All ways; starting on land handover only where land is handed over and something can be served before."""
    can = any(s.is_land for s in steps) and any(s.is_before_land or s.is_at_handover for s in steps)
    return tuple(plan(steps, way) for way in WAYS if way != "handover" or can)


def saved(ways: Iterable[Way]) -> dict[str, int]:
    """How many working days each way saves against one after another."""
    by_name = {way.name: way.total for way in ways}
    longest = by_name.get("serial", max(by_name.values(), default=0))
    return {name: longest - total for name, total in by_name.items()}


def _serial(steps: Sequence[Step]) -> dict[str, _Node]:
    nodes = {}
    before: set[str] = set()
    for step in steps:
        nodes[step.code] = _Node(step.code, "whole", step.length, step.days, set(before))
        before = {step.code}
    return nodes


def _parallel(steps: Sequence[Step]) -> dict[str, _Node]:
    known = {step.code for step in steps}
    return {s.code: _Node(s.code, "whole", s.length, s.days, set(s.needs) & known) for s in steps}


def _handover(steps: Sequence[Step]) -> dict[str, _Node]:
    """What can be served before the land does not wait for it; what is issued with the land is issued on one day, once all is ready."""
    by_code = {step.code: step for step in steps}
    land = {s.code for s in steps if s.is_land}
    if not land:
        return _parallel(steps)
    waits = land | {s.code for s in steps if s.is_at_handover and not s.is_before_land}
    group = {s.code for s in steps if s.is_at_handover}
    nodes: dict[str, _Node] = {}
    for step in steps:
        needs = [n for n in step.needs if n in by_code]
        if step.is_before_land:
            ready = {_ready(by_code[n]) for n in needs if n not in waits}
            kind = "before"
            nodes[_ready(step)] = _Node(step.code, kind, step.length, step.days, ready)
        if not step.is_before_land and not step.is_at_handover:
            nodes[step.code] = _Node(step.code, "whole", step.length, step.days, {_final(by_code[n]) for n in needs})
    together = set(land)
    for code in group:
        step = by_code[code]
        together |= {_ready(step)} if step.is_before_land else set()
        together |= {_ready(by_code[n]) for n in step.needs if n in by_code and n not in waits}
    for code in group:
        days = by_code[code].handover_days
        nodes[f"{code}!"] = _Node(code, "issue", days, days, set(together))
    return nodes


def _ready(step: Step) -> str:
    """The node after which an item is settled enough for what is served before the land."""
    return step.code


def _final(step: Step) -> str:
    """The node after which an item is issued."""
    return f"{step.code}!" if step.is_at_handover else step.code


def _placed(way: str, nodes: Mapping[str, _Node]) -> Way:
    """Earliest and latest days by walking forth and back, and the longest chain."""
    order = _sorted(nodes)
    for name in order:
        node = nodes[name]
        node.early = max((nodes[n].early + nodes[n].length for n in node.needs), default=0)
    total = max((n.early + n.length for n in nodes.values()), default=0)
    for node in nodes.values():
        node.late = total - node.length
    for name in reversed(order):
        for need in nodes[name].needs:
            nodes[need].late = min(nodes[need].late, nodes[name].late - nodes[need].length)
    chain = _chain(nodes, total)
    bars = tuple(
        Bar(n.code, n.kind, n.early, n.early + n.length, n.late - n.early) for n in (nodes[name] for name in order)
    )
    path = tuple(dict.fromkeys(nodes[name].code for name in chain))
    return Way(way, bars, total, path, sum(nodes[name].counted for name in chain))


def _sorted(nodes: Mapping[str, _Node]) -> list[str]:
    left = dict(nodes)
    order: list[str] = []
    while left:
        free = [name for name, node in left.items() if not node.needs & left.keys()]
        if not free:
            raise ValueError(f"These need each other: {', '.join(sorted(left))}.")
        order += free
        for name in free:
            del left[name]
    return order


def _chain(nodes: Mapping[str, _Node], total: int) -> list[str]:
    """One longest chain, from its start to the last day; of several the first by name."""
    ends = sorted(name for name, n in nodes.items() if n.early + n.length == total)
    if not ends:
        return []
    name = max(ends, key=lambda n: nodes[n].length)
    chain = [name]
    while nodes[name].needs:
        reached = [n for n in sorted(nodes[name].needs) if nodes[n].early + nodes[n].length == nodes[name].early]
        if not reached or nodes[name].early == 0:
            break
        name = max(reached, key=lambda n: nodes[n].length)
        chain.append(name)
    return chain[::-1]
