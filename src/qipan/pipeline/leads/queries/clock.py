"""The clock of leads: figures in force, facts of a lead, how its promises stand today, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from qipan.core import access, holidays, rulesets
from qipan.core.workdays import Calendar
from qipan.pipeline.leads.models import Claim, Lead, Transfer
from qipan.pipeline.leads.queries.sight import visible_to
from qipan.pipeline.leads.rules import clock
from qipan.territory.orgs import queries as orgs

KIND = "leads"
LIVING = (Lead.Status.OPEN, Lead.Status.FOLLOWED, Lead.Status.PARKED)


def figures(on: date) -> Mapping[str, Any]:
    """The clock's figures that hold on a day."""
    return rulesets.in_force(KIND, on=on)


def calendar() -> Calendar:
    return holidays.calendar()


def with_disputes(rows: QuerySet[Lead]) -> QuerySet[Lead]:
    """Leads with how many claims stand undecided and whether a transfer waits."""
    waits = Transfer.objects.filter(lead=OuterRef("pk"), state=Transfer.State.PROPOSED)
    standing = Count("claims", filter=Q(claims__state=Claim.State.OPEN), distinct=True)
    return rows.annotate(standing_claims=standing, has_transfer=Exists(waits))


def facts(lead: Lead) -> clock.Facts:
    """What decides the next move. Asks twice unless the lead came through `with_disputes`."""
    claims = getattr(lead, "standing_claims", None)
    if claims is None:
        claims = lead.claims.filter(state=Claim.State.OPEN).count()
    waits = getattr(lead, "has_transfer", None)
    if waits is None:
        waits = lead.transfers.filter(state=Transfer.State.PROPOSED).exists()
    return clock.Facts(
        status=lead.status, respond_by=lead.respond_by, responded_on=lead.responded_on, triage_by=lead.triage_by,
        triaged_on=lead.triaged_on, answer_by=lead.answer_by, answered_on=lead.answered_on, parked_until=lead.parked_until,
        claims=claims, has_transfer=waits,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lead stands today: the next moves, the colour of the most pressing, the three promises."""

    moves: list[clock.Move]
    tone: str
    steps: list[clock.Step]

    @property
    def next(self) -> clock.Move | None:
        return self.moves[0] if self.moves else None


def standings(leads: Iterable[Lead], on: date) -> dict[int, Standing]:
    """Lead → how it stands. One question for the calendar, one for the rules."""
    held, warn = calendar(), int(figures(on)["days"].get("warn", 1))
    found = {}
    for lead in leads:
        told = facts(lead)
        owed = clock.moves(told)
        tones = [clock.tone(move.due, on, held, warn) for move in owed]
        worst = next((t for t in ("red", "yellow", "green") if t in tones), "")
        found[lead.pk] = Standing(owed, worst, clock.steps(told, on, held, warn))
    return found


def mine(user: Any) -> QuerySet[Lead]:
    """Leads my unit follows, or I do; of those nobody follows the office's."""
    scope = orgs.scope_of(user)
    own = Q(unit_id__in=scope.organisation_ids) | Q(holder__user=user)
    if access.able(user, "leads.decide"):
        own |= Q(unit__isnull=True)
    return visible_to(user).filter(own)


def owed_by(user: Any) -> QuerySet[Lead]:
    """What my unit owes by a day, the earliest first."""
    return mine(user).filter(next_due__isnull=False).exclude(status=Lead.Status.JOINED).order_by("next_due", "pk")


def to_decide(user: Any) -> QuerySet[Lead]:
    """Leads more than one unit claims: the office decides."""
    if not access.able(user, "leads.decide"):
        return Lead.objects.none()
    return with_disputes(visible_to(user)).filter(standing_claims__gt=1).order_by("received_on", "pk")


def to_take(user: Any) -> QuerySet[Transfer]:
    """Transfers my unit is asked to agree to."""
    scope = orgs.scope_of(user)
    rows = Transfer.objects.filter(state=Transfer.State.PROPOSED, taker_id__in=scope.organisation_ids)
    return rows.filter(lead__in=visible_to(user)).select_related("lead", "giver", "taker").order_by("proposed_on")
