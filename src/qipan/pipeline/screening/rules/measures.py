"""Figures a project is asked for, measures made of them, and units. All exact: fractions, never floats.

Base units: yuan, square metres, yuan per square metre, persons, tonnes of standard coal, shares of one. 1 亩 is exactly 2000/3 m²; hence
1 万元/亩 = 15 元/m² = 15 万元/公顷 (domain.md 2.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Figures = Mapping[str, Fraction]  # code of a figure → value in base units; what is not there is not known

MU = Fraction(2000, 3)
WAN = Fraction(10_000)


@dataclass(frozen=True, slots=True)
class Unit:
    """What it measures, and how many base units one of it is."""

    of: str
    factor: Fraction


UNITS: dict[str, Unit] = {
    "yuan": Unit("money", Fraction(1)),
    "wan": Unit("money", WAN),
    "million": Unit("money", Fraction(10**6)),
    "yi": Unit("money", Fraction(10**8)),
    "m2": Unit("area", Fraction(1)),
    "mu": Unit("area", MU),
    "ha": Unit("area", WAN),
    "wan_per_mu": Unit("money_per_area", WAN / MU),
    "wan_per_ha": Unit("money_per_area", Fraction(1)),
    "yuan_per_m2": Unit("money_per_area", Fraction(1)),
    "percent": Unit("share", Fraction(1, 100)),
    "ratio": Unit("share", Fraction(1)),
    "people": Unit("count", Fraction(1)),
    "people_per_mu": Unit("count_per_area", 1 / MU),
    "tce": Unit("energy", Fraction(1)),
    "tce_per_wan": Unit("energy_per_money", 1 / WAN),
    "points": Unit("points", Fraction(1)),
    "yes": Unit("yes", Fraction(1)),
}

# What a person may be asked for → what it measures.
FIGURES: dict[str, str] = {
    "fai": "money",  # fixed-asset investment
    "total": "money",
    "equipment": "money",
    "land": "area",
    "tax": "money",  # a year, at full capacity
    "output": "money",  # a year, at full capacity
    "rd": "share",  # research and development ÷ sales
    "floor": "area",
    "footprint": "area",
    "admin": "area",
    "green": "area",
    "jobs": "count",
    "energy": "energy",  # a year
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion's quantity: which figures it takes and how it is made of them."""

    of: str
    figures: tuple[str, ...]
    make: Callable[..., Fraction]


def _itself(value: Fraction) -> Fraction:
    return value


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole


MEASURES: dict[str, Measure] = {
    "intensity": Measure("money_per_area", ("fai", "land"), _share),
    "tax_per_land": Measure("money_per_area", ("tax", "land"), _share),
    "output_per_land": Measure("money_per_area", ("output", "land"), _share),
    "total": Measure("money", ("total",), _itself),
    "fai": Measure("money", ("fai",), _itself),
    "tax": Measure("money", ("tax",), _itself),
    "rd": Measure("share", ("rd",), _itself),
    "plot_ratio": Measure("share", ("floor", "land"), _share),
    "coefficient": Measure("share", ("footprint", "land"), _share),
    "admin_share": Measure("share", ("admin", "land"), _share),
    "green_share": Measure("share", ("green", "land"), _share),
    "equipment_share": Measure("share", ("equipment", "fai"), _share),
    "jobs": Measure("count", ("jobs",), _itself),
    "jobs_per_land": Measure("count_per_area", ("jobs", "land"), _share),
    "energy_per_output": Measure("energy_per_money", ("energy", "output"), _share),
    "marks": Measure("points", (), _itself),  # points a committee gives; asked for by the criterion's own name
    "yes": Measure("yes", (), _itself),  # a statement that holds or does not
}
OWN = ("marks", "yes")


def asked_of(name: str, code: str) -> tuple[str, ...]:
    """The figures a measure takes: those of the table, or the criterion's own ("marks:technology")."""
    return (f"{name}:{code}",) if name in OWN else MEASURES[name].figures


def measure(name: str, code: str, figures: Figures) -> tuple[Fraction | None, tuple[str, ...]]:
    """(value in base units, figures that are missing). A whole of nothing counts as missing: no land is no answer."""
    names = asked_of(name, code)
    divisors = names[1:]
    missing = tuple(n for n in names if n not in figures or (n in divisors and figures[n] <= 0))
    return (None, missing) if missing else (MEASURES[name].make(*(figures[n] for n in names)), ())


def to_base(value: Fraction, unit: str) -> Fraction:
    return value * UNITS[unit].factor


def in_unit(value: Fraction, unit: str) -> Fraction:
    return value / UNITS[unit].factor


def exact_land(m2: Fraction) -> Fraction:
    """Square metres kept to the hundredth: where a figure in mu of at most four decimals is what was rounded, that figure.

    Otherwise 100 mu would be 66,666.67 m², and 1.5 亿元 on them a hair less than 150 万元/亩.
    """
    mu = round(m2 / MU * 10_000)
    exact = Fraction(mu, 10_000) * MU
    return exact if abs(exact - m2) <= Fraction(1, 200) else m2
