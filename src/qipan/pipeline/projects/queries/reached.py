"""What a year's plan asked and what was confirmed of it: entries into a stage that a second person confirmed, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from qipan.pipeline.plans import queries as plans
from qipan.pipeline.plans.models import Plan
from qipan.pipeline.projects.queries.gates import confirmed

# indicator of a plan → the stage whose confirmed entries count for it
STAGES = {
    "signed": "signed", "registered": "registered", "starts": "started", "completions": "completed", "productions": "production",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """One line: the county's (no label) or an organisation's. `due`: what the plan asks by the end of this month."""

    label: str
    asked: int | None
    due: int | None
    done: int

    @property
    def share(self) -> int | None:
        return round(100 * self.done / self.asked) if self.asked else None

    @property
    def is_behind(self) -> bool:
        return self.due is not None and self.done < self.due


def reached(plan: Plan, on: date) -> list[tuple[Any, list[Reached]]]:
    """(indicator in words, its lines) of a plan's counts. An organisation's are of the projects it leads."""
    since, until = date(plan.year, 1, 1), min(date(plan.year, 12, 31), on)
    found = []
    for cascade in plans.cascades(plan):
        stage = STAGES.get(cascade.indicator)
        if stage is None:
            continue
        rows = confirmed(stage, since=since, until=until).order_by().values_list("project__lead_org_id")
        counted = dict(rows.annotate(n=Count("project", distinct=True)))
        last = 12 if on.year > plan.year else on.month
        lines = [
            Reached(line.label, line.year, _due(line.by_month, last), counted.get(line.organisation_id, 0))
            for line in cascade.parts
        ]
        county = cascade.county
        found.append(
            (cascade.label, [Reached("", county.year, _due(county.by_month, last), sum(counted.values())), *lines])
        )
    return found


def _due(by_month: dict[int, int], month: int) -> int | None:
    """What is asked by the end of the latest month named, up to this one."""
    named = [m for m in by_month if m <= month]
    return by_month[max(named)] if named else None
