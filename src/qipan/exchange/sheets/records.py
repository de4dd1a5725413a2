"""From classified rows to records, streaming: one project at a time with its children, its sections' defaults and its complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from qipan.core.columns import Column, Kind
from qipan.exchange import formats
from qipan.exchange.grid import Cell, Grid, column_letters, is_blank_value
from qipan.exchange.reading import (
    ColumnReading,
    Period,
    RecordReading,
    RowClass,
    RowReading,
    SheetReading,
    Unit,
    Value,
)
from qipan.exchange.sheets import dates
from qipan.exchange.sheets import flags as flags_
from qipan.exchange.sheets.cells import CellReader, Parsed, Setting, reader
from qipan.exchange.sheets.defaults import choices_of, of_section
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat, is_chinese, key

Read = tuple[str, Parsed | None]  # as shown, as parsed
MEMORY = 20000  # remembered values per column; beyond that a column holds free text
STAR_WORD = "★"
_SAMPLED = 300


@dataclass(slots=True)
class Part:
    """A column made ready: where it is, what it means and how its cells are read."""

    index: int
    target: str
    read: CellReader
    period: Period | None
    unit: Unit | None
    letters: str
    fills: bool  # may a vertical merge over several projects be copied down?
    plain: bool  # no number format stands in the column: figures are shown as they are
    known: dict[type, dict[Cell, Read]]  # values read before; figures and days only where the whole column looks alike


@dataclass(slots=True)
class Plan:
    """Everything needed to read rows of one sheet."""

    grid: Grid
    sheet: str
    parts: list[Part]
    extras: list[tuple[int, str]]
    words: Vocabulary
    defaults: dict[str, str]
    fill: dict[int, dict[int, tuple[int, int]]]
    star: str | None = None
    unread: frozenset[str] = frozenset()  # choice columns the sheet does not have …
    chosen: tuple[str, ...] = ()  # … whose values may be told by those it has
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)


def plan(grid: Grid, reading: SheetReading, words: Vocabulary) -> Plan:
    """Compile a reading into per-column readers."""
    parts: list[Part] = []
    extras: list[tuple[int, str]] = []
    last = reading.header[1] if reading.header else -1
    unformatted = _unformatted(grid)
    mixed = {column for _row, column in grid.formats}
    for column in reading.columns:
        target = words.by_key.get(column.target or "")
        if target is None:
            extras.append((column.index, "/".join(column.path) or column_letters(column.index)))
            continue
        setting = Setting(words, column.unit, reading.year, _order(grid, column, target, last))
        parts.append(
            Part(
                column.index,
                target.key,
                reader(target, setting),
                column.period,
                column.unit,
                column_letters(column.index),
                target.kind not in (Kind.MONEY, Kind.SERIAL),
                column.index in unformatted,
                {str: {}} if column.index in mixed or grid.flipped else {str: {}, float: {}, datetime: {}},
            )
        )
    mapped = {part.target for part in parts}
    star = next((c.key for c in words.columns if c.kind is Kind.FLAG and STAR_WORD in c.words), None)
    choices = [c.key for c in words.columns if c.kind is Kind.CHOICE]
    unread = frozenset(c for c in choices if c not in mapped)
    chosen = tuple(c for c in choices if c in mapped) if unread else ()
    return Plan(
        grid, reading.sheet, parts, extras, words, dict(reading.defaults), _fills(grid, last), star, unread, chosen
    )


def _unformatted(grid: Grid) -> set[int]:
    """Columns whose figures are shown as they are: no number format but General stands in them."""
    if grid.flipped:
        return set()
    formatted = {column for _row, column in grid.formats}
    formatted |= {column for column, pattern in grid.column_formats.items() if pattern != "General"}
    return set(range(grid.n_cols)) - formatted


def _order(grid: Grid, column: ColumnReading, target: Column, last: int) -> str:
    """How a date column means 01/02/2003: by its own cells, else by the language of its header."""
    if target.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return "ymd"
    values = (grid.value(row, column.index) for row in range(last + 1, min(grid.n_rows, last + 1 + _SAMPLED)))
    return dates.order_of((value for value in values if isinstance(value, str)), is_chinese("".join(column.path)))


def _fills(grid: Grid, last: int) -> dict[int, dict[int, tuple[int, int]]]:
    """Cells hidden under a merge that spans several rows of the list → the cell that shows their value."""
    fills: dict[int, dict[int, tuple[int, int]]] = {}
    for top, left, bottom, right in grid.merges:
        if bottom > top > last:
            for row in range(top + 1, bottom + 1):
                for column in range(left, right + 1):
                    fills.setdefault(row, {})[column] = (top, left)
    return fills


def read_records(made: Plan, rows: Iterable[RowReading], start: int = 0) -> Iterator[RecordReading]:
    """Yield each project when its last child row has passed; `start` skips projects on earlier rows but keeps their sections."""
    stack: list[RowReading] = []
    inherited: dict[str, Value] = {}
    held: RecordReading | None = None
    for reading in rows:
        kind = reading.kind
        if kind is RowClass.PROJECT:
            if held is not None:
                yield held
            held = None
            if reading.index >= start:
                held = _record(made, reading, tuple(line.label for line in stack if line.label))
                _inherit(made, held, inherited)
        elif kind is RowClass.CHILD:
            if held is not None:
                child = _values(made, reading.index, held, False)
                if child:
                    held.children.append(child)
        elif kind is RowClass.SECTION or kind is RowClass.SUBTOTAL:
            if held is not None:
                yield held
                held = None
            while stack and stack[-1].level >= reading.level:
                stack.pop()
            stack.append(reading)
            inherited = _inherited(made, stack)
    if held is not None:
        yield held


def _record(made: Plan, reading: RowReading, sections: tuple[str, ...]) -> RecordReading:
    record = RecordReading(reading.index, {}, sections)
    record.values = _values(made, reading.index, record, True)
    cells = made.grid.rows[reading.index]
    width = len(cells)
    for column, path in made.extras:
        value = cells[column] if column < width else None
        if value is not None and not is_blank_value(value):
            _extra(made, record, reading.index, column, path, value)
    return record


def _extra(made: Plan, record: RecordReading, row: int, column: int, path: str, value: Cell) -> None:
    shown = value.strip() if isinstance(value, str) else made.grid.text(row, column)
    name = path if path not in record.extras else f"{path} ({column_letters(column)})"
    flags: tuple[str, ...] = ()
    if shown.startswith("#") and flat(shown) in ("#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!"):
        flags = ("error",)
        record.complaints.append(flags_.complaint("error", made.sheet, *_place(made, row, column), shown))
    record.extras[name] = Value(
        None if flags else value if not isinstance(value, str) else shown,
        shown,
        made.grid.address(row, column),
        None,
        None,
        flags,
    )


def _values(made: Plan, row: int, record: RecordReading, whole: bool) -> dict[str, list[Value]]:
    """The facts of one row. A child row (`whole` false) holds only what is printed in it."""
    grid = made.grid
    cells = grid.rows[row]
    width = len(cells)
    fill = made.fill.get(row) if whole else None
    flipped = grid.flipped
    number = str(row + 1)
    values: dict[str, list[Value]] = {}
    later: list[tuple[str, Value]] = []
    for part in made.parts:
        index = part.index
        value = cells[index] if index < width else None
        at_row = row
        if value is None:
            if fill is None or index not in fill or not part.fills:
                continue
            at_row, index = fill[index]
            value = grid.value(at_row, index)
            if value is None:
                continue
        known = part.known.get(type(value)) if at_row == row else None
        found = known.get(value) if known is not None else None
        shown, parsed = found or _read(part, value, grid, at_row, index, known)
        if parsed is None:
            continue
        fact, flags, more = parsed
        cell = part.letters + number if not flipped and at_row == row else grid.address(at_row, index)
        unit = part.unit
        for name, further in more:
            if name == "unit":
                unit = further
            else:
                later.append((name, Value(further, shown, cell, None, None, ("split",))))  # type: ignore[arg-type]
        read = Value(fact, shown, cell, part.period, unit, flags)
        if part.target in values:
            values[part.target].append(read)
        else:
            values[part.target] = [read]
        if flags:
            _notice(made, record, row, part, read, later, values)
    for name, read in later:
        if name not in values:
            values[name] = [read]
    return values


def _read(part: Part, value: Cell, grid: Grid, row: int, column: int, known: dict[Cell, Read] | None) -> Read:
    """A cell read for the first time, and remembered where the same value always means the same."""
    kind = type(value)
    if kind is str:
        shown: str = value  # type: ignore[assignment]
    elif part.plain and (kind is int or kind is float):
        shown = formats.plain(value)  # type: ignore[arg-type]
    else:
        shown = grid.text(row, column)
    found = shown, part.read(value, shown)
    if known is not None and len(known) < MEMORY:
        known[value] = found
    return found


def _notice(
    made: Plan,
    record: RecordReading,
    row: int,
    part: Part,
    found: Value,
    later: list[tuple[str, Value]],
    values: dict[str, list[Value]],
) -> None:
    """Turn a cell's flags into complaints; a star on the name into the flag column."""
    record.complaints += flags_.complaints(found, made.sheet, *_place(made, row, part.index), part.target)
    if "starred" in found.flags and made.star is not None:
        later.append((made.star, Value(True, found.raw, found.cell)))


