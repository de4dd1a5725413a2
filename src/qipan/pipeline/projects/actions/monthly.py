"""What a unit's projects should have completed by the end of a month, and did: added up over the whole ledger in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from qipan.core import rulesets
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.actions import nightly, replay
from qipan.pipeline.projects.models import Project

BUILT = ("started", "completed", "production", "capacity")
STILL = ("lost", "abandoned")


@dataclass(slots=True)
class UnitMonth:
    """One unit at the end of one month: `asked` is what time asks of the year's plans, all in minor units."""

    organisation: int
    until: date
    asked: int = 0
    done: int = 0
    projects: int = 0
    reported: int = 0

    @property
    def is_missed(self) -> bool:
        return self.done < self.asked


def unit_months(*, ends: Sequence[date], on: date) -> list[UnitMonth]:
    """Every unit that leads projects with a plan, at these ends of months, oldest first.

    A project that did not report counts as not done; a month of which nothing at all had been reported is not judged.
    """
    limits = rulesets.in_force("lights", on=on)
    least = (limits.get("scope") or {}).get("plan_at_least") or 0
    grace = timedelta(days=int(limits.get("grace_days", 0)))
    led = Project.objects.filter(stage__in=BUILT, lead_org__isnull=False).exclude(status__in=STILL)
    units = dict(led.values_list("pk", "lead_org_id"))
    columns, currencies = nightly.amounts()
    found: list[UnitMonth] = []
    for until in sorted(ends):
        known = (columns[3] <= (until - date(1970, 1, 1)).days) | ~np.isin(columns[1], replay.REPORTED)
        heads, _named = nightly.figures_of([column[known] for column in columns], currencies, until)
        share = rules.elapsed(until.year, until + grace, limits)
        rows: dict[int, UnitMonth] = defaultdict(lambda until=until: UnitMonth(0, until))  # type: ignore[misc]
        for pk, (head, _currency) in heads.items():
            plan = head["plan_minor"]
            if pk in units and plan and plan >= least and head["plan_year"] == until.year:
                row = rows[units[pk]]
                row.organisation = units[pk]
                row.asked += plan * share[0] // share[1]
                row.done += head["done_year_minor"] or 0
                row.projects += 1
                row.reported += head["done_year_minor"] is not None
        found += [row for row in rows.values() if row.reported]
    return found
