"""A chain as it is read: columns from upstream to downstream, segments, nodes with firms and wanted firms, and the coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from qipan.core import rulesets
from qipan.territory.chains import above, rules
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.chains.queries.sight import visible_to

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it stands: its state, what it is worth, and what is proposed where nobody chose a direction."""

    node: Node
    part: rules.Part
    action: str
    coming: int
    wanted: int
    firms: int

    @property
    def state(self) -> str:
        return self.part.state

    @property
    def action_label(self) -> Any:
        return Node.Action(self.action).label

    @property
    def is_proposed(self) -> bool:
        return not self.node.action

    @property
    def is_missing(self) -> bool:
        """Somebody is wanted here: a gap, whether or not one is on the way."""
        return self.state in ("gap", "weak", "coming")


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its nodes."""

    segment: Segment
    places: list[Place]

    @property
    def is_plain(self) -> bool:
        """One node, called like the segment: drawn once."""
        return len(self.places) == 1 and self.places[0].node.name == self.segment.name


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of the chain: up, mid, down or service."""

    position: str
    label: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Seen:
    """A chain on a day."""

    chain: Chain
    columns: list[Column]
    coverage: rules.Coverage
    figures: Figures

    @property
    def places(self) -> list[Place]:
        return [place for column in self.columns for row in column.rows for place in row.places]

    @property
    def segment_count(self) -> int:
        return sum(len(column.rows) for column in self.columns)

    @property
    def firm_count(self) -> int:
        return len({firm.pk for place in self.places for firm in place.node.companies.all()})

    @property
    def missing(self) -> list[Place]:
        return [place for place in self.places if place.is_missing]

    @property
    def wanted(self) -> int:
        return sum(place.wanted for place in self.places)

    @property
    def coming(self) -> int:
        return sum(place.coming for place in self.places)


def _with_nodes(chains: QuerySet[Chain]) -> QuerySet[Chain]:
    nodes = Node.objects.order_by("order", "pk").prefetch_related(
        "companies", Prefetch("targets", Target.objects.order_by("state", "name"))
    )
    segments = Segment.objects.order_by("order", "pk").prefetch_related(Prefetch("nodes", nodes))
    return chains.select_related("chief", "lead_org", "leader_firm").prefetch_related(Prefetch("segments", segments))


def see(chain: Chain, *, on: date) -> Seen:
    """One chain, drawn: a constant number of questions."""
    return _see(list(_with_nodes(Chain.objects.filter(pk=chain.pk))), on)[0]


def see_all(user: Any, *, on: date) -> list[Seen]:
    """Every chain, the least covered first; as many questions as for one."""
    seen = _see(list(_with_nodes(visible_to(user).order_by("name"))), on)
    return sorted(seen, key=lambda one: (one.coverage.percent is None, one.coverage.percent or 0, one.chain.name))


def _see(chains: Sequence[Chain], on: date) -> list[Seen]:
    figures = rulesets.in_force("chain-coverage", on=on)
    nodes = [node for chain in chains for segment in chain.segments.all() for node in segment.nodes.all()]
    coming = above.coming(node.pk for node in nodes)
    return [_seen(chain, coming, figures) for chain in chains]


def _seen(chain: Chain, coming: Mapping[int, int], figures: Figures) -> Seen:
    held: dict[str, list[Row]] = {}
    for segment in chain.segments.all():
        places = [_place(node, segment.position, coming.get(node.pk, 0), figures) for node in segment.nodes.all()]
        held.setdefault(segment.position, []).append(Row(segment, places))
    columns = [Column(p.value, str(p.label), held[p.value]) for p in Segment.Position if p.value in held]
    parts = tuple(place.part for column in columns for row in column.rows for place in row.places)
    return Seen(chain, columns, rules.Coverage(parts), figures)


def _place(node: Node, position: str, coming: int, figures: Figures) -> Place:
    firms = len(node.companies.all())
    part = rules.part(rules.Standing(firms, coming, node.is_gap, node.is_key), figures)
    wanted = sum(target.state == Target.State.WANTED for target in node.targets.all())
    return Place(node, part, node.action or rules.action(part.state, position, figures), coming, wanted, firms)


def place(node: Node, *, on: date) -> Place:
    """One node as it stands."""
    figures = rulesets.in_force("chain-coverage", on=on)
    return _place(node, node.segment.position, above.coming([node.pk]).get(node.pk, 0), figures)


def standings(chains: Iterable[int] | None = None) -> dict[int, list[rules.Standing]]:
    """What every node is judged by, chain by chain: for what other figures would make of it."""
    rows = Node.objects.annotate(firm_count=Count("companies", distinct=True)).select_related("segment")
    if chains is not None:
        rows = rows.filter(Q(segment__chain_id__in=list(chains)))
    nodes = list(rows)
    coming = above.coming(node.pk for node in nodes)
    found: dict[int, list[rules.Standing]] = {}
    for node in nodes:
        standing = rules.Standing(node.firm_count, coming.get(node.pk, 0), node.is_gap, node.is_key)  # type: ignore[attr-defined]
        found.setdefault(node.segment.chain_id, []).append(standing)
    return found
