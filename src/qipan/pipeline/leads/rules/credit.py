"""How the credit for a lead is shared: all to the unit of the first contact, then parted by each transfer in writing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Handed:
    """One agreed or decided transfer: of what the giver holds, `share` percent goes to the taker."""

    giver: int
    taker: int
    share: int

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 100:
            raise ValueError("A share lies between 0 and 100.")


def shares(first: int | None, handed: Iterable[Handed]) -> dict[int, Fraction]:
    """Unit → percent of the credit; they make 100, whatever was handed on. Nobody's without a first contact."""
    if first is None:
        return {}
    held: dict[int, Fraction] = {first: WHOLE}
    for step in handed:
        given = held.get(step.giver, Fraction(0)) * step.share / 100
        held[step.giver] = held.get(step.giver, Fraction(0)) - given
        held[step.taker] = held.get(step.taker, Fraction(0)) + given
    return {unit: share for unit, share in held.items() if share}


def too_small(first: int | None, giver: int, giver_share: int, figures: Mapping[str, Any]) -> int:
    """What the unit of the first contact keeps at least, if this leaves it less; 0 = fine."""
    least = int(figures.get("credit", {}).get("first_keeps", 0))
    return least if giver == first and giver_share < least else 0
