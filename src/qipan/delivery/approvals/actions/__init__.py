"""Verbs of the room: keep the catalogue, answer the questions, lead a case from receipt to decision."""

from __future__ import annotations

from qipan.delivery.approvals.actions.cases import (
    AlreadyOpen,
    NotNow,
    NotYours,
    NoWords,
    WrongDays,
    accept,
    decide,
    pause,
    receive,
    resume,
    turn_away,
    withdraw,
)
from qipan.delivery.approvals.actions.catalogue import (
    Circle,
    EditionStands,
    InUse,
    ItemStands,
    UnknownNeeds,
    add_item,
    change_edition,
    change_item,
    copy_edition,
    drop_item,
    install,
)
from qipan.delivery.approvals.actions.correcting import correct, drop, overwrite, record, reopen
from qipan.delivery.approvals.actions.enquiry import answer
from qipan.delivery.approvals.actions.nightly import refresh, tell_overdue

__all__ = [
    "AlreadyOpen",
    "Circle",
    "EditionStands",
    "InUse",
    "ItemStands",
    "NoWords",
    "NotNow",
    "NotYours",
    "UnknownNeeds",
    "WrongDays",
    "accept",
    "add_item",
    "answer",
    "change_edition",
    "change_item",
    "copy_edition",
    "correct",
    "decide",
    "drop",
    "drop_item",
    "install",
    "overwrite",
    "pause",
    "receive",
    "record",
    "refresh",
    "reopen",
    "resume",
    "tell_overdue",
    "turn_away",
    "withdraw",
]
