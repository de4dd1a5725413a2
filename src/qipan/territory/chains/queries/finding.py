"""Chains, segments and nodes by what people write: for the importer and for forms."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from qipan.territory.chains.models import Chain, Node, Segment
from qipan.territory.orgs.names import NameIndex, indexed

BETWEEN = " / "  # between chain, segment and node where they are written in one line


def chain_index() -> NameIndex:
    """Chains by name, English name and other spellings; the word 产业链 does not count."""

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


def find_node(chain: Chain, name: str) -> Node | None:
    """A node by its name; else the first node of the segment of that name."""
    nodes = Node.objects.filter(segment__chain=chain).order_by("segment__order", "order", "pk")
    words = name.strip()
    by_name = nodes.filter(Q(name=words) | Q(name_en=words)).first()
    return by_name or nodes.filter(Q(segment__name=words) | Q(segment__name_en=words)).first()


def node_at(chain: Chain, segment: str, node: str) -> Node | None:
    """The node of this name in the segment of this name; without a name of its own the one called like its segment, else the first."""
    held = find_segment(chain, segment) if segment else None
    if segment and held is None:
        return None
    words = node.strip()
    if held is None:
        return find_node(chain, words) if words else None
    if words:
        return held.nodes.filter(Q(name=words) | Q(name_en=words)).first()
    return held.nodes.filter(Q(name=held.name)).first() or held.nodes.first()


def segment_index(path: str) -> int | None:
    """ "chain / segment" → the segment's id."""
    chain, _between, name = path.partition(BETWEEN)
    held = find_chain(chain)
    segment = find_segment(held, name) if held and name else None
    return segment.pk if segment else None


def node_index(path: str) -> int | None:
    """ "chain / segment / node" → the node's id; the last, or the one between, may be empty."""
    chain, segment, name = [*path.split(BETWEEN, 2), "", ""][:3]
    held = find_chain(chain)
    node = node_at(held, segment, name) if held else None
    return node.pk if node else None


def node_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Every node under its chain, for a form: one question."""
    found: dict[str, list[tuple[int, str]]] = {}
    rows = Node.objects.select_related("segment__chain").order_by(
        "segment__chain__name", "segment__order", "order", "pk"
    )
    for node in rows:
        words = node.name if node.name == node.segment.name else f"{node.segment.name} · {node.name}"
        found.setdefault(node.segment.chain.name, []).append((node.pk, words))
    return list(found.items())
