"""Where a batch is, and how it gets from one state to the next: by a conditional update, so that two never act at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.utils import timezone

from qipan.core import audit
from qipan.core.models import User
from qipan.exchange import places, understanding
from qipan.exchange.models import Batch
from qipan.exchange.targets import Setting, Step

State = Batch.State
P = ParamSpec("P")
T = TypeVar("T")


class WrongState(Exception):
    """The batch is not where this verb begins; `state` is where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class OpenQuestions(Exception):
    """Questions wait for an answer; `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class Outdated(Exception):
    """The records changed since the preview: it was made anew and differs; look again."""


def act(action: str, batch: Batch, changes: dict[str, list[Any]] | None = None) -> audit.Act:
    return audit.Act(action, "exchange.batch", batch.key, batch.name, changes or {})


def working(verb: Callable[P, T]) -> Callable[P, T]:
    """Hold the batch meanwhile: a server that starts leaves alone what a living process works on."""

    @wraps(verb)
    def holding(*args: P.args, **named: P.kwargs) -> T:
        with places.held(named["batch"]):
            return verb(*args, **named)

    return holding


@contextmanager
def anew(batch: Batch) -> Iterator[None]:
    """While a batch that was looked at is understood or planned again; it waits for a look afterwards, however that ends."""
    claim(batch, (State.PREVIEW, State.CORRECTING), State.CORRECTING)
    try:
        yield
    finally:
        places.progress(batch).clear()
        give_back(batch, State.CORRECTING, State.PREVIEW)


def claim(batch: Batch, before: Iterable[str], after: str) -> None:
    """Take the batch from one state into the next, or say where it is."""
    if not Batch.objects.filter(pk=batch.pk, state__in=list(before)).update(state=after, updated_at=timezone.now()):
        raise WrongState(Batch.objects.values_list("state", flat=True).get(pk=batch.pk))
    batch.state = after


def leave(batch: Batch, state: str, **values: Any) -> None:
    Batch.objects.filter(pk=batch.pk).update(state=state, updated_at=timezone.now(), **values)
    batch.state = state
    for name, value in values.items():
        setattr(batch, name, value)


def give_back(batch: Batch, held: str, before: str) -> None:
    """What was claimed and failed goes back to where it was, unless somebody else finished it meanwhile."""
    if Batch.objects.filter(pk=batch.pk, state=held).update(state=before, updated_at=timezone.now()):
        batch.state = before


def expect(batch: Batch, state: str) -> None:
    """Inside the transaction, alone: is the batch still where it was claimed?"""
    now = Batch.objects.values_list("state", flat=True).get(pk=batch.pk)
    if now != state:
        raise WrongState(now)


def setting(batch: Batch, *, by: User | None, at: datetime, records: int = 0) -> Setting:
    names = dict(batch.sheets.values_list("index", "name"))
    note = places.progress(batch)
    is_small = records <= understanding.CELLS_KEPT_TO
    return Setting(str(batch.key), batch.name, batch.on, at, by, names, note.tick, is_small)


def summed(batch: Batch, steps: list[Step], head: int, **more: Any) -> None:
    """Counts for the lists; the batch waits for a look."""
    counts = {**batch.counts, **understanding.counted(steps), **more}
    asked = [c for sheet in batch.sheets.all() for c in sheet.reading["complaints"] if c["severity"] == "question"]
    counts |= {"sheet_questions": len(asked), "sheets": batch.sheets.count()}
    counts["complaints"] = sum(len(sheet.reading["complaints"]) for sheet in batch.sheets.all())
    leave(batch, State.PREVIEW, counts=counts, planned_at=head)


def expect_preview(batch: Batch) -> None:
    batch.refresh_from_db(fields=["state", "answers", "counts"])
    if batch.state != State.PREVIEW:
        raise WrongState(batch.state)


def is_large(batch: Batch) -> bool:
    """Is understanding it again too much for a request?"""
    return int(batch.counts.get("records", 0)) > understanding.CELLS_KEPT_TO


def open_questions(batch: Batch) -> int:
    return batch.questions


def alone() -> None:
    """Imports write one after the other. SQLite's write lock is held from the start of the transaction (transaction_mode IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('qipan.exchange'))")


def remember_failure(batch: Batch, code: str, **values: Any) -> None:
    """What the last attempt ended with, for the page of the batch."""
    Batch.objects.filter(pk=batch.pk).update(refusal={"code": code, "values": values})


def hand_over(*, batch: Batch, before: Iterable[str], after: str) -> None:
    """Claim a batch for a job, so that a second press does nothing; the job goes on from there."""
    claim(batch, before, after)
    Batch.objects.filter(pk=batch.pk).update(refusal={})
