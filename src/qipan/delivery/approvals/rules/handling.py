"""A case on its way: which act may come next, how its clock stands, whether its days stand in order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from qipan.core.workdays import Calendar, Clock, Pause

OPEN = ("received", "accepted", "paused")
DECIDED = ("approved", "refused", "withdrawn", "not_accepted")
# Act → the statuses it may start from.
MOVES: dict[str, tuple[str, ...]] = {
    "accept": ("received",),
    "turn_away": ("received",),
    "pause": ("received", "accepted"),
    "resume": ("paused",),
    "decide": ("accepted",),
    "withdraw": ("received", "accepted", "paused"),
    "correct": ("received", "accepted", "paused", *DECIDED),
    "reopen": DECIDED,
}
# Reasons for which a clock stands still. While papers are awaited it is the applicant's move.
PAUSES = ("supplement", "expert_review", "public_notice", "hearing", "inspection", "other")
APPLICANTS = frozenset({"supplement"})
SOON = 2  # working days left from which a case is due soon


def may(act: str, status: str) -> bool:
    return status in MOVES[act]


def acts(status: str) -> tuple[str, ...]:
    """What may be done now."""
    return tuple(act for act in MOVES if may(act, status))


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock on a day: running, paused, waiting (not accepted yet) or stopped; days used and left; the last day of the promise."""

    state: str
    used: int
    left: int | None
    due_on: date | None
    urgency: str  # over | soon | fine | none
    paused_days: int = 0


def standing(
    *,
    status: str,
    received_on: date,
    accepted_on: date | None,
    decided_on: date | None,
    promised: int | None,
    acceptance: int,
    pauses: tuple[Pause, ...],
    calendar: Calendar,
    on: date,
) -> Standing:
    """How a case stands on a day. Before acceptance the clock is that of accepting (`acceptance` days from receipt)."""
    if accepted_on is None:
        clock = Clock(received_on, acceptance, pauses, decided_on)
    elif promised is None:
        clock = Clock(accepted_on, 0, pauses, decided_on)
        return Standing(_state(status), clock.used(calendar, on), None, None, "none", clock.paused_days(calendar, on))
    else:
        clock = Clock(accepted_on, promised, pauses, decided_on)
    used, left = clock.used(calendar, on), clock.left(calendar, on)
    due = clock.due(calendar, on)
    return Standing(_state(status), used, left, due, _urgency(status, left), clock.paused_days(calendar, on))


def _state(status: str) -> str:
    return {"received": "waiting", "accepted": "running", "paused": "paused"}.get(status, "stopped")


def _urgency(status: str, left: int) -> str:
    """A case that was decided late stays over; one that stands still is never pressing."""
    if status == "paused":
        return "over" if left < 0 else "none"
    if left < 0:
        return "over"
    if status in DECIDED:
        return "fine"
    return "soon" if left <= SOON else "fine"


def holder(status: str, pause_kind: str) -> str:
    """Whose move it is: authority, applicant, outside (a review or notice runs), nobody."""
    if status in DECIDED:
        return "nobody"
    if status == "paused":
        return "applicant" if pause_kind in APPLICANTS else "outside"
    return "authority"


def wrong_days(
    *, received_on: date, accepted_on: date | None, decided_on: date | None, pauses: tuple[Pause, ...], today: date
) -> str:
    """Why the days of a case cannot be, as a code; "" when they can."""
    named = [d for d in (received_on, accepted_on, decided_on) if d is not None]
    if any(d > today for d in named) or any(p.since > today for p in pauses):
        return "future"
    if named != sorted(named):
        return "order"
    if any(p.since < received_on for p in pauses):
        return "pause_before_receipt"
    if decided_on is not None and any(p.until is None or p.until > decided_on for p in pauses):
        return "pause_after_decision"
    spans = sorted(pauses, key=lambda p: p.since)
    if any(a.until is None or a.until > b.since for a, b in pairwise(spans)):
        return "pauses_overlap"
    return ""
