"""Verbs of the room: open a chain, add a segment and its nodes, say which firms stand in a node, name firms that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError

from qipan.core import changes, search
from qipan.core.models import User
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.chains.queries import CHAIN
from qipan.territory.companies import queries as companies
from qipan.territory.companies.models import Company

Source = Mapping[str, Any] | None


class NameTaken(Exception):
    """The chain has a segment, the segment a node, the node a target of this name."""


class Standing(Exception):
    """Projects or leads stand on it; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def open_chain(*, by: User | None, name: str, source: Source = None, **values: Any) -> Chain:
    with transaction.atomic():
        chain = changes.create(Chain(name=name, **values), by=by, source=source)
        _findable(chain)
    return chain


def change_chain(
    *, by: User | None, chain: Chain, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Chain:
    with transaction.atomic():
        chain = changes.change(chain, by=by, values=values, version=version, source=source)
        _findable(chain)
    return chain


def add_segment(*, by: User | None, chain: Chain, name: str, source: Source = None, **values: Any) -> Segment:
    """Add a segment; without an order given it goes to the end. Refuses a name the chain has (`NameTaken`)."""
    _free(chain.segments, name)
    values["order"] = values.get("order") or _last(chain.segments)
    return changes.create(Segment(chain=chain, name=name, **values), by=by, source=source)


def change_segment(
    *, by: User | None, segment: Segment, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Segment:
    _free(Segment.objects.filter(chain_id=segment.chain_id).exclude(pk=segment.pk), values.get("name"))
    return changes.change(segment, by=by, values=values, version=version, source=source)


def add_node(
    *, by: User | None, segment: Segment, name: str, companies: Iterable[Company] = (), source: Source = None,
    **values: Any,
) -> Node:  # fmt: skip
    """Add a node with its firms; without an order given it goes to the end. Refuses a name the segment has (`NameTaken`)."""
    _free(segment.nodes, name)
    values["order"] = values.get("order") or _last(segment.nodes)
    with transaction.atomic():
        node = changes.create(Node(segment=segment, name=name, **values), by=by, source=source)
        place(by=by, node=node, companies=companies, source=source)
    return node


def change_node(
    *, by: User | None, node: Node, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Node:
    _free(Node.objects.filter(segment_id=node.segment_id).exclude(pk=node.pk), values.get("name"))
    return changes.change(node, by=by, values=values, version=version, source=source)


def place(*, by: User | None, node: Node, companies: Iterable[Company], source: Source = None) -> None:
    """These firms, and no others, stand in the node."""
    with transaction.atomic():
        before = sorted(node.companies.values_list("name", flat=True))
        node.companies.set(companies)
        after = sorted(node.companies.values_list("name", flat=True))
        if before != after:
            changes.note(node, by=by, action="place", changes={"companies": [before, after]}, source=source)


def want(*, by: User | None, node: Node, name: str, source: Source = None, **values: Any) -> Target:
    """Name a firm that would fit; a firm on record is linked by its name. Refuses one the node has (`NameTaken`)."""
    name = name.strip()
    _free(node.targets, name)
    values.setdefault("company", companies.find_company(name))
    return changes.create(Target(node=node, name=name, **values), by=by, source=source)


def change_target(
    *, by: User | None, target: Target, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Target:
    _free(Target.objects.filter(node_id=target.node_id).exclude(pk=target.pk), values.get("name"))
    if "name" in values and "company" not in values:
        values = {**values, "company": companies.find_company(values["name"])}
    return changes.change(target, by=by, values=values, version=version, source=source)


def remove(*, by: User | None, record: Segment | Node | Target, reason: str) -> None:
    """Take a segment, a node or a target out. Refuses what projects or leads stand on (`Standing`)."""
    try:
        with transaction.atomic():
            changes.delete(record, by=by, reason=reason)
    except ProtectedError as error:
        raise Standing(len(error.protected_objects)) from error


def _free(rows: Any, name: str | None) -> None:
    if name is not None and rows.filter(name=name).exists():
        raise NameTaken(name)


def _last(rows: Any) -> int:
    held: Model | None = rows.order_by("-order").first()
    return (held.order if held else 0) + 1  # type: ignore[attr-defined]


def _findable(chain: Chain) -> None:
    search.index(CHAIN, [(chain.pk, chain.name, " ".join([chain.name_en, *chain.aliases]))])
