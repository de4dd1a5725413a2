"""One-form-per-project sheets: labels with their values to the right or below, a table of milestones, a table of ten-day figures.

What is proposed is a cell map (target → address); a person may move any entry, and the map is remembered for the next form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qipan.core.columns import Column, Kind
from qipan.exchange.grid import Grid, cell_position
from qipan.exchange.reading import (
    ColumnReading,
    Complaint,
    Corrections,
    Period,
    RecordReading,
    RowClass,
    RowReading,
    Severity,
    SheetKind,
    SheetReading,
    Unit,
    Value,
)
from qipan.exchange.sheets import fingerprint
from qipan.exchange.sheets.cells import Setting, reader
from qipan.exchange.sheets.defaults import of_sheet
from qipan.exchange.sheets.flags import complaints
from qipan.exchange.sheets.formtables import (
    MOST_ROWS,
    SIGNATURE,
    Box,
    Table,
    boxes,
    milestone,
    milestones_table,
    months_table,
)
from qipan.exchange.sheets.frame import Frame, read_frame
from qipan.exchange.sheets.mapping import heading
from qipan.exchange.sheets.periods import TEN_DAYS, narrow, read_period
from qipan.exchange.sheets.units import unit_of, with_source
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat

LIKE_ENOUGH = 0.8


@dataclass(slots=True)
class Form:
    """Everything proposed for a form."""

    labels: list[Box]
    columns: list[ColumnReading]
    cells: dict[str, str]
    nodes: Table | None
    months: Table | None


def boxes_of_row(grid: Grid, row: int) -> list[Box]:
    """The boxes that begin on a row."""
    return [box for box in boxes(grid) if box.top == row]


def is_label(box: Box, words: Vocabulary) -> bool:
    """Does the cell hold a known label (surely, not by likeness of long text)?"""
    if len(box.text) > 60 or not words.knows(box.text) or SIGNATURE.search(box.text):
        return False
    found = words.candidates((box.text,))
    return bool(found) and (found[0].how != "fuzzy" or found[0].score >= LIKE_ENOUGH)


def looks_like_form(grid: Grid, words: Vocabulary) -> bool:
    """Labels on several rows and in several columns, and beside the name's label no label: then it is a form, not a list."""
    if grid.n_rows > MOST_ROWS or grid.n_rows < 3:
        return False
    labels = [box for box in boxes(grid) if is_label(box, words)]
    names = [box for box in labels if (found := words.candidates((box.text,))) and found[0].column.key == "name"]
    if not names or len({box.top for box in labels}) < 3 or len(labels) < 5:
        return False
    name = names[0]
    beside = [box for box in boxes_of_row(grid, name.top) if box not in labels]
    if len(beside) > 2 + sum(1 for box in labels if box.top == name.top):
        return False  # one label before many values: a transposed list
    corners = {(box.top, box.left) for box in labels}
    right = grid.anchor(name.top, name.right + 1)
    if name.right + 1 >= grid.n_cols or right in corners:
        return False
    columns = {box.left for box in labels}
    if len(columns) == 1:
        used = {column for row in range(grid.n_rows) for column, _value in grid.cells(row)}
        return len(used - columns) <= 1
    scattered = sum(1 for box in labels if box.top != name.top)
    return scattered >= 0.5 * len(labels)


def propose(grid: Grid, words: Vocabulary, frame: Frame) -> Form:
    """The cell map: each known label with the cell its value stands in, outside the form's tables."""
    found = boxes(grid)
    nodes = milestones_table(found, words)
    months = months_table(grid, found)
    inside = {row for table in (nodes, months) if table is not None for row in table.rows}
    labels = [box for box in found if box.top not in inside and is_label(box, words)]
    corners = {(box.top, box.left) for box in labels}
    columns: list[ColumnReading] = []
    cells: dict[str, str] = {}
    for box in labels:
        place = _value_place(grid, box, corners)
        if place is None:
            continue
        head = heading(place[1], (box.text,), words, frame)
        best = next((c for c in head.candidates if c.column.periodic or c.column.key not in cells), None)
        if best is None:
            continue
        target = best.column.key
        period = head.named.period if best.column.periodic else None
        columns.append(ColumnReading(place[1], head.path, target, best.how, best.score, period, head.unit))
        cells[_distinct(target, cells)] = grid.address(*place)
    return Form(labels, columns, cells, nodes, months)


