"""How annual targets are let in: each line is an indicator of a year, for the county or an organisation, for the year and by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.core import changes, units
from qipan.core.columns import Secrecy
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.pipeline.plans import actions, ledger, rules
from qipan.pipeline.plans.models import Plan, Target
from qipan.territory.orgs import names
from qipan.territory.orgs.models import Organisation

TARGET_TYPE = "plans.target"
PLAN_TYPE = "plans.plan"


class TargetsTarget:
    """A draft is one line; its figures by month (None = the year) are one target each."""

    code = "targets"
    object_type = TARGET_TYPE
    label = _("Annual targets")
    ability = "plans.edit"
    columns = ledger.COLUMNS
    required: tuple[str, ...] = ("name", "year")
    is_named_once = False

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        def draft(record: RecordReading) -> Draft:
            data: dict[str, Any] = {"figures": {}}
            cells: dict[str, str] = {}
            for key, values in record.values.items():
                for value in values:
                    if value.value is None:
                        continue
                    if key in ("value", "by_month") or key.startswith("month_"):
                        month = (
                            ""
                            if key == "value"
                            else _month(value.period)
                            if key == "by_month"
                            else int(key.removeprefix("month_"))
                        )
                        if month is not None:
                            data["figures"][month] = str(value.value)
                            cells[f"{key}{month}"] = value.cell
                    elif key == "adopted_on":
                        data[key] = value.value.get("since") if isinstance(value.value, dict) else str(value.value)
                    else:
                        data[key] = str(value.value).strip()
            return Draft(sheet, record.row, data.get("name", ""), data, cells)

        return draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        organisations = names.organisation_index()
        held = _held()
        plans = {(p.year, p.kind): p for p in Plan.objects.all()}
        return [self._step(draft, organisations, held, plans) for draft in drafts]

    def _step(
        self,
        draft: Draft,
        organisations: names.NameIndex,
        held: Mapping[tuple[Any, ...], Target],
        plans: Mapping[Any, Plan],
    ) -> Step:
        line, why = _line(draft.data, organisations)
        if line is None:
            return Step(draft, "skip", why=why)
        found = {
            month: held.get((line["year"], line["indicator"], line["organisation"], month)) for month in line["figures"]
        }
        kind = "amount" if line["indicator"] in Target.MONEY else "count"
        changed = {
            f"{kind}_{month or 'year'}": [target.value if target else None, line["figures"][month]]
            for month, target in found.items()
            if target is None or target.value != line["figures"][month]
        }
        if (line["year"], rules.kind_of(line["indicator"])) not in plans and line["title"]:
            changed["title"] = [None, line["title"]]
        state = "unchanged" if not changed else "changed" if any(found.values()) else "new"
        one = next((t for t in found.values() if t), None)
        return Step(
            draft,
            state,
            one.pk if one else None,
            str(one.key) if one else None,
            one.version if one else None,
            changed,
            why="name" if one else "",
        )

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        organisations = names.organisation_index()
        for number, step in enumerate(steps):
            if step.state not in ("new", "changed"):
                continue
            line, _why = _line(step.draft.data, organisations)
            if line is None:
                continue
            source = setting.source(step.draft)
            where = (step.draft.sheet, step.draft.row)
            plan = Plan.objects.filter(year=line["year"], kind=rules.kind_of(line["indicator"])).first()
            if plan is None:
                plan = self._adopt(line, setting, source)
                yield Done("created", PLAN_TYPE, plan.pk, str(plan.key), plan.title, plan.version, *where)
            home = Organisation.objects.filter(pk=line["organisation"]).first()
            for month, value in line["figures"].items():
                yield from self._set(plan, line["indicator"], home, month, value, setting, source, where)
            setting.tick("write", number + 1, len(steps))

    def _adopt(self, line: Mapping[str, Any], setting: Setting, source: dict[str, Any]) -> Plan:
        kind = rules.kind_of(line["indicator"])
        title = line["title"] or f"{line['year']} {Plan.Kind(kind).label}"
        return actions.adopt(
            by=setting.by, year=line["year"], kind=kind, title=title, adopted_on=line["adopted_on"], source=source
        )

    def _set(
        self,
        plan: Plan,
        indicator: str,
        home: Organisation | None,
        month: int | None,
        value: int,
        setting: Setting,
        source: Any,
        where: tuple[int, int],
    ) -> Iterator[Done]:
        held = Target.objects.filter(plan=plan, indicator=indicator, organisation=home, month=month).first()
        if held and held.value == value:
            return
        target = actions.set_target(
            by=setting.by, plan=plan, indicator=indicator, organisation=home, month=month, value=value, source=source
        )
        what = "changed" if held else "created"
        before = {"value": held.value} if held else {}
        yield Done(what, TARGET_TYPE, target.pk, str(target.key), str(target), target.version, *where, before)

    def show(self, name: str, value: Any, language: str) -> Shown:
        """A figure of the year or by the end of a month, as a count or as an amount."""
        if name == "title":
            return Shown(str(_("Work plan")), str(value or ""))
        kind, _between, month = name.partition("_")
        label = str(_("Target of the year")) if month == "year" else f"{_('By the end of month')} {month}"
        text = units.money_text(value, "CNY", language) if kind == "amount" else str(value)
        return Shown(label, "" if value is None else text, Secrecy.MONEY if kind == "amount" else Secrecy.INTERNAL)

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        """Plans are edited here, not sent back."""
        return {}

    def url(self, object_type: str, key: str) -> str:
        plan = (
            Plan.objects.filter(targets__key=key).first()
            if object_type == TARGET_TYPE
            else Plan.objects.filter(key=key).first()
        )
        return reverse("plans:detail", args=[plan.key]) if plan else ""

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        model = Plan if object_type == PLAN_TYPE else Target
        return dict(model._default_manager.filter(pk__in=ids).values_list("pk", "version"))

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count = 0
        for act in sorted(
            done, key=lambda one: one.object_type == PLAN_TYPE
        ):  # targets first, then the plans they stood in
            model = Plan if act.object_type == PLAN_TYPE else Target
            record = model._default_manager.get(pk=act.object_id)
            if act.what == "created":
                changes.delete(record, by=setting.by, reason=setting.file)
            else:
                changes.change(record, by=setting.by, values=act.before)
            count += 1
        return count


def _month(period: Any) -> int | None:
    """The month a cumulative figure runs to."""
    if period is None or not period.until:
        return None
    return date.fromisoformat(period.until).month


def _line(data: Mapping[str, Any], organisations: names.NameIndex) -> tuple[dict[str, Any] | None, str]:
    """A draft as year, indicator, organisation and figures; else why not, as a code."""
    indicator = rules.indicator_of(data.get("name", ""))
    year = data.get("year", "")[:4]
    if not indicator:
        return None, "unknown_indicator"
    if not year.isdigit() or not data.get("figures"):
        return None, "required"
    home = None
    if data.get("organisation"):
        home = organisations.find(data["organisation"])
        if home is None:
            return None, "unknown_organisation"
    try:
        figures = {
            int(m) if m else None: rules.stored(Decimal(str(f)), data.get("unit", ""))
            for m, f in data["figures"].items()
        }
    except InvalidOperation:
        return None, "unknown_unit"
    if None in figures.values() or (indicator in Target.MONEY) != rules.is_amount(data.get("unit", "")):
        return None, "unknown_unit"
    adopted_on = date.fromisoformat(data["adopted_on"]) if data.get("adopted_on") else None
    return {
        "year": int(year),
        "indicator": indicator,
        "organisation": home,
        "figures": figures,
        "title": data.get("title", ""),
        "adopted_on": adopted_on,
    }, ""


def _held() -> dict[tuple[Any, ...], Target]:
    rows = Target.objects.select_related("plan")
    return {(t.plan.year, t.indicator, t.organisation_id, t.month): t for t in rows}


TARGET = TargetsTarget()
