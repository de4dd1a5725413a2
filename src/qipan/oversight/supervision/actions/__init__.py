"""Verbs of supervision. Each is one transaction: the rows, the audit entry, the event, the message."""

from __future__ import annotations

from qipan.oversight.supervision.actions.answering import ask_for_time, decide, reply, send_back, verify
from qipan.oversight.supervision.actions.climbing import escalate, escalate_overdue, hold, summon
from qipan.oversight.supervision.actions.errors import (
    NoLead,
    NotLonger,
    NotNow,
    NoWords,
    SamePerson,
    StillOpen,
    TooLate,
)
from qipan.oversight.supervision.actions.issuing import close, draft, edit, issue, set_units, withdraw
from qipan.oversight.supervision.actions.lights import draft_for, end_exception, except_light, hear
from qipan.oversight.supervision.actions.units import judge_units

__all__ = [
    "NoLead",
    "NoWords",
    "NotLonger",
    "NotNow",
    "SamePerson",
    "StillOpen",
    "TooLate",
    "ask_for_time",
    "close",
    "decide",
    "draft",
    "draft_for",
    "edit",
    "end_exception",
    "escalate",
    "escalate_overdue",
    "except_light",
    "hear",
    "hold",
    "issue",
    "judge_units",
    "reply",
    "send_back",
    "set_units",
    "summon",
    "verify",
    "withdraw",
]
