"""What a line of a sheet says against itself: the check-up's own rules, asked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from qipan.core import rulesets
from qipan.exchange.targets import Setting, Step
from qipan.pipeline.projects.rules import checkup
from qipan.pipeline.projects.rules.headline import Sum, headline

_COMPARED = frozenset({"completed", "plan", "registered"})


def remark(steps: Sequence[Step], setting: Setting) -> None:
    """Add what the rules complain of to each step's remarks; nothing is refused."""
    rules: Mapping[str, Any] = rulesets.in_force("checkups", on=setting.on)["rules"]
    asked = {name: rules[name] for name in checkup.OF_A_SHEET if name in rules}
    for step in steps:
        data = step.draft.data
        kinds = {amount[0] for amount in data["a"]}
        if "total" in kinds and kinds & _COMPARED:
            found = checkup.check(_case(data["a"], setting.on), asked)
            step.remarks += [{"code": f"checkup_{rule}", **numbers} for rule, numbers in found.items()]


def _case(amounts: Sequence[Sequence[Any]], on: date) -> checkup.Case:
    """The line's own amounts as a case: its totals, sums since New Year, the plan of the year."""
    sums = [Sum(a[0], a[5], _day(a[1]), _day(a[2]), a[6]) for a in amounts]
    shown = headline(sums, on)
    year = shown["plan_year"]
    before = [s for s in sums if s.kind == "completed" and year and s.until and s.until.year < year]
    since_new_year = [
        checkup.Point(s.until, s.minor) for s in sums
        if s.kind == "completed" and s.since and s.until and (s.since.month, s.since.day) == (1, 1) and s.since.year == s.until.year
    ]  # fmt: skip
    registered = [s.minor for s in sums if s.kind == "registered"]
    return checkup.Case(
        on=on, total=shown["total_minor"], done=shown["done_minor"], plan=shown["plan_minor"], plan_year=year,
        done_before=headline(before, on)["done_minor"] if before else None, registered=registered[-1] if registered else None,
        completed=sorted(since_new_year, key=lambda point: point.until),
    )  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