def _place(made: Plan, row: int, column: int) -> tuple[int, int]:
    """The cell's place in the file, whichever way the sheet is read."""
    return (column, row) if made.grid.flipped else (row, column)


def _inherited(made: Plan, stack: list[RowReading]) -> dict[str, Value]:
    """What the open sections say of the rows under them; the innermost speaks last."""
    said: dict[str, Value] = {}
    for line in stack:
        for target, value in of_section(line.label, made.words).items():
            column = next((c for c, cell in made.grid.cells(line.index) if isinstance(cell, str)), 0)
            said[target] = Value(
                value, line.label, made.grid.address(line.index, column), None, None, ("from_section",)
            )
    return said


def _inherit(made: Plan, record: RecordReading, inherited: dict[str, Value]) -> None:
    """Fill what the row leaves open: from its sections, from the sheet, then from a word that means something in another column."""
    values = record.values
    for target, value in inherited.items():
        if target not in values:
            values[target] = [value]
    for target, text in made.defaults.items():
        if target not in values:
            values[target] = [Value(text, text, "", None, None, ("from_sheet",))]
    for chosen in made.chosen:
        if chosen in values and values[chosen][0].raw:
            _derive(made, values, values[chosen][0])


def _derive(made: Plan, values: dict[str, list[Value]], first: Value) -> None:
    """续建 in a "nature" column also tells the stage."""
    meant = made.meanings.get(first.raw)
    if meant is None:
        found = choices_of(key(flat(first.raw)), made.words)
        meant = made.meanings[first.raw] = {target: value for target, value in found.items() if target in made.unread}
    for target, value in meant.items():
        if target not in values:
            values[target] = [Value(value, first.raw, first.cell, None, None, ("derived",))]
