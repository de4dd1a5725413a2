"""Verbs of reporting: open a round, report, verify, return, remind. Each is one transaction with its audit and its events."""

from __future__ import annotations

from qipan.core.changes import Stale
from qipan.pipeline.progress.actions.reporting import FIELDS, Nothing, NotOpen, Verified, submit, withdraw
from qipan.pipeline.progress.actions.rounds import (
    Standing,
    add,
    drop,
    hand_over,
    open_due,
    open_round,
    remind,
    repeat,
)
from qipan.pipeline.progress.actions.verifying import ReasonNeeded, SamePerson, send_back, verify

__all__ = [
    "FIELDS",
    "NotOpen",
    "Nothing",
    "ReasonNeeded",
    "SamePerson",
    "Stale",
    "Standing",
    "Verified",
    "add",
    "drop",
    "hand_over",
    "open_due",
    "open_round",
    "remind",
    "repeat",
    "send_back",
    "submit",
    "verify",
    "withdraw",
]
