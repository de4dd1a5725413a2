"""Facts of supervision other rooms may hear: keys and words only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeIssued:
    """A notice went out to its units. `project`: "" when it is about none."""

    key: str
    colour: str
    project: str
    due_on: str


@dataclass(frozen=True, slots=True)
class NoticeEscalated:
    """A deadline was missed: the notice stepped up."""

    key: str
    before: str
    after: str
    due_on: str


@dataclass(frozen=True, slots=True)
class NoticeReplied:
    """A unit answered its branch."""

    key: str
    branch: str
    on: str


@dataclass(frozen=True, slots=True)
class NoticeReturned:
    """An answer was sent back."""

    key: str
    branch: str
    due_on: str


@dataclass(frozen=True, slots=True)
class NoticeVerified:
    """Somebody else checked what a unit answered."""

    key: str
    branch: str
    on: str


@dataclass(frozen=True, slots=True)
class NoticeClosed:
    """Every unit's part was verified and the notice struck off."""

    key: str
    on: str


@dataclass(frozen=True, slots=True)
class InterviewDue:
    """A red notice was missed too: a unit is to be summoned."""

    key: str
    interview: str
    due_on: str


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """A unit asked for more time before its deadline."""

    key: str
    extension: str
    until: str


@dataclass(frozen=True, slots=True)
class ExtensionDecided:
    """More time was granted or refused."""

    key: str
    extension: str
    is_granted: bool
