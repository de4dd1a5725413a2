"""What runs without a person: the days of open cases anew each night, and each broken promise told once."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from qipan.delivery.approvals import actions


@task()
def watch_clocks(on: str) -> int:
    """Days as of a day (ISO), then what became overdue. Returns how many were told; safe to run twice."""
    day = date.fromisoformat(on)
    actions.refresh(on=day)
    return actions.tell_overdue(on=day)
