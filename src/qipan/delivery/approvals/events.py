"""Facts about cases other rooms may hear. Keys and words, announced after commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """An authority received an application of a project."""

    case: str
    project: str
    item: str
    authority: int
    on: str


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """The application was accepted: the promised days run."""

    case: str
    project: str
    item: str
    authority: int
    on: str


@dataclass(frozen=True, slots=True)
class CasePaused:
    """The clock stands still; `kind` says why, `reason` in words."""

    case: str
    project: str
    item: str
    authority: int
    on: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseResumed:
    """The clock runs again."""

    case: str
    project: str
    item: str
    authority: int
    on: str


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """It ended: approved, refused, withdrawn or not accepted. `used` working days were counted."""

    case: str
    project: str
    item: str
    authority: int
    on: str
    outcome: str
    used: int


@dataclass(frozen=True, slots=True)
class CaseOverdue:
    """A promise was broken: told once a case, by the nightly run, on the first day it is over."""

    case: str
    project: str
    item: str
    authority: int
    due_on: str
    on: str
