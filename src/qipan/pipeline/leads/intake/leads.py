"""How a ledger of leads is let in: a line is found again by who it is; a new one is registered, and stands as the ledger says.

Such a ledger names investors: its import is open to who brought it in, and to nobody else (`is_private`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.core import audit, units
from qipan.core.columns import Kind
from qipan.exchange.simple import Field, SimpleTarget, day
from qipan.exchange.targets import CannotUndo, Done, Draft, Setting, Shown, Step
from qipan.pipeline.leads import actions, ledger, queries
from qipan.pipeline.leads.models import Identity, Lead
from qipan.territory.chains import queries as chains
from qipan.territory.companies.rules import alike, credit_code
from qipan.territory.orgs import names
from qipan.territory.parks import queries as parks

_BORN = frozenset({"received_on", "status", "unit_id", "source"})  # have acts of their own once a lead is held
Key = tuple[str, str]


class LeadTarget(SimpleTarget):
    """See `exchange.targets.Target`."""

    is_private = True

    def _held(self) -> Any:
        """Every lead under its credit code and its investor's name."""
        index: dict[Key, Identity] = {}
        rows = Identity.objects.exclude(lead__status=Lead.Status.JOINED).select_related("lead", "investor")
        for row in rows.iterator(chunk_size=2000):
            for key in _keys(row.credit_code, row.name):
                index.setdefault(key, row)
        return index

    def _step(self, draft: Draft, values: dict[str, Any], held: Any, seen: Any, answers: Mapping[str, str]) -> Step:
        if not (values.get("investor_text") or values.get("content")):
            return Step(draft, "skip", why="required")
        keys = _keys(values.get("credit_code", ""), values.get("investor_text", "")) or [("content", values["content"])]
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin is not None:
            return Step(draft, "skip", why="twice", merged_into=twin)
        seen.update(dict.fromkeys(keys, (draft.sheet, draft.row)))
        row = next((held[key] for key in keys if key in held), None)
        if row is None:
            return Step(draft, "new", changes={k: [None, audit.plain(v)] for k, v in values.items()})
        differing = {
            k: [audit.plain(_now(row, k)), audit.plain(v)]
            for k, v in values.items()
            if k not in _BORN and audit.plain(_now(row, k)) != audit.plain(v)
        }
        state = "changed" if differing else "unchanged"
        return Step(draft, state, row.lead_id, str(row.lead.key), row.lead.version, differing, why=keys[0][0])

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        finders = {key: f.finder() for key, f in self.fields.items() if f.finder}
        for number, step in enumerate(steps):
            if step.state not in ("new", "changed"):
                continue
            values = _linked(self._stored(step.draft, finders))
            source = setting.source(step.draft)
            before: dict[str, Any] = {}
            if step.state == "new":
                lead = self._register(values, setting, source)
            else:
                lead = Lead.objects.get(pk=step.object_id)
                before = {name: pair[0] for name, pair in step.changes.items()}
                wanted = {k: v for k, v in values.items() if k in step.changes or f"{k}_id" in step.changes}
                lead = actions.change(by=setting.by, lead=lead, values=wanted, source=source)
            what, where = "created" if step.state == "new" else "changed", (step.draft.sheet, step.draft.row)
            yield Done(what, queries.TYPE, lead.pk, str(lead.key), str(lead), lead.version, *where, before)
            setting.tick("write", number + 1, len(steps))

    def _register(self, values: dict[str, Any], setting: Setting, source: Any) -> Lead:
        status = values.pop("status", "open")
        values["received_on"] = min(values.get("received_on") or setting.on, setting.on)
        values.setdefault("source", Lead.Source.FILE)
        lead = actions.register(by=setting.by, on=setting.on, values=values, source=source)
        if status in ("followed", "parked", "refused"):
            words = _("taken over from the ledger %(file)s") % {"file": setting.file}
            lead = actions.take_over(by=setting.by, lead=lead, status=status, on=setting.on, words=words, source=source)
        return lead

    def show(self, name: str, value: Any, language: str) -> Shown:
        bare = name.removesuffix("_id")
        column = next((c for c in self.columns if c.key in self.fields and self.fields[c.key].name == bare), None)
        field = _model(bare)._meta.get_field(bare)
        text = value
        if field.is_relation and value is not None:
            text = field.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        elif column is not None and value is not None and column.kind is Kind.MONEY:
            text = units.money_text(int(value), language=language)
        elif column is not None and value is not None and column.kind is Kind.AREA:
            text = units.area_text(Decimal(value), language)
        elif column is not None and column.key in ledger.LABELS:
            text = ledger.LABELS[column.key].get(value, value)
        label = str(column.label if column is not None else bare)
        return Shown(label, "" if text is None else str(text), column.secrecy if column else self.columns[0].secrecy)

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        return {}

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count, in_the_way = 0, []
        source = {"batch": setting.batch, "file": setting.file, "undo": True}
        for act in done:
            lead = Lead.objects.get(pk=act.object_id)
            if act.what == "changed":
                values = {name: _stored_again(name, value) for name, value in act.before.items()}
                actions.change(by=setting.by, lead=lead, values=_linked(values), source=source)
            elif lead.status == Lead.Status.PROJECT or lead.transfers.exists() or lead.claims.count() > 1:
                in_the_way.append(act.name)
                continue
            else:
                actions.withdraw(by=setting.by, lead=lead, reason=setting.file, source=source)
            count += 1
        if in_the_way:
            raise CannotUndo(in_the_way)
        return count

    def url(self, object_type: str, key: str) -> str:
        return reverse("leads:detail", args=[key])


