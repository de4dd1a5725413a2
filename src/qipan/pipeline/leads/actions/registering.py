"""Writing a lead down, and changing what is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from qipan.core import changes, events, search
from qipan.core.models import User
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.actions.keeping import Source, make_findable, refresh, write
from qipan.pipeline.leads.events import LeadRegistered
from qipan.pipeline.leads.models import Claim, Identity, Lead
from qipan.pipeline.leads.rules import clock
from qipan.territory.companies import actions as companies
from qipan.territory.companies.rules.alike import Firm

IDENTITY_FIELDS = frozenset(
    {
        "investor",
        "investor_text",
        "credit_code",
        "content",
        "contact",
        "phone",
        "referrer_org",
        "referrer",
        "response",
        "notes",
    }
)


class Future(Exception):
    """A lead is not received, and nobody contacted, in days to come."""


def register(
    *, by: User | None, on: date, values: Mapping[str, Any], first_contact_on: date | None = None, grounds: str = "",
    source: Source = None,
) -> Lead:  # fmt: skip
    """Write a lead down: its clock starts, the unit's first contact is recorded. Refuses days to come (`Future`)."""
    received = values.get("received_on") or on
    contact = first_contact_on or received
    if received > on or contact > on:
        raise Future
    own, known = _parted(values)
    lead = Lead(**{**own, "received_on": received, "registered_by": by})
    if lead.unit_id:
        lead.first_unit, lead.first_contact_on = lead.unit, contact
    _set_dues(lead, has_referrer=_has_referrer(known))
    with transaction.atomic():
        lead = changes.create(lead, by=by, action="register", source=source)
        identity = changes.create(Identity(lead=lead, **known), by=by, action="register", source=source)
        if lead.unit_id:
            changes.create(
                Claim(lead=lead, unit=lead.unit, first_contact_on=contact, grounds=grounds, by=by),
                by=by,
                action="claim",
            )
        lead = refresh(lead)
        make_findable(lead, identity)
        events.announce(LeadRegistered(lead.key.hex, on.isoformat()))
    return lead


def take_over(*, by: User | None, lead: Lead, status: str, on: date, words: str, source: Source = None) -> Lead:
    """A lead an older ledger says was triaged stands as the ledger says; when and why is not known here."""
    values: dict[str, Any] = {"status": status, "reason": words}
    if status == Lead.Status.PARKED:
        values["parked_until"] = on + timedelta(days=30)
    if status == Lead.Status.REFUSED:
        values["refusal"] = Lead.Refusal.OTHER
    with transaction.atomic():
        return write(lead, values, by=by, action="take-over", source=source)


def withdraw(*, by: User | None, lead: Lead, reason: str, source: Source = None) -> None:
    """Take a lead out that an import brought, while nothing newer stands on it; the history keeps it."""
    with transaction.atomic():
        search.forget(queries.TYPE, [lead.pk])
        search.forget(queries.IDENTITY, [lead.pk])
        companies.trace(queries.TYPE, {lead.pk: Firm()})
        for claim in lead.claims.all():
            changes.delete(claim, by=by, reason=reason, source=source)
        changes.delete(Identity.objects.get(lead=lead), by=by, reason=reason, source=source)
        changes.delete(lead, by=by, reason=reason, source=source)


def change(
    *, by: User | None, lead: Lead, values: Mapping[str, Any], version: int | None = None,
    seen: Mapping[str, Any] | None = None, source: Source = None,
) -> Lead:  # fmt: skip
    """Write fields of a lead and of who it is; its days follow. The clock of steps already done stays as it was."""
    own, known = _parted(values)
    with transaction.atomic():
        identity = Identity.objects.select_related("investor").get(lead=lead)
        if known:
            identity = changes.change(identity, by=by, values=known, source=source)
        draft = Lead.objects.get(pk=lead.pk)
        for name, value in own.items():
            setattr(draft, name, value)
        _set_dues(draft, has_referrer=_has_referrer(vars(identity)))
        days = {n: getattr(draft, n) for n in ("respond_by", "triage_by", "answer_by") if _moves(lead, draft, n)}
        lead = write(lead, {**own, **days}, by=by, action="change", version=version, seen=seen, source=source)
        make_findable(lead, identity)
    return lead


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What all may read, and who it is."""
    known = {name: value for name, value in values.items() if name in IDENTITY_FIELDS}
    return {name: value for name, value in values.items() if name not in IDENTITY_FIELDS}, known


def _has_referrer(known: Mapping[str, Any]) -> bool:
    return bool(known.get("referrer") or known.get("referrer_org") or known.get("referrer_org_id"))


def _set_dues(lead: Lead, *, has_referrer: bool) -> None:
    """By the rules of the day it was received."""
    figures = queries.figures(lead.received_on)
    due = clock.dues(
        lead.received_on, figures, queries.calendar(), experts=lead.needs_experts, has_referrer=has_referrer
    )
    lead.respond_by, lead.triage_by, lead.answer_by = due.respond, due.triage, due.answer


def _moves(before: Lead, after: Lead, name: str) -> bool:
    done = {"respond_by": before.responded_on, "triage_by": before.triaged_on, "answer_by": before.answered_on}[name]
    return done is None and getattr(before, name) != getattr(after, name)
