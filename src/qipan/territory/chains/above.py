"""What stands on a node in rooms above: projects, leads. A room registers a source in its `apps.py`; this one never asks up.

As `web.waiting` does for the desk: the room above answers lines already cut to what the reader may see, and words them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qipan.core import access


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a node: its name (as much of it as the reader may know), where it is read, in a few words how it stands."""

    title: str
    url: str = ""
    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`lines(user, node ids, most a node)` → node id → lines. `coming(node ids)` → node id → how many are sure enough to count as on
    the way for the coverage, the same for every reader, in one question."""

    title: Any
    icon: str
    lines: Callable[[Any, Sequence[int], int], Mapping[int, Sequence[Line]]]
    ability: str
    order: int = 100
    coming: Callable[[Sequence[int]], Mapping[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    source: Source
    lines: Sequence[Line]


_sources: dict[str, Source] = {}


def enter(name: str, source: Source) -> None:
    """Register; the same name twice replaces the first."""
    _sources[name] = source


def piles(user: Any, node_id: int, *, most: int = 8) -> list[Pile]:
    """What this reader may see on a node, room by room; a room that has nothing answers with an empty pile."""
    held = access.abilities(user)
    asked = sorted((s for s in _sources.values() if s.ability in held), key=lambda source: source.order)
    return [Pile(source, source.lines(user, [node_id], most).get(node_id, ())) for source in asked]


def coming(node_ids: Iterable[int]) -> dict[int, int]:
    """How many are on the way to each node."""
    ids, found = list(node_ids), dict[int, int]()
    for source in _sources.values():
        for node_id, count in (source.coming(ids) if source.coming and ids else {}).items():
            found[node_id] = found.get(node_id, 0) + count
    return found
