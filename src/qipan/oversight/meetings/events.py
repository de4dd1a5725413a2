"""Facts other rooms may hear about meetings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingCalled:
    """A meeting was called; `on` is its ISO day."""

    meeting: str
    on: str


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """The minutes were closed with so many decisions."""

    meeting: str
    decisions: int


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A decision became a task of its lead organisation. `projects`: keys of the projects it is about."""

    decision: str
    meeting: str
    organisation_id: int
    projects: list[str]
