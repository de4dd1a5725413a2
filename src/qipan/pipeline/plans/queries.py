"""Annual plans and their targets, as a cascade: county → organisation → month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from qipan.core import access
from qipan.pipeline.plans.models import Plan, Target

MONTHS = tuple(range(1, 13))


def visible_to(user: Any) -> QuerySet[Plan]:
    return Plan.objects.all() if access.able(user, "plans.see") else Plan.objects.none()


def listed(user: Any) -> QuerySet[Plan]:
    return visible_to(user).annotate(target_count=Count("targets")).order_by("-year", "kind")


@dataclass(slots=True)
class Line:
    """One row of the cascade: the year's target and what is due by each month (cumulative, as the papers print it)."""

    label: str
    organisation_id: int | None
    year: int | None = None
    year_key: UUID | None = None  # of the target itself, to drop it
    by_month: dict[int, int] = field(default_factory=dict)

    @property
    def months(self) -> list[int | None]:
        return [self.by_month.get(m) for m in MONTHS]


@dataclass(slots=True)
class Cascade:
    """One indicator: the county's line, those of the organisations, and what is left to hand out."""

    indicator: str
    label: str
    is_money: bool
    county: Line
    parts: list[Line]

    @property
    def handed_out(self) -> int:
        return sum(line.year or 0 for line in self.parts)

    @property
    def left(self) -> int | None:
        return None if self.county.year is None else self.county.year - self.handed_out

    @property
    def has_months(self) -> bool:
        return any(line.by_month for line in (self.county, *self.parts))


def cascades(plan: Plan) -> list[Cascade]:
    """The plan's targets as tables, one an indicator, in one question."""
    rows: dict[str, dict[int | None, Line]] = {}
    for target in plan.targets.select_related("organisation").order_by(
        "indicator", "organisation__kind", "organisation__name", "month"
    ):
        lines = rows.setdefault(target.indicator, {})
        line = lines.setdefault(target.organisation_id, Line(str(target.organisation or ""), target.organisation_id))
        if target.month is None:
            line.year, line.year_key = target.value, target.key
        else:
            line.by_month[target.month] = target.value
    found = []
    for indicator in Target.Indicator:
        lines = rows.get(indicator.value, {})
        if lines:
            county = lines.pop(None, Line("", None))
            found.append(
                Cascade(indicator.value, str(indicator.label), indicator in Target.MONEY, county, list(lines.values()))
            )
    return found


def target_value(
    *, year: int, indicator: str, organisation_id: int | None = None, by_month: int | None = None
) -> int | None:
    """What is to be reached, in a count or in fen: the county's or an organisation's, of the year or by the end of a month."""
    row = Target.objects.filter(
        plan__year=year, indicator=indicator, organisation_id=organisation_id, month=by_month
    ).first()
    return row.value if row else None
