"""What is typed over a ledger's column, as a condition: ">100", "100-200", "2026-01..2026-06", a piece of a name."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from qipan.core import units
from qipan.core.columns import Column, Kind
from qipan.pipeline.projects.models.held import Held

FIGURES = frozenset({Kind.MONEY, Kind.AREA, Kind.NUMBER, Kind.PERCENT, Kind.POSITION})
CHOICES = frozenset({Kind.CHOICE, Kind.LIGHT})
_NOTHING = Q(pk__in=())
_TO = re.compile(r"\s*(?:\.\.|~|～|到|至)\s*")
_DASH = re.compile(r"(?<=\d)\s*-\s*(?=[\d.])")
_DAY = re.compile(r"^(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?\D*$")


def condition(column: Column, held: Held, typed: str, language: str) -> Q:
    """The rows whose column answers what was typed; nonsense finds nothing rather than everything."""
    typed = typed.strip()
    if not typed:
        return Q()
    if column.kind == Kind.DATE:
        return _dates(held.field, typed)
    if column.kind in FIGURES:
        return _figures(held.field, typed, scale_of(column.kind, language))
    if column.kind == Kind.FLAG:
        return Q(**{held.field: typed.lower() in ("1", "true", "yes")})
    if column.kind in CHOICES:
        return Q(**{f"{held.field}__in": typed.split(",")})
    found = Q()
    for path in held.shown:
        found |= Q(**{f"{path}__icontains": typed})
    return found


def scale_of(kind: Kind, language: str) -> Decimal:
    """Stored units in one shown unit of a column."""
    if kind == Kind.MONEY:
        return Decimal(units.money_scale(language))
    if kind == Kind.AREA:
        return units.MU_M2 if units.is_chinese(language) else Decimal(10_000)
    return Decimal(1)


def _bounds(typed: str, *, dashes: bool = True) -> tuple[str, str]:
    """(from, to) as typed; a bare value is both. In dates a dash parts nothing."""
    typed = (
        typed.replace("，", ",")
        .replace("＞", ">")
        .replace("＜", "<")
        .replace("≥", ">")
        .replace("≤", "<")
        .replace("=", "")
    )
    if typed.startswith(">"):
        return typed[1:].strip(), ""
    if typed.startswith("<"):
        return "", typed[1:].strip()
    parts = _TO.split(typed, maxsplit=1)
    if len(parts) == 1 and dashes:
        parts = _DASH.split(typed, maxsplit=1)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (typed, typed)


def _figures(field: str, typed: str, scale: Decimal) -> Q:
    """Inclusive; a bare figure means that figure as shown (two places)."""
    low, high = _bounds(typed)
    try:
        least = Decimal(low.replace(",", "")) if low else None
        most = Decimal(high.replace(",", "")) if high else None
    except InvalidOperation:
        return _NOTHING
    if least is not None and least == most:
        least, most = least - Decimal("0.005"), least + Decimal("0.005")
    return _between(
        field, None if least is None else _whole(least * scale), None if most is None else _whole(most * scale)
    )


def _whole(value: Decimal) -> Any:
    return int(value) if value == value.to_integral_value() and abs(value) < 10**18 else value.quantize(Decimal("0.01"))


def _dates(field: str, typed: str) -> Q:
    low, high = _bounds(typed, dashes=False)
    try:
        return _between(field, _edge(low, first=True), _edge(high, first=False))
    except ValueError:
        return _NOTHING


def _edge(text: str, *, first: bool) -> date | None:
    """The first or last day of what was named: 2026, 2026-03, 2026-03-05."""
    if not text:
        return None
    match = _DAY.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if not month:
        return date(year, 1, 1) if first else date(year, 12, 31)
    return date(year, month, day or (1 if first else monthrange(year, month)[1]))


def _between(field: str, low: Any, high: Any) -> Q:
    found = Q()
    if low is not None:
        found &= Q(**{f"{field}__gte": low})
    if high is not None:
        found &= Q(**{f"{field}__lte": high})
    return found
