"""The check-up of a project (项目体检): rules as data, each answering with the figures it compared (domain.md 2.2). Pure.

A rule set of kind "checkups" names the rules that hold and their thresholds (shipped in `seeds/checkups.json`); a rule that is not named
does not run. A rule answers the numbers it compared when it complains, else None. What is not known is never a complaint of the rule that
would need it, except where the missing report is the complaint. Shares are compared in whole numbers: exactly the
threshold is no complaint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any

from qipan.pipeline.projects.rules.lights import months_since

_BEFORE_START = frozenset({"signed", "registered", "preparation"})
_BUILDING = "started"
_ENDED = frozenset({"lost", "abandoned"})
_EARTH_M = 6_371_000


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at the end of a period: money in minor units, or a percentage."""

    until: date
    value: Any


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture attached as evidence: which other project holds the same file, when and where the camera says it was taken."""

    name: str
    attached_on: date
    also_of: str = ""
    taken_on: date | None = None
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a project on a day. Series are in time order; `completed` are sums since the New Year of their own year."""

    on: date
    stage: str = "started"
    status: str = "ongoing"
    signed_on: date | None = None
    started_on: date | None = None
    stage_since: date | None = None
    reported_on: date | None = None
    total: int | None = None
    registered: int | None = None
    done: int | None = None
    done_before: int | None = None  # before the year of the plan
    plan: int | None = None
    plan_year: int | None = None
    in_place: Sequence[Point] = ()
    completed: Sequence[Point] = ()
    percents: Sequence[Point] = ()
    totals: Sequence[Point] = ()
    documents: Sequence[date] = ()  # days on which a contract, filing or decision was attached
    photos: Sequence[Photo] = ()
    position: tuple[float, float] | None = None
    same_investor: Sequence[str] = ()
    same_code: Sequence[str] = ()


Numbers = dict[str, Any]
Rule = Callable[[Case, Mapping[str, Any]], Numbers | None]


def check(case: Case, rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Numbers]:
    """Rule → the figures it compared, for every rule that complains. A project that was lost or given up is not checked."""
    if case.status in _ENDED:
        return {}
    found = {name: RULES[name](case, limits) for name, limits in rules.items() if name in RULES}
    return {name: numbers for name, numbers in found.items() if numbers is not None}


