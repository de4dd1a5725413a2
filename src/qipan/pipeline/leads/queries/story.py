"""What the page of one lead tells: credit, claims as far as one may read them, transfers, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from qipan.core import access
from qipan.core.models import AuditEntry
from qipan.pipeline.leads.models import Claim, Identity, Lead, Transfer
from qipan.pipeline.leads.rules import credit
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.models import Organisation

_GIVEN = (Transfer.State.AGREED, Transfer.State.DECIDED)


def identity_of(lead: Lead) -> Identity:
    """Who stands behind a lead. For readers `sight.knows` only."""
    return Identity.objects.select_related("investor", "referrer_org").get(lead=lead)


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part of the credit, in percent."""

    unit: Organisation
    percent: Fraction
    is_first: bool


def credit_of(lead: Lead) -> list[Share]:
    """Who holds how much of the credit, the most first; together 100."""
    handed = [
        credit.Handed(t.giver_id, t.taker_id, t.taker_share)
        for t in lead.transfers.filter(state__in=_GIVEN).order_by("answered_on", "pk")
    ]
    held = credit.shares(lead.first_unit_id, handed)
    units = Organisation.objects.in_bulk(list(held))
    found = [Share(units[pk], percent, pk == lead.first_unit_id) for pk, percent in held.items()]
    return sorted(found, key=lambda share: (-share.percent, share.unit.name))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with its grounds where this reader may read them."""

    claim: Claim
    grounds: str | None
    is_mine: bool


def claims_of(user: Any, lead: Lead, *, knows: bool) -> list[Claimed]:
    """Every claim: unit and day to all who reach the lead; grounds to the claiming unit, who knows the investor, and the office."""
    ours = orgs.scope_of(user).organisation_ids
    reads_all = knows or access.able(user, "leads.decide")
    rows = lead.claims.exclude(state=Claim.State.WITHDRAWN).select_related("unit", "decided_by", "by")
    return [
        Claimed(row, row.grounds if reads_all or row.unit_id in ours else None, row.unit_id in ours) for row in rows
    ]


def transfers_of(lead: Lead) -> QuerySet[Transfer]:
    return lead.transfers.select_related("giver", "taker", "proposed_by", "answered_by").order_by("pk")


def history(lead: Lead, *, knows: bool) -> Sequence[AuditEntry]:
    """Who did what when, newest first: of the lead, its claims and transfers; of who it is only for who knows."""
    claims = list(lead.claims.values_list("key", flat=True))
    transfers = list(lead.transfers.values_list("key", flat=True))
    wanted = Q(object_type="leads.lead", object_key=lead.key)
    if claims:
        wanted |= Q(object_type="leads.claim", object_key__in=claims)
    if transfers:
        wanted |= Q(object_type="leads.transfer", object_key__in=transfers)
    if knows:
        wanted |= Q(object_type="leads.identity", object_key=Identity.objects.filter(lead=lead).values("key")[:1])
    return list(AuditEntry.objects.filter(wanted).order_by("-seq")[:60])
