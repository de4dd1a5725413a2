"""The light of a project: computed from figures, with the figures as reasons (domain.md 2.5).

Thresholds are a rule set of kind "lights" (shipped in `seeds/lights.json`, other places in `seeds/lights/`): percentage points behind
time ("by": "points", Yinchuan), or the share of what time asks for ("by": "share", Wuhan and Sanya). Comparisons multiply across in whole
numbers: a project at exactly the threshold is never tipped by rounding. The colour is the worst of what could be judged. Grey, not green:
nothing to judge, a start not yet due, or a plan too small for the rules. A rule a set does not name is not judged.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

_WORSE = {"grey": 0, "green": 1, "yellow": 2, "red": 3}
_BEFORE_START = frozenset({"signed", "registered", "preparation"})
_NEVER = {"yellow_months": 10**6, "red_months": 10**6}
_FINISHED = frozenset({"completed", "production", "capacity"})


@dataclass(frozen=True, slots=True)
class Course:
    """A project's year as figures: plan and completed in minor units, dates already at the last day of what they name."""

    stage: str
    status: str = "ongoing"
    plan: int | None = None
    plan_year: int | None = None
    done: int | None = None
    start_from: date | None = None  # the first day the planned start may mean
    planned_start: date | None = None
    planned_end: date | None = None
    started: date | None = None
    ended: date | None = None
    total: int | None = None
    in_place: int | None = None
    entered: date | None = None  # since when the statistics hold it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons`: one entry a rule that spoke, worst first: {"rule", "colour", …figures}."""

    colour: str
    reasons: list[dict[str, Any]] = field(default_factory=list)


def elapsed(year: int, on: date, rules: Mapping[str, Any]) -> tuple[int, int]:
    """Share of a plan year that should be done by `on`, as a fraction: whole months that are over and had time to be reported.

    A county's own curve (12 cumulative percentages) replaces the straight line.
    """
    last = on - timedelta(days=int(rules.get("grace_days", 0)))
    months = 12 if last.year > year else 0 if last.year < year else last.month - 1
    if last.year == year and (last + timedelta(days=1)).month != last.month:
        months = last.month
    curve = rules.get("curve")
    if curve:
        return (int(curve[months - 1]) if months else 0), 100
    return months, 12


