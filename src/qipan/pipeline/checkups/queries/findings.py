"""Findings a reader sees, by rule and state."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from qipan.core import access
from qipan.pipeline.checkups.models import Answer, Finding
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs import queries as orgs

# Findings whose figures still give cause.
HOLDING = (Finding.State.OPEN, Finding.State.ANSWERED, Finding.State.ACCEPTED)


def visible_to(user: Any) -> QuerySet[Finding]:
    """Findings of projects one sees; the county's own view, not that of banks and firms."""
    if not access.able(user, "board.see"):
        return Finding.objects.none()
    if orgs.scope_of(user).is_everything:
        return Finding.objects.all()
    return Finding.objects.filter(project__in=projects.visible_to(user).values("pk"))


def by_rule(user: Any) -> Counter[str]:
    """Rule → how many findings wait: open, or answered and not decided."""
    rows = visible_to(user).filter(state__in=(Finding.State.OPEN, Finding.State.ANSWERED))
    return Counter(dict(rows.order_by().values_list("rule").annotate(n=Count("pk"))))


def listed(
    user: Any, *, rule: str = "", state: str = "", text: str = "", organisation_id: int | None = None
) -> QuerySet[Finding]:
    """The list page: what holds unless a state is asked for."""
    rows = (
        visible_to(user)
        .select_related("project", "project__lead_org")
        .prefetch_related("answers__by", "answers__decided_by")
    )
    rows = rows.filter(state=state) if state in Finding.State.values else rows.filter(state__in=HOLDING)
    if rule:
        rows = rows.filter(rule=rule)
    if text:
        rows = rows.filter(project__name__icontains=text)
    if organisation_id:
        rows = rows.filter(project__lead_org_id=organisation_id)
    return rows.order_by("-state", "-since", "project__name", "pk")


def of_project(user: Any, project: Project, *, with_past: bool = False) -> QuerySet[Finding]:
    rows = visible_to(user).filter(project=project).select_related("project").prefetch_related("answers__by")
    return rows if with_past else rows.filter(state__in=HOLDING)


def to_answer(user: Any) -> QuerySet[Finding]:
    """Open findings of projects my organisations lead."""
    if not access.able(user, "projects.edit"):
        return Finding.objects.none()
    own = orgs.scope_of(user).organisation_ids
    return visible_to(user).filter(state=Finding.State.OPEN, project__lead_org_id__in=own).select_related("project")


def to_decide(user: Any) -> QuerySet[Finding]:
    """Answered findings that wait for a second person; one's own answers are not among them."""
    if not access.able(user, "projects.confirm"):
        return Finding.objects.none()
    others = Answer.objects.filter(finding=OuterRef("pk"), is_accepted__isnull=True).exclude(by=user)
    return visible_to(user).filter(Exists(others), state=Finding.State.ANSWERED).select_related("project")
