"""Figures of a project: what its record says, what a screening was told, and whether the record says otherwise by now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import rules
from qipan.pipeline.screening.models import Screening, Standard

Entry = dict[str, str]  # value, unit, from, who, source
DETAILS = {
    "tax": "money",
    "output": "money",
    "jobs": "count",
}  # fields of the stages; before admission they are what is expected


def text_of(value: Fraction) -> str:
    """An exact figure as text: 66.5, 1200; a fraction without an end to many digits."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def from_record(project: Project) -> dict[str, Entry]:
    """What the project's record says, as figures; money of another currency is not taken."""
    found: dict[str, Entry] = {}
    is_yuan = project.currency == "CNY"
    if is_yuan and project.total_minor:
        found["total"] = _entry(Fraction(project.total_minor, 100), "wan")
    if project.land_m2:
        found["land"] = _entry(rules.exact_land(Fraction(project.land_m2)), "mu")
    for code, of in DETAILS.items():
        value = project.details.get(code)
        if isinstance(value, int | float | str) and value not in ("", 0) and (of == "count" or is_yuan):
            amount = rules.number(str(value))
            if amount:
                found[code] = _entry(amount / 100, "wan") if of == "money" else _entry(amount, "people")
    return found


def _entry(base: Fraction, unit: str) -> Entry:
    value = rules.in_unit(base, unit)
    if unit == "mu" and (value * 10_000).denominator != 1:
        value, unit = base, "m2"
    return {"value": text_of(value), "unit": unit, "from": "project", "who": "", "source": ""}


def value_of(entry: Mapping[str, str]) -> Fraction:
    """In base units, exact."""
    return rules.to_base(Fraction(Decimal(entry["value"])), entry["unit"])


def read(figures: Mapping[str, Mapping[str, str]]) -> dict[str, Fraction]:
    """The figures as the rules take them."""
    return {code: value_of(entry) for code, entry in figures.items()}


def standard_of(standard: Standard) -> rules.Standard:
    return rules.standard_of(standard.criteria, standard.pass_at, standard.conditional_at)


def asked_by(standard: Standard) -> list[str]:
    """Every figure a standard takes, in the order of its criteria, each once."""
    names = (name for row in standard.criteria for name in rules.asked_of(row["measure"], row["code"]))
    return list(dict.fromkeys(names))


def verdict_of(screening: Screening) -> rules.Verdict:
    """Judged anew from what is kept: of a decided screening always the same."""
    return rules.judge(standard_of(screening.standard), read(screening.figures))


def beside(screening: Screening, project: Project) -> dict[str, Entry]:
    """Figures of the record that differ from those the screening holds."""
    held = {code: value_of(entry) for code, entry in screening.figures.items()}
    return {code: e for code, e in from_record(project).items() if code in held and value_of(e) != held[code]}


def changed_since(screening: Screening, project: Project) -> dict[str, Any]:
    """Figures taken from the record that the record now says otherwise."""
    return {
        code: entry
        for code, entry in beside(screening, project).items()
        if screening.figures[code]["from"] == "project"
    }
