"""What may be done with a lead by whom, and the doors rooms above hang on its page (opening a project)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qipan.core import access
from qipan.pipeline.leads.models import Claim, Lead, Transfer
from qipan.pipeline.leads.queries.sight import may
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.models import Organisation

S = Lead.Status


@dataclass(frozen=True, slots=True)
class Door:
    """A button of a room above: `url` takes the lead's key; shown for a lead that is followed, to who handles it and holds `ability`."""

    label: Any
    icon: str
    url: str
    ability: str


_doors: dict[str, Door] = {}


def hang(name: str, door: Door) -> None:
    _doors[name] = door


def doors(user: Any, lead: Lead) -> Sequence[Door]:
    """The doors open to this person on this lead."""
    if lead.status != S.FOLLOWED or not handles(user, lead):
        return ()
    return [door for door in _doors.values() if access.able(user, door.ability)]


def handles(user: Any, lead: Lead) -> bool:
    """Is the lead this person's to work on? Their unit follows it, nobody does yet, or the office acts."""
    if not may(user, lead, "leads.edit"):
        return False
    ours = orgs.scope_of(user).organisation_ids
    return lead.unit_id is None or lead.unit_id in ours or access.able(user, "leads.decide")


def units_of(user: Any) -> QuerySet[Organisation]:
    """Units a person may claim and register for: their own; the office for any."""
    if access.able(user, "leads.decide"):
        return Organisation.objects.exclude(kind__in=["bank", "company"])
    return Organisation.objects.filter(pk__in=orgs.scope_of(user).organisation_ids)


def takers(lead: Lead) -> QuerySet[Organisation]:
    """Units a lead may be handed to."""
    return Organisation.objects.exclude(kind__in=["bank", "company", "leadership"]).exclude(pk=lead.unit_id)


def acts(user: Any, lead: Lead, *, knows: bool) -> list[str]:
    """Acts open to this person, the next one first."""
    found: list[str] = []
    is_living = lead.status in (S.OPEN, S.FOLLOWED, S.PARKED)
    decides = access.able(user, "leads.decide") and may(user, lead, "leads.decide")
    standing = lead.claims.filter(state=Claim.State.OPEN).count()
    if decides and is_living and standing > 1:
        found.append("decide")
    if handles(user, lead):
        found += _own(lead, knows)
        if is_living and lead.unit_id and not lead.transfers.filter(state=Transfer.State.PROPOSED).exists():
            found.append("transfer")
    claims = lead.claims.exclude(state=Claim.State.WITHDRAWN)
    ours = orgs.scope_of(user).organisation_ids
    if is_living and access.able(user, "leads.edit") and not claims.filter(unit_id__in=ours).exists():
        found.append("claim")
    if decides and is_living:
        found.append("join")
    return found


def _own(lead: Lead, knows: bool) -> list[str]:
    found = []
    if lead.status == S.OPEN:
        if lead.responded_on is None:
            found.append("respond")
        found += ["follow", "park", "refuse"]
        if not lead.needs_experts:
            found.append("experts")
    elif lead.status == S.FOLLOWED:
        found += ["park", "refuse"]
    elif lead.status in (S.PARKED, S.REFUSED):
        found.append("reopen")
    if lead.answer_by and lead.answered_on is None and lead.status != S.JOINED:
        found.append("answer")
    if knows:
        found += ["name"]
        if lead.is_confidential:
            found.append("open-up")
    return found
