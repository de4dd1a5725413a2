"""The figures a list shows of a project, made from its amounts: total, the year's plan and what was done of it, funds in place. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
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

    @property
    def is_annual(self) -> bool:
        return self.since is not None and self.until is not None and (self.until - self.since).days in _ANNUAL_DAYS


def headline(amounts: Iterable[Sum], on: date) -> dict[str, Any]:
    """Field of a project → figure. An unknown figure is None, never zero.

    `plan_year` is the year the plan *and* `done_year_minor` speak of: that of `on` when anything is known of it, else the latest before it,
    else the first after it. Only amounts in the currency of the total (else of the first amount) are added up.
    """
    held = list(amounts)
    if not held:
        return dict(_EMPTY)
    by_kind: dict[str, list[Sum]] = {}
    for amount in held:
        by_kind.setdefault(amount.kind, []).append(amount)
    totals = by_kind.get("total")
    total = _latest(totals) if totals else None
    currency = (total or held[0]).currency
    plans = [a for a in by_kind.get("plan", ()) if a.is_annual and a.currency == currency]
    done = [a for a in by_kind.get("completed", ()) if a.currency == currency]
    in_place = [a for a in by_kind.get("in_place", ()) if a.currency == currency]
    plan_year = _year_of(plans, done, on.year)
    plan = next((a for a in plans if a.since is not None and a.since.year == plan_year), None)
    return {
        "total_minor": total.minor if total else None,
        "currency": currency,
        "plan_year": plan_year,
        "plan_minor": _known(plan.minor if plan else None),
        "done_year_minor": _known(_within(done, plan_year) if plan_year else None),
        "done_minor": _known(_to_date(done)),
        "in_place_minor": _known(_to_date(in_place)),
    }


def _known(minor: int | None) -> int | None:
    """A ledger's sum below zero says nothing."""
    return None if minor is None or minor < 0 else minor


_EMPTY = {
    "total_minor": None, "currency": "CNY", "plan_year": None, "plan_minor": None,
    "done_year_minor": None, "done_minor": None, "in_place_minor": None,
}  # fmt: skip


def _latest(amounts: Sequence[Sum]) -> Sum | None:
    """The figure that holds now: the one without a period, else the latest; a total below zero is none."""
    return max((a for a in amounts if a.minor >= 0), key=lambda a: a.until or date.max, default=None)


def _year_of(plans: Sequence[Sum], done: Sequence[Sum], year: int) -> int | None:
    years = {a.since.year for a in plans if a.since} or {a.since.year for a in done if a.since}
    if not years or year in years:
        return year if years else None
    before = [y for y in years if y < year]
    return max(before) if before else min(years)


def _within(done: Sequence[Sum], year: int) -> int | None:
    """What was completed from the year's first to its last report, no month counted twice."""
    inside = [a for a in done if a.since is not None and a.until is not None and a.since.year == year]
    return _added([a for a in inside if (a.until - a.since).days <= _ANNUAL_DAYS[-1]]) if inside else None  # type: ignore[operator]


def _to_date(amounts: Sequence[Sum]) -> int | None:
    """Everything up to now: the latest cumulative figure and what was reported after it."""
    if not amounts:
        return None
    cumulative = [a for a in amounts if a.since is None]
    if not cumulative:
        return _added([a for a in amounts if a.until is not None])
    last = max(cumulative, key=lambda a: (a.until or date.min, a.minor))
    if last.until is None:
        return last.minor
    until = last.until
    later = [a for a in amounts if a.since is not None and a.until is not None and a.since > until]
    return last.minor + (_added(later) or 0)


def _added(amounts: Sequence[Sum]) -> int | None:
    """The sum of periods that do not overlap: from each beginning the longest, then what begins after it."""
    if not amounts:
        return None
    total, after = 0, date.min
    for amount in sorted(amounts, key=lambda a: (a.since or date.min, -(a.until or date.max).toordinal())):
        if (amount.since or date.min) >= after:
            total += amount.minor
            after = (amount.until or date.max - _ONE_DAY) + _ONE_DAY
    return total
