"""What the page of rules says about this room's kinds: words, figures, checks, what a change would do."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.core.rulesets import Body, Complaints, Example, Field, Kind, describe, value_at
from qipan.pipeline.projects import rules, seeds
from qipan.pipeline.projects.queries import preview

_either = lazy(lambda zh, en: zh if units.is_chinese(get_language() or "en") else en, str)
PROGRESS, START, END = _("Progress"), _("Start"), _("Completion")
POINTS, MONTHS, MISSED = _("points"), _("months"), _("months in a row")
LIGHT_FIELDS = (
    Field("grace_days", _("days given to report a month"), unit=_("days"), is_needed=True, most=60),
    Field(
        "curve",
        _("own course of the year"),
        "numbers",
        unit="%",
        hint=_("Twelve cumulative percentages, one a line; empty: one twelfth a month."),
    ),
    Field(
        "scope.plan_at_least", _("judge plans of the year from"), "money", hint=_("Empty: every project has a light.")
    ),
    Field(
        "progress.by",
        _("measured by"),
        "choice",
        choices=(("points", _("percentage points behind time")), ("share", _("share of what time asks for"))),
        group=PROGRESS,
    ),
    Field("progress.yellow_from", _("yellow from, inclusive"), unit=POINTS, most=100, group=PROGRESS),
    Field("progress.red_above", _("red above"), unit=POINTS, most=100, group=PROGRESS),
    Field("progress.yellow_below", _("yellow below"), unit="%", most=200, group=PROGRESS),
    Field("progress.red_below", _("red below"), unit="%", most=200, group=PROGRESS),
    Field("start.yellow_months", _("yellow when late by"), unit=MONTHS, group=START),
    Field("start.red_months", _("red when late by"), unit=MONTHS, group=START),
    Field("end.yellow_months", _("yellow when late by"), unit=MONTHS, group=END),
    Field("end.red_months", _("red when late by"), unit=MONTHS, group=END),
    Field("funds.yellow_below", _("yellow below"), unit=_("% of the total"), most=100, group=_("Funds in place")),
    Field("funds.red_below", _("red below"), unit=_("% of the total"), most=100, group=_("Funds in place")),
    Field("entry.yellow_months", _("yellow from"), unit=_("months after the start"), group=_("Statistics")),
    Field("entry.red_months", _("red beyond"), unit=_("months after the start"), group=_("Statistics")),
    Field("unit.yellow_missed", _("yellow when missed"), unit=MISSED, least=1, group=_("Units")),
    Field("unit.red_missed", _("red when missed"), unit=MISSED, least=1, group=_("Units")),
)
# Both or neither, and red never before yellow.
_PAIRS = (
    ("start.yellow_months", "start.red_months"),
    ("end.yellow_months", "end.red_months"),
    ("entry.yellow_months", "entry.red_months"),
    ("unit.yellow_missed", "unit.red_missed"),
)


def describe_all() -> None:
    """Called once at start."""
    describe(
        Kind(
            "lights",
            _("Lights"),
            _("When a project is green, yellow or red. Computed every night and after every change, never typed."),
            LIGHT_FIELDS,
            check_lights,
            preview.lights,
            tuple(
                Example(one["code"], _either(one["name"], one["name_en"]), one["source"], _body(one))
                for one in seeds.examples()
            ),
        )
    )
    describe(
        Kind(
            "care",
            _("The five ones"),
            _(
                "Which slots a project under care has, in variants; the standard one holds unless a project chooses another."
            ),
            (
                Field("standard", _("standard variant"), "text", is_needed=True),
                Field("stages", _("gaps are shown in these stages"), "list"),
            ),
            check_care,
        )
    )
    describe(Kind("gates", _("Stage gates"), _("What a project must show before it enters a stage.")))


def _body(one: dict[str, Any]) -> Body:
    return {name: value for name, value in one.items() if name not in ("code", "name", "name_en", "source")}


_CARE_FAULTS = {
    "standard": _("There is no variant “%(of)s”."),
    "slots": _("“%(of)s” needs at least one slot."),
    "key": _("Each slot of “%(of)s” needs a key of its own."),
    "holds": _("“%(of)s” holds a person, an organisation or words."),
}


def check_care(body: Body) -> Complaints:
    """A standard that is no variant, a variant without slots, slots that cannot be told apart."""
    return [(path, _CARE_FAULTS[why] % {"of": of}) for path, why, of in rules.faults(body)]


def check_lights(body: Body) -> Complaints:
    """Thresholds that contradict each other or leave a rule half said."""
    found = _progress(body)
    curve = body.get("curve")
    if curve and (len(curve) != 12 or sorted(curve) != list(curve) or not all(0 <= x <= 100 for x in curve)):
        found.append(("curve", _("Twelve percentages from 0 to 100 that never fall.")))
    for yellow, red in _PAIRS:
        low, high = value_at(body, yellow), value_at(body, red)
        if (low is None) != (high is None):
            found.append((red if high is None else yellow, _("Say both, yellow and red, or neither.")))
        elif low is not None and high < low:
            found.append((red, _("Red cannot come before yellow.")))
    return found


def _progress(body: Body) -> Complaints:
    progress = body.get("progress") or {}
    if not progress.get("by"):
        return []
    if progress["by"] == "points":
        low, high, needed = progress.get("yellow_from"), progress.get("red_above"), ("yellow_from", "red_above")
        wrong = low is not None and high is not None and high < low
    else:
        low, high, needed = progress.get("yellow_below"), progress.get("red_below"), ("yellow_below", "red_below")
        wrong = low is not None and high is not None and high > low
    absent: Complaints = [
        (f"progress.{name}", _("Needed for this measure.")) for name in needed if progress.get(name) is None
    ]
    return [*absent, (f"progress.{needed[1]}", _("Red cannot come before yellow."))] if wrong else absent
