"""What runs without a person: the question after a long silence."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from qipan.pipeline.leads.actions import teams


@task()
def ask_silent(on: str) -> int:
    """Ask once about leads that were silent for long, as of a day (ISO). Safe to run twice."""
    return teams.ask_silent(on=date.fromisoformat(on))
