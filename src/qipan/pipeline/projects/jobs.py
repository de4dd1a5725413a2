"""What runs without a person: every light once a night, and again when the rules change."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from qipan.pipeline.projects import actions


@task()
def refresh_lights(on: str) -> int:
    """All lights as of a day (ISO). Returns how many changed; safe to run twice."""
    return actions.refresh_lights(on=date.fromisoformat(on))
