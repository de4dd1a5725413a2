"""The clock's acts: respond, ask experts, follow, park, refuse, open again, answer the referrer."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.actions.keeping import NotNow, demand_status, demand_words, write
from qipan.pipeline.leads.actions.registering import change
from qipan.pipeline.leads.events import LeadTriaged
from qipan.pipeline.leads.models import Identity, Lead

S = Lead.Status


class BadDay(Exception):
    """Parked until a day that is over, or longer than the rules allow. `latest`: the last day allowed."""

    def __init__(self, latest: date) -> None:
        super().__init__(str(latest))
        self.latest = latest


def respond(*, by: User, lead: Lead, on: date, words: str, version: int | None = None) -> Lead:
    """The first response: when, and what was said (for those who know the investor)."""
    demand_status(lead, S.OPEN)
    if lead.responded_on is not None:
        raise NotNow("responded")
    with transaction.atomic():
        identity = Identity.objects.get(lead=lead)
        changes.change(identity, by=by, values={"response": demand_words(words)}, action="respond")
        return write(lead, {"responded_on": on}, by=by, action="respond", version=version)


def ask_experts(*, by: User, lead: Lead, version: int | None = None) -> Lead:
    """Experts are asked: the triage has the longer time."""
    demand_status(lead, S.OPEN)
    return change(by=by, lead=lead, values={"needs_experts": True}, version=version)


def follow(*, by: User, lead: Lead, on: date, reason: str = "", version: int | None = None) -> Lead:
    """Triaged: it is worth following."""
    return _triage(by, lead, on, {"status": S.FOLLOWED, "reason": reason.strip()}, version)


def park(*, by: User, lead: Lead, on: date, until: date, reason: str, version: int | None = None) -> Lead:
    """Not now; looked at again on a day the rules allow."""
    latest = on + timedelta(days=int(queries.figures(on)["park"]["longest"]))
    if not on < until <= latest:
        raise BadDay(latest)
    return _triage(by, lead, on, {"status": S.PARKED, "reason": demand_words(reason), "parked_until": until}, version)


def refuse(*, by: User, lead: Lead, on: date, kind: str, reason: str, version: int | None = None) -> Lead:
    """Not followed, with what kind of reason and in words."""
    if kind not in Lead.Refusal.values:
        raise ValueError(kind)
    return _triage(by, lead, on, {"status": S.REFUSED, "refusal": kind, "reason": demand_words(reason)}, version)


def _triage(by: User, lead: Lead, on: date, values: dict[str, object], version: int | None) -> Lead:
    demand_status(lead, S.OPEN, S.FOLLOWED, S.PARKED)
    blank = {"parked_until": None, "refusal": ""}
    kept = {"triaged_on": lead.triaged_on or on}
    with transaction.atomic():
        done = write(lead, {**blank, **kept, **values}, by=by, action="triage", version=version)
        events.announce(LeadTriaged(done.key.hex, str(values["status"]), on.isoformat()))
    return done


def reopen(*, by: User, lead: Lead, on: date, reason: str, version: int | None = None) -> Lead:
    """Parked or refused, and looked at again: a new triage is owed from today."""
    demand_status(lead, S.PARKED, S.REFUSED)
    figures = queries.figures(on)["days"]
    due = queries.calendar().add(on, int(figures["triage_experts" if lead.needs_experts else "triage"]))
    values = {
        "status": S.OPEN, "reason": demand_words(reason), "refusal": "", "parked_until": None, "triaged_on": None, "triage_by": due,
    }  # fmt: skip
    with transaction.atomic():
        done = write(lead, values, by=by, action="open-again", version=version)
        events.announce(LeadTriaged(done.key.hex, S.OPEN, on.isoformat()))
    return done


def answer_referrer(*, by: User, lead: Lead, on: date, version: int | None = None) -> Lead:
    """Whoever brought the lead has heard what became of it."""
    if lead.answer_by is None or lead.answered_on is not None:
        raise NotNow("answered")
    return write(lead, {"answered_on": on}, by=by, action="answer-referrer", version=version)
