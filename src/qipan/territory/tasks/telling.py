"""Whom a task is news to: those who owe it hear that they have it, who gave it hears the answer."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import Kind
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks.models import Reply, Task

KINDS = (
    Kind("task-given", _("A task is given to us"), "checklist", order=10),
    Kind("task-answered", _("A task I gave is answered"), "message", order=11),
)
GIVEN = gettext_noop("A task for you: %(title)s")
GIVEN_BY = gettext_noop("A task for you, due %(due_on)s: %(title)s")
BACK = gettext_noop("Sent back to you: %(title)s")
ANSWERED = gettext_noop("%(organisation)s answered: %(title)s")


def _owing(task: Task, *, but: int | None) -> list[User]:
    """The person named, else everybody who signs in for the organisation; never who acts."""
    if task.person and task.person.user:
        found = [task.person.user]
    else:
        found = orgs.accounts_of([task.organisation_id], on=timezone.localdate(), ability="tasks.see")
    return [user for user in found if user.pk != but]


def given(task: Task) -> None:
    figures = {"title": task.title} | ({"due_on": task.due_on.isoformat()} if task.due_on else {})
    notify.tell(
        _owing(task, but=task.assigned_by_id),
        kind="task-given",
        words=GIVEN_BY if task.due_on else GIVEN,
        figures=figures,
        fact=f"task:{task.key}:given",
        url=reverse("tasks:detail", args=[task.key]),
    )


def sent_back(task: Task, reply: Reply) -> None:
    notify.tell(
        _owing(task, but=reply.by_id),
        kind="task-given",
        words=BACK,
        figures={"title": task.title},
        fact=f"task:{task.key}:back:{reply.key}",
        url=reverse("tasks:detail", args=[task.key]),
    )


def answered(task: Task, reply: Reply) -> None:
    if task.assigned_by is None or task.assigned_by_id == reply.by_id:
        return
    notify.tell(
        [task.assigned_by],
        kind="task-answered",
        words=ANSWERED,
        figures={"title": task.title, "organisation": str(task.organisation)},
        fact=f"task:{task.key}:answered:{reply.key}",
        url=reverse("tasks:detail", args=[task.key]),
    )
