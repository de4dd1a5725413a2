"""Judging a project against an access standard: values in, verdict out; every figure of the trade comes as data."""

from __future__ import annotations

from qipan.pipeline.screening.rules.choosing import Scope, covers, nearest
from qipan.pipeline.screening.rules.judging import Criterion, Finding, Standard, Verdict, is_better, judge, points_of
from qipan.pipeline.screening.rules.measures import (
    FIGURES,
    MEASURES,
    UNITS,
    asked_of,
    exact_land,
    in_unit,
    measure,
    to_base,
)
from qipan.pipeline.screening.rules.passing import LEVERS, Move, Way, beyond, what_would_pass
from qipan.pipeline.screening.rules.reading import (
    OPS,
    Odd,
    complaints,
    criterion_of,
    curve_of,
    curve_text,
    number,
    standard_of,
)

__all__ = [
    "FIGURES",
    "LEVERS",
    "MEASURES",
    "OPS",
    "UNITS",
    "Criterion",
    "Finding",
    "Move",
    "Odd",
    "Scope",
    "Standard",
    "Verdict",
    "Way",
    "asked_of",
    "beyond",
    "complaints",
    "covers",
    "criterion_of",
    "curve_of",
    "curve_text",
    "exact_land",
    "in_unit",
    "is_better",
    "judge",
    "measure",
    "nearest",
    "number",
    "points_of",
    "standard_of",
    "to_base",
    "what_would_pass",
]
