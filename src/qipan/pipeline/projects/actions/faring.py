"""How a project fares: ongoing, delayed, dormant, lost, abandoned, won."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.actions.moving import GateClosed, ReasonNeeded
from qipan.pipeline.projects.events import StatusChanged
from qipan.pipeline.projects.models import Project, Submission
from qipan.pipeline.projects.models.choices import Status


def set_status(
    *, project: Project, status: str, by: User | None, on: date, reason: str = "", version: int | None = None
) -> Project:
    """Lost and abandoned need a reason; won needs the works begun and all its stage asks (`GateClosed` names what is missing).

    What is won is not lost in one breath: it is set back first, with a reason. On a dead project nothing waits for confirmation.
    """
    reason = reason.strip()
    ends = status in rules.ENDED
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        before = current.status
        if (ends or (before == Status.WON and status != before)) and not reason:
            raise ReasonNeeded
        if ends and before == Status.WON:
            raise GateClosed(current, current.stage, [f"status:{before}"])
        if status == Status.WON and before != Status.WON:
            _demand_won(current, on)
        values = {"status": status, "status_reason": reason[:300]}
        if ends and current.waiting_for:
            values["waiting_for"] = ""
            for row in current.submissions.filter(state=Submission.State.WAITING):
                changes.change(
                    row, by=by, values={"state": Submission.State.WITHDRAWN, "words": reason}, action="withdraw"
                )
        written = changes.change(current, by=by, values=values, version=version, action="status")
        figures.refresh([project.pk], on=on)
        if before != status:
            events.announce(StatusChanged(str(project.key), before, status, on.isoformat()))
    return written


def _demand_won(project: Project, on: date) -> None:
    gates = queries.table(on)
    if not rules.wins(project.stage, gates):
        raise GateClosed(project, project.stage, [f"stage:{gates.get('won_from', 'started')}"])
    lacking = queries.missing(project, project.stage, on)
    if lacking:
        raise GateClosed(project, project.stage, lacking)
