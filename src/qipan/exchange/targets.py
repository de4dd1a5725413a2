"""Where records go. A room above registers a target: its columns, how a record is found again, what differs, how it is written and undone.

`exchange` knows no room. It hands a target drafts in bulk and gets steps back; nothing is written before `apply`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable

from qipan.core.columns import Column, Secrecy
from qipan.core.models import User
from qipan.exchange.reading import RecordReading, SheetReading

# How a step stands. "question" waits for an answer; "skip" was left out by a person or cannot be stored.
STATES = ("new", "changed", "unchanged", "question", "skip")


@dataclass(slots=True)
class Choice:
    """One answer a person may give; `values` fill the sentence that is shown for its code."""

    value: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Ask:
    """A question of one record. `name` tells it from the record's other questions (a field, "match")."""

    name: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """One record as its target would store it; `data` and `cells` are JSON. `cells`: field → "F5" (only where the column does not tell)."""

    sheet: int
    row: int
    name: str
    data: dict[str, Any]
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Step:
    """What applying a draft would do. `changes`: field → [old, new] as audited and shown."""

    draft: Draft
    state: str
    object_id: int | None = None
    object_key: str | None = None
    version: int | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    why: str = ""  # how it was matched: code | name | alike | person; or why it is skipped
    merged_into: tuple[int, int] | None = None  # (sheet, row) of the record this one belongs to
    remarks: list[dict[str, Any]] = field(default_factory=list)  # {"code", …}: said, nothing asked


def silent(step: str, done: int, total: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What drafting, planning and writing may know besides the records."""

    batch: str
    file: str
    on: date
    at: datetime
    by: User | None
    sheets: Mapping[int, str] = field(default_factory=dict)  # index → name
    tick: Callable[[str, int, int], None] = silent  # hears progress, may raise to cancel
    with_cells: bool = True  # False for very large files: the row and the sheet's columns tell the cell

    def apart(self) -> Setting:
        """For another process: nobody listens there, and of who acts it gets the number, not what was found out about them here."""
        return replace(self, tick=silent, by=User(pk=self.by.pk) if self.by else None)

    def source(self, draft: Draft) -> dict[str, Any]:
        """Where a value came from, as the audit keeps it."""
        source: dict[str, Any] = {
            "batch": self.batch,
            "file": self.file,
            "sheet": self.sheets.get(draft.sheet, ""),
            "row": draft.row + 1,
        }
        if draft.cells:
            source["cells"] = draft.cells
        return source


@dataclass(slots=True)
class Done:
    """One record written. `before`: whatever the target needs to take it back."""

    what: str  # created | changed
    object_type: str
    object_id: int
    object_key: str
    name: str
    version: int
    sheet: int = 0
    row: int = 0
    before: dict[str, Any] = field(default_factory=dict)


class CannotUndo(Exception):
    """Something newer stands on records of the batch. `names`: which, with why."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("; ".join(names[:20]))
        self.names = list(names)


@dataclass(frozen=True, slots=True)
class Shown:
    """A field's value as a reader sees it. `secrecy`: money and contacts are hidden from who may not see them."""

    label: str
    text: str
    secrecy: Secrecy = Secrecy.INTERNAL


@runtime_checkable
class Target(Protocol):
    """A room's door for imported records."""

    code: str
    label: Any
    ability: str  # needed besides import.apply
    columns: tuple[Column, ...]
    required: tuple[str, ...]  # column keys a record must have; also what a sheet must have to be meant for this target

    @property
    def object_type(self) -> str:
        """Of the records themselves; others may be written along with them."""

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        """A function, made once a sheet, that turns records into drafts."""

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        """Match and compare in bulk; one step a draft, in order. `answers`: "sheet:row:name" → choice."""

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        """Write the new and changed ones, inside the caller's transaction, with their audit."""

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        """id → version now, of those that still are."""

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        """Take back, inside the caller's transaction; raises `CannotUndo` naming what stands in the way."""

    def show(self, name: str, value: Any, language: str) -> Shown:
        """A field of `Step.changes` with one of its values, for the preview."""

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        """(sheet, row) → cell → value as that cell should read now, where it differs from the draft. `fields`: field → column letters."""

    def url(self, object_type: str, key: str) -> str:
        """Where a record is looked at; "" when it has no page."""


_targets: dict[str, Target] = {}


def register(target: Target, *, first: bool = False) -> None:
    """Called once at start by the room's `apps.py`; the first in the list wins ties and takes sheets nothing fits."""
    if first:
        others = {code: held for code, held in _targets.items() if code != target.code}
        _targets.clear()
        _targets.update({target.code: target, **others})
    else:
        _targets[target.code] = target


def registered() -> list[Target]:
    return list(_targets.values())


def get(code: str) -> Target | None:
    return _targets.get(code)


def ask_key(draft: Draft, ask: Ask) -> str:
    return f"{draft.sheet}:{draft.row}:{ask.name}"


def fit(reading: SheetReading, target: Target) -> float:
    """How well a sheet read with a target's columns is that target's: sure columns, less when a required one is missing."""
    sure = {
        c.target: c.score for c in reading.columns if c.target and c.how in ("exact", "word", "remembered", "person")
    }
    found = {c.target for c in reading.columns if c.target} | set(reading.cells) | set(reading.defaults)
    if not found.issuperset(target.required):
        return 0.0
    named = sum(1 for c in reading.columns if any(c.path)) or 1
    return sum(sure.values()) * (0.5 + 0.5 * len(sure) / named)
