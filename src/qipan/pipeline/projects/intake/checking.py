"""What a line of a sheet says against itself: the check-up's own rules, asked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qipan.core import rulesets
from qipan.exchange.targets import Setting, Step
from qipan.pipeline.projects.rules import checkup
from qipan.pipeline.projects.rules.headline import Recipe, Slot, recipe

_COMPARED = frozenset({"completed", "plan", "registered"})


def remark(steps: Sequence[Step], setting: Setting) -> None:
    """Add what the rules complain of to each step's remarks; nothing is refused."""
    rules: Mapping[str, Any] = rulesets.in_force("checkups", on=setting.on)["rules"]
    asked = {name: rules[name] for name in checkup.OF_A_SHEET if name in rules}
    lines: dict[tuple[Any, ...], _Line | None] = {}
    for step in steps:
        amounts = step.draft.data["a"]
        shape = tuple([(a[0], a[1], a[2], a[6], a[5] < 0) for a in amounts])
        if shape not in lines:
            lines[shape] = _line(shape, setting.on)
        line = lines[shape]
        if line is not None:
            found = checkup.check(line.case([a[5] for a in amounts], setting.on), asked)
            step.remarks += [{"code": f"checkup_{rule}", **numbers} for rule, numbers in found.items()]


@dataclass(frozen=True, slots=True)
class _Line:
    """Which amounts of a line make its case: chosen once for all lines with the same columns filled."""

    shown: Recipe
    before: Recipe | None  # of what was completed before the year of the plan, by …
    before_at: tuple[int, ...]  # … these amounts
    since_new_year: tuple[tuple[int, date], ...]
    registered: int | None

    def case(self, minors: Sequence[int], on: date) -> checkup.Case:
        """The line's own amounts as a case: its totals, sums since New Year, the plan of the year."""
        shown = self.shown.figures(minors)
        before = self.before.figures([minors[at] for at in self.before_at]) if self.before else None
        return checkup.Case(
            on=on, total=shown["total_minor"], done=shown["done_minor"], plan=shown["plan_minor"], plan_year=shown["plan_year"],
            done_before=before["done_minor"] if before else None,
            registered=None if self.registered is None else minors[self.registered],
            completed=[checkup.Point(until, minors[at]) for at, until in self.since_new_year],
        )  # fmt: skip


def _line(shape: Sequence[tuple[Any, ...]], on: date) -> _Line | None:
    """None: without a total, or with nothing to compare it with, there is nothing to say."""
    kinds = {kind for kind, *_rest in shape}
    if "total" not in kinds or not kinds & _COMPARED:
        return None
    slots = [Slot(kind, _day(since), _day(until), *rest) for kind, since, until, *rest in shape]
    shown = recipe(tuple(slots), on)
    year = shown.plan_year
    done = [(at, slot) for at, slot in enumerate(slots) if slot.kind == "completed" and slot.until]
    before = [(at, slot) for at, slot in done if year and slot.until and slot.until.year < year]
    since_new_year = [
        (at, s.until) for at, s in done
        if s.since and s.until and (s.since.month, s.since.day) == (1, 1) and s.since.year == s.until.year
    ]  # fmt: skip
    registered = [at for at, slot in enumerate(slots) if slot.kind == "registered"]
    return _Line(
        shown,
        recipe(tuple([slot for _at, slot in before]), on) if before else None,
        tuple([at for at, _slot in before]),
        tuple(sorted(since_new_year, key=lambda one: one[1])),
        registered[-1] if registered else None,
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
