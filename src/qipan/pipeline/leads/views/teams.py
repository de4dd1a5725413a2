"""Pages of teams: all of them by chain and by city; one with its members, its pipeline, what it promised and its visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from qipan.core import access, audit
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Team
from qipan.pipeline.leads.queries import teams as asking
from qipan.pipeline.leads.views import shown
from qipan.web import history
from qipan.web.access import needs

STEPS = {
    "received": pgettext_lazy("step of a lead", "Received"),
    "triaged": pgettext_lazy("step of a lead", "Triaged"),
    "followed": pgettext_lazy("step of a lead", "Followed"),
    "project": pgettext_lazy("step of a lead", "Became a project"),
}
KIND_TITLES = {"chain": gettext_lazy("Teams by chain"), "city": gettext_lazy("Teams by city")}


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Teams"), reverse("leads:teams")), *more]


def team_or_404(request: HttpRequest, key: UUID) -> Team:
    rows = asking.teams_visible_to(request.user).select_related("chain", "organisation", "head")
    return get_object_or_404(rows, key=key)


@dataclass(frozen=True, slots=True)
class Move:
    """A live lead of the team: who it is where that is open, when it was last heard of, what is next."""

    row: shown.Row
    heard: Any
    is_silent: bool


@needs("leads.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Teams by kind and name. Nobody is ranked."""
    today = timezone.localdate()
    held = asking.teams(request.user, on=today)
    groups = [
        (title, [one for one in held if one.team.kind == kind])
        for kind, title in KIND_TITLES.items()
        if any(one.team.kind == kind for one in held)
    ]
    context = {"groups": groups, "may_manage": asking.may_manage(request.user), "crumbs": shown.crumbs()}
    return render(request, "leads/teams.html", context)


@needs("leads.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One team. Whom it talks with is written only where it is open to the reader."""
    user, today = request.user, timezone.localdate()
    team = team_or_404(request, key)
    pipeline = asking.pipeline(user, team, on=today)
    living = queries.with_disputes(queries.visible_to(user)).select_related("unit", "holder")
    leads = living.in_bulk([lead.pk for lead in pipeline.live])
    rows = {row.lead.pk: row for row in shown.rows(user, leads.values(), today)}
    moves = [Move(rows[lead.pk], lead.last_heard, lead.pk in pipeline.silent_ids) for lead in pipeline.live]  # type: ignore[attr-defined]
    is_ours = asking.works_in(user, team, today)
    context = {
        "team": team,
        "members": team.members.select_related("person").order_by("until", "since", "pk"),
        "pipeline": pipeline,
        "steps": [(STEPS[step.code], step) for step in pipeline.steps],
        "moves": moves,
        "promises": asking.promises(user, team, on=today),
        "visits": asking.visits(user, team, on=today),
        "contacts": asking.contacts(user, team, on=today),
        "today": today,
        "is_ours": is_ours,
        "may_write": asking.may_write(user, team, today),
        "may_manage": asking.may_manage(user),
        "sees_contacts": access.able(user, "contacts.see"),
        "history": history.lines(audit.of(asking.TEAM, team.key)[:10]),
        "crumbs": crumbs(),
    }
    return render(request, "leads/team.html", context)


@needs("leads.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """On a lead's page: the contacts and promises of the lead; nothing where the investor is not open to the reader."""
    if slot != "lead":
        raise Http404("slot")
    user = request.user
    lead = queries.one(user, key)
    knows = queries.knows(user, lead)
    today = timezone.localdate()
    context = {
        "lead": lead,
        "knows": knows,
        "contacts": lead.interactions.select_related("by", "team")[:12] if knows else [],
        "promises": lead.promises.select_related("person", "team").order_by("done_on", "due_on")[:12] if knows else [],
        "sees_contacts": access.able(user, "contacts.see"),
        "may_write": bool(lead.team) and asking.may_write(user, lead.team, today) and knows,
        "today": today,
    }
    name = "leads/parts/contacts.html" if getattr(request, "htmx", False) else "leads/contacts.html"
    return render(request, name, context)
