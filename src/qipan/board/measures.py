"""Amounts as the planner counts them, in whole units, and back; the names it knows things by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from qipan.board import rules
from qipan.delivery.factors.models import Factor

YI = 10_000  # wan in one 亿
CENT = Decimal("0.01")


def whole(kind: str, amount: Decimal | int) -> int:
    """An amount in the planner's whole units: 0.1 mu, 10,000 yuan, tce, tenths of a tonne, persons, files, teams."""
    value = Decimal(amount)
    if kind == "land":
        return int(value / (Decimal(2000) / 30))
    if kind == "credit":
        return int(value / rules.WAN)
    return int(value * 10) if kind == "emission" else int(value)


def measured(kind: str, units: float) -> Decimal:
    """The reverse, in the units the rooms keep."""
    value = Decimal(str(units))
    if kind == "land":
        return value * Decimal(2000) / 30
    if kind == "credit":
        return value * rules.WAN
    return value / 10 if kind == "emission" else value


def name_of(factor: Factor) -> str:
    return f"{factor.kind}:{factor.key}"


def keys_of(missing: Iterable[dict[str, Any]]) -> set[str]:
    return {key for gap in missing for key in gap["projects"]}
