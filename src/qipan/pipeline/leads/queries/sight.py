"""Who reaches a lead, and to whom it is open who stands behind it. Every page, count, search and export starts here."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from qipan.core import access
from qipan.pipeline.leads.models import Claim, Lead, Reader, TeamMember, Transfer
from qipan.territory.orgs import queries as orgs

TYPE = "leads.lead"
LINKED = ("chain", "node", "region", "park", "unit", "holder", "team", "first_unit", "registered_by")


def visible_to(user: Any, *, to: str = "") -> QuerySet[Lead]:
    """Leads a person reaches: everything for county roles; else what one's unit follows, claims, was handed or registered, what is wished
    for one's region or park, what one's team works or one was named for. None without leads.see."""
    scope = orgs.scope_of(user, to=to or access.acting_under(user) or "leads.see")
    if "leads.see" not in scope.abilities:
        return Lead.objects.none()
    if scope.is_everything:
        return Lead.objects.all()
    ours = scope.answering_ids
    reached = Q(registered_by=user) | Q(pk__in=_trusted(user, timezone.localdate()))
    if ours:
        claimed = Claim.objects.filter(unit_id__in=ours).exclude(state=Claim.State.WITHDRAWN).values("lead_id")
        handed = Transfer.objects.filter(Q(giver_id__in=ours) | Q(taker_id__in=ours)).values("lead_id")
        reached |= Q(unit_id__in=ours) | Q(first_unit_id__in=ours) | Q(pk__in=claimed) | Q(pk__in=handed)
    if scope.region_ids:
        reached |= Q(region_id__in=scope.region_ids)
    if scope.park_ids:
        reached |= Q(park_id__in=scope.park_ids)
    return Lead.objects.filter(reached)


def _trusted(user: Any, on: date) -> Any:
    """Ids of leads whose team one belongs to today, which one follows or was named for."""
    teams = TeamMember.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), person__user=user, since__lte=on
    ).values("team_id")
    named = Reader.objects.filter(person__user=user).values("lead_id")
    return Lead.objects.filter(
        Q(team_id__in=teams) | Q(holder__user=user) | Q(pk__in=named) | Q(team__head__user=user)
    ).values("pk")


def open_to(user: Any) -> QuerySet[Lead]:
    """Leads whose investor this person may know: of their team, followed by them or by their unit (where they work on leads), registered
    by them, named to them; or confidential no more."""
    scope = orgs.scope_of(user, to="leads.edit")
    known = Q(is_confidential=False) | Q(registered_by=user) | Q(pk__in=_trusted(user, timezone.localdate()))
    if "leads.edit" in scope.abilities:
        known |= Q(unit_id__in=scope.organisation_ids)
    return visible_to(user).filter(known)


def knows(user: Any, lead: Lead) -> bool:
    """Is it open to this person who stands behind the lead?"""
    return open_to(user).filter(pk=lead.pk).exists()


def known(user: Any, ids: Any) -> set[int]:
    """Of these leads, the ones whose investor is open to this person. One question."""
    return set(open_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def may(user: Any, lead: Lead, ability: str) -> bool:
    """May this be done to this lead? It must be reached through a post that holds the ability."""
    return access.able(user, ability) and visible_to(user, to=ability).filter(pk=lead.pk).exists()


def address(lead: Lead) -> str:
    """The page of a lead."""
    return reverse("leads:detail", args=[lead.key])


def one(user: Any, key: UUID | str) -> Lead:
    """One lead by its key; a hidden one does not exist."""
    found = visible_to(user).select_related(*LINKED, "joined_to").filter(key=key).first()
    if found is None:
        raise Http404("lead")
    return found
