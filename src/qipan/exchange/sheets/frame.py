"""What stands around a list: its title, the unit it states, the year and period it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qipan.exchange.grid import Grid
from qipan.exchange.reading import Period, Unit
from qipan.exchange.sheets.periods import read_period, year_in
from qipan.exchange.sheets.units import units_in_row, with_source
from qipan.exchange.sheets.words import flat, half

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|/|$|[^\d.-])")
_ATTACHMENT = re.compile(r"^附[件表]\d*[::]?$")
MONTHLY = ("month", "months", "ten_days", "quarter", "half", "day")


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a list."""

    title: str = ""
    year: int | None = None
    period: Period | None = None
    money: Unit | None = None
    area: Unit | None = None
    unit_cell: tuple[int, int] | None = None


def read_frame(grid: Grid, header: tuple[int, int] | None, on: date | None) -> Frame:
    """Read title, unit rows and year from everything above and within the header (and below it, for a unit row that fell there)."""
    last = header[1] if header else min(grid.n_rows, 8) - 1
    first = header[0] if header else last + 1
    title = ""
    money = area = None
    unit_cell: tuple[int, int] | None = None
    for row in range(last + 2):
        for column, value in grid.cells(row):
            if not isinstance(value, str):
                continue
            for unit in units_in_row(value):
                unit_cell = unit_cell or (row, column)
                if unit.currency:
                    money = money or with_source(unit, "row")
                else:
                    area = area or with_source(unit, "row")
            if row < first and not units_in_row(value) and len(value.strip()) > len(title) and not _ATTACHMENT.match(flat(value)):
                title = " ".join(value.split())
    year = year_of(grid, header, title, on)
    named = read_period(flat(title), year) if title else None
    return Frame(title, year, named.period if named else None, money, area, unit_cell)


def year_of(grid: Grid, header: tuple[int, int] | None, title: str, on: date | None) -> int | None:
    """The sheet's year: from its title, its name, the latest year in its header; else the year of the report date."""
    stated = year_in(half(title), half(grid.name))
    if stated is not None:
        return stated
    years: list[int] = []
    if header is not None:
        for row in range(header[0], header[1] + 1):
            for _column, value in grid.cells(row):
                if isinstance(value, str):
                    years += [int(found) for found in _YEAR.findall(flat(value))]
    if years:
        return max(years)
    return on.year if on is not None else None
