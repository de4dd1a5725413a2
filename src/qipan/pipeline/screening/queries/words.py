"""The room's codes as people read them: figures, measures, units, states, verdicts, complaints."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.screening import rules
from qipan.pipeline.screening.queries.figures import text_of

FIGURES = {
    "fai": gettext_lazy("Fixed-asset investment"),
    "total": gettext_lazy("Total investment"),
    "equipment": gettext_lazy("Equipment investment"),
    "land": pgettext_lazy("screening", "Land"),
    "tax": gettext_lazy("Tax a year at full capacity"),
    "output": gettext_lazy("Output a year at full capacity"),
    "rd": gettext_lazy("R&D share of sales"),
    "floor": gettext_lazy("Floor area counted for the plot ratio"),
    "footprint": gettext_lazy("Footprint of buildings and yards"),
    "admin": gettext_lazy("Land for offices and living"),
    "green": gettext_lazy("Green land"),
    "jobs": pgettext_lazy("screening", "Jobs"),
    "energy": gettext_lazy("Energy a year"),
}
MEASURES = {
    "intensity": gettext_lazy("Fixed-asset investment ÷ land"),
    "tax_per_land": gettext_lazy("Tax a year ÷ land"),
    "output_per_land": gettext_lazy("Output a year ÷ land"),
    "total": gettext_lazy("Total investment"),
    "fai": gettext_lazy("Fixed-asset investment"),
    "tax": gettext_lazy("Tax a year at full capacity"),
    "rd": gettext_lazy("R&D share of sales"),
    "plot_ratio": gettext_lazy("Plot ratio"),
    "coefficient": gettext_lazy("Building coefficient"),
    "admin_share": gettext_lazy("Share of land for offices and living"),
    "green_share": gettext_lazy("Green share of the land"),
    "equipment_share": gettext_lazy("Equipment ÷ fixed-asset investment"),
    "jobs": pgettext_lazy("screening", "Jobs"),
    "jobs_per_land": gettext_lazy("Jobs ÷ land"),
    "energy_per_output": gettext_lazy("Energy ÷ output"),
    "marks": gettext_lazy("Marks given by the committee"),
    "yes": gettext_lazy("A statement that holds or does not"),
}
UNITS = {
    "yuan": pgettext_lazy("unit", "CNY"),
    "wan": pgettext_lazy("unit", "×10,000 CNY"),
    "million": pgettext_lazy("unit", "CNY million"),
    "yi": pgettext_lazy("unit", "100 million CNY"),
    "m2": pgettext_lazy("unit", "m²"),
    "mu": pgettext_lazy("unit", "mu"),
    "ha": pgettext_lazy("unit", "ha"),
    "wan_per_mu": pgettext_lazy("unit", "×10,000 CNY/mu"),
    "wan_per_ha": pgettext_lazy("unit", "×10,000 CNY/ha"),
    "yuan_per_m2": pgettext_lazy("unit", "CNY/m²"),
    "percent": pgettext_lazy("unit", "%"),
    "ratio": pgettext_lazy("unit", "(ratio)"),
    "people": pgettext_lazy("unit", "persons"),
    "people_per_mu": pgettext_lazy("unit", "persons/mu"),
    "tce": pgettext_lazy("unit", "tce"),
    "tce_per_wan": pgettext_lazy("unit", "tce/10,000 CNY"),
    "points": pgettext_lazy("unit", "points"),
    "yes": "",
}
KINDS = {
    "hard": pgettext_lazy("criterion", "Hard"),
    "veto": pgettext_lazy("criterion", "Veto"),
    "scored": pgettext_lazy("criterion", "Scored"),
}
OPS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}
STATES = {
    "met": ("green", pgettext_lazy("finding", "met")),
    "near": ("yellow", pgettext_lazy("finding", "within reach")),
    "short": ("red", pgettext_lazy("finding", "short")),
    "veto": ("red", pgettext_lazy("finding", "vetoed")),
    "scored": ("", pgettext_lazy("finding", "scored")),
    "missing": ("", pgettext_lazy("finding", "asked for")),
}
VERDICTS = {
    "pass": ("green", pgettext_lazy("verdict", "Pass")),
    "conditional": ("yellow", pgettext_lazy("verdict", "Conditional")),
    "fail": ("red", pgettext_lazy("verdict", "Fail")),
    "waived": ("blue", pgettext_lazy("verdict", "Waived")),
    "incomplete": ("", pgettext_lazy("verdict", "Figures missing")),
    "": ("", pgettext_lazy("verdict", "Not screened")),
}
LEVERS = {
    "investment": pgettext_lazy("lever", "Investment"),
    "land": pgettext_lazy("lever", "Land"),
    "tax": pgettext_lazy("lever", "Tax a year"),
}
ASKS = {
    "none": gettext_lazy("A screening by the access standard"),
    "failed": gettext_lazy("The screening fails: change the figures, or have a waiver decided"),
    "waits": gettext_lazy("The waiver waits for a second person"),
    "old": gettext_lazy("Screened by an older version of the standard: screen again"),
    "changed": gettext_lazy("The record's figures changed after the screening: screen again"),
}
COMPLAINTS = {
    "empty": gettext_lazy("A standard has at least one criterion."),
    "twice": gettext_lazy("Two criteria have the same short name."),
    "mark": gettext_lazy("Say from how many points on a project passes."),
    "reach": gettext_lazy("The points that pass are more than all criteria give, or none."),
    "marks": gettext_lazy("The points for a conditional pass lie below those that pass."),
    "unknown": gettext_lazy("The measure, unit, kind or sign is not known."),
    "unit": gettext_lazy("This unit does not measure that."),
    "number": gettext_lazy("A number, or the curve, cannot be read."),
    "threshold": gettext_lazy("A hard criterion needs its threshold."),
    "near": gettext_lazy("What is within reach lies on the other side of the threshold."),
    "weight": gettext_lazy("A scored criterion needs its most points, and the curve gives no more than those."),
    "curve": gettext_lazy("A scored criterion needs its curve, such as 0:0, 10:16."),
    "direction": gettext_lazy("The curve must not fall where more is better, nor rise where less is."),
    "marks_scored": gettext_lazy("Marks of a committee are scored."),
}
MONEY = frozenset({"money", "money_per_area", "energy_per_money"})


def language() -> str:
    return "zh" if units.is_chinese(get_language() or "en") else "en"


def own_label(row: Mapping[str, Any]) -> str:
    """A criterion's own words, else what it measures."""
    label = row.get("label") or {}
    return str(label.get(language()) or label.get("zh") or label.get("en") or MEASURES[row["measure"]])


