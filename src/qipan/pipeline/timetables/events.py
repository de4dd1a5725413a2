"""Facts of timetables other rooms may hear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimetableLaid:
    """A project's steps were laid backward from an end. `slip`: days the expected end lies behind it."""

    key: str
    end_on: str
    slip: int
    on: str
