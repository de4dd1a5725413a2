"""What runs without a person: opening the round that is due, reminding who has not reported."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from qipan.pipeline.progress import actions


@task()
def open_due(on: str) -> int:
    """Rounds whose opening day has come by a day (ISO). Returns how many were opened; safe to run twice."""
    return len(actions.open_due(on=date.fromisoformat(on)))


@task()
def remind(on: str) -> int:
    """Reminders of a day (ISO). Returns how many organisations were told; safe to run twice."""
    return actions.remind(on=date.fromisoformat(on))
