"""What cannot be: an actual date that lies ahead, production before the start, a plan for 2099, won before the works began. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from qipan.pipeline.projects.rules import gates as stages
from qipan.pipeline.projects.rules.lights import last_day

ACTUAL = ("signed_on", "registered_on", "start_on", "end_on", "production_on")
PLANNED = ("planned_start", "planned_end")
FIRST, LAST = date(1949, 10, 1), date(2079, 12, 31)  # of an actual date; the database holds the same bounds
PLANNED_YEARS = 30
# (earlier, later, the later one's precision): later at the last day it may mean is not before the first day of the earlier
PAIRS = (
    ("start_on", "end_on", "end_precision"),
    ("start_on", "production_on", "production_precision"),
    ("planned_start", "planned_end", "planned_end_precision"),
)
MONEY = ("total_minor", "plan_minor", "done_minor", "done_year_minor", "in_place_minor")


class Odd(NamedTuple):
    """A field and why its value cannot be: early · ahead · far · order · negative · won."""

    field: str
    why: str


def odd(values: Mapping[str, Any], on: date, gates: Mapping[str, Any]) -> list[Odd]:
    """`values`: a project's fields as they would stand. Empty ones say nothing."""
    found = [Odd(name, why) for name in ACTUAL if (why := _actual(values.get(name), on))]
    found += [Odd(name, why) for name in PLANNED if (why := _planned(values.get(name), on))]
    for first, then, precision in PAIRS:
        early, late = values.get(first), values.get(then)
        if early and late and _end(late, values.get(precision)) < early:
            found.append(Odd(then, "order"))
    found += [Odd(name, "negative") for name in MONEY if (values.get(name) or 0) < 0]
    if values.get("status") == "won" and not stages.wins(values.get("stage") or "lead", gates):
        found.append(Odd("status", "won"))
    return found


def _end(day: date, precision: str | None) -> date:
    return last_day(day, precision or "day") or day


def _actual(day: date | None, on: date) -> str:
    if day is None:
        return ""
    return "early" if day < FIRST else "ahead" if day > on else ""


def _planned(day: date | None, on: date) -> str:
    if day is None:
        return ""
    return "early" if day < FIRST else "far" if day.year > on.year + PLANNED_YEARS else ""


def impossible(values: Mapping[str, Any]) -> list[Odd]:
    """What the database holds nowhere, wherever it comes from; `odd` asks more of what a person types."""
    found = [Odd(name, "early") for name in ACTUAL if (day := values.get(name)) and day < FIRST]
    found += [Odd(name, "ahead") for name in ACTUAL if (day := values.get(name)) and day > LAST]
    for first, then, precision in PAIRS[:2]:
        early, late = values.get(first), values.get(then)
        is_exact = values.get(precision) in (None, "", "day") and values.get("start_precision") in (None, "", "day")
        if early and late and is_exact and late < early:
            found.append(Odd(then, "order"))
    if values.get("status") == "won" and not stages.wins(values.get("stage") or "lead", {}):
        found.append(Odd("status", "won"))
    return found
