"""Who sees which case, and who may act on it. Every page, list, sum and export starts here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from qipan.core import access
from qipan.delivery.approvals.models import Case
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs import queries as orgs

_LINKED = ("project__owner", "project__region", "item__edition", "authority__region", "handler")


def visible_to(user: Any) -> QuerySet[Case]:
    """Cases of the projects one sees and those one's own organisation handles; none without approvals.see."""
    scope = orgs.scope_of(user)
    if "approvals.see" not in scope.abilities:
        return Case.objects.none()
    if scope.is_everything:
        return Case.objects.all()
    mine = Q(authority_id__in=scope.organisation_ids) if scope.answering_ids else Q()
    return Case.objects.filter(mine | Q(project__in=projects.visible_to(user).values("pk")))


def shown(user: Any) -> QuerySet[Case]:
    """The same with everything a line shows."""
    return visible_to(user).select_related(*_LINKED).prefetch_related("pauses")


def one(user: Any, key: UUID | str) -> Case:
    """One case by its key; a hidden one does not exist."""
    found = shown(user).filter(key=key).first()
    if found is None:
        raise Http404("case")
    return found


def may_handle(user: Any, case: Case) -> bool:
    """Accept, pause, decide: only who belongs to the authority, whatever else somebody reaches."""
    return may_handle_for(user, case.authority_id)


def may_handle_for(user: Any, authority_id: int | None) -> bool:
    return access.able(user, "approvals.handle") and authority_id in orgs.scope_of(user).organisation_ids


def may_receive(user: Any, authority_id: int | None) -> bool:
    """Write down that an application came in: the authority, or whoever keeps the catalogue (an office that files for firms)."""
    return access.able(user, "approvals.edit") or may_handle_for(user, authority_id)


def handles_for(user: Any) -> frozenset[int]:
    """The organisations in whose name this reader acts."""
    scope = orgs.scope_of(user)
    return scope.organisation_ids if "approvals.handle" in scope.abilities else frozenset()
