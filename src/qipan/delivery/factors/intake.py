"""How factor ledgers are let in: the factors by name, their supplies by day, the needs of projects by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.models import User
from qipan.delivery.factors import actions, ledger, queries, rules
from qipan.delivery.factors.models import Factor, Need, Supply
from qipan.exchange.simple import Field, Finder, SimpleTarget, day
from qipan.exchange.targets import Done, Draft, Setting, Step
from qipan.exchange.within import WithinTarget
from qipan.pipeline.projects.queries.finding import project_finder
from qipan.territory.orgs import names
from qipan.territory.parks import queries as parks


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)


def _factor() -> Finder:
    """Asked anew for each row: the sheet before may have made it."""
    return lambda text: queries.factor_index().find(text)


FACTORS = SimpleTarget(
    code="factors",
    page="factors:detail",
    label=_("Factors of production"),
    ability="factors.edit",
    columns=ledger.FACTORS,
    model=Factor,
    fields={
        "name": Field("name"),
        "kind": Field("kind"),
        "park": Field("park", finder=lambda: parks.park_index().find),
        "organisation": Field("organisation", finder=lambda: names.organisation_index().find),
        "step": Field("step"),
    },
    keys=(("name",),),
    required=("name", "kind"),
    create=lambda *, by, source, **values: actions.set_up(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_factor(
        by=by, factor=record, values=values, source=source
    ),
    delete=_delete,
)


def _amount(values: dict[str, Any], kind: str) -> dict[str, Any]:
    """Figure and unit, two cells, as one amount; the kind of factor says what the unit is worth."""
    figure, unit = values.pop("amount", None), values.pop("unit", "")
    amount = rules.stored(kind, Decimal(str(figure)), unit) if kind and figure is not None else None
    return {**values, "amount": amount} if amount is not None else values


class SupplyTarget(WithinTarget):
    """A supply within its factor. A factor nobody wrote down yet is set up with it: the unit tells its kind."""

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        values = super()._stored(draft, finders)
        held = Factor.objects.filter(pk=values.get("factor_id")).values_list("kind", flat=True).first()
        return _amount(values, held or rules.kind_of(values.get("unit", "")))

    def _step(self, draft: Draft, values: dict[str, Any], held: Any, seen: Any, answers: Mapping[str, str]) -> Step:
        if values.get("amount") is None and draft.data.get("factor"):
            return Step(draft, "skip", why="unknown_unit")
        return super()._step(draft, values, held, seen, answers)

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        for step in steps:
            words, kind = str(step.draft.data.get("factor", "")), rules.kind_of(step.draft.data.get("unit", ""))
            if step.state == "new" and words and queries.factor_index().find(words) is None:
                made = actions.set_up(by=setting.by, kind=kind, name=words, source=setting.source(step.draft))
                where = (step.draft.sheet, step.draft.row)
                yield Done(
                    "created", queries.FACTOR, made.pk, str(made.key), made.name, made.version, *where,
                    {"made_along": True},
                )  # fmt: skip
        yield from super().apply(steps, setting)


class NeedTarget(SimpleTarget):
    """What a project asks: its kind is a column."""

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        values = super()._stored(draft, finders)
        return _amount(values, values.get("kind", ""))


def _of_need(values: dict[str, Any]) -> str:
    return "unknown_project" if not values.get("project_id") else "" if values.get("amount") else "unknown_unit"


SUPPLIES = SupplyTarget(
    code="factor_supplies",
    label=_("Supplies of factors"),
    ability="factors.edit",
    columns=ledger.SUPPLIES,
    model=Supply,
    fields={
        "factor": Field("factor", finder=_factor),
        "since": Field("since", read=day),
        "supply": Field("amount"),
        "unit": Field("unit"),
        "paper": Field("paper"),
    },
    keys=(("factor", "since"),),
    required=("factor", "since", "supply"),
    within="factor",
    create=lambda *, by, source, **values: actions.supply(by=by, source=source, **values),
    change=lambda *, by, record, values, source: changes.change(record, by=by, values=values, source=source),
    delete=_delete,
    held=lambda: Supply.objects.select_related("factor"),
)

NEEDS = NeedTarget(
    code="factor_needs",
    label=_("Needs of projects"),
    ability="factors.edit",
    columns=ledger.NEEDS,
    model=Need,
    fields={
        "project": Field("project", finder=project_finder),
        "kind": Field("kind"),
        "factor": Field("factor", finder=_factor),
        "need": Field("amount"),
        "unit": Field("unit"),
        "since": Field("since", read=day),
        "until": Field("until", read=day),
        "paper": Field("paper"),
    },
    keys=(("project", "kind", "factor", "since"), ("project", "kind", "since"), ("project", "kind")),
    required=("project", "kind", "need"),
    faults=_of_need,
    create=lambda *, by, source, **values: actions.ask(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_need(by=by, need=record, values=values, source=source),
    delete=_delete,
    held=lambda: Need.objects.select_related("project", "factor"),
)