def _keys(code: str, name: str) -> list[Key]:
    found: list[Key] = [("code", code)] if code else []
    return [*found, ("name", plain)] if (plain := alike.root(name)) else found


def _model(name: str) -> Any:
    return Identity if name in actions.IDENTITY_FIELDS else Lead


def _now(row: Identity, name: str) -> Any:
    return getattr(row if name.removesuffix("_id") in actions.IDENTITY_FIELDS else row.lead, name)


def _stored_again(name: str, value: Any) -> Any:
    field = _model(name.removesuffix("_id"))._meta.get_field(name.removesuffix("_id"))
    return value if field.is_relation else field.to_python(value)


def _linked(values: Mapping[str, Any]) -> dict[str, Any]:
    """`region_id=3` as `region=<Region>`, as actions want it."""
    linked: dict[str, Any] = {}
    for name, value in values.items():
        if name.endswith("_id"):
            model: Any = _model(name.removesuffix("_id"))._meta.get_field(name.removesuffix("_id")).related_model
            linked[name.removesuffix("_id")] = None if value is None else model._default_manager.get(pk=value)
        else:
            linked[name] = value
    return linked


def _never(**_values: Any) -> Any:
    raise NotImplementedError


LEADS = LeadTarget(
    code="leads",
    label=gettext_lazy("Leads"),
    ability="leads.edit",
    columns=ledger.COLUMNS,
    model=Lead,
    fields={
        "name": Field("content"),
        "investor": Field("investor_text"),
        "credit_code": Field("credit_code", read=credit_code),
        "source": Field("source"),
        "received_on": Field("received_on", read=day),
        "sector": Field("sector"),
        "chain": Field("chain", finder=lambda: chains.chain_index().find),
        "amount": Field("amount_minor", read=int),
        "land": Field("land_m2", read=lambda value: Decimal(value).quantize(Decimal("0.01"))),
        "region": Field("region", finder=lambda: names.region_index().find),
        "park": Field("park", finder=lambda: parks.park_index().find),
        "unit": Field("unit", finder=lambda: names.organisation_index().find),
        "contact": Field("contact"),
        "phone": Field("phone"),
        "referrer": Field("referrer"),
        "status": Field("status"),
    },
    keys=(),
    required=("name", "investor"),
    create=_never,
    change=_never,
    delete=_never,
)
