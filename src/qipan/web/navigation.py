"""The rooms' entries in the navigation. Each room registers its own (in `apps.py`); a page shows those its reader may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse

from qipan.core import access


@dataclass(frozen=True, slots=True)
class Entry:
    """One door: `url` is the address name, `ability` what opens it ("" = every account)."""

    order: int
    label: Any
    url: str
    icon: str
    ability: str = ""
    is_aside: bool = False  # stands at the right end: administration, audit


@dataclass(frozen=True, slots=True)
class Group:
    """Doors that belong together, in this order; `is_aside`: stands at the right end."""

    label: Any
    icon: str
    urls: tuple[str, ...]
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    label: Any
    href: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Wing:
    """A group as its reader sees it: only the doors this reader may open. One door stands for itself."""

    label: Any
    icon: str
    doors: list[Door]
    is_aside: bool

    @property
    def href(self) -> str:
        return self.doors[0].href

    @property
    def is_current(self) -> bool:
        return any(door.is_current for door in self.doors)


_entries: dict[str, Entry] = {}
_groups: tuple[Group, ...] = ()
_count_waiting: Callable[[Any], int] | None = None


def enter(*entries: Entry) -> None:
    """Register doors; the same address twice replaces the first."""
    _entries.update({entry.url: entry for entry in entries})


def arrange(*groups: Group) -> None:
    """The table of groups; called once at start by the face that greets people."""
    global _groups
    _groups = groups


def wings(request: Any) -> list[Wing]:
    """The groups with the doors this reader may open."""
    return wings_for(*seen_from(request))


def seen_from(request: Any) -> tuple[frozenset[str], str]:
    """All that the navigation depends on beside the language: what its reader may do, and the page being read."""
    here = getattr(getattr(request, "resolver_match", None), "view_name", "") or ""
    return access.abilities(request.user), here


def wings_for(abilities: frozenset[str], here: str) -> list[Wing]:
    """The groups with the doors these abilities open; a door no group names stands alone, after the others of the county."""
    opened = {entry.url: door for entry, door in _opened(abilities, here)}
    found = []
    for group in _groups:
        held = [opened.pop(url) for url in group.urls if url in opened]
        if held:
            is_one = len(held) == 1
            label, icon = (held[0].label, held[0].icon) if is_one else (group.label, group.icon)
            found.append(Wing(label, icon, held, group.is_aside))
    alone = [Wing(door.label, door.icon, [door], _entries[url].is_aside) for url, door in opened.items()]
    return sorted(found + alone, key=lambda wing: wing.is_aside)


def _opened(held: frozenset[str], here: str) -> list[tuple[Entry, Door]]:
    """Doors these abilities open, in order; the one whose room is being read is current."""
    shown: list[tuple[Entry, Door]] = []
    for entry in sorted(_entries.values(), key=lambda e: e.order):
        if entry.ability and entry.ability not in held:
            continue
        if not (href := _address(entry.url)):
            continue
        is_current = _is_here(entry.url, here) and not any(
            door.is_current for _entry, door in shown
        )  # of a room with two doors, the first
        shown.append((entry, Door(entry.label, href, entry.icon, is_current)))
    return shown


@cache
def _address(url: str) -> str:
    try:
        return reverse(url)
    except NoReverseMatch:
        return ""


def _is_here(url: str, here: str) -> bool:
    """A door is lit by its own page, else by any page of its room that has no door of its own."""
    if here in _entries:
        return url == here
    return bool(here) and ":" in url and url.split(":")[0] == here.split(":")[0]


def count_waiting(counter: Callable[[Any], int]) -> None:
    """The room that knows what waits for a person gives the number beside the bell; called once at start."""
    global _count_waiting
    _count_waiting = counter


def waiting(user: Any) -> int:
    return _count_waiting(user) if _count_waiting and getattr(user, "is_authenticated", False) else 0
