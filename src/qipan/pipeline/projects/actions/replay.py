"""The lights of days gone by, from dated figures: so that a ledger brought in today has a past.

Judged by the rules of each day on what had been reported by then. Stages of then are not known; a start or completion that lay ahead is
taken as not yet done. Nothing is written from a project's first own reading on, nor on the project itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Min

from qipan.core import rulesets
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.actions import nightly
from qipan.pipeline.projects.models import LightReading

SAID = "computed afterwards"
REPORTED = (2, 3)  # completed and in place, as positions in rules.sums.KINDS


def replay_lights(*, days: Sequence[date]) -> int:
    """Readings for these days, one where the colour differs from the one before. Returns how many were written; safe to run twice."""
    rows = [dict(zip(nightly.READ, row, strict=False)) | {"place": row[-1]} for part in nightly.parts() for row in part]
    first = dict(LightReading.objects.filter(system="qipan").values_list("project").annotate(on=Min("on")))
    columns, currencies = nightly.amounts()
    held: dict[int, str] = {}
    made: list[LightReading] = []
    for on in sorted(days):
        known = (columns[3] <= (on - date(1970, 1, 1)).days) | ~np.isin(columns[1], REPORTED)
        found, _named = nightly.figures_of([column[known] for column in columns], currencies, on)
        limits = rulesets.everywhere("lights", on=on)
        for was in rows:
            pk = was["id"]
            if pk in first and on >= first[pk]:
                continue
            head, _currency = found.get(pk, (nightly.NOTHING, ""))
            verdict = rules.light(nightly.course(_then(was, on), head), on, limits(was["place"]))
            if verdict.colour != held.get(pk, "grey"):
                made.append(
                    LightReading(project_id=pk, on=on, colour=verdict.colour, reasons=verdict.reasons, comment=SAID)
                )
            held[pk] = verdict.colour
    return len(LightReading.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True))


def _then(was: dict[str, Any], on: date) -> dict[str, Any]:
    """The project as of a day, as far as its dates tell."""
    started, ended = nightly.day(was["start_on"]), nightly.day(was["end_on"])
    entered = nightly.day(was["entered_on"])
    changed: dict[str, Any] = {"entered_on": None} if entered and entered > on else {}
    if ended and ended > on:
        changed |= {"end_on": None, "stage": "started"}
    if started and started > on:
        changed |= {"start_on": None, "end_on": None, "stage": "preparation"}
    return was | changed
