"""How long a run may take: by the clock, or by counted steps that are the same on every machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[float, int | None, int], None]
Cancel = Callable[[], bool]


def nobody_listens(_seconds: float, _value: int | None, _bound: int) -> None:
    """The progress callback when none is given."""


def never() -> bool:
    """The cancel callback when none is given."""
    return False


@dataclass(slots=True)
class Effort:
    """One run's allowance.

    Attributes
    ----------
    time_limit : float
        Seconds; with `deterministic` a measure of steps, about as many as a second of a middling machine holds.
    """

    time_limit: float
    deterministic: bool = False
    progress: Progress = nobody_listens
    cancel: Cancel = never
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        return self.time_limit if self.deterministic else max(0.0, self.time_limit - self.seconds)

    def over(self, share: float = 1.0) -> bool:
        """Cancelled, or this share of the time gone?"""
        return self.cancel() or (not self.deterministic and self.seconds >= share * self.time_limit)

    def report(self, value: int | None, bound: int) -> None:
        self.progress(self.seconds, value, bound)
