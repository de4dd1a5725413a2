"""Stage gates: which fields are required from which stage on, and which evidence opens a stage (domain.md 2.1).

The table is a rule set of kind "gates" (shipped in `seeds/gates.json`):

    {"fields": {"content": "discussion", "owner|investor": "discussion", …}, "evidence": {"signed": ["contract"], …}}

A field key joined by "|" is met by any of its parts. Required fields add up: what a stage asks, all later stages ask too. Evidence is
asked for the stages a move enters, so that a project taken over from a paper ledger in mid-life can go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STAGES = (
    "lead", "discussion", "admitted", "signed", "registered", "preparation", "started", "completed", "production", "capacity",
)  # fmt: skip
_ORDER = {stage: number for number, stage in enumerate(STAGES)}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a project has: its stage, the fields that are filled, the kinds of evidence attached."""

    stage: str
    fields: frozenset[str]
    evidence: frozenset[str] = frozenset()


def is_backward(before: str, after: str) -> bool:
    return _ORDER[after] < _ORDER[before]


def missing(facts: Facts, stage: str, gates: Mapping[str, Any]) -> list[str]:
    """What stands between a project and a stage: "field:owner|investor", "evidence:contract"; empty when the gate is open."""
    goal = _ORDER[stage]
    fields = [
        f"field:{key}"
        for key, since in sorted(gates.get("fields", {}).items(), key=lambda item: _ORDER[item[1]])
        if _ORDER[since] <= goal and facts.fields.isdisjoint(key.split("|"))
    ]
    entered = STAGES[_ORDER[facts.stage] + 1 : goal + 1]
    wanted = dict.fromkeys(kind for step in entered for kind in gates.get("evidence", {}).get(step, ()))
    return fields + [f"evidence:{kind}" for kind in wanted if kind not in facts.evidence]
