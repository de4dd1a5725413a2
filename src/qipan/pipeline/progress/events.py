"""Facts of reporting other rooms may hear: who is asked, who has not answered, what was returned or verified."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScheduleOpened:
    """A reporting round is open. `organisations`: keys of who reports."""

    key: str
    organisations: list[str]
    closes_on: str


@dataclass(frozen=True, slots=True)
class ReportsDue:
    """An organisation still owes reports. `kind`: remind (before closing) | chase (after). Announced once a day and organisation."""

    key: str
    organisation: str
    missing: int
    closes_on: str
    kind: str
    on: str


@dataclass(frozen=True, slots=True)
class ReportSubmitted:
    key: str
    project: str
    is_late: bool
    on: str


@dataclass(frozen=True, slots=True)
class ReportReturned:
    """`by` and `to` are keys of users: who returned it, who reported."""

    key: str
    project: str
    to: str
    reason: str
    on: str


@dataclass(frozen=True, slots=True)
class ReportVerified:
    key: str
    project: str
    on: str
