"""Judging parcels: how fresh a record is, how full a park. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

# Months after which a parcel's record is old, and after which it no longer counts as free. A rule set of a county overrides them.
FRESHNESS = {"old_after_days": 90, "hidden_after_days": 365}


def freshness(fresh_on: date | None, *, on: date, figures: Mapping[str, int] = FRESHNESS) -> str:
    """fresh | old | stale | unknown."""
    if fresh_on is None:
        return "unknown"
    age = (on - fresh_on).days
    if age > figures["hidden_after_days"]:
        return "stale"
    return "old" if age > figures["old_after_days"] else "fresh"


def occupancy(areas: Mapping[str, Decimal]) -> dict[str, float]:
    """Share of each status in percent of what is recorded; empty when nothing is."""
    total = sum(areas.values(), Decimal(0))
    return {status: float(100 * area / total) for status, area in areas.items() if area} if total else {}
