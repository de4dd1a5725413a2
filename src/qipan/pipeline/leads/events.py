"""Facts of a lead other rooms may hear. Keys and words only; never who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeadRegistered:
    key: str
    on: str


@dataclass(frozen=True, slots=True)
class LeadTriaged:
    """`status`: followed | parked | refused | open (opened again)."""

    key: str
    status: str
    on: str


@dataclass(frozen=True, slots=True)
class ClaimLodged:
    """A second unit says it was in contact."""

    key: str
    unit_id: int
    on: str


@dataclass(frozen=True, slots=True)
class ClaimDecided:
    key: str
    unit_id: int
    on: str


@dataclass(frozen=True, slots=True)
class LeadTransferred:
    key: str
    giver_id: int
    taker_id: int
    on: str


@dataclass(frozen=True, slots=True)
class IdentityOpened:
    """A lead is no longer confidential."""

    key: str


@dataclass(frozen=True, slots=True)
class LeadGrew:
    """A project was opened from the lead. `project`: its key."""

    key: str
    project: str
    on: str
