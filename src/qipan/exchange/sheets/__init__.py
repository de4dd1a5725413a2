"""Understanding a sheet: header, columns, rows, units, periods, sums and records. Pure: a grid and a ledger's columns in, plain data out.

`understand` reads the sheet once; `records` streams its projects. Corrections by a person go in, and are remembered by header words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from qipan.core.columns import Column
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import Corrections, RecordReading, SheetReading
from qipan.exchange.sheets import vocabulary
from qipan.exchange.sheets.profile import corrections_to_profile, profile_to_corrections
from qipan.exchange.sheets.sheet import sheet_records, understand_sheet
from qipan.exchange.sheets.workbook import read_workbook

__all__ = [
    "corrections_to_profile",
    "fingerprint",
    "profile_to_corrections",
    "records",
    "understand",
    "understand_workbook",
]


def understand(
    grid: Grid, columns: Iterable[Column], corrections: Corrections | None = None, on: date | None = None
) -> SheetReading:
    """What a sheet is: kind, header, columns with targets, units and periods, every row's class, sums declared and found, complaints."""
    return understand_sheet(grid, vocabulary.of(columns), corrections or Corrections(), on)


def records(grid: Grid, reading: SheetReading, columns: Iterable[Column], start: int = 0) -> Iterator[RecordReading]:
    """The projects of an understood sheet, one after another; `start` skips those on earlier rows."""
    return sheet_records(grid, reading, vocabulary.of(columns), start)


def fingerprint(of: SheetReading) -> str:
    """What identifies the header set: the same next month, whatever the order of the columns."""
    return of.fingerprint


def understand_workbook(
    workbook: Workbook,
    columns: Iterable[Column],
    profiles: Mapping[str, Mapping[str, Any]] | None = None,
    on: date | None = None,
) -> list[SheetReading]:
    """Every sheet of a file, with remembered profiles by fingerprint; a project met on two sheets is said."""
    return read_workbook(workbook, vocabulary.of(columns), profiles or {}, on)
