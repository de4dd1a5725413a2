"""Judging approvals: which items a project needs, how long they take, how a case stands. Pure."""

from __future__ import annotations

from qipan.delivery.approvals.rules.choosing import (
    PHASES,
    QUESTIONS,
    SEVERAL,
    TRACKS,
    NotAnswered,
    Step,
    applies,
    check,
    chosen,
    in_order,
    on_track,
    track_of,
)
from qipan.delivery.approvals.rules.guessing import Facts, Guess, guess
from qipan.delivery.approvals.rules.handling import (
    DECIDED,
    MOVES,
    OPEN,
    PAUSES,
    SOON,
    Standing,
    acts,
    holder,
    may,
    standing,
    wrong_days,
)
from qipan.delivery.approvals.rules.planning import WAYS, Bar, Way, compared, plan, saved

__all__ = [
    "DECIDED",
    "MOVES",
    "OPEN",
    "PAUSES",
    "PHASES",
    "QUESTIONS",
    "SEVERAL",
    "SOON",
    "TRACKS",
    "WAYS",
    "Bar",
    "Facts",
    "Guess",
    "NotAnswered",
    "Standing",
    "Step",
    "Way",
    "acts",
    "applies",
    "check",
    "chosen",
    "compared",
    "guess",
    "holder",
    "in_order",
    "may",
    "on_track",
    "plan",
    "saved",
    "standing",
    "track_of",
    "wrong_days",
]
