"""Segments and nodes with the firms that stand there and the firms that are wanted.

A file of segments without nodes writes its firms, its gap and its direction to the node called like the segment. Firms named in a file
join those held; none is taken away by a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.exchange.simple import Field, Finder
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.territory.chains import actions, ledger
from qipan.territory.chains.intake.along import AlongTarget, make_segment
from qipan.territory.chains.intake.reading import codes, delete, firm_finder, firm_names, is_yes
from qipan.territory.chains.models import Node, Segment, Target
from qipan.territory.chains.queries.finding import chain_index, segment_index
from qipan.territory.companies.models import Company

LISTS = ("companies", "targets")


@dataclass(eq=False)
class HoldingTarget(AlongTarget):
    """`on_node`: fields of the row that belong to the segment's own node rather than to the record."""

    on_node: tuple[str, ...] = ()

    def node_of(self, record: Any) -> Node | None:
        """The node a record's firms stand in, if there is one."""
        return record if isinstance(record, Node) else record.nodes.filter(name=record.name).first()

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        steps = super().plan(drafts, answers, setting)
        find = firm_finder()
        for step in steps:
            if step.state not in ("new", "unchanged", "changed"):
                continue
            record = self.model._default_manager.get(pk=step.object_id) if step.object_id else None
            more = self._more(step.draft, self.node_of(record) if record else None, find)
            step.changes.update(more)
            if more and step.state == "unchanged":
                step.state = "changed"
        return steps

    def _more(self, draft: Draft, node: Node | None, find: Finder) -> dict[str, list[Any]]:
        """What the row adds to the node: field → [old, new]."""
        found: dict[str, list[Any]] = {}
        for name in self.on_node:
            if name in draft.data:
                old, new = getattr(node, name) if node else None, self.fields[name].read(draft.data[name])
                if old != new and (node or new):
                    found[name] = [old, new]
        firms = _named(draft, find) - (set(node.companies.values_list("pk", flat=True)) if node else set())
        if firms:
            found["companies"] = [None, sorted(Company.objects.filter(pk__in=firms).values_list("name", flat=True))]
        held = set(node.targets.values_list("name", flat=True)) if node else set()
        wanted = [name for name in firm_names(str(draft.data.get("targets", ""))) if name not in held]
        if wanted:
            found["targets"] = [None, wanted]
        return found

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        find = firm_finder()
        drafts = {(s.draft.sheet, s.draft.row): s.draft for s in steps}
        for done in super().apply(steps, setting):
            if not done.before.get("made_along"):
                record = self.model._default_manager.get(pk=done.object_id)
                done.before = {
                    **done.before,
                    "beside": self._write(record, drafts[done.sheet, done.row], find, setting),
                }
            yield done

    def _write(self, record: Any, draft: Draft, find: Finder, setting: Setting) -> dict[str, Any]:
        """Write what belongs to the node; answers what is needed to take it back."""
        node, source = self.node_of(record), setting.source(draft)
        more = self._more(draft, node, find)
        if not more:
            return {}
        before: dict[str, Any] = {"made": False}
        if node is None:
            node = actions.add_node(by=setting.by, segment=record, name=record.name, source=source)
            before["made"] = True
        values = {name: more[name][1] for name in self.on_node if name in more}
        before |= {"node": node.pk, "values": {name: getattr(node, name) for name in values}}
        if values:
            node = actions.change_node(by=setting.by, node=node, values=values, source=source)
        before["companies"] = sorted(node.companies.values_list("pk", flat=True))
        firms = Company.objects.filter(pk__in={*before["companies"], *_named(draft, find)})
        actions.place(by=setting.by, node=node, companies=firms, source=source)
        wanted = more.get("targets", [None, []])[1]
        made = [actions.want(by=setting.by, node=node, name=name, source=source) for name in wanted]
        return {**before, "targets": [target.pk for target in made]}

    def show(self, name: str, value: Any, language: str) -> Shown:
        if name in LISTS:
            label = _("local firms") if name == "companies" else _("target firms")
            return Shown(str(label), " · ".join(value or []))
        if name in self.on_node or name == "codes":
            stored = Node._meta.get_field(name)
            text = ", ".join(value or []) if name == "codes" else value
            if name == "action" and value:
                text = Node.Action(value).label
            return Shown(str(stored.verbose_name), "" if text is None else str(text))  # type: ignore[union-attr]
        return super().show(name, value, language)

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        acts = list(done)
        for act in acts:
            beside = act.before.pop("beside", None)
            if beside and act.what == "changed":
                _take_back(beside, setting)
        return super().undo(acts, setting)


def _take_back(beside: Mapping[str, Any], setting: Setting) -> None:
    node = Node.objects.filter(pk=beside["node"]).first()
    if node is None:
        return
    if beside["made"]:
        delete(by=setting.by, record=node, reason=setting.file, source=None)
        return
    for target in Target.objects.filter(pk__in=beside["targets"]):
        delete(by=setting.by, record=target, reason=setting.file, source=None)
    actions.place(by=setting.by, node=node, companies=Company.objects.filter(pk__in=beside["companies"]))
    if beside["values"]:
        actions.change_node(by=setting.by, node=node, values=beside["values"])


def _named(draft: Draft, find: Finder) -> set[int]:
    return {pk for name in firm_names(str(draft.data.get("companies", ""))) if (pk := find(name))}


def _chain(text: str) -> int | None:
    """Asked anew for each row: the sheet before may have made it."""
    return chain_index().find(text)


SEGMENTS = HoldingTarget(
    code="segments",
    label=_("Chain segments"),
    ability="chains.edit",
    columns=ledger.SEGMENTS,
    model=Segment,
    fields={
        "name": Field("name"),
        "chain": Field("chain", finder=lambda: _chain),
        "position": Field("position"),
        "is_gap": Field("is_gap", read=is_yes),
        "action": Field("action"),
        "targets": Field("targets"),
        "companies": Field("companies"),
    },
    keys=(("chain", "name"),),
    required=("name", "chain"),
    within="chain",
    beside=(*LISTS, "is_gap", "action"),
    on_node=("is_gap", "action"),
    make=lambda *, by, name, source: actions.open_chain(by=by, name=name, source=source),
    create=lambda *, by, source, **values: actions.add_segment(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_segment(
        by=by, segment=record, values=values, source=source
    ),
    delete=delete,
    held=lambda: Segment.objects.select_related("chain"),
)

NODES = HoldingTarget(
    code="nodes",
    page="chains:node",
    label=_("Chain nodes"),
    ability="chains.edit",
    columns=ledger.NODES,
    model=Node,
    fields={
        "name": Field("name"),
        "chain": Field("chain"),
        "segment": Field("segment", finder=lambda: segment_index),
        "codes": Field("codes", read=codes),
        "is_key": Field("is_key", read=is_yes),
        "is_gap": Field("is_gap", read=is_yes),
        "action": Field("action"),
        "land": Field("land_m2", read=Decimal),
        "targets": Field("targets"),
        "companies": Field("companies"),
    },
    keys=(("segment", "name"),),
    required=("name", "chain", "segment"),
    within="segment",
    path=("chain", "segment"),
    beside=(*LISTS, "chain"),
    make=make_segment,
    create=lambda *, by, source, **values: actions.add_node(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_node(by=by, node=record, values=values, source=source),
    delete=delete,
    held=lambda: Node.objects.select_related("segment__chain"),
)
