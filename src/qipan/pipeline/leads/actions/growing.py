"""A lead becomes a project: called by the room of projects, which writes the project."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import events
from qipan.core.models import User
from qipan.pipeline.leads.actions.keeping import demand_status, write
from qipan.pipeline.leads.events import LeadGrew
from qipan.pipeline.leads.models import Lead


def grow(*, by: User | None, lead: Lead, project: str, on: date) -> Lead:
    """The lead ends in the project with this key; only one that is followed may."""
    demand_status(lead, Lead.Status.FOLLOWED)
    with transaction.atomic():
        lead = write(lead, {"status": Lead.Status.PROJECT}, by=by, action="grow", source={"project": project})
        events.announce(LeadGrew(lead.key.hex, project, on.isoformat()))
    return lead
