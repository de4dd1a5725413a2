"""What runs without a person: reminding who has not reported."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from qipan.pipeline.progress import actions


@task()
def remind(on: str) -> int:
    """Reminders of a day (ISO). Returns how many organisations were told; safe to run twice."""
    return actions.remind(on=date.fromisoformat(on))
