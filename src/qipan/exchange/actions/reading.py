"""Reading a kept file and planning what applying it would do."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from qipan.core import audit
from qipan.core.models import User
from qipan.exchange import beside, collecting, places, reader, stored, targets, understanding
from qipan.exchange.actions.states import State, claim, leave, setting, summed, working
from qipan.exchange.models import Batch, Profile, Sheet
from qipan.exchange.progress import Cancelled
from qipan.exchange.refusal import Refusal
from qipan.exchange.targets import Setting, Step
from qipan.exchange.understanding import Understood

LARGE = 5_000_000  # bytes of a file that may hold more records than one process should draft


@collecting.paused()
@working
def read(*, batch: Batch, at: datetime) -> Batch:
    """Read and understand the file, plan what applying would do. A file that cannot be read says why; a stop leaves nothing."""
    claim(batch, (State.WAITING,), State.READING)
    note = places.progress(batch)
    another = ExitStack()
    try:
        note.tick("read")
        if places.source(batch).stat().st_size > LARGE:  # it starts while the child unpacks the file
            another.enter_context(beside.ready(beside.WORTH + 1, ahead=beside.ALL))
        workbook = reader.read(places.source(batch), batch.name, progress=lambda rows: note.tick("read", rows))
        found = understanding.understand(workbook, profiles(), batch.on)
        with places.staged(batch, fresh=True) as staged:
            for index, grid in enumerate(workbook.grids):
                staged.put_grid(index, grid)
            records = sum(one.reading.record_count for one in found)
            made = Setting(
                str(batch.key), batch.name, batch.on, at, batch.by, {o.index: o.reading.sheet for o in found}, note.tick,
                records <= understanding.CELLS_KEPT_TO,
            )  # fmt: skip
            drafts: list[targets.Draft] = []
            for one in found:
                drafts += understanding.draft(one, workbook.grids[one.index], made, len(drafts), records, staged)
            another.close()
            remarks = list(workbook.remarks)
            workbook.grids.clear()  # the cells are staged; a large ledger's memory is needed for what follows
            head = audit.head()[0]
            steps = understanding.plan(drafts, {o.index: o.target for o in found}, {}, made)
            understanding.stage(staged, found, steps)
    except Refusal as refusal:
        leave(batch, State.FAILED, refusal={"code": refusal.code, "values": dict(refusal.values)})
        return batch
    except Cancelled:
        leave(batch, State.CANCELLED)
        return batch
    except BaseException:
        leave(batch, State.FAILED, refusal={"code": "failed", "values": {}})
        raise
    finally:
        another.close()
        note.clear()
    with transaction.atomic():
        keep(batch, found)
        Profile.objects.filter(fingerprint__in=[o.reading.fingerprint for o in found if o.is_remembered]).update(
            used=F("used") + 1
        )
        summed(batch, steps, head, remarks=remarks)
    return batch


def profiles() -> dict[str, dict[str, Any]]:
    rows = Profile.objects.values_list("fingerprint", "target", "corrections")
    return {fingerprint: {"target": target, "corrections": corrections} for fingerprint, target, corrections in rows}


def keep(batch: Batch, found: Iterable[Understood]) -> None:
    for one in found:
        Sheet.objects.update_or_create(
            batch=batch, index=one.index,
            defaults={
                "name": one.reading.sheet[:120], "kind": str(one.reading.kind), "target": one.target,
                "fingerprint": one.reading.fingerprint,
                "reading": {
                    **stored.reading_json(one.reading), "fields": one.fields, "is_remembered": one.is_remembered,
                    "height": one.size[0], "width": one.size[1],
                },
                "corrections": stored.corrections_json(one.corrections),
            },
        )  # fmt: skip


@collecting.paused()
def replan(*, batch: Batch, by: User | None, at: datetime) -> list[Step]:
    """Match and compare the staged drafts again, as the records stand now."""
    with places.staged(batch) as staged:
        drafts = staged.drafts()
        made = setting(batch, by=by, at=at, records=len(drafts))
        head = audit.head()[0]
        steps = understanding.plan(drafts, dict(batch.sheets.values_list("index", "target")), batch.answers, made)
        staged.put_steps(steps)
    places.progress(batch).clear()
    summed(batch, steps, head)
    return steps
