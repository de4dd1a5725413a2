"""The statistics-entry proof set (domain.md 2.1, 入统): which papers are there, which may stand in for another, is it enough. Pure.

    {"mandatory": ["scope", "works_contract", "photo"], "instead": {"filing": ["permit", "design", "feasibility"]},
     "further": ["land", "planning", "eia"], "equipment": ["purchase", "payment", "equipment"]}

A paper that stands in for another counts only with a written reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the check list: `state`: there · missing · instead (another paper with a reason) · wordless (without one) · further."""

    kind: str
    state: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    papers: tuple[Paper, ...]
    equipment: tuple[Paper, ...]
    is_enough: bool
    is_equipment: bool  # enough as a project of equipment alone


def proof(held: Mapping[str, bool], table: Mapping[str, Any]) -> Proof:
    """`held`: kind of paper → does one of that kind carry a reason."""
    papers = [Paper(kind, _state(kind, held)) for kind in table.get("mandatory", ())]
    papers += [_instead(kind, others, held) for kind, others in table.get("instead", {}).items()]
    needed = tuple(papers)
    listed = [*table.get("mandatory", ()), *table.get("instead", {})]
    others = [kind for stand_ins in table.get("instead", {}).values() for kind in stand_ins]
    for kind in dict.fromkeys([*others, *table.get("further", ())]):
        if kind not in listed:
            papers.append(Paper(kind, "there" if kind in held else "further"))
    equipment = tuple(Paper(kind, _state(kind, held)) for kind in table.get("equipment", ()))
    alone = bool(equipment) and all(paper.state == "there" for paper in equipment)
    ordinary = bool(needed) and all(paper.state in ("there", "instead") for paper in needed)
    return Proof(tuple(papers), equipment, ordinary or alone, alone and not ordinary)


def _state(kind: str, held: Mapping[str, bool]) -> str:
    return "there" if kind in held else "missing"


def _instead(kind: str, others: Any, held: Mapping[str, bool]) -> Paper:
    if kind in held:
        return Paper(kind, "there")
    stand_ins = [other for other in others if other in held]
    reasoned = next((other for other in stand_ins if held[other]), "")
    if reasoned:
        return Paper(kind, "instead", reasoned)
    return Paper(kind, "wordless", stand_ins[0]) if stand_ins else Paper(kind, "missing")
