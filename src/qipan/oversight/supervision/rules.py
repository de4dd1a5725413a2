"""The ladder of notices, who has to move, what may be asked when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LADDER = ("blue", "orange", "red")
INTERVIEW = "interview"
# What a branch may go through, and from which state.
MOVES = {
    "reply": ("open", "returned"),
    "verify": ("replied",),
    "return": ("replied",),
    "extend": ("open", "returned"),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit's part in a notice: `state` open · replied · returned · verified."""

    unit: str
    state: str
    due_on: date | None
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Whose move it is: what (reply · verify · close · interview · unblock · act · nobody) and which units."""

    what: str
    units: tuple[str, ...] = ()
    due_on: date | None = None


def may(act: str, state: str) -> bool:
    return state in MOVES[act]


def is_overdue(state: str, due_on: date | None, on: date) -> bool:
    """A unit that has not answered and whose last day is over."""
    return state in ("open", "returned") and due_on is not None and due_on < on


def may_ask_for_time(due_on: date | None, on: date) -> bool:
    """More time is asked for before the deadline, the last day included; afterwards the first deadline judges."""
    return due_on is not None and on <= due_on


def step_up(colour: str) -> str:
    """What follows a missed deadline: the next colour, after red the interview."""
    at = LADDER.index(colour)
    return LADDER[at + 1] if at + 1 < len(LADDER) else INTERVIEW


def whose_move(branches: Sequence[Branch], *, issuer: str, has_interview: bool = False) -> Move:
    """Of a notice that was issued: who has not answered, the lead unit first; else who must verify; else who must close."""
    owing = sorted(
        (b for b in branches if b.state in ("open", "returned")), key=lambda b: (not b.is_lead, b.due_on or date.max)
    )
    if has_interview:
        return Move(INTERVIEW, (issuer,))
    if owing:
        return Move("reply", tuple(b.unit for b in owing), min((b.due_on for b in owing if b.due_on), default=None))
    if any(b.state == "replied" for b in branches):
        return Move("verify", (issuer,))
    return Move("close", (issuer,))


def of_project(notice: Move | None, blocker: tuple[str, date | None] | None, lead: str) -> Move:
    """Of a red project: what an open notice says, else who stands in the way, else the unit that leads it."""
    if notice is not None:
        return notice
    if blocker is not None and blocker[0]:
        return Move("unblock", (blocker[0],), blocker[1])
    return Move("act", (lead,)) if lead else Move("nobody")
