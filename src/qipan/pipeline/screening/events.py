"""Facts other rooms may hear about access standards and screenings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardPutInForce:
    """A version of an access standard holds from a day on."""

    standard: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class ScreeningDecided:
    """A project was screened: pass, conditional or fail."""

    screening: str
    project: str
    verdict: str
    on: str


@dataclass(frozen=True, slots=True)
class WaiverDecided:
    """A second person granted or refused a waiver."""

    waiver: str
    project: str
    is_granted: bool
    on: str
