"""Money columns whose unit is printed nowhere: taken from their neighbours with a warning, else proposed and asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qipan.core.columns import Kind
from qipan.exchange.grid import Grid
from qipan.exchange.reading import ColumnReading, Complaint, RowClass, RowReading, Severity
from qipan.exchange.sheets.numbers import figure
from qipan.exchange.sheets.units import CURRENCIES, own_unit, propose, scale_of, with_source
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import is_chinese

SAMPLE = 400
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "CNY"}
_LOOKED_AT = 5000


def settle(
    grid: Grid, rows: Sequence[RowReading], columns: list[ColumnReading], words: Vocabulary, sheet: str
) -> list[Complaint]:
    """Give every money and area column a unit, or ask once for the sheet."""
    said: list[Complaint] = []
    projects = [reading.index for reading in rows if reading.kind is RowClass.PROJECT]
    lacking = [c for c in columns if c.unit is None and c.target and words.by_key[c.target].kind is Kind.MONEY]
    known = {c.unit.text: c.unit for c in columns if c.unit is not None and c.unit.currency}
    lacking = [c for c in lacking if not _prints_its_own(grid, projects, c.index)]
    if lacking and len(known) == 1:
        unit = next(iter(known.values()))
        for column in lacking:
            column.unit = with_source(unit, "default")
            values = {"header": "/".join(column.path), "unit": unit.text}
            said.append(Complaint(sheet, None, column.index, "unit_from_neighbours", values, Severity.WARNING))
    elif lacking:
        said.append(_ask(grid, projects, lacking, sheet))
    said += _areas(grid, projects, columns, words, sheet)
    return said


def _sample(grid: Grid, projects: Sequence[int], column: int) -> list[object]:
    step = max(1, len(projects) // SAMPLE)
    values = (grid.value(row, column) for row in projects[::step])
    return [value for value in values if value is not None]


def _prints_its_own(grid: Grid, projects: Sequence[int], column: int) -> bool:
    """Do the cells carry their whole unit ("3.5亿元"), so that the header needs none?"""
    found = [figure(value) for value in _sample(grid, projects, column)]
    printed = [one for one in found if one.number is not None]
    whole = [
        one
        for one in printed
        if one.after and (own_unit(one.before, one.after, None) is not None or scale_of(one.after))
    ]
    return bool(printed) and len(whole) >= 0.8 * len(printed)


def _currency(grid: Grid, projects: Sequence[int], lacking: list[ColumnReading]) -> tuple[str, str]:
    """The currency and how it is known: signs in the figures, Chinese words, or signs anywhere in the sheet."""
    for column in lacking:
        for value in _sample(grid, projects, column.index):
            before = figure(value).before
            if before in CURRENCIES:
                return CURRENCIES[before], "sign"
    texts = [value for row in projects[:_LOOKED_AT] for value in grid.rows[row] if isinstance(value, str)]
    if any(map(is_chinese, [*texts[:200], *("".join(column.path) for column in lacking)])):
        return "CNY", "language"
    for sign, currency in _SIGNS.items():
        if any(sign in text for text in texts):
            return currency, "words"
    return "", ""


def _ask(grid: Grid, projects: Sequence[int], lacking: list[ColumnReading], sheet: str) -> Complaint:
    """One question for the sheet, with a proposal by size; the proposal is used for the preview until a person answers."""
    currency, known_by = _currency(grid, projects, lacking)
    largest: list[Decimal] = []
    for column in lacking:
        found = [number for value in _sample(grid, projects, column.index) if (number := figure(value).number)]
        if sum(map(abs, found), Decimal(0)) > sum(map(abs, largest), Decimal(0)):
            largest = found
    proposal = propose(largest, currency) if currency else None
    for column in lacking:
        column.unit = proposal
    values = {
        "header": ", ".join("/".join(column.path) for column in lacking),
        "columns": [column.index for column in lacking],
        "proposal": proposal.text if proposal else "",
        "currency": currency,
        "known_by": known_by,
        "typical": str(sorted(map(abs, largest))[len(largest) // 2]) if largest else None,
    }
    return Complaint(sheet, None, None, "unit_missing", values, Severity.QUESTION)


def _areas(
    grid: Grid, projects: Sequence[int], columns: list[ColumnReading], words: Vocabulary, sheet: str
) -> list[Complaint]:
    said = []
    for column in columns:
        if column.unit is not None or not column.target or words.by_key[column.target].kind is not Kind.AREA:
            continue
        found = [one for one in map(figure, _sample(grid, projects, column.index)) if one.number is not None]
        if any(not one.after for one in found):
            values = {"header": "/".join(column.path), "columns": [column.index], "proposal": "亩"}
            said.append(Complaint(sheet, None, column.index, "area_unit_missing", values, Severity.QUESTION))
    return said
