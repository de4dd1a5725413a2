"""What stands around a list: its title, the unit it states, the year and period it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from qipan.exchange.grid import Grid
from qipan.exchange.reading import Period, Unit
from qipan.exchange.sheets.periods import read_period, year_in
from qipan.exchange.sheets.units import units_in_row, with_source
from qipan.exchange.sheets.words import flat, half

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|/|$|[^\d.-])")
_BEFORE = re.compile(r"(?:(?:至|截止|截至|到)?(?=(?:19|20)\d\d年?(?:底|末|累计))|endof)((?:19|20)\d\d)")
_YEAR_HEADERS = ("year", "年份", "年度", "申报年份")
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
            if (
                row < first
                and not units_in_row(value)
                and len(value.strip()) > len(title)
                and not _ATTACHMENT.match(flat(value))
            ):
                title = " ".join(value.split())
    year = year_of(grid, header, title, on)
    named = read_period(flat(title), year) if title else None
    return Frame(title, year, named.period if named else None, money, area, unit_cell)


def year_of(grid: Grid, header: tuple[int, int] | None, title: str, on: date | None) -> int | None:
    """The sheet's year: from its title, its name, the year most named in its header, a column of years; else the report's."""
    stated = year_in(half(title), half(grid.name))
    if stated is not None:
        return stated
    if header is None:
        return on.year if on is not None else None
    printed = [
        flat(value)
        for row in range(header[0], header[1] + 1)
        for _column, value in grid.cells(row)
        if isinstance(value, str) and len(value) < 100
    ]
    years = Counter(int(found) for text in printed if not _BEFORE.search(text) for found in _YEAR.findall(text))
    if years:
        return min(years, key=lambda year: (-years[year], year))
    ended = [int(match[1]) for text in printed if (match := _BEFORE.search(text))]
    return max(ended) + 1 if ended else _year_column(grid, header) or (on.year if on is not None else None)


def _year_column(grid: Grid, header: tuple[int, int]) -> int | None:
    """A column "year" that says the same in every row."""
    for column in range(grid.n_cols):
        if flat(grid.text(header[1], column)) in _YEAR_HEADERS:
            said = {flat(grid.text(row, column)) for row in range(header[1] + 1, min(grid.n_rows, header[1] + 200))} - {
                ""
            }
            if len(said) == 1 and re.fullmatch(r"(?:19|20)\d\d年?", only := said.pop()):
                return int(only[:4])
    return None
