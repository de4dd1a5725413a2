"""A project's way: stage by stage through the gates, and how it fares."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.events import StageMoved, StatusChanged
from qipan.pipeline.projects.models import Project, StageMove
from qipan.pipeline.projects.models.choices import Stage, Status


class GateClosed(Exception):
    """`missing`: what the gate asks for, as codes of `rules.missing`."""

    def __init__(self, project: Project, stage: str, missing: list[str]) -> None:
        super().__init__(f"{project} → {stage}: {', '.join(missing)}")
        self.project, self.stage, self.missing = project, stage, missing


class ReasonNeeded(Exception):
    """A step back, a loss or a withdrawal must say why."""


def advance(
    *, project: Project, to: str, by: User | None, on: date, reason: str = "", version: int | None = None
) -> Project:
    """Move to a stage if its gate is open (`GateClosed` names what is missing); backward only with a reason. Same stage: nothing."""
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        if version is not None and current.version != version and current.stage != to:
            raise changes.Stale(current, {"stage": (None, to, current.stage)})
        before = current.stage
        if before == to:
            return current
        if rules.is_backward(before, to):
            if not reason.strip():
                raise ReasonNeeded
        elif lacking := queries.missing(current, to, on):
            raise GateClosed(current, to, lacking)
        moved = changes.change(
            current,
            by=by,
            values={"stage": to, "stage_since": on},
            action="advance",
            source={"reason": reason} if reason else None,
        )
        StageMove.objects.create(project=moved, before=before, after=to, on=on, reason=reason[:300], by=by)
        figures.refresh([moved.pk], on=on)
        events.announce(StageMoved(str(moved.key), before, to, on.isoformat()))
    return moved


def admit(*, project: Project, by: User | None, on: date) -> Project:
    """Passed the review; the screening room's way in."""
    return advance(project=project, to=Stage.ADMITTED, by=by, on=on)


def set_status(
    *, project: Project, status: str, by: User | None, on: date, reason: str = "", version: int | None = None
) -> Project:
    """How it fares. Lost and abandoned need a reason."""
    reason = reason.strip()
    if status in (Status.LOST, Status.ABANDONED) and not reason:
        raise ReasonNeeded
    before = project.status
    with transaction.atomic():
        written = changes.change(
            project, by=by, values={"status": status, "status_reason": reason[:300]}, version=version, action="status"
        )
        figures.refresh([project.pk], on=on)
        if before != status:
            events.announce(StatusChanged(str(project.key), before, status, on.isoformat()))
    return written
