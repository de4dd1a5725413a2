"""Facts of a project other rooms may hear. Keys and words only; ask `queries` for the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProjectOpened:
    """A project was written down for the first time."""

    key: str
    on: str


@dataclass(frozen=True, slots=True)
class StageMoved:
    key: str
    before: str
    after: str
    on: str


@dataclass(frozen=True, slots=True)
class StageSubmitted:
    """Somebody asked for a stage; it waits for a second person."""

    key: str
    before: str
    after: str
    on: str


@dataclass(frozen=True, slots=True)
class StageReturned:
    """What was submitted went back to the submitter, with words."""

    key: str
    before: str
    after: str
    on: str


@dataclass(frozen=True, slots=True)
class StatusChanged:
    key: str
    before: str
    after: str
    on: str


@dataclass(frozen=True, slots=True)
class LightChanged:
    """A light went from one colour to another; red for the first time is what a leader wants to hear."""

    key: str
    before: str
    after: str
    on: str


@dataclass(frozen=True, slots=True)
class ProgressReported:
    key: str
    until: str


@dataclass(frozen=True, slots=True)
class BlockerRaised:
    key: str
    blocker: str
    on: str


@dataclass(frozen=True, slots=True)
class BlockerSolved:
    key: str
    blocker: str
    on: str
