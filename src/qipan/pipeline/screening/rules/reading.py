"""A standard as it is kept (JSON, numbers as text) read into the values that judge; and what is wrong with one before it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from qipan.pipeline.screening.rules.judging import DOWN, UP, Criterion, Curve, Standard
from qipan.pipeline.screening.rules.measures import MEASURES, OWN, UNITS

KINDS = ("hard", "veto", "scored")
OPS = (*UP, *DOWN)
_PAIR = re.compile(r"^\s*(-?[\d.]+)\s*[:：]\s*([\d.]+)\s*$")


@dataclass(frozen=True, slots=True)
class Odd:
    """What is wrong: of which line (0: of the whole), and why."""

    line: int
    why: str


def number(text: Any) -> Fraction | None:
    """ "1,200.5" → exact; nothing for an empty field. Refuses what is no number (ValueError)."""
    plain = str("" if text is None else text).replace(",", "").replace("，", "").strip()
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(plain) from None
    if not value.is_finite():
        raise ValueError(plain)
    return Fraction(value)


def curve_of(text: str) -> Curve | None:
    """ "0:0, 10:16" → points at values, straight between. Refuses what cannot be read (ValueError)."""
    if not text.strip():
        return None
    knots = []
    for part in re.split(r"[,，;；]", text):
        found = _PAIR.match(part)
        if not found:
            raise ValueError(part.strip())
        knots.append((Fraction(Decimal(found[1])), Fraction(Decimal(found[2]))))
    knots.sort()
    if len({x for x, _y in knots}) < len(knots):
        raise ValueError(text)
    return Curve(tuple(knots))


def curve_text(curve: Curve | None) -> str:
    return ", ".join(f"{float(x):g}:{float(y):g}" for x, y in curve.knots) if curve else ""


def criterion_of(row: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=row["code"],
        measure=row["measure"],
        unit=row["unit"],
        kind=row["kind"],
        op=row.get("op") or ">=",
        threshold=number(row.get("threshold")),
        near=number(row.get("near")),
        weight=number(row.get("weight")) or Fraction(0),
        curve=curve_of(row.get("curve") or ""),
    )


def standard_of(rows: Sequence[Mapping[str, Any]], pass_at: Any = None, conditional_at: Any = None) -> Standard:
    return Standard(tuple(criterion_of(row) for row in rows), number(pass_at), number(conditional_at))


def complaints(rows: Sequence[Mapping[str, Any]], pass_at: Any = None, conditional_at: Any = None) -> list[Odd]:
    """Why these criteria cannot judge; empty when they can."""
    if not rows:
        return [Odd(0, "empty")]
    found = [Odd(line, why) for line, row in enumerate(rows, 1) for why in _odd(row)]
    if len({row.get("code") for row in rows}) < len(rows):
        found.append(Odd(0, "twice"))
    if found:
        return found
    standard = standard_of(rows, pass_at, conditional_at)
    most = sum((c.weight for c in standard.criteria if c.kind == "scored"), Fraction(0))
    if most and standard.pass_at is None:
        found.append(Odd(0, "mark"))
    if standard.pass_at is not None and not 0 < standard.pass_at <= most:
        found.append(Odd(0, "reach"))
    if standard.conditional_at is not None and (
        standard.pass_at is None or standard.conditional_at >= standard.pass_at
    ):
        found.append(Odd(0, "marks"))
    return found


def _odd(row: Mapping[str, Any]) -> list[str]:
    what, unit, kind = row.get("measure"), row.get("unit"), row.get("kind")
    if what not in MEASURES or unit not in UNITS or kind not in KINDS or (row.get("op") or ">=") not in OPS:
        return ["unknown"]
    if UNITS[unit].of != MEASURES[what].of:
        return ["unit"]
    try:
        criterion = criterion_of(row)
    except ValueError:
        return ["number"]
    return _scored(criterion) if kind == "scored" else _bounded(criterion)


def _bounded(criterion: Criterion) -> list[str]:
    if criterion.measure == "marks":
        return ["marks_scored"]
    if criterion.measure == "yes":
        return []
    if criterion.threshold is None:
        return ["threshold"]
    near = criterion.near
    is_outside = near is not None and (
        near >= criterion.threshold if criterion.op in UP else near <= criterion.threshold
    )
    return ["near"] if is_outside else []


def _scored(criterion: Criterion) -> list[str]:
    if criterion.weight <= 0:
        return ["weight"]
    if criterion.curve is None:
        return [] if criterion.measure in OWN else ["curve"]
    heights = [y for _x, y in criterion.curve.knots]
    if heights != sorted(heights, reverse=criterion.op in DOWN):
        return ["direction"]
    return ["weight"] if max(heights) > criterion.weight else []
