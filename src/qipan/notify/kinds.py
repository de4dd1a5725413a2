"""The kinds of news there are. A room enters its own in `apps.py`; a person chooses by kind what comes by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MAIL_NO, MAIL_NOW, MAIL_DAILY = "no", "now", "daily"


@dataclass(frozen=True, slots=True)
class Kind:
    """`mail`: what holds until the person chooses."""

    code: str
    label: Any
    icon: str = "bell"
    mail: str = MAIL_DAILY
    order: int = 100


_kinds: dict[str, Kind] = {}


def enter(*kinds: Kind) -> None:
    """Register; the same code twice replaces the first."""
    _kinds.update({kind.code: kind for kind in kinds})


def known(code: str) -> Kind:
    """Raises `LookupError` for a kind nobody entered."""
    if code not in _kinds:
        raise LookupError(f"No such kind of news: {code}")
    return _kinds[code]


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)
