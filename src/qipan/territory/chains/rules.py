"""Judging a chain: how a node stands, what that is worth, how much of the chain is covered; codes of the industry. Pure.

Coverage = 100 × Σ(weight × worth) ÷ Σ(100 × weight), over the nodes of the chain. Weight and worth are figures of the rule set
"chain-coverage"; a key node weighs more than another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

# How a node may stand, from best to worst; each is worth no more than the one before it.
STATES = ("held", "thin", "coming", "weak", "gap")
_CODE = re.compile(r"([A-T])?(\d{2,4})")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a node: local firms, projects on the way, whether somebody says it is missing, whether much hangs on it."""

    firms: int = 0
    coming: int = 0
    is_gap: bool = False
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One node's part of the score."""

    state: str
    weight: int
    worth: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The score with everything it was made of. A chain without nodes has none."""

    parts: tuple[Part, ...]

    @property
    def reached(self) -> int:
        return sum(part.weight * part.worth for part in self.parts)

    @property
    def most(self) -> int:
        return sum(100 * part.weight for part in self.parts)

    @property
    def percent(self) -> float | None:
        return float(Fraction(100 * self.reached, self.most)) if self.most else None

    def count(self, state: str) -> int:
        return sum(part.state == state for part in self.parts)


def state(node: Standing, figures: Mapping[str, Any]) -> str:
    """held: enough firms · thin: fewer · coming: missing, a project is on its way · weak: firms, yet called a gap · gap: nobody."""
    if node.firms and not node.is_gap:
        return "held" if node.firms >= figures["firms_for_held"] else "thin"
    if node.coming:
        return "coming"
    return "weak" if node.firms else "gap"


def part(node: Standing, figures: Mapping[str, Any]) -> Part:
    found = state(node, figures)
    return Part(found, figures["weight"]["key" if node.is_key else "other"], figures["worth"][found])


def coverage(nodes: Iterable[Standing], figures: Mapping[str, Any]) -> Coverage:
    return Coverage(tuple(part(node, figures) for node in nodes))


def action(found: str, position: str, figures: Mapping[str, Any]) -> str:
    """What is proposed where nobody chose: the rule set's act for the state; a gap at the chain's lower end is an extension."""
    chosen = figures["act"][found]
    return figures["act_downstream"] if found in ("gap", "coming") and position == "downstream" else chosen


def complaints(figures: Mapping[str, Any]) -> list[str]:
    """What contradicts itself: "order" (a worse state is worth more), "range", "weight", "firms"."""
    worth = [figures["worth"][name] for name in STATES]
    found = []
    if any(not 0 <= value <= 100 for value in worth):
        found.append("range")
    if any(better < worse for better, worse in pairwise(worth)):
        found.append("order")
    if figures["weight"]["other"] < 1 or figures["weight"]["key"] < figures["weight"]["other"]:
        found.append("weight")
    if figures["firms_for_held"] < 1:
        found.append("firms")
    return found


def plain_code(text: str, divisions: Mapping[str, str]) -> str:
    """ "C2221", "2221", " c 2221 " → "C2221": letter of the section, two to four figures. "" for what is no code of the standard.

    `divisions`: the first two figures → letter.
    """
    match = _CODE.fullmatch(text.strip().replace(" ", "").upper())
    if not match:
        return ""
    letter, figures = match.groups()
    held = divisions.get(figures[:2], "")
    return f"{held}{figures}" if held and letter in (None, held) else ""
