"""Facts other rooms may hear about tasks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskAnswered:
    """An organisation answered. `origin_*` name what made the task."""

    task_id: int
    origin_type: str
    origin_key: str


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """Whoever gave the task took the answer as done."""

    task_id: int
    origin_type: str
    origin_key: str
