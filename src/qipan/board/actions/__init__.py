"""Verbs of the room: order a run, ask what if, stop, compute; propose, confirm, withdraw, repeal."""

from __future__ import annotations

from qipan.board.actions.adopting import NotAllowed, SamePerson, confirm, propose, repeal, withdraw
from qipan.board.actions.computing import compute, recover
from qipan.board.actions.ordering import NothingAsked, NotNow, cancel, order, what_if

__all__ = [
    "NotAllowed",
    "NotNow",
    "NothingAsked",
    "SamePerson",
    "cancel",
    "compute",
    "confirm",
    "order",
    "propose",
    "recover",
    "repeal",
    "what_if",
    "withdraw",
]
