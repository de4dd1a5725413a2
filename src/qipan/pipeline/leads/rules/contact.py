"""Silence and age of leads, and how far those of a team came. Pure.

Nothing here counts what people do (log-ins, calls, kilometres): only how leads stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Where a lead can be on its way; a lead that reached one has reached those before it.
STEPS = ("received", "triaged", "followed", "project")
_REACHED = {"open": 1, "refused": 2, "parked": 2, "followed": 3, "project": 4}


@dataclass(frozen=True, slots=True)
class Step:
    """`share`: percent of those received that came this far; `from_before`: percent of the step before."""

    code: str
    count: int
    share: float | None
    from_before: float | None


def funnel(statuses: Iterable[str]) -> list[Step]:
    """How many leads came how far; what was joined with another is not counted twice."""
    reached = [_REACHED[status] for status in statuses if status in _REACHED]
    counts = [sum(far >= at for far in reached) for at in range(1, len(STEPS) + 1)]
    found = []
    for at, (code, count) in enumerate(zip(STEPS, counts, strict=True)):
        before = counts[at - 1] if at else count
        found.append(Step(code, count, _percent(count, counts[0]), _percent(count, before) if at else None))
    return found


def bands(ages: Iterable[int], edges: Sequence[int]) -> list[tuple[int, int | None, int]]:
    """Days without a contact in bands: (from, to or None, how many)."""
    starts = [0, *(edge + 1 for edge in edges)]
    ends: list[int | None] = [*edges, None]
    held = list(ages)
    return [
        (start, end, sum(age >= start and (end is None or age <= end) for age in held))
        for start, end in zip(starts, ends, strict=True)
    ]


def complaints(figures: Mapping[str, Any]) -> list[str]:
    """What contradicts itself: "edges" (they must grow)."""
    edges = [int(edge) for edge in figures.get("age_edges") or []]
    return [] if edges and edges == sorted(set(edges)) and edges[0] >= 1 else ["edges"]


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
