"""First contact: units claim it, the office decides with a reason; two leads of one investor become one."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.leads.actions import telling
from qipan.pipeline.leads.actions.keeping import NotNow, demand_status, demand_words, refresh, write
from qipan.pipeline.leads.events import ClaimDecided, ClaimLodged
from qipan.pipeline.leads.models import Claim, Lead
from qipan.territory.orgs.models import Organisation

S, C = Lead.Status, Claim.State
_CLAIMABLE = (S.OPEN, S.FOLLOWED, S.PARKED)


class Twice(Exception):
    """This unit has a claim on the lead."""


def lodge(*, by: User, lead: Lead, unit: Organisation, on: date, first_contact_on: date, grounds: str) -> Claim:
    """A unit says it was in contact with the same investor. It hears of the others and they of it; the office decides."""
    demand_status(lead, *_CLAIMABLE)
    if first_contact_on > on:
        raise NotNow("future")
    claim = Claim(lead=lead, unit=unit, first_contact_on=first_contact_on, grounds=demand_words(grounds), by=by)
    try:
        with transaction.atomic():
            claim = changes.create(claim, by=by, action="claim")
            refresh(lead)
            telling.claimed(lead, claim, by=by, on=on)
            events.announce(ClaimLodged(lead.key.hex, unit.pk, on.isoformat()))
    except IntegrityError:
        raise Twice from None
    return claim


def withdraw_claim(*, by: User, claim: Claim) -> Claim:
    """Taken back while undecided."""
    if claim.state != C.OPEN:
        raise NotNow(claim.state)
    with transaction.atomic():
        claim = changes.change(claim, by=by, values={"state": C.WITHDRAWN}, action="withdraw")
        refresh(claim.lead)
    return claim


def decide(*, by: User, claim: Claim, on: date, reason: str) -> Lead:
    """The office upholds one claim with a reason: its unit holds the first contact and follows. Every other that stands is declined."""
    if claim.state != C.OPEN:
        raise NotNow(claim.state)
    words = demand_words(reason)
    lead = claim.lead
    demand_status(lead, *_CLAIMABLE)
    told = {"decided_by": by, "decided_on": on, "reason": words}
    with transaction.atomic():
        for other in lead.claims.filter(state__in=[C.OPEN, C.UPHELD]).exclude(pk=claim.pk):
            changes.change(other, by=by, values={"state": C.DECLINED, **told}, action="decide")
        claim = changes.change(claim, by=by, values={"state": C.UPHELD, **told}, action="decide")
        values = {"first_unit": claim.unit, "first_contact_on": claim.first_contact_on}
        if lead.unit_id != claim.unit_id:
            values |= {"unit": claim.unit, "holder": None}
        lead = write(lead, values, by=by, action="decide")
        telling.decided(lead, claim, by=by, on=on)
        events.announce(ClaimDecided(lead.key.hex, claim.unit_id, on.isoformat()))
    return lead


def join(*, by: User, lead: Lead, into: Lead, on: date, reason: str) -> Lead:
    """Two leads are one investor: this one ends in the other, its unit's first contact becomes a claim there."""
    demand_status(lead, *_CLAIMABLE)
    demand_status(into, *_CLAIMABLE, S.PROJECT)
    if lead.pk == into.pk:
        raise NotNow("same")
    words = demand_words(reason)
    with transaction.atomic():
        done = write(lead, {"status": S.JOINED, "joined_to": into, "reason": words}, by=by, action="join")
        own = lead.claims.filter(state__in=[C.OPEN, C.UPHELD]).first()
        held = into.claims.exclude(state=C.WITHDRAWN)
        if own and into.status != S.PROJECT and not held.filter(unit=own.unit).exists():
            lodge(by=by, lead=into, unit=own.unit, on=on, first_contact_on=own.first_contact_on, grounds=words)
    return done


def met(*, by: User, leads: list[Lead]) -> None:
    """Somebody writing a lead down was shown that these are held by others: the history keeps who asked."""
    for lead in leads:
        changes.note(lead, by=by, action="met", changes={})
