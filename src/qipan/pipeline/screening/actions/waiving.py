"""A waiver, case by case: proposed with a reason and the minutes, decided by somebody else. A veto is never waived."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import access, changes, events
from qipan.core.models import User
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Attachment
from qipan.pipeline.screening import queries
from qipan.pipeline.screening.actions import discretion, following, telling
from qipan.pipeline.screening.actions.errors import (
    NotFailed,
    NotYours,
    ReasonNeeded,
    SamePerson,
    Settled,
    Vetoed,
)
from qipan.pipeline.screening.events import WaiverDecided
from qipan.pipeline.screening.models import Screening, Waiver

State = Waiver.State


def propose(*, screening: Screening, reason: str, minutes: Attachment, by: User, on: date) -> Waiver:
    """Ask that a project be let in though it fails: why, and the minutes of the meeting that says so."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        current = Screening.objects.select_for_update().select_related("project").get(pk=screening.pk)
        stands = queries.standing(current.project)
        is_last = stands.screening is not None and stands.screening.pk == current.pk
        if not is_last or current.verdict != Screening.Verdict.FAIL or stands.waiver:
            raise NotFailed
        if any(finding["state"] == "veto" for finding in current.findings):
            raise Vetoed
        if minutes.project_id != current.project_id:
            raise NotYours
        discretion.demand(current.project, reason)
        row = Waiver(screening=current, reason=reason.strip(), minutes=minutes, proposed_by=by, proposed_on=on)
        return changes.create(row, by=by, action="propose")


def grant(*, waiver: Waiver, by: User, on: date, words: str = "") -> Waiver:
    """A second person lets the project in."""
    with transaction.atomic():
        row = _decide(waiver, State.GRANTED, by, on, words)
        following.follow(row.screening.project, by=by, on=on)
    return row


def refuse(*, waiver: Waiver, by: User, on: date, words: str) -> Waiver:
    """A second person says no, and why."""
    if not words.strip():
        raise ReasonNeeded
    with transaction.atomic():
        return _decide(waiver, State.REFUSED, by, on, words)


def withdraw(*, waiver: Waiver, by: User) -> Waiver:
    """The proposer takes it back before anybody decided."""
    with transaction.atomic():
        current = _waiting(waiver)
        if current.proposed_by_id != by.pk:
            raise NotYours
        return changes.change(current, by=by, values={"state": State.WITHDRAWN}, action="withdraw")


def _decide(waiver: Waiver, state: str, by: User, on: date, words: str) -> Waiver:
    current = _waiting(waiver)
    if current.proposed_by_id == by.pk:
        raise SamePerson
    project = current.screening.project
    if not (access.able(by, "screening.waive") and projects.visible_to(by).filter(pk=project.pk).exists()):
        raise NotYours
    last = queries.standing(project).screening
    if last is None or last.pk != current.screening_id:
        raise NotFailed
    discretion.demand(project, words)
    values = {"state": state, "decided_by": by, "decided_on": on, "words": words.strip()}
    row = changes.change(current, by=by, values=values, action=state)
    is_granted = state == State.GRANTED
    events.announce(WaiverDecided(str(row.key), str(project.key), is_granted, on.isoformat()))
    telling.decided(row)
    return row


def _waiting(waiver: Waiver) -> Waiver:
    linked = Waiver.objects.select_related("screening__project", "proposed_by")
    current = linked.select_for_update(of=("self",)).get(pk=waiver.pk)
    if current.state != State.WAITING:
        raise Settled
    return current
