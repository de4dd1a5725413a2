"""Judging a task: is it late, may it move. Pure."""

from __future__ import annotations

from datetime import date

# From which status each act may start.
MOVES = {
    "answer": ("open", "answered"),
    "close": ("open", "answered"),
    "reopen": ("answered", "closed"),
    "withdraw": ("open", "answered"),
}
SOON_DAYS = 3


def may(act: str, status: str) -> bool:
    return status in MOVES[act]


def urgency(due_on: date | None, status: str, *, on: date) -> str:
    """late | today | soon | later | none; a task that is closed or withdrawn has none."""
    if status in ("closed", "withdrawn") or due_on is None:
        return "none"
    if status == "answered":
        return "later"
    days = (due_on - on).days
    if days < 0:
        return "late"
    if days == 0:
        return "today"
    return "soon" if days <= SOON_DAYS else "later"
