"""The seeded sheets as the rules take them, and the readable tables of cases."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from qipan.pipeline.screening import rules, seeds

HERE = Path(__file__).parent


def standard(code: str, pass_at: str | None = None, conditional_at: str | None = None) -> rules.Standard:
    sheet = seeds.sheets()[code]
    return rules.standard_of(sheet.criteria, pass_at or sheet.pass_at, conditional_at or sheet.conditional_at)


def table(name: str) -> Iterator[list[str]]:
    """The cells of each line of a table; what follows # is for people."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        cells = line.split("#")[0].strip()
        if cells:
            yield [cell.strip() for cell in cells.split("|")]


def exact(text: str, unit: str) -> Fraction:
    number = rules.number(text)
    assert number is not None
    return rules.to_base(number, unit)


def money(**wan: str | int) -> dict[str, Fraction]:
    return {name: exact(str(value), "wan") for name, value in wan.items()}


def longchang(**given: str) -> dict[str, Fraction]:
    """Figures in the units of the sheet; "?" and "-" are left out."""
    units = {"fai": "wan", "tax": "wan", "output": "wan", "land": "mu", "rd": "percent"}
    found = {name: exact(text, units[name]) for name, text in given.items() if name in units and text not in "?-"}
    if given["meets"] != "?":
        found["yes:requirements"] = Fraction(given["meets"] == "yes")
    return found
