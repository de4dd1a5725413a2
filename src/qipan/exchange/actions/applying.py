"""Writing a batch: everything or nothing, and exactly what was previewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from qipan.core import access, audit, bulk, events
from qipan.core.models import User
from qipan.exchange import beside, collecting, places, progress, stored, targets, understanding, wire
from qipan.exchange.actions.reading import replan
from qipan.exchange.actions.states import (
    OpenQuestions,
    Outdated,
    State,
    act,
    alone,
    claim,
    expect,
    give_back,
    leave,
    open_questions,
    setting,
    working,
)
from qipan.exchange.events import BatchApplied
from qipan.exchange.models import Batch, Change
from qipan.exchange.staging import Staged
from qipan.exchange.targets import Done, Step


@collecting.paused()
@working
def apply(*, batch: Batch, by: User | None, at: datetime, set_aside: bool = False) -> Batch:
    """Write the batch: one transaction for everything, or nothing. Refuses while questions are open, unless they are set aside.

    Raises `Outdated` when the records changed since the preview so that the plan would be another (it is made anew then).
    """
    batch.refresh_from_db()
    if open_questions(batch) and not set_aside:
        raise OpenQuestions(open_questions(batch))
    claim(batch, (State.PREVIEW, State.APPLYING), State.APPLYING)
    note = places.progress(batch)
    try:
        with places.staged(batch) as staged, beside.ready(staged.count()), bulk.roomy(), transaction.atomic():
            alone()
            expect(batch, State.APPLYING)
            _expect_standing(batch, staged, by, at)
            written = _write(batch, staged, by, at, note)
            counts = {**batch.counts, "written": written, "left_out": staged.count("question")}
            note.tick("finish", 1, 1)
            leave(batch, State.APPLIED, applied_at=at, applied_by=by, counts=counts)
            audit.append([act("apply", batch, {"written": [None, written]})], by=by, at=at)
            events.announce(BatchApplied(str(batch.key), batch.name, batch.on.isoformat()))
    except Outdated:
        give_back(batch, State.APPLYING, State.PREVIEW)
        replan(batch=batch, by=by, at=at)
        raise
    except BaseException:
        give_back(batch, State.APPLYING, State.PREVIEW)
        raise
    finally:
        note.clear()
    return batch


def _expect_standing(batch: Batch, staged: Staged, by: User | None, at: datetime) -> None:
    """The plan is as previewed if nothing was written since; else it is made again, and refused when it says another thing."""
    if audit.head()[0] == batch.planned_at and batch.by_id == (by.pk if by else None):
        return
    # An entry that touched no record (a file received, another sheet corrected) changes nothing: what counts is what the plan says.
    drafts = staged.drafts()
    made = setting(batch, by=by, at=at, records=len(drafts))
    anew = understanding.plan(drafts, dict(batch.sheets.values_list("index", "target")), batch.answers, made)
    if _signature(anew) != _signature(staged.steps()):
        raise Outdated


def _signature(steps: Iterable[Step]) -> list[Any]:
    """What a plan would do, comparable."""
    return [
        (
            s.draft.sheet,
            s.draft.row,
            s.state,
            s.object_id,
            s.version,
            wire.encoded(stored.plain(s.changes)) if s.object_id else b"",
        )
        for s in steps
    ]


def _write(batch: Batch, staged: Staged, by: User | None, at: datetime, note: progress.Progress) -> dict[str, int]:
    made = setting(batch, by=by, at=at, records=staged.count())
    by_sheet = dict(batch.sheets.values_list("index", "target"))
    counts: dict[str, int] = {}
    for code in dict.fromkeys(by_sheet.values()):
        target = targets.get(code)
        steps = staged.of([sheet for sheet, goes in by_sheet.items() if goes == code], ("new", "changed"))
        if target is None or not len(steps):
            continue
        if by is not None:  # the command line without an account acts for the installation
            access.demand(by, target.ability)
        bulk.insert(Change, _CHANGE, (_change_row(batch, code, done, counts) for done in target.apply(steps, made)))
    return counts


_CHANGE = (
    "batch_id",
    "target",
    "what",
    "object_type",
    "object_id",
    "object_key",
    "name",
    "version",
    "sheet",
    "row",
    "before",
)


def _change_row(batch: Batch, code: str, done: Done, counts: dict[str, int]) -> tuple[Any, ...]:
    counts[done.what] = counts.get(done.what, 0) + 1
    before = audit.canonical(done.before) if done.before else "{}"
    key = bulk.key(done.object_key)
    return (
        batch.pk,
        code,
        done.what,
        done.object_type,
        done.object_id,
        key,
        done.name[:300],
        done.version,
        done.sheet,
        done.row,
        before,
    )
