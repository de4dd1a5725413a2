"""What runs without a person: the check-up once a night, and again after a report."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from qipan.pipeline.checkups import actions
from qipan.pipeline.projects.events import ProgressReported, StageMoved
from qipan.pipeline.projects.models import Project


@task()
def check_all(on: str) -> list[int]:
    """Every project as of a day (ISO). Returns [opened, cleared]; safe to run twice."""
    return list(actions.check_all(on=date.fromisoformat(on)))


def look_again(event: ProgressReported | StageMoved) -> None:
    """A project was reported on or moved: its findings follow at once. Bears hearing twice."""
    ids = Project.objects.filter(key=event.key).values_list("pk", flat=True)
    actions.check(ids, on=timezone.localdate())
