"""Panels: what a higher room shows on a lower room's page. The room above hangs one; the page below only names the slot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import reverse

from qipan.core import access


@dataclass(frozen=True, slots=True)
class Panel:
    """`url`: address name taking (slot, key); fetched when the page stands."""

    title: Any
    url: str
    ability: str
    order: int = 100


_slots: dict[str, dict[str, Panel]] = {}


def hang(slot: str, panel: Panel) -> None:
    """Register a panel (in `apps.py`); the same address twice replaces the first."""
    _slots.setdefault(slot, {})[panel.url] = panel


def of(slot: str, key: UUID, user: Any) -> list[tuple[Any, str]]:
    """(title, address) of the panels this reader may open, in order."""
    held = access.abilities(user)
    panels = sorted(_slots.get(slot, {}).values(), key=lambda panel: panel.order)
    return [
        (panel.title, _address(panel.url, slot).replace(_ANY, str(key))) for panel in panels if panel.ability in held
    ]


@cache
def _address(url: str, slot: str) -> str:
    return reverse(url, args=[slot, UUID(_ANY)])


_ANY = str(UUID(int=0))  # stands for the record in an address looked up once
