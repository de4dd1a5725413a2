"""Verbs of the room. Each is one transaction: the rows, the audit entry, the event."""

from __future__ import annotations

from qipan.pipeline.screening.actions.errors import (
    CannotJudge,
    ConditionsNeeded,
    DayTaken,
    Decided,
    Incomplete,
    InThePast,
    NoSource,
    NoStandard,
    NotADraft,
    NotFailed,
    NotYet,
    NotYours,
    Outdated,
    ReasonNeeded,
    SamePerson,
    Settled,
    Vetoed,
)
from qipan.pipeline.screening.actions.following import ORIGIN, follow
from qipan.pipeline.screening.actions.screening import (
    add_condition,
    begin,
    decide,
    drop,
    drop_condition,
    renew,
    tell,
)
from qipan.pipeline.screening.actions.standards import discard, draft, edit, put_in_force, take_back
from qipan.pipeline.screening.actions.waiving import grant, propose, refuse, withdraw

__all__ = [
    "ORIGIN",
    "CannotJudge",
    "ConditionsNeeded",
    "DayTaken",
    "Decided",
    "InThePast",
    "Incomplete",
    "NoSource",
    "NoStandard",
    "NotADraft",
    "NotFailed",
    "NotYet",
    "NotYours",
    "Outdated",
    "ReasonNeeded",
    "SamePerson",
    "Settled",
    "Vetoed",
    "add_condition",
    "begin",
    "decide",
    "discard",
    "draft",
    "drop",
    "drop_condition",
    "edit",
    "follow",
    "grant",
    "propose",
    "put_in_force",
    "refuse",
    "renew",
    "take_back",
    "tell",
    "withdraw",
]
