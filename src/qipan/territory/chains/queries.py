"""Industry chains, their segments and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from qipan.core import access
from qipan.territory.chains.models import Chain, Segment
from qipan.territory.orgs.names import NameIndex, indexed

CHAIN = "chains.chain"


def visible_to(user: Any) -> QuerySet[Chain]:
    return Chain.objects.all() if access.able(user, "chains.see") else Chain.objects.none()


def listed(user: Any) -> QuerySet[Chain]:
    """Chains with how many segments, gaps and local firms each has."""
    return (
        visible_to(user)
        .select_related("chief", "lead_org", "leader_firm")
        .annotate(
            segment_count=Count("segments", distinct=True),
            gap_count=Count("segments", filter=Q(segments__is_gap=True), distinct=True),
            firm_count=Count("segments__companies", distinct=True),
        )
        .order_by("name")
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of the chain: up, mid, down or service."""

    position: str
    label: str
    segments: list[Segment]


def columns(chain: Chain) -> list[Column]:
    """The chain as it is drawn: segments by position, in order, with their firms. Two questions."""
    held: dict[str, list[Segment]] = {}
    for segment in chain.segments.order_by("order", "pk").prefetch_related("companies"):
        held.setdefault(segment.position, []).append(segment)
    return [Column(p.value, str(p.label), held[p.value]) for p in Segment.Position if p.value in held]


def chain_index() -> NameIndex:
    """Chains by name, English name and other spellings, for the importer; the word 产业链 does not count."""

    def spellings() -> Any:
        for pk, name, name_en, aliases in Chain.objects.values_list("pk", "name", "name_en", "aliases"):
            yield 0, pk, name
            yield 0, pk, name_en
            yield from ((1, pk, alias) for alias in aliases)
            for ending in ("产业链", "产业", "链"):
                yield 2, pk, name.removesuffix(ending)

    return indexed(spellings())


def find_chain(name: str) -> Chain | None:
    index = chain_index()
    pk = index.find(name) or index.find(name.removesuffix("产业链"))
    return Chain.objects.get(pk=pk) if pk else None


def find_segment(chain: Chain, name: str) -> Segment | None:
    return chain.segments.filter(Q(name=name.strip()) | Q(name_en=name.strip())).first()