def figure_label(code: str, criteria: list[dict[str, Any]]) -> str:
    """What a person is asked for; the marks and statements of a standard by their criterion."""
    name, _colon, own = code.partition(":")
    if own:
        return next((own_label(row) for row in criteria if row["code"] == own), own)
    return str(FIGURES.get(name, name))


def dimension(code: str) -> str:
    """What a figure measures: money, area, count, points, yes."""
    name, _colon, own = code.partition(":")
    return {"marks": "points", "yes": "yes"}[name] if own else rules.FIGURES[name]


def in_words(base: Fraction | None, unit: str, *, op: str = ">=", places: int = 2) -> str:
    """A figure in a unit, as people read it: 149.99 万元/亩. Rounded away from its threshold: 149.999 is not shown as 150."""
    if base is None:
        return "–"
    if unit == "yes":
        return _("yes") if base else _("no")
    value = rules.in_unit(base, unit)
    shifted = value * 10**places
    rounded = Fraction(shifted.__floor__() if op in (">=", ">") else shifted.__ceil__(), 10**places)
    words = units.figure(Decimal(text_of(rounded)), places)
    return f"{words}{'' if unit == 'percent' else ' '}{UNITS[unit]}".strip()


def asks(code: str) -> str:
    """What the gate says of a project."""
    return str(ASKS[code])


def origin(entry: Mapping[str, str] | None) -> str:
    """Where a figure comes from."""
    if entry is None:
        return ""
    if entry["from"] == "project":
        return _("From the project's record.")
    said = {"who": entry["who"], "source": entry["source"]}
    return _("Said by %(who)s: %(source)s") % said if entry["source"] else _("Said by %(who)s") % said
