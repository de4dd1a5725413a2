"""The figures a list shows of a project, made from its amounts: total, the year's plan and what was done of it, funds in place. Pure.

Which amount goes into which figure depends on their kinds and periods only, and the lines of one ledger have the same: it is chosen once
(`recipe`) and then followed for every line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

_ONE_DAY = timedelta(days=1)
_ANNUAL_DAYS = range(360, 371)


class Sum(NamedTuple):
    """One amount as `headline` needs it: kind, period (see `models.Amount`), minor units, currency."""

    kind: str
    minor: int
    since: date | None = None
    until: date | None = None
    currency: str = "CNY"


class Slot(NamedTuple):
    """What an amount is of. A total below zero is none, so its sign counts too."""

    kind: str
    since: date | None
    until: date | None
    currency: str
    is_negative: bool

    @property
    def is_annual(self) -> bool:
        return self.since is not None and self.until is not None and (self.until - self.since).days in _ANNUAL_DAYS


def headline(amounts: Iterable[Sum], on: date) -> dict[str, Any]:
    """Field of a project → figure. An unknown figure is None, never zero.

    `plan_year` is the year the plan *and* `done_year_minor` speak of: that of `on` when anything is known of it, else the latest before it,
    else the first after it. Only amounts in the currency of the total (else of the first amount) are added up.
    """
    held = list(amounts)
    slots = tuple([Slot(a.kind, a.since, a.until, a.currency, a.minor < 0) for a in held])
    return recipe(slots, on).figures([a.minor for a in held])


# Amounts by their place in the list: the largest of the first (figures up to one day), and every one of the second added to it.
Part = tuple[tuple[int, ...], tuple[int, ...]]
_Placed = tuple[int, Slot]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which amounts make which figure; None where nothing is known."""

    currency: str = "CNY"
    plan_year: int | None = None
    total: int | None = None
    plan: int | None = None
    done_year: Part | None = None
    done: Part | None = None
    in_place: Part | None = None

    def figures(self, minors: Sequence[int]) -> dict[str, Any]:
        """The fields of a project with these amounts."""
        return {
            "total_minor": None if self.total is None else minors[self.total],
            "currency": self.currency,
            "plan_year": self.plan_year,
            "plan_minor": _known(None if self.plan is None else minors[self.plan]),
            "done_year_minor": _known(_figure(self.done_year, minors)),
            "done_minor": _known(_figure(self.done, minors)),
            "in_place_minor": _known(_figure(self.in_place, minors)),
        }


def _known(minor: int | None) -> int | None:
    """A ledger's sum below zero says nothing."""
    return None if minor is None or minor < 0 else minor


def _figure(part: Part | None, minors: Sequence[int]) -> int | None:
    if part is None:
        return None
    largest, added = part
    return (max([minors[at] for at in largest]) if largest else 0) + sum([minors[at] for at in added])


@lru_cache(maxsize=4096)
def recipe(slots: tuple[Slot, ...], on: date) -> Recipe:
    """What `headline` says, chosen for amounts of these kinds and periods."""
    if not slots:
        return Recipe()
    by_kind: dict[str, list[_Placed]] = {}
    for at, slot in enumerate(slots):
        by_kind.setdefault(slot.kind, []).append((at, slot))
    total = _latest(by_kind.get("total", ()))
    currency = slots[0 if total is None else total].currency
    plans = [(at, s) for at, s in by_kind.get("plan", ()) if s.is_annual and s.currency == currency]
    done = [(at, s) for at, s in by_kind.get("completed", ()) if s.currency == currency]
    in_place = [(at, s) for at, s in by_kind.get("in_place", ()) if s.currency == currency]
    plan_year = _year_of(plans, done, on.year)
    return Recipe(
        currency,
        plan_year,
        total,
        next((at for at, s in plans if s.since is not None and s.since.year == plan_year), None),
        _within(done, plan_year) if plan_year else None,
        _to_date(done),
        _to_date(in_place),
    )


def _latest(totals: Sequence[_Placed]) -> int | None:
    """The figure that holds now: the one without a period, else the latest."""
    found = max((p for p in totals if not p[1].is_negative), key=lambda p: p[1].until or date.max, default=None)
    return found[0] if found else None


def _year_of(plans: Sequence[_Placed], done: Sequence[_Placed], year: int) -> int | None:
    years = {s.since.year for _, s in plans if s.since} or {s.since.year for _, s in done if s.since}
    if not years or year in years:
        return year if years else None
    before = [y for y in years if y < year]
    return max(before) if before else min(years)


def _within(done: Sequence[_Placed], year: int) -> Part | None:
    """What was completed from the year's first to its last report, no month counted twice."""
    inside = [(at, s) for at, s in done if s.since is not None and s.until is not None and s.since.year == year]
    return _added([(at, s) for at, s in inside if (s.until - s.since).days <= _ANNUAL_DAYS[-1]])  # type: ignore[operator]


def _to_date(amounts: Sequence[_Placed]) -> Part | None:
    """Everything up to now: the latest cumulative figure and what was reported after it."""
    cumulative = [(at, s) for at, s in amounts if s.since is None]
    if not cumulative:
        return _added([(at, s) for at, s in amounts if s.until is not None])
    last = max(s.until or date.min for _, s in cumulative)
    largest = tuple(at for at, s in cumulative if (s.until or date.min) == last)
    if last == date.min:
        return largest, ()
    later = _added([(at, s) for at, s in amounts if s.since is not None and s.until is not None and s.since > last])
    return largest, later[1] if later else ()


def _added(amounts: Sequence[_Placed]) -> Part | None:
    """The sum of periods that do not overlap: from each beginning the longest, then what begins after it."""
    if not amounts:
        return None
    chosen, after = [], date.min
    for at, slot in sorted(amounts, key=lambda p: (p[1].since or date.min, -(p[1].until or date.max).toordinal())):
        if (slot.since or date.min) >= after:
            chosen.append(at)
            after = (slot.until or date.max - _ONE_DAY) + _ONE_DAY
    return (), tuple(chosen)
