"""Verbs of the room: adopt a plan, set and drop a target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qipan.core import changes
from qipan.core.models import User
from qipan.pipeline.plans.models import Plan, Target
from qipan.territory.orgs.models import Organisation

Source = Mapping[str, Any] | None


class PlanStands(Exception):
    """The year has a plan of this kind; `plan` is that plan."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.title)
        self.plan = plan


def adopt(*, by: User | None, year: int, kind: str, title: str, source: Source = None, **values: Any) -> Plan:
    """Create the plan of a year. Refuses a second of the same kind (`PlanStands`). `paper` names the document."""
    standing = Plan.objects.filter(year=year, kind=kind).first()
    if standing:
        raise PlanStands(standing)
    paper = values.pop("paper", "")
    return changes.create(
        Plan(year=year, kind=kind, title=title, source=paper, **values), by=by, action="adopt", source=source
    )


def change_plan(
    *, by: User | None, plan: Plan, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Plan:
    other = (
        Plan.objects.filter(year=values.get("year", plan.year), kind=values.get("kind", plan.kind))
        .exclude(pk=plan.pk)
        .first()
    )
    if other:
        raise PlanStands(other)
    return changes.change(plan, by=by, values=values, version=version, source=source)


def set_target(
    *,
    by: User | None,
    plan: Plan,
    indicator: str,
    value: int,
    organisation: Organisation | None = None,
    month: int | None = None,
    version: int | None = None,
    source: Source = None,
) -> Target:
    """Set what is to be reached: the county's without an organisation, the year's without a month. The same again replaces."""
    with transaction.atomic():
        held = Target.objects.filter(plan=plan, indicator=indicator, organisation=organisation, month=month).first()
        if held:
            return changes.change(held, by=by, values={"value": value}, version=version, source=source)
        target = Target(plan=plan, indicator=indicator, organisation=organisation, month=month, value=value)
        return changes.create(target, by=by, source=source)


def drop_target(*, by: User | None, target: Target, reason: str) -> None:
    changes.delete(target, by=by, reason=reason)