def _distinct(target: str, cells: dict[str, str]) -> str:
    """A second cell of the same target (another period) is "completed#2"."""
    if target not in cells:
        return target
    return next(name for number in range(2, 99) if (name := f"{target}#{number}") not in cells)


def _value_place(grid: Grid, box: Box, corners: set[tuple[int, int]]) -> tuple[int, int] | None:
    """Right of the label, unless a label stands there; then below it."""
    right = grid.anchor(box.top, box.right + 1)
    if box.right + 1 < grid.n_cols and right not in corners:
        return right
    below = grid.anchor(box.bottom + 1, box.left)
    return below if box.bottom + 1 < grid.n_rows and below not in corners else None


def understand_form(grid: Grid, words: Vocabulary, corrections: Corrections, on: date | None) -> SheetReading:
    """A form sheet's reading: its cell map, what is missing, and whether it holds a project."""
    frame = read_frame(grid, (0, min(grid.n_rows, 40) - 1), on)
    first = min((box.top for box in boxes(grid) if is_label(box, words)), default=0)
    frame = Frame(_title(grid, first), corrections.year or frame.year, None, frame.money, frame.area)
    form = propose(grid, words, frame)
    _correct(form, corrections, words)
    _share_unit(form, words, corrections)
    said: list[Complaint] = []
    for name, column in zip(form.cells, form.columns, strict=True):
        target = words.by_key[column.target or ""]
        if target.kind is Kind.MONEY and column.unit is None:
            values = {"header": "/".join(column.path), "proposal": "", "cell": form.cells[name]}
            said.append(
                Complaint(grid.name, *cell_position(form.cells[name]), "unit_missing", values, Severity.QUESTION)
            )
    name_cell = form.cells.get("name")
    filled = name_cell is not None and not grid.is_blank(*cell_position(name_cell))
    if not filled:
        row, column_at = cell_position(name_cell) if name_cell else (None, None)
        said.append(
            Complaint(grid.name, row, column_at, "form_without_name", {"cell": name_cell or ""}, Severity.WARNING)
        )
    return SheetReading(
        sheet=grid.name,
        kind=SheetKind.FORM,
        fingerprint=fingerprint.of_paths([(box.text,) for box in form.labels], "form"),
        header=None,
        columns=form.columns,
        rows=list(_rows(grid, form, name_cell if filled else None)),
        record_count=int(filled),
        subtotals=[],
        complaints=said,
        unit=frame.money,
        title=frame.title,
        year=frame.year,
        defaults={**of_sheet(frame.title, grid.name, words), **corrections.defaults},
        cells=form.cells,
        name_column=cell_position(name_cell)[1] if name_cell else None,
    )


def _title(grid: Grid, first: int) -> str:
    texts = [str(value).strip() for row in range(first) for _column, value in grid.cells(row) if isinstance(value, str)]
    return max(texts, key=len, default="")


def _correct(form: Form, corrections: Corrections, words: Vocabulary) -> None:
    """Put a person's addresses over the proposed ones; new targets join the map, an empty address leaves it."""
    for name, address in corrections.cells.items():
        names = list(form.cells)
        if name in form.cells:
            at = names.index(name)
            if address:
                form.cells[name] = address
                form.columns[at].index, form.columns[at].how = cell_position(address)[1], "person"
            else:
                del form.cells[name]
                del form.columns[at]
        elif address and name.partition("#")[0] in words.by_key:
            form.cells[name] = address
            form.columns.append(
                ColumnReading(cell_position(address)[1], (name,), name.partition("#")[0], "person", 1.0)
            )


def _share_unit(form: Form, words: Vocabulary, corrections: Corrections) -> None:
    """A money cell whose label names no unit speaks in the unit a person gave, else in the form's only unit."""
    for column in form.columns:
        said = corrections.units.get(column.index) or (corrections.units.get(None) if column.unit is None else None)
        if said and words.by_key[column.target or ""].kind is Kind.MONEY:
            column.unit = with_source(unit_of(flat(said)), "person")
    units = {
        column.unit.text: column.unit for column in form.columns if column.unit is not None and column.unit.currency
    }
    if len(units) == 1:
        unit = with_source(next(iter(units.values())), "default")
        for column in form.columns:
            if column.unit is None and words.by_key[column.target or ""].kind is Kind.MONEY:
                column.unit = unit


