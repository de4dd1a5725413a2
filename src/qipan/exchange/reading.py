"""What was understood of a sheet: rows, columns, records, sums and complaints. Plain data, no database.

Filled by `exchange.sheets`, shown by the preview, applied by `exchange.actions`. Codes, not sentences: the words are made where shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class RowClass(StrEnum):
    TITLE = "title"
    UNIT = "unit"
    HEADER = "header"
    SECTION = "section"
    SUBTOTAL = "subtotal"
    PROJECT = "project"
    CHILD = "child"
    NOTE = "note"
    WIDTH = "width"
    BLANK = "blank"


class SheetKind(StrEnum):
    LIST = "list"
    TRANSPOSED = "transposed"
    FORM = "form"
    SUMMARY = "summary"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    QUESTION = "question"  # must be answered before apply
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with its precision; `until` is inclusive. `cumulative` = everything up to `until`."""

    since: str | None  # ISO date
    until: str | None
    precision: str  # day | ten_days | month | quarter | year | text
    cumulative: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a printed figure becomes minor units: minor = figure × factor. `source`: header | row | sheet | default | person."""

    text: str
    currency: str  # "CNY", "GBP", "USD", "" for areas and others
    factor: Decimal
    source: str


@dataclass(slots=True)
class ColumnReading:
    index: int  # 0-based column in the sheet (row in a transposed one)
    path: tuple[str, ...]  # header words from group to leaf
    target: str | None  # key of a Column, None = kept as an extra
    how: str  # exact | word | fuzzy | content | remembered | person | none
    score: float
    period: Period | None = None
    unit: Unit | None = None


@dataclass(slots=True)
class Value:
    """One fact as read. `value` is normalised (str, int minor units, Decimal, dict for dates); `raw` is the displayed text."""

    value: Any
    raw: str
    cell: str  # "F5"
    period: Period | None = None
    unit: Unit | None = None
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class RowReading:
    index: int  # 0-based
    kind: RowClass
    reasons: tuple[str, ...] = ()
    level: int = 0  # section / subtotal depth, 1 = outermost
    label: str = ""
    hidden: bool = False


@dataclass(slots=True)
class RecordReading:
    """One project as read. A key may stand several times (a money column per period), hence lists."""

    row: int
    values: dict[str, list[Value]]
    sections: tuple[str, ...] = ()
    children: list[dict[str, list[Value]]] = field(default_factory=list)
    extras: dict[str, Value] = field(default_factory=dict)  # header path joined by "/" → value with no target
    complaints: list[Complaint] = field(default_factory=list)  # about this record's cells (errors, ambiguous dates, …)


@dataclass(slots=True)
class Subtotal:
    row: int
    level: int
    label: str
    declared_count: int | None
    found_count: int
    declared: dict[int, Decimal]  # column index → printed sum (printed unit)
    found: dict[int, Decimal]
    reconciled: bool
    tested: bool = True  # False: nothing was declared, or nothing it could be compared with
    side: str = "below"  # where its details stand: below | above | none (an "of which" line)


@dataclass(slots=True)
class Complaint:
    """Something a person should know: where, why (a code with values) and what to do (`code` again names the advice)."""

    sheet: str
    row: int | None
    column: int | None
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.WARNING


@dataclass(slots=True)
class SheetReading:
    sheet: str
    kind: SheetKind
    fingerprint: str
    header: tuple[int, int] | None  # first, last row of the header block (0-based, inclusive)
    columns: list[ColumnReading]
    rows: list[RowReading]
    record_count: int  # the records themselves stream from `sheets.records(grid, reading)`
    subtotals: list[Subtotal]
    complaints: list[Complaint]
    unit: Unit | None = None
    title: str = ""
    period: Period | None = None
    year: int | None = None  # the year the sheet speaks of, for headers that name months only
    defaults: dict[str, str] = field(default_factory=dict)  # target key → value for every record (sheet name, a person)
    cells: dict[str, str] = field(default_factory=dict)  # form sheets: target key → cell address
    name_column: int | None = None  # where the projects' names stand
    flipped: bool = False  # read through `Grid.transposed()`: `rows` are the sheet's columns, `columns` its rows


@dataclass(slots=True)
class Corrections:
    """What a person said about a sheet; remembered per header fingerprint."""

    columns: dict[int, str | None] = field(default_factory=dict)  # column index → target ("" / None = leave as extra)
    rows: dict[int, RowClass] = field(default_factory=dict)  # this file only
    units: dict[int | None, str] = field(default_factory=dict)  # column index (None = sheet) → unit text
    periods: dict[int, Period] = field(default_factory=dict)
    header: tuple[int, int] | None = None
    kind: SheetKind | None = None
    year: int | None = None  # for headers that name months only
    cells: dict[str, str] = field(default_factory=dict)  # form sheets: target key → cell address
    defaults: dict[str, str] = field(default_factory=dict)  # target key → value for every record (region, stage…)
