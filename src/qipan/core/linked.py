"""Linked records of which a page says only who they are: nothing else is read of them."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def by_name(rows: QuerySet[M], *links: str, also: tuple[str, ...] = ()) -> QuerySet[M]:
    """The rows with what they link to, of that only what it is called by (`named_by` of its model, else "name") and `also` ("owner__key").
    Joined whole, seven links bring more columns than the row itself, and each costs when the question is written and when it is read."""
    return rows.select_related(*links).only(*_fields(rows.model, links), *also)


@cache
def _fields(model: Any, links: tuple[str, ...]) -> tuple[str, ...]:
    own = [field.name for field in model._meta.concrete_fields]
    named = [f"{link}__{name}" for link in links for name in _names(model._meta.get_field(link).related_model)]
    return (*own, *named)


def _names(model: Any) -> tuple[str, ...]:
    return getattr(model, "named_by", ("name",))
