"""Verbs of the room: assign, answer, close, reopen, withdraw. The door through which rooms above hand work down."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.territory.orgs.models import Organisation, Person
from qipan.territory.tasks import rules, telling
from qipan.territory.tasks.events import TaskAnswered, TaskClosed
from qipan.territory.tasks.models import Reply, Task


class NotNow(Exception):
    """The task's status does not allow this. `act` and `status` say which."""

    def __init__(self, act: str, status: str) -> None:
        super().__init__(f"{act}: {status}")
        self.act, self.status = act, status


class NoWords(Exception):
    """An answer without words is none; so is a withdrawal without a reason."""


def assign(
    *,
    by: User | None,
    title: str,
    organisation: Organisation,
    detail: str = "",
    person: Person | None = None,
    due_on: date | None = None,
    origin_type: str = "",
    origin_key: UUID | None = None,
) -> Task:
    """Give an organisation, and in it perhaps a person, something to do by a day."""
    task = Task(
        title=title, detail=detail, organisation=organisation, person=person, due_on=due_on,
        origin_type=origin_type, origin_key=origin_key, assigned_by=by,
    )  # fmt: skip
    with transaction.atomic():
        task = changes.create(task, by=by, action="assign")
        telling.given(task)
    return task


def answer(*, by: User, task: Task, text: str, version: int | None = None) -> Reply:
    """Answer; a further answer adds to the first. Refuses a task closed or withdrawn (`NotNow`)."""
    if not text.strip():
        raise NoWords
    with transaction.atomic():
        task = _move(task, "answer", Task.Status.ANSWERED, by=by, version=version)
        reply = changes.create(Reply(task=task, text=text.strip(), by=by), by=by, action="answer")
        events.announce(TaskAnswered(task.pk, task.origin_type, _hex(task)))
        telling.answered(task, reply)
    return reply


def close(*, by: User, task: Task, version: int | None = None) -> Task:
    """Take it as done."""
    with transaction.atomic():
        task = _move(task, "close", Task.Status.CLOSED, by=by, version=version)
        events.announce(TaskClosed(task.pk, task.origin_type, _hex(task)))
    return task


def reopen(*, by: User, task: Task, text: str, due_on: date | None = None, version: int | None = None) -> Task:
    """Send it back with words why, perhaps with a new day."""
    if not text.strip():
        raise NoWords
    with transaction.atomic():
        values = {"due_on": due_on} if due_on else {}
        task = _move(task, "reopen", Task.Status.OPEN, by=by, version=version, **values)
        reply = changes.create(Reply(task=task, text=text.strip(), by=by), by=by, action="send-back")
        telling.sent_back(task, reply)
    return task


def withdraw(*, by: User, task: Task, reason: str, version: int | None = None) -> Task:
    """Take it back; the reason stays with it."""
    if not reason.strip():
        raise NoWords
    with transaction.atomic():
        task = _move(task, "withdraw", Task.Status.WITHDRAWN, by=by, version=version)
        changes.create(Reply(task=task, text=reason.strip(), by=by), by=by, action="withdraw")
    return task


def _move(task: Task, act: str, status: str, *, by: User, version: int | None, **values: Any) -> Task:
    current = Task.objects.select_for_update().get(pk=task.pk)
    if not rules.may(act, current.status):
        raise NotNow(act, current.status)
    return changes.change(current, by=by, values={"status": status, **values}, version=version, action=act)


def _hex(task: Task) -> str:
    return task.origin_key.hex if task.origin_key else ""
