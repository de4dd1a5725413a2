"""A lead's clock: respond, triage, answer the referrer, each by a day; and whose move it is. Pure; days come from the rule set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qipan.core.workdays import Calendar

STEPS = ("respond", "triage", "answer")


@dataclass(frozen=True, slots=True)
class Dues:
    """The last day of each promise, in working days after the day the lead was received."""

    respond: date
    triage: date
    answer: date | None


def dues(received: date, figures: Mapping[str, Any], calendar: Calendar, *, experts: bool, has_referrer: bool) -> Dues:
    """A lead received on Monday with one day to respond is to be responded to by Tuesday."""
    days = figures["days"]
    return Dues(
        calendar.add(received, int(days["respond"])),
        calendar.add(received, int(days["triage_experts" if experts else "triage"])),
        calendar.add(received, int(days["answer"])) if has_referrer else None,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the next move."""

    status: str
    respond_by: date | None = None
    responded_on: date | None = None
    triage_by: date | None = None
    triaged_on: date | None = None
    answer_by: date | None = None
    answered_on: date | None = None
    parked_until: date | None = None
    claims: int = 0  # that stand undecided
    has_transfer: bool = False  # one waits for an answer


@dataclass(frozen=True, slots=True)
class Move:
    """What is next, by when, and who: holder (the unit that follows) | office | taker."""

    code: str
    who: str
    due: date | None = None


def moves(facts: Facts) -> list[Move]:
    """Everything that is owed, most pressing first. A refused or grown lead may still owe its referrer an answer."""
    found: list[Move] = []
    if facts.status == "joined":
        return found
    if facts.status == "open":
        if facts.responded_on is None:
            found.append(Move("respond", "holder", facts.respond_by))
        found.append(Move("triage", "holder", facts.triage_by))
    if facts.answer_by is not None and facts.answered_on is None:
        found.append(Move("answer", "holder", facts.answer_by))
    if facts.status == "parked":
        found.append(Move("wake", "holder", facts.parked_until))
    if facts.claims > 1:
        found.append(Move("decide", "office"))
    if facts.has_transfer:
        found.append(Move("take", "taker"))
    if facts.status == "followed":
        found.append(Move("grow", "holder"))
    order = {"decide": 1, "take": 1, "grow": 3}
    return sorted(found, key=lambda m: (order.get(m.code, 0 if m.due else 2), m.due or date.max))


def next_due(facts: Facts) -> date | None:
    """The earliest day something is owed; what is parked is owed when it wakes."""
    days = [move.due for move in moves(facts) if move.due is not None]
    return min(days, default=None)


def tone(due: date | None, on: date, calendar: Calendar, warn: int) -> str:
    """red: the day is over · yellow: `warn` working days or fewer are left · green: more · "": nothing is owed."""
    if due is None:
        return ""
    if due < on:
        return "red"
    return "yellow" if calendar.between(on, due) <= warn else "green"


@dataclass(frozen=True, slots=True)
class Step:
    """One promise of the clock as a page shows it. `state`: done | late (done after its day) | open | none (not owed)."""

    code: str
    due: date | None
    done: date | None
    state: str
    tone: str
    days: int  # working days left (below zero: over), or used after the day


def steps(facts: Facts, on: date, calendar: Calendar, warn: int) -> list[Step]:
    """Respond, triage, answer: by when, done when, how it stands."""
    pairs = (
        ("respond", facts.respond_by, facts.responded_on),
        ("triage", facts.triage_by, facts.triaged_on),
        ("answer", facts.answer_by, facts.answered_on),
    )
    owed = {move.code for move in moves(facts)}
    found = []
    for code, due, done in pairs:
        if due is None:
            found.append(Step(code, None, done, "done" if done else "none", "", 0))
        elif done is not None:
            late = done > due
            over = calendar.between(due, done) if late else 0
            found.append(Step(code, due, done, "late" if late else "done", "red" if late else "green", -over))
        elif code in owed:
            found.append(Step(code, due, None, "open", tone(due, on, calendar, warn), calendar.between(on, due)))
        else:
            found.append(Step(code, due, None, "none", "", 0))
    return found
