"""Who owes what by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy

from qipan.core import access
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks import rules
from qipan.territory.tasks.models import Task

OPEN = (Task.Status.OPEN, Task.Status.ANSWERED)
WHOSE = ("mine", "ours", "given", "all")
# How pressing a task is shown: tone and word.
URGENCY = {
    "late": ("red", gettext_lazy("late")),
    "today": ("yellow", gettext_lazy("today")),
    "soon": ("yellow", gettext_lazy("soon")),
    "later": ("", ""),
    "none": ("", ""),
}
STATUS_TONES = {"open": "accent", "answered": "blue", "closed": "green", "withdrawn": ""}


def visible_to(user: Any) -> QuerySet[Task]:
    """Tasks of one's organisations and those one gave; every task for whoever reaches everything."""
    scope = orgs.scope_of(user)
    if "tasks.see" not in scope.abilities:
        return Task.objects.none()
    if scope.is_everything:
        return Task.objects.all()
    return Task.objects.filter(_ours(scope) | Q(assigned_by=user))


def _ours(scope: orgs.Scope) -> Q:
    return Q(organisation_id__in=scope.organisation_ids) | Q(person_id=scope.person_id, person_id__isnull=False)


def of(user: Any, whose: str) -> QuerySet[Task]:
    """mine: named to me · ours: to my organisation · given: by me · all: every one I see."""
    scope = orgs.scope_of(user)
    found = visible_to(user)
    if whose == "mine":
        found = found.filter(Q(person_id=scope.person_id, person_id__isnull=False))
    elif whose == "ours":
        found = found.filter(_ours(scope))
    elif whose == "given":
        found = found.filter(assigned_by=user)
    return found


def listed(
    user: Any, *, whose: str = "ours", status: str = "", organisation_id: int | None = None, text: str = ""
) -> QuerySet[Task]:
    """A list in order of what presses most: open before done, earliest due first."""
    found = (
        of(user, whose).select_related("organisation", "person", "assigned_by").annotate(reply_count=Count("replies"))
    )
    if status == "open":
        found = found.filter(status__in=OPEN)
    elif status:
        found = found.filter(status=status)
    if organisation_id:
        found = found.filter(organisation_id=organisation_id)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(detail__icontains=text))
    return found.order_by(F("due_on").asc(nulls_last=True), "-pk")


def counts(user: Any, *, on: date) -> dict[str, int]:
    """Open tasks by whose they are, and how many are late, in one question."""
    scope = orgs.scope_of(user)
    is_open = Q(status__in=OPEN)
    return visible_to(user).aggregate(
        mine=Count("pk", filter=is_open & Q(person_id=scope.person_id, person_id__isnull=False)),
        ours=Count("pk", filter=is_open & _ours(scope)),
        given=Count("pk", filter=is_open & Q(assigned_by=user)),
        all=Count("pk", filter=is_open),
        late=Count("pk", filter=Q(status=Task.Status.OPEN, due_on__lt=on)),
    )


def waiting(user: Any) -> QuerySet[Task]:
    """What waits for an answer from me or my organisation, earliest first."""
    found = of(user, "ours").filter(status=Task.Status.OPEN).select_related("organisation", "person")
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def to_close(user: Any) -> QuerySet[Task]:
    """What I gave and was answered: mine to close."""
    return of(user, "given").filter(status=Task.Status.ANSWERED).select_related("organisation").order_by("updated_at")


def may_answer(user: Any, task: Task) -> bool:
    scope = orgs.scope_of(user)
    return task.organisation_id in scope.organisation_ids or (
        task.person_id is not None and task.person_id == scope.person_id
    )


def may_judge(user: Any, task: Task) -> bool:
    """Close, reopen, withdraw: who gave it, or whoever may give tasks and reaches everything."""
    return task.assigned_by_id == user.pk or (
        access.able(user, "tasks.assign") and orgs.scope_of(user, to="tasks.assign").is_everything
    )


def dressed(found: Iterable[Task], *, on: date) -> list[Task]:
    """Tasks with how pressing each is on a day, in words."""
    shown = list(found)
    for task in shown:
        task.urgency = rules.urgency(task.due_on, task.status, on=on)  # type: ignore[attr-defined]
        task.tone, task.urgency_word = URGENCY[task.urgency]  # type: ignore[attr-defined]
        task.status_tone = STATUS_TONES[task.status]  # type: ignore[attr-defined]
    return shown