def _signed_not_started(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    if case.signed_on is None or case.started_on or case.stage not in _BEFORE_START:
        return None
    months = months_since(case.signed_on, case.on)
    return _if(months >= limits["months"], signed_on=case.signed_on, months=months, limit=limits["months"])


def _no_funds(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """No new money in place for so many months in a row after the start, while some is still to come."""
    if case.started_on is None or case.stage != _BUILDING:
        return None
    last, held = case.started_on, 0
    for point in case.in_place:
        if point.value > held:
            held, last = point.value, max(last, point.until)
    if case.total is not None and held >= case.total:
        return None
    months = months_since(last, case.on)
    return _if(months >= limits["months"], since=last, months=months, in_place=held, limit=limits["months"])


def _funds_below_share(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    if case.started_on is None or case.stage != _BUILDING or not case.total:
        return None
    months, held = months_since(case.started_on, case.on), _latest(case.in_place) or 0
    is_low = held * 100 < case.total * limits["percent"]
    return _if(
        months >= limits["months"] and is_low, months=months, in_place=held, total=case.total,
        share=_share(held, case.total), limit=limits["percent"], after=limits["months"],
    )  # fmt: skip


def _funds_unlike_progress(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    percent, held = _latest(case.percents), _latest(case.in_place)
    if case.stage != _BUILDING or percent is None or held is None or not case.total:
        return None
    apart = abs(Decimal(percent) * case.total - Decimal(held) * 100)
    return _if(
        apart > Decimal(limits["points"]) * case.total, percent=str(percent), share=_share(held, case.total), in_place=held,
        total=case.total, limit=limits["points"],
    )  # fmt: skip


def _silent(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    last = case.reported_on or case.started_on or case.stage_since
    if case.stage not in limits["stages"] or last is None:
        return None
    days = (case.on - last).days
    return _if(days > limits["days"], last=last, days=days, limit=limits["days"], is_never=case.reported_on is None)


def _progress_unchanged(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """The percentage stood still over so many periods in a row (one report more than that)."""
    wanted = limits["periods"] + 1
    last = list(case.percents)[-wanted:]
    if case.stage != _BUILDING or len(last) < wanted or Decimal(last[-1].value) >= 100:
        return None
    is_same = len({Decimal(point.value) for point in last}) == 1
    return _if(is_same, percent=str(last[-1].value), since=last[0].until, until=last[-1].until, limit=limits["periods"])


def _photo_twice(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    photo = next((p for p in case.photos if p.also_of), None)
    return None if photo is None else {"name": photo.name, "other": photo.also_of}


def _photo_elsewhere(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    if case.position is None:
        return None
    far = [(metres_between(p.at, case.position), p) for p in case.photos if p.at]
    metres, photo = max(far, key=lambda one: one[0], default=(0.0, None))
    if photo is None:
        return None
    return _if(metres > limits["metres"], name=photo.name, metres=round(metres), limit=limits["metres"])


def _photo_old(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """Taken long before it was handed in."""
    old = [((p.attached_on - p.taken_on).days, p) for p in case.photos if p.taken_on]
    days, photo = max(old, key=lambda one: one[0], default=(0, None))
    if photo is None:
        return None
    return _if(days > limits["days"], name=photo.name, taken_on=photo.taken_on, days=days, limit=limits["days"])


def _total_raised(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """Above the first total by more than the limit, and no document came since it passed it."""
    if len(case.totals) < 2 or case.totals[0].value <= 0:
        return None
    first = case.totals[0].value
    raised = next((p for p in case.totals if _is_above(p.value, first, limits["percent"])), None)
    now = case.totals[-1].value
    if raised is None or not _is_above(now, first, limits["percent"]):
        return None
    has_document = any(day >= raised.until for day in case.documents)
    return _if(
        not has_document, first=first, now=now, share=_share(now - first, first), on=raised.until, limit=limits["percent"]
    )  # fmt: skip


def _is_above(value: int, first: int, percent: int) -> bool:
    return value * 100 > first * (100 + percent)


def _capital_low(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    if case.registered is None or not case.total:
        return None
    is_low = case.registered * 100 < case.total * limits["percent"]
    share = _share(case.registered, case.total)
    return _if(is_low, registered=case.registered, total=case.total, share=share, limit=limits["percent"])


def _same_investor(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    return {"others": list(case.same_investor)} if case.same_investor else None


def _same_code(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    return {"others": list(case.same_code)} if case.same_code else None


def _cumulative_fell(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """A sum since New Year below that of an earlier period of the same year; the latest such fall."""
    found: Numbers | None = None
    highest: dict[int, Point] = {}
    for point in case.completed:
        before = highest.get(point.until.year)
        if before is not None and point.value < before.value:
            found = _if(True, before=before.value, at=before.until, now=point.value, until=point.until)
        if before is None or point.value > before.value:
            highest[point.until.year] = point
    return found


def _above_total(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    if case.done is None or case.total is None:
        return None
    return _if(case.done > case.total, done=case.done, total=case.total)


def _plan_above_rest(case: Case, limits: Mapping[str, Any]) -> Numbers | None:
    """The year's plan is more than what was left to do when the year began."""
    if case.plan is None or case.total is None:
        return None
    rest = case.total - (case.done_before or 0)
    return _if(case.plan > rest, plan=case.plan, rest=rest, total=case.total, done_before=case.done_before or 0)


RULES: dict[str, Rule] = {
    "signed_not_started": _signed_not_started,
    "no_funds": _no_funds,
    "funds_below_share": _funds_below_share,
    "funds_unlike_progress": _funds_unlike_progress,
    "silent": _silent,
    "progress_unchanged": _progress_unchanged,
    "photo_twice": _photo_twice,
    "photo_elsewhere": _photo_elsewhere,
    "photo_old": _photo_old,
    "total_raised": _total_raised,
    "capital_low": _capital_low,
    "same_investor": _same_investor,
    "same_code": _same_code,
    "cumulative_fell": _cumulative_fell,
    "above_total": _above_total,
    "plan_above_rest": _plan_above_rest,
}
# What a sheet alone can tell: asked of every line that comes in.
OF_A_SHEET = ("above_total", "plan_above_rest", "capital_low", "cumulative_fell")


def bare_code(code: str) -> str:
    """A project code without the marks between its groups: two spellings of one code are one."""
    return re.sub(r"[^0-9a-z]", "", code.lower())


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Distance of two places (latitude, longitude) on the ground."""
    (north, east), (north_2, east_2) = [tuple(map(radians, place)) for place in (here, there)]
    half = sin((north_2 - north) / 2) ** 2 + cos(north) * cos(north_2) * sin((east_2 - east) / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(min(half, 1.0)))


def _latest(points: Sequence[Point]) -> Any:
    return points[-1].value if points else None


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _if(is_so: bool, **numbers: Any) -> Numbers | None:
    """The numbers as plain values, when the rule complains."""
    if not is_so:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in numbers.items()}
