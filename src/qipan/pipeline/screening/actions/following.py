"""From signing on every condition is a task of who sees to it. Safe to run twice: a condition has one task."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qipan.core import changes
from qipan.core.models import User
from qipan.pipeline.projects import rules as life
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import queries
from qipan.pipeline.screening.models import Condition
from qipan.territory.tasks import actions as tasks

ORIGIN = "screening.condition"
SIGNED = life.STAGES.index("signed")


def follow(project: Project, *, by: User | None, on: date) -> int:
    """How many conditions became tasks; none before the project is signed."""
    if life.STAGES.index(project.stage) < SIGNED:
        return 0
    with transaction.atomic():
        owed = [condition.pk for condition in queries.obligations(project) if condition.task_id is None]
        locked = Condition.objects.select_for_update().filter(pk__in=owed, task__isnull=True).order_by("pk")
        for condition in locked:
            _assign(condition, project, by, on)
    return len(owed)


def _assign(condition: Condition, project: Project, by: User | None, on: date) -> None:
    signed = project.signed_on or on
    due = condition.due_on or signed + timedelta(days=condition.days or 0)
    task = tasks.assign(
        by=by,
        title=condition.text,
        organisation=condition.organisation,
        detail=_("A condition under which “%(project)s” was admitted.") % {"project": project.name},
        due_on=due,
        origin_type=ORIGIN,
        origin_key=condition.key,
    )
    changes.change(condition, by=by, values={"task": task}, action="follow")
