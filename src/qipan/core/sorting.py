"""Short lists put in order here: with many joined columns, writing the ORDER BY takes longer than sorting the few rows there are."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def in_order(rows: QuerySet[M], *names: str) -> list[M]:
    """The rows by these fields ("-" before a name: backwards), or by their model's own order; empty ones first, as SQLite has it."""
    found = list(rows.order_by())
    for name in reversed(names or tuple(map(str, rows.model._meta.ordering or ()))):
        found.sort(key=_by(name.removeprefix("-")), reverse=name.startswith("-"))
    return found


def _by(field: str) -> Any:
    def key(row: Model) -> tuple[bool, Any]:
        value = getattr(row, field)
        return value is not None, value

    return key
