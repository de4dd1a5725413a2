"""Declared against found: for every total line the number of projects and the amounts it speaks for, above or below it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qipan.exchange.grid import Grid
from qipan.exchange.reading import ColumnReading, RowClass, RowReading, Subtotal, Unit
from qipan.exchange.sheets.numbers import Figure, figure, places
from qipan.exchange.sheets.rows import Shape, declared_count
from qipan.exchange.sheets.units import own_unit

_HALF = Decimal("0.5")
_NONE = Decimal(0)


@dataclass(slots=True)
class _Line:
    """A section or total line with the running sums where it stands."""

    reading: RowReading
    count: int
    sums: tuple[Decimal, ...]


def reconcile(
    grid: Grid, rows: list[RowReading], columns: list[ColumnReading], shape: Shape, money: tuple[int, ...]
) -> list[Subtotal]:
    """Compare every total line with the projects it holds. One pass; running sums, so the length of the sheet does not matter."""
    if not any(reading.kind is RowClass.SUBTOTAL for reading in rows):
        return []
    units = {column.index: column.unit for column in columns}
    lines, end = _run(grid, rows, money, units)
    result = []
    for at, line in enumerate(lines):
        if line.reading.kind is RowClass.SUBTOTAL:
            result.append(_subtotal(grid, lines, at, end, shape, money, units))
    return result


def printed_amount(found: Figure, unit: Unit | None) -> Decimal:
    """A figure in the column's unit, whatever unit the cell printed."""
    if found.number is None:
        return _NONE
    if found.after and unit is not None:
        own = own_unit(found.before, found.after, unit)
        if own is not None and own.factor != unit.factor and unit.factor:
            return found.number * own.factor / unit.factor
    return found.number


def _run(
    grid: Grid, rows: list[RowReading], money: tuple[int, ...], units: dict[int, Unit | None]
) -> tuple[list[_Line], _Line]:
    totals = [_NONE] * len(money)
    count = 0
    lines: list[_Line] = []
    for reading in rows:
        kind = reading.kind
        if kind is RowClass.PROJECT or (kind is RowClass.CHILD and reading.reasons != ("numbered_under_project",)):
            count += kind is RowClass.PROJECT
            cells = grid.rows[reading.index]
            width = len(cells)
            for at, column in enumerate(money):
                value = cells[column] if column < width else None
                if value is not None:
                    totals[at] += printed_amount(figure(value), units.get(column))
        elif kind is RowClass.SECTION or kind is RowClass.SUBTOTAL:
            lines.append(_Line(reading, count, tuple(totals)))
    return lines, _Line(RowReading(len(rows), RowClass.BLANK), count, tuple(totals))


def _below(lines: list[_Line], at: int, end: _Line) -> tuple[int, tuple[Decimal, ...]]:
    """What stands between a line and the next of its level or an outer one."""
    own = lines[at]
    stop = next(
        (line for line in lines[at + 1 :] if line.reading.level <= own.reading.level and not _of_which(line)), end
    )
    return stop.count - own.count, tuple(b - a for a, b in zip(own.sums, stop.sums, strict=True))


def _above(lines: list[_Line], at: int) -> tuple[int, tuple[Decimal, ...]]:
    """What stands between a line and the one before it that opens or closes its level; a grand total takes all since the last."""
    own = lines[at]
    grand = own.reading.reasons[:1] == ("mark_total",)
    for line in reversed(lines[:at]):
        if line.reading.reasons[:1] == ("mark_total",) if grand else line.reading.level <= own.reading.level:
            return own.count - line.count, tuple(b - a for a, b in zip(line.sums, own.sums, strict=True))
    return own.count, own.sums


def _of_which(line: _Line) -> bool:
    return line.reading.reasons[:1] == ("mark_of_which",)


def _subtotal(
    grid: Grid,
    lines: list[_Line],
    at: int,
    end: _Line,
    shape: Shape,
    money: tuple[int, ...],
    units: dict[int, Unit | None],
) -> Subtotal:
    line = lines[at]
    row = line.reading.index
    declared: dict[int, Decimal] = {}
    for column in money:
        found = figure(grid.value(row, column))
        if found.number is not None:
            declared[column] = printed_amount(found, units.get(column))
    count = declared_count(grid, row, shape)
    sides = [("below", *_below(lines, at, end)), ("above", *_above(lines, at))]
    if (at == 0 and line.count == 0) or _of_which(line):
        sides = sides[:1]
    best = None
    for side, found_count, sums in sides:
        found_sums = {column: sums[money.index(column)] for column in declared}
        agrees = (count is None or count == found_count) and all(_agree(declared[c], found_sums[c]) for c in declared)
        nearer = _distance(declared, found_sums, count, found_count)
        if best is None or (agrees and not best[0]) or (agrees == best[0] and found_count and nearer < best[1]):
            best = (agrees, nearer, side, found_count, found_sums)
    assert best is not None
    agrees, _near, side, found_count, found_sums = best
    lonely = _of_which(line) and found_count == 0  # "of which" lines break a total down without rows of their own
    tested = (bool(declared) or count is not None) and not lonely
    text = " ".join(
        grid.text(row, c).strip() for c in (shape.serial, shape.name) if c is not None and not grid.is_blank(row, c)
    )
    text = text or line.reading.label
    return Subtotal(
        row,
        line.reading.level,
        text,
        count,
        found_count,
        declared,
        found_sums,
        agrees and tested,
        tested,
        "none" if lonely else side,
    )


def _agree(declared: Decimal, found: Decimal) -> bool:
    """Equal to half of the last printed place."""
    return abs(declared - found) <= _HALF.scaleb(-places(declared))


def _distance(declared: dict[int, Decimal], found: dict[int, Decimal], count: int | None, found_count: int) -> Decimal:
    """How far a side is from what is declared, for choosing between two that do not agree."""
    far = Decimal(abs((count or found_count) - found_count))
    for column, value in declared.items():
        far += abs(value - found[column]) / (abs(value) + 1)
    return far
