"""What happens here without a person: a project is signed, and its conditions become tasks."""

from __future__ import annotations

from datetime import date

from qipan.pipeline.projects import rules as life
from qipan.pipeline.projects.events import StageMoved
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import actions


def hear_move(event: StageMoved) -> None:
    if life.STAGES.index(event.after) < life.STAGES.index("signed"):
        return
    project = Project.objects.filter(key=event.key).first()
    if project is not None:
        actions.follow(project, by=None, on=date.fromisoformat(event.on))
