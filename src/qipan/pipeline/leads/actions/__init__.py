"""Verbs of the room. Each is one transaction: rows, audit, event."""

from __future__ import annotations

from qipan.core.changes import Stale
from qipan.pipeline.leads.actions.claiming import Twice, decide, join, lodge, met, withdraw_claim
from qipan.pipeline.leads.actions.growing import grow
from qipan.pipeline.leads.actions.keeping import NoReason, NotNow
from qipan.pipeline.leads.actions.naming import forget_reader, name_reader, open_up
from qipan.pipeline.leads.actions.registering import IDENTITY_FIELDS, Future, change, register, take_over, withdraw
from qipan.pipeline.leads.actions.telling import KINDS
from qipan.pipeline.leads.actions.transferring import (
    BadShares,
    OwnHand,
    Waits,
    agree,
    decide_transfer,
    propose,
    refuse_transfer,
    withdraw_transfer,
)
from qipan.pipeline.leads.actions.triaging import (
    BadDay,
    answer_referrer,
    ask_experts,
    follow,
    park,
    refuse,
    reopen,
    respond,
)

__all__ = [
    "IDENTITY_FIELDS", "KINDS", "BadDay", "BadShares", "Future", "NoReason", "NotNow", "OwnHand", "Stale", "Twice", "Waits", "agree",
    "answer_referrer", "ask_experts", "change", "decide", "decide_transfer", "follow", "forget_reader", "grow", "join",
    "lodge", "met", "name_reader", "open_up", "park", "propose", "refuse", "refuse_transfer", "register", "reopen", "respond",
    "take_over", "withdraw",
    "withdraw_claim", "withdraw_transfer",
]  # fmt: skip
