"""Facts of an import other rooms may hear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BatchApplied:
    """A file's records were written; `Change` says which."""

    batch: str
    file: str
    on: str


@dataclass(frozen=True, slots=True)
class BatchUndone:
    batch: str
    file: str
    on: str
