"""What every act on a lead keeps in step: its next day due, the words it is found by, the keys its investor is found by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qipan.core import changes, search
from qipan.core.models import User
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.leads.queries import IDENTITY, TYPE
from qipan.pipeline.leads.rules import clock
from qipan.territory.companies import actions as companies

Source = Mapping[str, Any] | None


class NotNow(Exception):
    """The lead does not stand where this may be done (it was refused, became a project, was joined)."""


class NoReason(Exception):
    """This is done with words only."""


def write(
    lead: Lead, values: Mapping[str, Any], *, by: User | None, action: str, version: int | None = None,
    seen: Mapping[str, Any] | None = None, source: Source = None,
) -> Lead:  # fmt: skip
    """Write fields of a lead and what follows from them, in the caller's transaction."""
    lead = changes.change(lead, by=by, values=values, version=version, seen=seen, action=action, source=source)
    return refresh(lead)


def refresh(lead: Lead) -> Lead:
    """The next day due follows from the lead, its claims and its transfers: derived, so not audited."""
    lead = Lead.objects.get(pk=lead.pk)
    due = clock.next_due(queries.facts(lead))
    if due != lead.next_due:
        Lead.objects.filter(pk=lead.pk).update(next_due=due)
        lead.next_due = due
    return lead


def make_findable(lead: Lead, identity: Identity) -> None:
    """What all may read under the lead; who it is under a kind of its own, asked only among leads open to the asker."""
    places = [str(x) for x in (lead.region, lead.park, lead.chain, lead.node, lead.unit) if x]
    search.index(TYPE, [(lead.pk, f"{lead.number} {lead.sector}".strip(), " ".join(places))])
    held = identity.investor
    more = [
        identity.contact,
        identity.phone,
        identity.credit_code,
        identity.referrer,
        held.credit_code or "" if held else "",
    ]
    search.index(IDENTITY, [(lead.pk, identity.name or lead.number, " ".join(filter(None, more)))])
    companies.trace(TYPE, {lead.pk: queries.firm_of(identity)})


def demand_status(lead: Lead, *allowed: str) -> None:
    if lead.status not in allowed:
        raise NotNow(lead.status)


def demand_words(words: str) -> str:
    if not words.strip():
        raise NoReason
    return words.strip()
