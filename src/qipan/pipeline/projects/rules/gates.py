"""Stage gates: which fields are required from which stage on, which evidence opens a stage, who submits and who confirms (domain.md 2.1).

The table is a rule set of kind "gates" (shipped in `seeds/gates.json`):

    {"fields": {"content": "discussion", "owner|investor": "discussion", …}, "evidence": {"signed": ["contract"], …},
     "own": {"licence_no": {"en": …, "zh": …, "type": "text"}, …}, "fixed": {"referrer": "registered"},
     "stages": {"signed": {"entry": {"en": …, "zh": …}, "submit": "projects.advance",
                           "confirm": {"roles": [], "who": {"en": …, "zh": …}}, "days": 7}, …}, "won_from": "started"}

A field key joined by "|" is met by any of its parts. Required fields add up: what a stage asks, all later stages ask too. Evidence is
asked for the stages a move enters, so that a project taken over from a paper ledger in mid-life can go on. `own` are fields a county
adds without a column of ours. `confirm: null`: this step needs no second person; a stage that says nothing needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

STAGES = (
    "lead", "discussion", "admitted", "signed", "registered", "preparation", "started", "completed", "production", "capacity",
)  # fmt: skip
ORDER = {stage: number for number, stage in enumerate(STAGES)}
ENDED = ("lost", "abandoned")
SUBMIT, CONFIRM = "projects.advance", "projects.confirm"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a project has: its stage, the fields that are filled, the kinds of evidence attached."""

    stage: str
    fields: frozenset[str]
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a gate looks for: "field:owner|investor", "evidence:contract"; since which stage; is it there."""

    code: str
    since: str
    is_met: bool


def is_backward(before: str, after: str) -> bool:
    return ORDER[after] < ORDER[before]


def asked(facts: Facts, stage: str, gates: Mapping[str, Any]) -> list[Asked]:
    """Everything the gate to a stage looks for, in the order of the project's life."""
    goal = ORDER[stage]
    found = [
        Asked(f"field:{key}", since, not facts.fields.isdisjoint(key.split("|")))
        for key, since in sorted(gates.get("fields", {}).items(), key=lambda item: ORDER[item[1]])
        if ORDER[since] <= goal
    ]
    for kind, step in evidence_kinds(facts.stage, stage, gates).items():
        found.append(Asked(f"evidence:{kind}", step, kind in facts.evidence))
    return found


def evidence_kinds(before: str, after: str, gates: Mapping[str, Any]) -> dict[str, str]:
    """Kinds of files a move asks for → the stage that asks first; none for a step back."""
    found: dict[str, str] = {}
    for step in STAGES[ORDER[before] + 1 : ORDER[after] + 1]:
        for kind in gates.get("evidence", {}).get(step, ()):
            found.setdefault(kind, step)
    return found


def missing(facts: Facts, stage: str, gates: Mapping[str, Any]) -> list[str]:
    """What stands between a project and a stage: "field:owner|investor", "evidence:contract"; empty when the gate is open.

    The one judgement: the gate, the list on the page and the import's complaints all ask here.
    """
    return [one.code for one in asked(facts, stage, gates) if not one.is_met]


def between(before: str, after: str) -> list[str]:
    """The stages a move forward would leave out: "stage:admitted". A project goes through every gate."""
    return [f"stage:{stage}" for stage in STAGES[ORDER[before] + 1 : ORDER[after]]]


def emptied(before: Facts, after: Facts, gates: Mapping[str, Any]) -> list[str]:
    """Required at this stage, there before the edit and not after it. What was missing before is not the edit's fault."""
    return [code for code in missing(after, after.stage, gates) if code not in missing(before, before.stage, gates)]


def fixed(names: Iterable[str], stage: str, gates: Mapping[str, Any]) -> list[str]:
    """Fields that are not written any more at this stage (the referrer, once the firm is registered)."""
    since = gates.get("fixed", {})
    return [name for name in names if name in since and ORDER[since[name]] <= ORDER[stage]]


def step(stage: str, gates: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the rule set says of entering a stage beside fields and evidence."""
    found: Mapping[str, Any] = gates.get("stages", {}).get(stage, {})
    return found


def submits(stage: str, gates: Mapping[str, Any]) -> str:
    """The ability it takes to ask for a stage."""
    return str(step(stage, gates).get("submit", SUBMIT))


def needs_second(before: str, after: str, gates: Mapping[str, Any]) -> bool:
    """A step back always does; a step forward unless the rule set says it needs nobody."""
    return is_backward(before, after) or step(after, gates).get("confirm", {}) is not None


def confirmers(before: str, after: str, gates: Mapping[str, Any]) -> tuple[str, ...]:
    """Roles that confirm a move; none: everybody who may confirm. A step back is confirmed by who confirmed the stage that is left."""
    at = before if is_backward(before, after) else after
    return tuple((step(at, gates).get("confirm") or {}).get("roles", ()))


def refusal(*, submitter: int, confirmer: int, is_able: bool, roles: Iterable[str], wanted: Iterable[str]) -> str:
    """Why this person does not decide on a submission: own | ability | role; "" when they do."""
    if submitter == confirmer:
        return "own"
    if not is_able:
        return "ability"
    asked_for = set(wanted)
    return "role" if asked_for and asked_for.isdisjoint(roles) else ""


def wins(stage: str, gates: Mapping[str, Any]) -> bool:
    """A project is won when it has got as far as the rule set says, and never before its works began."""
    return ORDER[stage] >= max(ORDER[gates.get("won_from", "started")], ORDER["started"])
