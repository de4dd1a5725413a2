"""Rule sets: figures of the trade with dates, a place and a source document. The one in force on a day, or the shipped default.

`in_force` is the one reader. Rooms ship a default (`ship`) and describe their kind for the page of rules (`describe`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from qipan.core.models import RuleSet
from qipan.core.sorting import in_order

Body = dict[str, Any]
Complaints = list[tuple[str, Any]]  # (path of a field or "", sentence)


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of a body, for the editor: where it stands ("progress.red_above") and how a person writes it.

    `kind`: whole · number · money (minor units) · text · choice · yes · list (one a line) · numbers (one a line) · json (anything else).
    """

    path: str
    label: Any
    kind: str = "whole"
    unit: Any = ""
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    least: int | None = 0
    most: int | None = None
    is_needed: bool = False
    group: Any = ""


@dataclass(frozen=True, slots=True)
class Example:
    """Rules of another place to begin a draft from; never in force by themselves."""

    code: str
    name: Any
    source: str
    body: Body


@dataclass(frozen=True, slots=True)
class Touched:
    """A record the rules would treat otherwise."""

    name: str
    href: str
    before: Any
    after: Any
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a body would do: a sentence, counts (label, now, then) and the records that would change."""

    sentence: str
    counts: tuple[tuple[Any, int, int], ...] = ()
    touched: tuple[Touched, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room says about a kind of rules: words, figures, a check of its own, what a change would do, and whole sentences."""

    code: str
    label: Any
    about: Any = ""
    fields: tuple[Field, ...] = ()
    check: Callable[[Body], Complaints] | None = None
    preview: Callable[[Body, date, str, Any], Preview] | None = None  # body, day, place, reader
    examples: tuple[Example, ...] = field(default=())


_shipped: dict[str, Body] = {}
_kinds: dict[str, Kind] = {}
_places: Callable[[], Iterable[tuple[str, str]]] = tuple
_read: ContextVar[dict[date, list[RuleSet]] | None] = ContextVar("the versions this reader has read", default=None)


def ship(kind: str, body: Body) -> None:
    """A room's default for a kind; a county's own rule set overrides it from its effective date."""
    _shipped[kind] = body


def describe(kind: Kind) -> None:
    """A room's words for its kind; called once at start."""
    _kinds[kind.code] = kind


def places(provider: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Room `orgs` says which places there are: (path, name); called once at start."""
    global _places
    _places = provider


def known_places() -> list[tuple[str, str]]:
    return list(_places())


def kinds() -> list[Kind]:
    """Every kind that is shipped or described; one without words shows its code."""
    return [_kinds.get(code) or Kind(code, code) for code in sorted({*_shipped, *_kinds})]


def kind_of(code: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.code == code), None)


def shipped(kind: str) -> Body | None:
    return _shipped.get(kind)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the versions of a day are read in one question for every kind. For a page, which changes no rules."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


# Stands ready: most pages ask for rules, and only the day differs.
_SET = RuleSet.objects.filter(state=RuleSet.State.SET).order_by()


def holding(*, on: date) -> QuerySet[RuleSet]:
    """Versions of every kind put in force whose days include `on`, for every place."""
    return _SET.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)


def _rows(kind: str, *, on: date) -> list[RuleSet]:
    known = _read.get()
    if known is None:
        return _latest_first(holding(on=on).filter(kind=kind))
    if on not in known:
        known[on] = _latest_first(holding(on=on))
    return [row for row in known[on] if row.kind == kind]


def _latest_first(rows: QuerySet[RuleSet]) -> list[RuleSet]:
    return in_order(rows, "-effective_from", "-pk")


def version(key: UUID) -> RuleSet | None:
    """One version by its key. Rules are no secret: whoever may read rules reads all of them."""
    return RuleSet.objects.select_related("set_by").filter(key=key).first()


def version_in_force(kind: str, *, on: date, place: str = "") -> RuleSet | None:
    """The version that holds on a day at a place: of the nearest place around it, the latest."""
    return _nearest(_rows(kind, on=on), place)


def in_force(kind: str, *, on: date, place: str = "") -> Body:
    """The body that holds on `on` at `place` (the path of a region; empty: the county), or the shipped default."""
    row = version_in_force(kind, on=on, place=place)
    return row.body if row else _shipped[kind]


def everywhere(kind: str, *, on: date) -> Callable[[str | None], Body]:
    """The same for many records in one question: place → body."""
    rows = _rows(kind, on=on)
    known: dict[str, Body] = {}

    def of(place: str | None) -> Body:
        at = place or ""
        if at not in known:
            row = _nearest(rows, at)
            known[at] = row.body if row else _shipped[kind]
        return known[at]

    return of


def _nearest(rows: Iterable[RuleSet], place: str) -> RuleSet | None:
    around = [row for row in rows if place.startswith(row.place)]
    return max(around, key=lambda row: len(row.place), default=None)  # max keeps the first, the latest, of equals


def value_at(body: Mapping[str, Any], path: str) -> Any:
    """The figure at "progress.red_above"; None where nothing stands."""
    found: Any = body
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def flat(body: Any, path: str = "") -> dict[str, Any]:
    """Every figure of a body by its path, for comparing two versions."""
    if isinstance(body, Mapping) and body:
        found: dict[str, Any] = {}
        for name, part in body.items():
            found |= flat(part, f"{path}.{name}" if path else str(name))
        return found
    return {path: body}
