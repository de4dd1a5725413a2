"""What waits for a person, room by room. A room registers a source in its `apps.py`; the desk shows every source that has something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from qipan.core import access


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: what it is called, where it is dealt with, in a few words why, by when, how pressing (red, yellow or "")."""

    title: str
    url: str
    words: str = ""
    due_on: date | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`lines(user, day, most)` answers at most `most` lines, most pressing first, in one or two questions to the database."""

    title: Any
    icon: str
    lines: Callable[[Any, date, int], Sequence[Line]]
    ability: str = ""  # who could have something waiting here; "" = everybody
    order: int = 100
    url: str = ""  # address name of the whole list


@dataclass(frozen=True, slots=True)
class Pile:
    """A source's lines for one reader."""

    source: Source
    lines: Sequence[Line]
    has_more: bool

    @property
    def href(self) -> str:
        return reverse(self.source.url) if self.source.url else ""


_sources: dict[str, Source] = {}


def enter(name: str, source: Source) -> None:
    """Register; the same name twice replaces the first."""
    _sources[name] = source


def piles(user: Any, on: date, *, most: int) -> list[Pile]:
    """What waits for this reader on a day, in the rooms' order; empty piles are left out."""
    held = access.abilities(user)
    found = []
    for source in sorted(_sources.values(), key=lambda s: s.order):
        if source.ability and source.ability not in held:
            continue
        lines = source.lines(user, on, most + 1)
        if lines:
            found.append(Pile(source, lines[:most], len(lines) > most))
    return found
