"""Who sees which project, and which classes of field. Every page, sum, search and export starts here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from qipan.core import access
from qipan.core.columns import Column, Secrecy
from qipan.core.linked import by_name
from qipan.pipeline.projects.models import Involvement, Project
from qipan.territory.orgs import queries as orgs

# Field class → the ability that opens it; the rest is open to whoever sees the project.
CLASSES = {Secrecy.MONEY: "money.see", Secrecy.CONTACT: "contacts.see"}
_LINKED = ("region", "park", "chain", "owner", "lead_org", "leader", "care_choice")
_ALSO = ("owner__key", "region__path")  # the owner's page, and the place rules are looked up for


def visible_to(user: Any, *, to: str = "") -> QuerySet[Project]:
    """Projects a person reaches: by lead organisation, region, park, own firm, or a part in them. None without projects.see.
    `to`: through posts that hold this ability; else the one the page was opened under."""
    scope = orgs.scope_of(user, to=to or access.acting_under(user) or "projects.see")
    if "projects.see" not in scope.abilities:
        return Project.objects.none()
    if scope.is_everything:
        return Project.objects.all()
    parts = scope.bank_ids | (scope.organisation_ids if scope.answering_ids else frozenset())
    reached = Q()
    for field, ids in (
        ("lead_org_id", scope.answering_ids),
        ("region_id", scope.region_ids),
        ("park_id", scope.park_ids),
        ("owner_id", scope.company_ids),
    ):
        if ids:
            reached |= Q(**{f"{field}__in": ids})
    if parts:
        reached |= Q(pk__in=Involvement.objects.filter(organisation_id__in=parts).values("project_id"))
    return Project.objects.filter(reached) if reached else Project.objects.none()


def may(user: Any, project: Project, ability: str) -> bool:
    """May this be done to this project? It must be reached through a post that holds the ability."""
    if not access.able(user, ability):
        return False
    if orgs.reaches_alike(user, "projects.see", ability):
        return True
    return visible_to(user, to=ability).filter(pk=project.pk).exists()


def may_see(user: Any, secrecy: Secrecy) -> bool:
    return secrecy not in CLASSES or access.able(user, CLASSES[secrecy])


def seen_columns(user: Any, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns this reader has at all: what is not here can be neither shown, filtered, sorted nor exported."""
    held = {secrecy: may_see(user, secrecy) for secrecy in Secrecy}
    return tuple(column for column in columns if held[column.secrecy])


def one(user: Any, key: UUID | str, *, qs: QuerySet[Project] | None = None) -> Project:
    """One project by its key, with the names of what it is linked to; a hidden one does not exist."""
    try:
        return by_name(visible_to(user) if qs is None else qs, *_LINKED, also=_ALSO).get(key=key)
    except Project.DoesNotExist:
        raise Http404("project") from None
