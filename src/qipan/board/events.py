"""Facts other rooms may hear about the board's plans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanProposed:
    """Somebody put a plan forward; it waits for a second person."""

    key: str
    run_key: str
    by_id: int


@dataclass(frozen=True, slots=True)
class PlanAdopted:
    """A second person confirmed a plan; tasks, dates and allocations were handed down."""

    key: str
    run_key: str
    on: str


@dataclass(frozen=True, slots=True)
class PlanRepealed:
    """The plan in force was taken out of force."""

    key: str
    run_key: str
    on: str
