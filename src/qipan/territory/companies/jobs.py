"""What runs without a person: firms founded in bulk by an import get their keys."""

from __future__ import annotations

from typing import Any

from django_tasks import task

from qipan.territory.companies import actions


@task()
def trace_missing() -> int:
    """Every firm without keys. Returns how many; safe to run twice."""
    return actions.trace_missing()


def after_import(event: Any) -> None:
    """An import may have founded firms. Bears hearing twice."""
    trace_missing.enqueue()
