"""Which standard holds for a project: park × industry × period. The nearest wins: its park before any park, its industry before any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a version holds. `park` 0: every park; no `industries`: every industry."""

    key: int
    park: int
    industries: tuple[str, ...]
    since: date
    until: date | None = None


def covers(scope: Scope, *, park: int, words: Sequence[str], on: date) -> bool:
    """`words`: what is said of the project's industry (words, chain, code); one of the scope's must stand in one of them."""
    if on < scope.since or (scope.until is not None and on > scope.until):
        return False
    if scope.park and scope.park != park:
        return False
    said = [word.casefold() for word in words if word]
    return not scope.industries or any(name.casefold() in word for name in scope.industries for word in said)


def nearest(scopes: Iterable[Scope], *, park: int, words: Sequence[str], on: date) -> Scope | None:
    """The one that holds there on that day; of equals the latest."""
    held = [scope for scope in scopes if covers(scope, park=park, words=words, on=on)]
    return max(held, key=lambda s: (bool(s.park), bool(s.industries), s.since, s.key), default=None)
