"""Entry into the statistics (入统): a day, with the proof set whole; taken back with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import changes
from qipan.core.models import User
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.actions.moving import GateClosed, ReasonNeeded
from qipan.pipeline.projects.actions.opening import Nonsense
from qipan.pipeline.projects.models import Project

STARTED = rules.STAGES.index("started")


class ProofLacking(GateClosed):
    """The proof set is not whole, or the works have not begun."""


def enter_statistics(
    *, project: Project, entered_on: date, by: User | None, on: date, version: int | None = None
) -> Project:
    """The statistics hold the project since this day. Refuses one that is not under way or lacks a paper of the proof set (`ProofLacking`
    names them all), a day that lies ahead or before the start (`Nonsense`)."""
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        lacking = queries.proof_lacking(current, on)
        if rules.STAGES.index(current.stage) < STARTED or current.start_on is None:
            lacking = ["stage:started", *lacking]
        if lacking:
            raise ProofLacking(current, current.stage, lacking)
        if entered_on > on:
            raise Nonsense([rules.Odd("entered_on", "ahead")])
        if current.start_on and entered_on < current.start_on:
            raise Nonsense([rules.Odd("entered_on", "order")])
        return _write(current, entered_on, by, on, version, "")


def leave_statistics(
    *, project: Project, reason: str, by: User | None, on: date, version: int | None = None
) -> Project:
    """It was not entered after all, or was struck out."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        return _write(current, None, by, on, version, reason.strip())


def _write(project: Project, day: date | None, by: User | None, on: date, version: int | None, reason: str) -> Project:
    source = {"reason": reason} if reason else None
    written = changes.change(
        project, by=by, values={"entered_on": day}, version=version, action="statistics", source=source
    )
    figures.refresh([project.pk], on=on)
    return written
