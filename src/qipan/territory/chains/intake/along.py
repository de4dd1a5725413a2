"""Rows that stand deeper in the chain: what they bring along above them (a segment, a chain) is made by name and taken back with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.simple import Finder
from qipan.exchange.targets import Done, Draft, Setting, Step
from qipan.exchange.within import WithinTarget
from qipan.territory.chains import actions
from qipan.territory.chains.intake.reading import delete, path
from qipan.territory.chains.models import Chain, Node, Segment
from qipan.territory.chains.queries.finding import BETWEEN, find_chain, find_segment, node_at


@dataclass(eq=False)
class AlongTarget(WithinTarget):
    """`path`: the columns that say where a row stands, from the chain down; they become one line under `within`.
    `beside`: fields of the file that are not fields of the record; the target writes them itself."""

    path: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        draft = super().drafter(reading, sheet, setting)

        def placed(record: RecordReading) -> Draft:
            made = draft(record)
            if self.path and made.data.get("chain"):
                made.data[self.within] = path(made, *self.path)
            return made

        return placed

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        values = super()._stored(draft, finders)
        return {name: value for name, value in values.items() if name not in self.beside}

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        known = {model: set(model._default_manager.values_list("pk", flat=True)) for model in (Chain, Segment)}
        for done in super().apply(steps, setting):
            if done.before.get("made_along"):
                done.before["also"] = _above(done, known)
            yield done

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        acts = list(done)
        count = super().undo(acts, setting)
        for kind, pk in (one for act in acts for one in act.before.get("also", [])):
            record = (Segment if kind == "segment" else Chain)._default_manager.filter(pk=pk).first()
            if record is not None:
                delete(by=setting.by, record=record, reason=setting.file, source=None)
        return count


def _above(done: Done, known: dict[Any, set[int]]) -> list[list[Any]]:
    """What else was made above the record that was made along, the nearest first."""
    if done.object_type == Chain._meta.label_lower:
        return []
    is_node = done.object_type == Node._meta.label_lower
    segment = (
        Node.objects.select_related("segment").get(pk=done.object_id).segment
        if is_node
        else Segment.objects.get(pk=done.object_id)
    )
    found: list[list[Any]] = []
    if is_node and segment.pk not in known[Segment]:
        found.append(["segment", segment.pk])
    if segment.chain_id not in known[Chain]:
        found.append(["chain", segment.chain_id])
    known[Segment].add(segment.pk)
    known[Chain].add(segment.chain_id)
    return found


def make_segment(*, by: Any, name: str, source: Any) -> Segment:
    """The segment of "chain / segment", with its chain if need be."""
    chain_name, _between, segment_name = name.partition(BETWEEN)
    chain = find_chain(chain_name) or actions.open_chain(by=by, name=chain_name, source=source)
    held = find_segment(chain, segment_name) if segment_name else None
    return held or actions.add_segment(by=by, chain=chain, name=segment_name or chain_name, source=source)


def make_node(*, by: Any, name: str, source: Any) -> Node:
    """The node of "chain / segment / node"; one without a name of its own is called like its segment."""
    chain_name, segment_name, node_name = [*name.split(BETWEEN, 2), "", ""][:3]
    segment = make_segment(by=by, name=f"{chain_name}{BETWEEN}{segment_name or node_name}", source=source)
    held = node_at(segment.chain, segment.name, node_name)
    return held or actions.add_node(by=by, segment=segment, name=node_name or segment.name, source=source)
