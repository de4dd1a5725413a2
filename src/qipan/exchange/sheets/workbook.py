"""A whole file: each sheet with what was remembered for its header; years shared between sheets; the same project on two sheets said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import Complaint, Corrections, RowClass, Severity, SheetKind, SheetReading
from qipan.exchange.sheets.people import without_marks
from qipan.exchange.sheets.profile import profile_to_corrections
from qipan.exchange.sheets.sheet import understand_sheet
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat, key


def read_workbook(
    workbook: Workbook, words: Vocabulary, profiles: Mapping[str, Mapping[str, Any]], on: date | None
) -> list[SheetReading]:
    """Understand every sheet, twice where a profile or the neighbours' year tells more than the sheet itself."""
    readings = [
        _with_profile(grid, words, understand_sheet(grid, words, Corrections(), on), profiles, on)
        for grid in workbook.grids
    ]
    years = {reading.year for reading in readings if reading.year is not None}
    if len(years) == 1:
        year = years.pop()
        for at, (grid, reading) in enumerate(zip(workbook.grids, readings, strict=True)):
            if any(complaint.code == "year_missing" for complaint in reading.complaints):
                readings[at] = _with_profile(
                    grid, words, understand_sheet(grid, words, Corrections(year=year), on), profiles, on, year
                )
    _warn_repeats(workbook.grids, readings)
    return readings


def _with_profile(
    grid: Grid,
    words: Vocabulary,
    reading: SheetReading,
    profiles: Mapping[str, Mapping[str, Any]],
    on: date | None,
    year: int | None = None,
) -> SheetReading:
    profile = profiles.get(reading.fingerprint)
    if profile is None:
        return reading
    corrections = profile_to_corrections(reading, dict(profile))
    corrections.year = year
    again = understand_sheet(grid, words, corrections, on)
    for column in again.columns:
        if column.how == "person":
            column.how = "remembered"
    return again


def _warn_repeats(grids: list[Grid], readings: list[SheetReading]) -> None:
    """The same project's name on two sheets is one project seen twice, or a mistake: say it where it stands the second time."""
    if sum(1 for reading in readings if reading.kind is SheetKind.LIST) < 2:
        return
    seen: dict[str, tuple[str, int]] = {}
    for grid, reading in zip(grids, readings, strict=True):
        if reading.kind is not SheetKind.LIST or reading.name_column is None:
            continue
        here: dict[str, tuple[str, int]] = {}
        for row in reading.rows:
            if row.kind is not RowClass.PROJECT:
                continue
            name = key(flat(without_marks(grid.text(row.index, reading.name_column))[0]))
            if name in seen:
                values = {
                    "name": grid.text(row.index, reading.name_column).strip(),
                    "sheet": seen[name][0],
                    "row": seen[name][1] + 1,
                }
                reading.complaints.append(
                    Complaint(
                        reading.sheet, row.index, reading.name_column, "project_on_two_sheets", values, Severity.WARNING
                    )
                )
            here.setdefault(name, (reading.sheet, row.index))
        for name, place in here.items():
            seen.setdefault(name, place)