def _rows(grid: Grid, form: Form, name_cell: str | None) -> Iterator[RowReading]:
    """For the preview: the record stands on the name's row, the other rows are the form's own words."""
    labelled = {box.top for box in form.labels}
    inside = {row for table in (form.nodes, form.months) if table is not None for row in table.rows}
    name_row = cell_position(name_cell)[0] if name_cell else None
    for row in range(grid.n_rows):
        if grid.is_blank_row(row):
            yield RowReading(row, RowClass.BLANK, ("empty",))
        elif row == name_row:
            yield RowReading(row, RowClass.PROJECT, ("form_name",))
        elif row in labelled or row in inside:
            yield RowReading(row, RowClass.HEADER, ("form_labels",))
        elif any(isinstance(v, str) and SIGNATURE.search(v) for _c, v in grid.cells(row)):
            yield RowReading(row, RowClass.NOTE, ("remark",))
        else:
            yield RowReading(
                row, RowClass.TITLE if not labelled or row < min(labelled) else RowClass.NOTE, ("form_words",)
            )


def form_records(grid: Grid, reading: SheetReading, words: Vocabulary) -> Iterator[RecordReading]:
    """The one record of a form, its ten-day figures as periods and its milestones as children."""
    if not reading.record_count:
        return
    record = RecordReading(cell_position(reading.cells["name"])[0], {})
    for (name, address), column in zip(reading.cells.items(), reading.columns, strict=True):
        target = words.by_key[name.partition("#")[0]]
        _read_cell(grid, record, target, cell_position(address), column.period, column.unit, reading, words)
    found = boxes(grid)
    months = months_table(grid, found)
    if months is not None:
        _read_months(grid, record, months, reading, words)
    nodes = milestones_table(found, words)
    if nodes is not None:
        record.children = [
            child for head in nodes.heads if (child := milestone(grid, head, nodes, reading)) is not None
        ]
    for target_key, text in reading.defaults.items():
        record.values.setdefault(target_key, [Value(text, text, "", None, None, ("from_sheet",))])
    yield record


def _read_cell(
    grid: Grid,
    record: RecordReading,
    target: Column,
    place: tuple[int, int],
    period: Period | None,
    unit: Unit | None,
    reading: SheetReading,
    words: Vocabulary,
) -> None:
    value = grid.value(*place)
    if value is None:
        return
    shown = grid.text(*place)
    parsed = reader(target, Setting(words, unit, reading.year, "ymd"))(value, shown)
    if parsed is None:
        return
    fact, flags, more = parsed
    cell = grid.address(*place)
    for name, further in more:
        if name == "unit":
            unit = further
        else:
            record.values.setdefault(name, [Value(further, shown, cell, None, None, ("split",))])
    found = Value(fact, shown, cell, period, unit, flags)
    record.values.setdefault(target.key, []).append(found)
    record.complaints += complaints(found, grid.name, *place, target.key)


def _read_months(grid: Grid, record: RecordReading, table: Table, reading: SheetReading, words: Vocabulary) -> None:
    if reading.year is None:
        return
    unit = next((c.unit for c in reading.columns if c.unit is not None and c.unit.currency), None)
    months = [box for box in table.heads if box.top == table.rows.start]
    parts = [box for box in table.heads if box.top == table.rows.start + 1 and flat(box.text) in TEN_DAYS]
    for row, text in table.attributes.items():
        candidates = words.candidates((text,))
        target = next((c.column for c in candidates if c.column.kind is Kind.MONEY and c.column.periodic), None)
        if target is None:
            continue
        for part in parts:
            month = next((box for box in months if box.left <= part.left <= box.right), None)
            period = read_period(flat(month.text), reading.year).period if month else None
            if period is not None:
                _read_cell(
                    grid,
                    record,
                    target,
                    grid.anchor(row, part.left),
                    narrow(period, flat(part.text)),
                    unit,
                    reading,
                    words,
                )
