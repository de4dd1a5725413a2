"""Which part of a long list is shown, and what a list page keeps of its filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def part_of(request: HttpRequest, rows: Any, *, size: int = 50) -> Page[Any]:
    """The page asked for, or the nearest there is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def chips(request: HttpRequest, shown: Iterable[tuple[str, Any, Any]]) -> list[dict[str, str]]:
    """Filters that are on, each with the address of the list without it. `shown`: (name, label, value as read by people)."""
    found = []
    for name, label, value in shown:
        if value in (None, "", False):
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("page", None)
        found.append({"label": f"{label}: {value}", "href": f"?{rest.urlencode()}"})
    return found
