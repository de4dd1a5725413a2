"""What runs without a person: deadlines that were missed step up; a light that turns is heard."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from qipan.core.events import RulesPutInForce
from qipan.oversight.supervision import actions
from qipan.pipeline.projects.events import LightChanged
from qipan.pipeline.projects.models import Project


@task()
def escalate(on: str) -> int:
    """Every missed deadline as of a day (ISO). Returns how many notices stepped up; safe to run twice."""
    return actions.escalate_overdue(on=date.fromisoformat(on))


@task()
def judge_units(on: str) -> int:
    """The light of every unit as of a day (ISO); safe to run twice."""
    return actions.judge_units(on=date.fromisoformat(on))


def hear_rules(event: RulesPutInForce) -> None:
    """Rules that hold today judge today; those of a later day wait for their night."""
    today = timezone.localdate().isoformat()
    if event.kind == "lights" and event.effective_from <= today:
        judge_units.enqueue(on=today)


def hear_light(event: LightChanged) -> None:
    project = Project.objects.select_related("region", "lead_org").filter(key=event.key).first()
    if project is not None:
        actions.hear(project=project, before=event.before, after=event.after, on=date.fromisoformat(event.on))
