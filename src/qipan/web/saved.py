"""Saved views: a list as somebody left it. Each belongs to its user alone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from qipan.core.models import SavedView, User


def of(user: User, page: str) -> QuerySet[SavedView]:
    return SavedView.objects.filter(user=user, page=page)


def save(*, user: User, page: str, name: str, query: str, layout: dict[str, Any]) -> SavedView:
    """Keep the list under this name; the same name again replaces it."""
    view, _ = SavedView.objects.update_or_create(
        user=user, page=page, name=name, defaults={"query": query, "layout": layout}
    )
    return view


def forget(*, user: User, pk: int) -> bool:
    return bool(SavedView.objects.filter(user=user, pk=pk).delete()[0])
