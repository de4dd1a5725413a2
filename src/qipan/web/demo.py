"""The demonstration's accounts, shown on its sign-in page. Nothing here answers outside demo mode."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

PASSWORD = "huaitang-2026"  # noqa: S105 — printed on the demonstration's own sign-in page
_provider: Callable[[], list[dict[str, str]]] = list


def provide(provider: Callable[[], list[dict[str, str]]]) -> None:
    """Room `orgs` says who they are; called once at start."""
    global _provider
    _provider = provider


def accounts() -> list[dict[str, str]]:
    if not settings.DEMO:
        return []
    return [{**account, "password": PASSWORD} for account in _provider()]
