"""The light of a unit: its months of the year, judged anew every night by the rules of that day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from qipan.core import rulesets
from qipan.oversight.supervision.models import UnitMonth
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import rules


def judge_units(*, on: date) -> int:
    """The months of this year that are over and had time to be reported. Returns how many stand now; safe to run twice.

    Without a rule for units nothing stands. What was reported late changes the month it belongs to.
    """
    limits = rulesets.in_force("lights", on=on)
    ends = _ends(on - timedelta(days=int(limits.get("grace_days", 0)))) if limits.get("unit") else []
    missed: dict[int, list[bool]] = defaultdict(list)
    rows = []
    for month in projects.unit_months(ends=ends, on=on) if ends else ():
        past = missed[month.organisation]
        past.append(month.is_missed)
        rows.append(
            UnitMonth(
                organisation_id=month.organisation, until=month.until, asked_minor=month.asked, done_minor=month.done,
                projects=month.projects, missed=_running(past), colour=rules.unit_light(past, limits),
            )
        )  # fmt: skip
    with transaction.atomic():
        UnitMonth.objects.filter(until__year=on.year).delete()
        UnitMonth.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _ends(last: date) -> list[date]:
    """The last days of the months of the year that are over by `last`."""
    firsts = [date(last.year + month // 12, month % 12 + 1, 1) for month in range(1, 13)]
    return [first - timedelta(days=1) for first in firsts if first - timedelta(days=1) <= last]


def _running(missed: list[bool]) -> int:
    return next((n for n, was in enumerate(reversed(missed)) if not was), len(missed))
