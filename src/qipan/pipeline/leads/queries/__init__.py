"""Questions about leads. Each starts from what the asker may see (`sight.visible_to`)."""

from __future__ import annotations

from qipan.pipeline.leads.queries.clock import (
    LIVING,
    Standing,
    calendar,
    facts,
    figures,
    mine,
    owed_by,
    standings,
    to_decide,
    to_take,
    with_disputes,
)
from qipan.pipeline.leads.queries.doors import Door, acts, doors, handles, hang, takers, units_of
from qipan.pipeline.leads.queries.duplicates import Asked, Match, Other, add_source, firm_of, leads_like, others
from qipan.pipeline.leads.queries.listed import IDENTITY, ORDERS, identities, listed, sectors, summary
from qipan.pipeline.leads.queries.sight import TYPE, known, knows, may, one, open_to, visible_to
from qipan.pipeline.leads.queries.story import (
    Claimed,
    Share,
    claims_of,
    credit_of,
    history,
    identity_of,
    transfers_of,
)

__all__ = [
    "IDENTITY",
    "LIVING",
    "ORDERS",
    "TYPE",
    "Asked",
    "Claimed",
    "Door",
    "Match",
    "Other",
    "Share",
    "Standing",
    "acts",
    "add_source",
    "calendar",
    "claims_of",
    "credit_of",
    "doors",
    "facts",
    "figures",
    "firm_of",
    "handles",
    "hang",
    "history",
    "identities",
    "identity_of",
    "known",
    "knows",
    "leads_like",
    "listed",
    "may",
    "mine",
    "one",
    "open_to",
    "others",
    "owed_by",
    "sectors",
    "standings",
    "summary",
    "takers",
    "to_decide",
    "to_take",
    "transfers_of",
    "units_of",
    "visible_to",
    "with_disputes",
]  # fmt: skip
