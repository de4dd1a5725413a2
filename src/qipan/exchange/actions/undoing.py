"""Taking an applied batch back, stopping one that is under way, and putting right what a crash left."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from qipan.core import access, audit, events
from qipan.core.models import User
from qipan.exchange import collecting, places, progress, targets
from qipan.exchange.actions.states import (
    State,
    act,
    alone,
    claim,
    expect,
    give_back,
    leave,
    setting,
    working,
)
from qipan.exchange.events import BatchUndone
from qipan.exchange.models import BUSY, Batch, Change
from qipan.exchange.targets import CannotUndo, Done


@collecting.paused()
@working
def undo(*, batch: Batch, by: User | None, at: datetime) -> Batch:
    """Take an applied batch back, whole. Refuses (`CannotUndo`) while anything newer stands on a record it touched, naming it."""
    claim(batch, (State.APPLIED, State.UNDOING), State.UNDOING)
    note = places.progress(batch)
    try:
        with transaction.atomic():
            alone()
            expect(batch, State.UNDOING)
            made = setting(batch, by=by, at=at)
            for code in dict.fromkeys(
                batch.changes.order_by("-id").values_list("target", flat=True)
            ):  # last written first
                target = targets.get(code)
                if target is None:
                    raise CannotUndo([code])
                if by is not None:
                    access.demand(by, target.ability)
                done = [
                    _done(change)
                    for change in batch.changes.filter(target=code).order_by("-id").iterator(chunk_size=5000)
                ]
                _refuse_newer(target, done)
                target.undo(done, made)
            note.tick("finish", 1, 1)
            batch.changes.all()._raw_delete(connection.alias)
            leave(batch, State.UNDONE, undone_at=at)
            audit.append([act("undo", batch)], by=by, at=at)
            events.announce(BatchUndone(str(batch.key), batch.name, batch.on.isoformat()))
    except BaseException:
        give_back(batch, State.UNDOING, State.APPLIED)
        raise
    finally:
        note.clear()
    return batch


def _done(change: Change) -> Done:
    record = (change.object_type, change.object_id, str(change.object_key), change.name, change.version)
    return Done(change.what, *record, change.sheet, change.row, change.before)


def _refuse_newer(target: targets.Target, done: list[Done]) -> None:
    """Every record must stand as the batch left it."""
    newer = []
    for kind in dict.fromkeys(one.object_type for one in done):
        mine = [one for one in done if one.object_type == kind]
        versions = target.standing(kind, [one.object_id for one in mine])
        newer += [one.name for one in mine if versions.get(one.object_id) != one.version]
    if newer:
        raise CannotUndo(newer)


def cancel(*, batch: Batch, by: User) -> None:
    """Stop what is under way; what was begun is rolled back. A batch that only waits, or is looked at, is put away."""
    if batch.state in (State.READING, State.CORRECTING, State.APPLYING, State.UNDOING):
        progress.ask_to_stop(places.folder(batch))
        return
    claim(batch, (State.WAITING, State.PREVIEW), State.CANCELLED)
    with transaction.atomic():
        audit.append([act("cancel", batch)], by=by)


_RECOVERED = {State.APPLYING: State.PREVIEW, State.CORRECTING: State.PREVIEW, State.UNDOING: State.APPLIED}


def recover() -> int:
    """After a crash: what was being read is read again, what was being written was rolled back. At start, once.

    What a living process works on (an import on the command line) is left alone.
    """
    put_right = 0
    for batch in Batch.objects.filter(state__in=BUSY):
        if progress.is_held(places.folder(batch)):
            continue
        after = _RECOVERED.get(State(batch.state), State.WAITING)
        places.progress(batch).clear()
        if after != batch.state:
            put_right += 1
        leave(batch, after)
    return put_right