@lru_cache(maxsize=4096)
def last_day(on: date | None, precision: str) -> date | None:
    """The last day a date with this precision may mean: "March" is late only when March is over."""
    if on is None or precision in ("day", "text"):
        return on
    if precision == "ten_days" and on.day <= 20:
        return on.replace(day=10 if on.day <= 10 else 20)
    first = {"quarter": (on.month - 1) // 3 * 3 + 3, "half": 6 if on.month <= 6 else 12, "year": 12}
    month = first.get(precision, on.month)
    return on.replace(month=month, day=monthrange(on.year, month)[1])


def points_ahead(plan: int, done: int, share: tuple[int, int]) -> float | None:
    """Percentage points ahead of time (behind: negative); None without a plan."""
    if plan <= 0:
        return None
    return round(100 * done / plan - 100 * share[0] / share[1], 1)


def months_since(then: date, on: date) -> int:
    """Whole months between two days: 31 January to 28 February is none, to 1 March one."""
    months = (on.year - then.year) * 12 + on.month - then.month
    return months - (on.day < then.day)


def light(course: Course, on: date, rules: Mapping[str, Any]) -> Verdict:
    """The colour and why. More completed never makes it worse; a later start or end never makes it better."""
    if course.status in ("lost", "abandoned") or course.stage in ("lead", "discussion", "admitted"):
        return Verdict("grey")
    small = _small(course, rules)
    if small:
        return Verdict("grey", [small])
    start = _start(course, on, rules)
    if start and on < (course.start_from or course.planned_start or on):
        return Verdict("grey", [start])
    judged = (
        _progress(course, on, rules),
        start,
        _end(course, on, rules),
        _funds(course, rules),
        _entry(course, on, rules),
    )
    reasons = [r for r in judged if r]
    reasons.sort(key=lambda r: -_WORSE[r["colour"]])
    return Verdict(reasons[0]["colour"] if reasons else "grey", reasons)


def unit_light(missed: Sequence[bool], rules: Mapping[str, Any]) -> str:
    """The light of a unit from its months, oldest first: how many of the last ones in a row missed their task (Sanya)."""
    limits = rules.get("unit")
    if not limits or not missed:
        return "grey"
    running = 0
    for is_missed in reversed(missed):
        if not is_missed:
            break
        running += 1
    return "red" if running >= limits["red_missed"] else "yellow" if running >= limits["yellow_missed"] else "green"


def _small(course: Course, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """A plan below what the rules are made for."""
    least = (rules.get("scope") or {}).get("plan_at_least")
    if not least or course.plan is None or course.plan >= least:
        return None
    return {"rule": "small", "colour": "grey", "plan": course.plan, "least": least}


def _progress(course: Course, on: date, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """Completed against the plan of the year so far. What is finished owes nothing to a year that is over, and is not late in this one."""
    if not course.plan or course.plan_year is None:
        return None
    is_finished = course.stage in _FINISHED
    if is_finished and course.plan_year < on.year:
        return None
    limits = rules.get("progress")
    if not limits:
        return None
    share = elapsed(course.plan_year, on, rules)
    if course.done is None or not share[0]:
        return {
            "rule": "unreported" if share[0] else "early",
            "colour": "grey",
            "plan": course.plan,
            "elapsed": list(share),
        }
    colour = "green" if is_finished else _judged(course.plan, course.done, share, limits)
    return {"rule": "progress", "colour": colour, "plan": course.plan, "done": course.done, "elapsed": list(share)}


def _judged(plan: int, done: int, share: tuple[int, int], limits: Mapping[str, Any]) -> str:
    """The colour of done ÷ plan beside the share of time."""
    asked, given = plan * share[0], done * share[1]
    if limits.get("by") == "share":
        return _below(given, asked, limits)
    behind, whole = (asked - given) * 100, plan * share[1]
    return (
        "red"
        if behind > whole * limits["red_above"]
        else "yellow"
        if behind >= whole * limits["yellow_from"]
        else "green"
    )


def _below(given: int, asked: int, limits: Mapping[str, Any]) -> str:
    """Given ÷ asked below so many percent; a limit that is not set never holds."""
    for colour in ("red", "yellow"):
        limit = limits.get(f"{colour}_below")
        if limit is not None and given * 100 < asked * limit:
            return colour
    return "green"


def _funds(course: Course, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """Funds in place against the total investment, once it has started and until it is finished."""
    limits = rules.get("funds") or {}
    is_set = any(limits.get(name) is not None for name in ("red_below", "yellow_below"))
    if not is_set or not course.total or course.in_place is None or course.stage != "started":
        return None
    colour = _below(course.in_place, course.total, limits)
    return {"rule": "funds", "colour": colour, "total": course.total, "in_place": course.in_place}


def _entry(course: Course, on: date, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """In the statistics: yellow from so many months after the start, red beyond so many."""
    limits = rules.get("entry") or {}
    if not limits or course.started is None or course.stage != "started":
        return None
    if course.entered:
        return {
            "rule": "entry",
            "colour": "green",
            "started": course.started.isoformat(),
            "entered": course.entered.isoformat(),
        }
    months = months_since(course.started, on)
    is_beyond = months_since(course.started + timedelta(days=1), on) >= limits["red_months"]
    colour = "red" if is_beyond else "yellow" if months >= limits["yellow_months"] else "green"
    return {"rule": "entry", "colour": colour, "started": course.started.isoformat(), "months": max(months, 0)}


def _late(due: date | None, on: date, limits: Mapping[str, Any] | None, rule: str) -> dict[str, Any] | None:
    if due is None or not limits:
        return None
    months = months_since(due, on)
    colour = "green"
    if on > due:
        colour = "red" if months >= limits["red_months"] else "yellow" if months >= limits["yellow_months"] else "green"
    return {"rule": rule, "colour": colour, "due": due.isoformat(), "months": max(months, 0)}


def _start(course: Course, on: date, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """Not started although the planned month is over. While it is not over there is nothing to judge: grey."""
    if course.started or course.stage not in _BEFORE_START:
        return None
    late = _late(course.planned_start, on, rules.get("start") or _NEVER, "start")
    return {**late, "colour": "grey"} if late and late["colour"] == "green" else late


def _end(course: Course, on: date, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """Not completed although the planned month is over."""
    if course.ended or course.stage != "started":
        return None
    return _late(course.planned_end, on, rules.get("end"), "end")
