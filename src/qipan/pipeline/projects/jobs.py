"""What runs without a person: every light once a night, and again when the rules change."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from qipan.core.events import RulesPutInForce
from qipan.pipeline.leads.events import IdentityOpened
from qipan.pipeline.projects import actions
from qipan.pipeline.projects.models import Project


@task()
def refresh_lights(on: str) -> int:
    """All lights as of a day (ISO). Returns how many changed; safe to run twice."""
    return actions.refresh_lights(on=date.fromisoformat(on))


def hear_rules(event: RulesPutInForce) -> None:
    """Rules of lights that hold today judge today; those of a later day wait for their night."""
    today = timezone.localdate().isoformat()
    if event.kind == "lights" and event.effective_from <= today:
        refresh_lights.enqueue(on=today)


def hear_opened(event: IdentityOpened) -> None:
    """A lead is confidential no more: its project says who the investor is. Bears hearing twice."""
    for project in Project.objects.filter(lead__key=event.key).select_related("lead"):
        actions.carry(project=project, by=None)
