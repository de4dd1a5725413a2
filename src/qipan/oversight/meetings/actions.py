"""Verbs of the room: call a meeting, fill its agenda, decide, close the minutes. A decision is a task from the moment it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from qipan.core import changes, events
from qipan.core.models import User
from qipan.oversight.meetings import telling
from qipan.oversight.meetings.events import DecisionMade, MeetingCalled, MeetingHeld
from qipan.oversight.meetings.models import Attendance, Decision, Item, Meeting
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.models import Task

ORIGIN = "meetings.decision"


class Closed(Exception):
    """The meeting was held or cancelled; its record no longer takes this."""


def call(*, by: User | None, values: Mapping[str, Any], asked: Iterable[Organisation] = ()) -> Meeting:
    """A new meeting, and who is asked to come; they are told."""
    with transaction.atomic():
        meeting = changes.create(Meeting(**values), by=by, action="call")
        ask(by=by, meeting=meeting, organisations=asked)
        events.announce(MeetingCalled(meeting.key.hex, meeting.on.isoformat()))
    return meeting


def edit(*, by: User, meeting: Meeting, values: Mapping[str, Any], version: int | None = None) -> Meeting:
    return changes.change(meeting, by=by, values=values, version=version)


def ask(*, by: User | None, meeting: Meeting, organisations: Iterable[Organisation]) -> int:
    """Ask organisations to come; one asked before is not asked again."""
    held = set(meeting.attendances.values_list("organisation_id", flat=True))
    fresh = [o for o in organisations if o.pk not in held]
    if fresh:
        with transaction.atomic():
            Attendance.objects.bulk_create(Attendance(meeting=meeting, organisation=o) for o in fresh)
            changes.note(meeting, by=by, action="ask", changes={"attendance": [None, [str(o) for o in fresh]]})
            telling.asked(meeting, fresh, by=by)
    return len(fresh)


def attend(*, by: User, meeting: Meeting, organisation: Organisation, who: str, is_absent: bool) -> None:
    """Who came for an organisation, or that nobody did."""
    with transaction.atomic():
        row, _is_new = Attendance.objects.select_for_update().get_or_create(meeting=meeting, organisation=organisation)
        before, row.by, row.is_absent = [row.by, row.is_absent], who, is_absent
        if before != [who, is_absent]:
            row.save()
            told = {str(organisation): [before, [who, is_absent]]}
            changes.note(meeting, by=by, action="attend", changes=told)


def add_item(
    *, by: User | None, meeting: Meeting, title: str, project: Project | None = None, reason: str = Item.Reason.OWN
) -> Item:
    """A point at the end of the agenda."""
    _must_be_open(meeting)
    last = meeting.items.aggregate(last=Max("place"))["last"] or 0
    return changes.create(
        Item(meeting=meeting, place=last + 1, title=title[:300], project=project, reason=reason), by=by
    )


def move_item(*, by: User, item: Item, step: int) -> None:
    """One place up (-1) or down (1)."""
    _must_be_open(item.meeting)
    with transaction.atomic():
        row = list(item.meeting.items.select_for_update().order_by("place", "pk"))
        here = next(n for n, one in enumerate(row) if one.pk == item.pk)
        there = min(max(here + step, 0), len(row) - 1)
        row.insert(there, row.pop(here))
        for place, one in enumerate(row, 1):
            if one.place != place:
                Item.objects.filter(pk=one.pk).update(place=place)
        if here != there:
            changes.note(item, by=by, action="move", changes={"place": [here + 1, there + 1]})


def drop_item(*, by: User, item: Item) -> None:
    """Take a point off the agenda; one with decisions stays."""
    _must_be_open(item.meeting)
    if item.decisions.exists():
        raise Closed
    changes.delete(item, by=by, reason="taken off the agenda")


def write_down(*, by: User, item: Item, said: str, version: int | None = None) -> Item:
    """What was said to a point."""
    return changes.change(item, by=by, values={"said": said}, version=version, seen={}, action="minute")


def decide(
    *,
    by: User,
    meeting: Meeting,
    text: str,
    organisation: Organisation,
    due_on: date | None,
    item: Item | None = None,
    assisting: Iterable[Organisation] = (),
    projects: Iterable[Project] = (),
) -> Decision:
    """Write a decision down: its lead organisation has the task at once, assisting ones a task of their own."""
    if meeting.status == Meeting.Status.CANCELLED:
        raise Closed
    about = list(projects) or ([item.project] if item and item.project else [])
    others = [o for o in assisting if o.pk != organisation.pk]
    with transaction.atomic():
        decision = Decision(meeting=meeting, item=item, text=text, organisation=organisation)
        detail = "\n".join([str(meeting), *(p.name for p in about)])
        decision.task = _task(by, decision, organisation, detail, due_on)
        decision = changes.create(decision, by=by, action="decide")
        for other in others:
            _task(by, decision, other, detail, due_on)
        decision.assisting.set(others)
        decision.projects.set(about)
        keys = [p.key.hex for p in about]
        events.announce(DecisionMade(decision.key.hex, meeting.key.hex, organisation.pk, keys))
    return decision


def _task(by: User, decision: Decision, organisation: Organisation, detail: str, due_on: date | None) -> Task:
    return tasks.assign(
        by=by, title=decision.text, organisation=organisation, detail=detail, due_on=due_on,
        origin_type=ORIGIN, origin_key=decision.key,
    )  # fmt: skip


def withdraw(*, by: User, decision: Decision, reason: str) -> None:
    """Take a decision back with all its tasks; it stays readable with the reason."""
    if not reason.strip():
        raise tasks.NoWords
    with transaction.atomic():
        for task in Task.objects.filter(origin_type=ORIGIN, origin_key=decision.key):
            if task.status in (Task.Status.OPEN, Task.Status.ANSWERED):
                tasks.withdraw(by=by, task=task, reason=reason)
        changes.note(decision, by=by, action="withdraw", changes={"reason": [None, reason.strip()]})


def hold(*, by: User, meeting: Meeting, summary: str, version: int | None = None) -> Meeting:
    """Close the minutes."""
    _must_be_open(meeting)
    with transaction.atomic():
        values = {"status": Meeting.Status.HELD, "summary": summary}
        meeting = changes.change(meeting, by=by, values=values, version=version, action="hold")
        events.announce(MeetingHeld(meeting.key.hex, meeting.decisions.count()))
    return meeting


def reopen(*, by: User, meeting: Meeting) -> Meeting:
    """Open the minutes again to correct them; the history keeps that it was done."""
    return changes.change(meeting, by=by, values={"status": Meeting.Status.CALLED}, action="reopen")


def cancel(*, by: User, meeting: Meeting) -> Meeting:
    """It does not take place; refused once something was decided."""
    _must_be_open(meeting)
    if meeting.decisions.exists():
        raise Closed
    return changes.change(meeting, by=by, values={"status": Meeting.Status.CANCELLED}, action="cancel")


def _must_be_open(meeting: Meeting) -> None:
    if meeting.status != Meeting.Status.CALLED:
        raise Closed
