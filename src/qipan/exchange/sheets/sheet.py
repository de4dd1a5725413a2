"""Understanding one sheet: which kind it is, where its header stands, what its columns and rows are, whether its sums agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from qipan.core.columns import Kind
from qipan.exchange.grid import Grid
from qipan.exchange.reading import (
    ColumnReading,
    Complaint,
    Corrections,
    RecordReading,
    RowClass,
    RowReading,
    Severity,
    SheetKind,
    SheetReading,
    Subtotal,
)
from qipan.exchange.sheets import content, fingerprint, forms, headers, rows, sums, unitless
from qipan.exchange.sheets.defaults import of_sheet
from qipan.exchange.sheets.frame import Frame, read_frame
from qipan.exchange.sheets.mapping import Mapping, map_columns
from qipan.exchange.sheets.records import plan, read_records
from qipan.exchange.sheets.vocabulary import Vocabulary, spellings
from qipan.exchange.sheets.words import flat

COUNT = "count"
_NUMERIC = (Kind.MONEY, Kind.AREA, Kind.NUMBER, Kind.PERCENT)
_TRANSPOSABLE_ROWS = 400


def understand_sheet(grid: Grid, words: Vocabulary, corrections: Corrections, on: date | None) -> SheetReading:
    """The whole reading of a sheet. Writes nothing, remembers nothing."""
    kind = corrections.kind or kind_of(grid, words)
    if kind is SheetKind.FORM:
        return forms.understand_form(grid, words, corrections, on)
    if kind is SheetKind.TRANSPOSED:
        reading = understand_list(grid.transposed(), words, corrections, on)
        reading.flipped = True
        reading.kind = SheetKind.TRANSPOSED if reading.kind is SheetKind.LIST else reading.kind
        for complaint in reading.complaints:
            complaint.row, complaint.column = complaint.column, complaint.row
        return reading
    if kind is SheetKind.EMPTY:
        return SheetReading(
            grid.name,
            kind,
            "",
            None,
            [],
            [RowReading(row, RowClass.BLANK, ("empty",)) for row in range(grid.n_rows)],
            0,
            [],
            [],
        )
    return understand_list(grid, words, corrections, on)


def kind_of(grid: Grid, words: Vocabulary) -> SheetKind:
    """Empty, form, transposed or list, by where known words stand."""
    if all(grid.is_blank_row(row) for row in range(grid.n_rows)):
        return SheetKind.EMPTY
    if forms.looks_like_form(grid, words):
        return SheetKind.FORM
    across = headers.find_header(grid, words)
    best = (
        max((headers.row_score(grid, row, words).hits for row in range(across[0], across[1] + 1)), default=0)
        if across
        else 0
    )
    if grid.n_rows <= _TRANSPOSABLE_ROWS and best < 5:
        turned = grid.transposed()
        down = headers.find_header(turned, words)
        if down is not None and max(
            headers.row_score(turned, row, words).hits for row in range(down[0], down[1] + 1)
        ) > max(best, 2):
            return SheetKind.TRANSPOSED
    return SheetKind.LIST if across else SheetKind.UNKNOWN


def understand_list(grid: Grid, words: Vocabulary, corrections: Corrections, on: date | None) -> SheetReading:
    """A sheet with one project a row."""
    header = corrections.header or headers.find_header(grid, words)
    if header is None:
        kept = [
            RowReading(row, RowClass.BLANK if grid.is_blank_row(row) else RowClass.NOTE, ("no_header",))
            for row in range(grid.n_rows)
        ]
        complaint = Complaint(grid.name, None, None, "header_not_found", {}, Severity.QUESTION)
        return SheetReading(grid.name, SheetKind.UNKNOWN, fingerprint.of_paths([]), None, [], kept, 0, [], [complaint])
    frame = read_frame(grid, header, on)
    if corrections.year is not None:
        frame = Frame(frame.title, corrections.year, frame.period, frame.money, frame.area, frame.unit_cell)
    paths = headers.paths(grid, *header)
    mapping = map_columns(paths, words, frame, grid.name, corrections, on)
    summary = corrections.kind is SheetKind.SUMMARY or (corrections.kind is None and is_summary(mapping, words))
    if words.name() and mapping.of("name") is None and not summary:
        mapping.complaints.append(
            content.find_name(grid, header[1] + 1, mapping.columns, grid.name)
            or content.named_by_firm(mapping.columns, words, grid.name)
            or Complaint(grid.name, None, None, "name_column_missing", {}, Severity.QUESTION)
        )
    shape = shape_of(grid, header, mapping, words, summary)
    classified = rows.classify(grid, shape, corrections)
    if summary:
        return _summary(grid, header, mapping, classified, frame, words)
    _helpers(grid, classified, mapping, words)
    mapping.complaints += unitless.settle(grid, classified, mapping.columns, words, grid.name)
    money = tuple(c.index for c in mapping.columns if c.target and words.by_key[c.target].kind is Kind.MONEY)
    subtotals = sums.reconcile(grid, classified, mapping.columns, shape, money)
    count = sum(1 for reading in classified if reading.kind is RowClass.PROJECT)
    complaints = mapping.complaints + _row_complaints(grid, classified, subtotals)
    if hidden := sum(row.hidden and row.kind is RowClass.PROJECT for row in classified):
        complaints.append(Complaint(grid.name, None, None, "rows_hidden", {"rows": hidden}, Severity.INFO))
    if not count:
        complaints.append(Complaint(grid.name, None, None, "no_projects", {}, Severity.INFO))
    name = mapping.of("name")
    return SheetReading(
        sheet=grid.name,
        kind=SheetKind.LIST,
        fingerprint=fingerprint.of_paths(paths),
        header=header,
        columns=mapping.columns,
        rows=classified,
        record_count=count,
        subtotals=subtotals,
        complaints=complaints,
        unit=frame.money,
        title=frame.title,
        period=frame.period,
        year=frame.year,
        defaults={**of_sheet(frame.title, grid.name, words), **corrections.defaults},
        name_column=name.index if name else None,
    )


def is_summary(mapping: Mapping, words: Vocabulary) -> bool:
    """Rows of regions with a number of projects, and no project's name: a summary."""
    if mapping.of("name") is not None or COUNT not in words.by_key:
        return False
    spelled = {spelling for column in mapping.columns for part in column.path for spelling in spellings(part)}
    return any(column.key == COUNT for spelling in spelled for column in words.words.get(spelling, ()))


def shape_of(grid: Grid, header: tuple[int, int], mapping: Mapping, words: Vocabulary, summary: bool) -> rows.Shape:
    """Where names, serials, counts and amounts stand."""
    by_target = {column.target: column.index for column in mapping.columns if column.target}
    amounts = tuple(
        c.index for c in mapping.columns if c.target and words.by_key[c.target].kind in _NUMERIC and c.target != COUNT
    )
    region = next(
        (
            column.index
            for column in mapping.columns
            if column.target and words.by_key[column.target].kind is Kind.REGION
        ),
        None,
    )
    name = by_target.get("name") if not summary else region
    serial = by_target.get("serial")
    others = tuple(
        c.index
        for c in mapping.columns
        if (c.path or c.target) and c.index not in (*amounts, name, serial) and _may_count(c, words)
    )
    headings = {
        column.index: flat(grid.text(*_leaf(grid, header, column))) for column in mapping.columns if column.path
    }
    return rows.Shape(header[1], header[0], serial, name, by_target.get(COUNT), amounts, others, headings)


def _may_count(column: ColumnReading, words: Vocabulary) -> bool:
    """May a total line print its count here? In columns of words, not of dates, codes or telephones."""
    target = words.by_key.get(column.target or "")
    return target is not None and target.kind in (
        Kind.TEXT,
        Kind.LONG_TEXT,
        Kind.CHOICE,
        Kind.COMPANY,
        Kind.ORGANISATION,
    )


def _leaf(grid: Grid, header: tuple[int, int], column: ColumnReading) -> tuple[int, int]:
    for row in range(header[1], header[0] - 1, -1):
        anchor = grid.anchor(row, column.index)
        if not grid.is_blank(*anchor):
            return anchor
    return header[1], column.index


def _helpers(grid: Grid, classified: list[RowReading], mapping: Mapping, words: Vocabulary) -> None:
    """Understand columns without a header by their content, knowing each row's innermost section."""
    sections: dict[int, str] = {}
    label = ""
    for reading in classified[:4000]:
        if reading.kind in (RowClass.SECTION, RowClass.SUBTOTAL):
            label = reading.label
        elif reading.kind is RowClass.PROJECT:
            sections[reading.index] = label
    mapping.complaints += content.helper_columns(grid, classified, mapping.columns, words, sections, grid.name)


def _row_complaints(grid: Grid, classified: list[RowReading], subtotals: list[Subtotal]) -> list[Complaint]:
    """Rows nobody can place, totals that do not agree, errors standing in lines that are no project."""
    said: list[Complaint] = []
    for reading in classified:
        kind = reading.kind
        if kind is RowClass.PROJECT:
            if "no_serial" in reading.reasons:
                said.append(Complaint(grid.name, reading.index, None, "serial_missing", {}, Severity.INFO))
            continue
        if kind is RowClass.NOTE and reading.reasons[0] in ("name_missing", "not_understood"):
            said.append(Complaint(grid.name, reading.index, None, f"row_{reading.reasons[0]}", {}, Severity.WARNING))
        elif kind in (RowClass.SUBTOTAL, RowClass.SECTION):
            for column, value in grid.cells(reading.index):
                if (
                    isinstance(value, str)
                    and value.startswith("#")
                    and flat(value) in ("#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!")
                ):
                    said.append(
                        Complaint(
                            grid.name,
                            reading.index,
                            column,
                            "cell_error",
                            {"text": value, "target": ""},
                            Severity.WARNING,
                        )
                    )
    for subtotal in subtotals:
        if subtotal.tested and not subtotal.reconciled:
            values = _differences(subtotal)
            said.append(Complaint(grid.name, subtotal.row, None, "sum_differs", values, Severity.WARNING))
    return said


def _differences(subtotal: Subtotal) -> dict[str, Any]:
    """What a total line says against what was found, column by column where they differ."""
    differ = [column for column, value in subtotal.declared.items() if value != subtotal.found[column]]
    return {
        "label": subtotal.label,
        "declared_count": subtotal.declared_count,
        "found_count": subtotal.found_count,
        "declared": {column: str(subtotal.declared[column]) for column in differ},
        "found": {column: str(subtotal.found[column]) for column in differ},
        "declared_text": " · ".join(
            [str(subtotal.declared_count or "–"), *(str(subtotal.declared[column]) for column in differ)]
        ),
        "found_text": " · ".join([str(subtotal.found_count), *(str(subtotal.found[column]) for column in differ)]),
    }


def _summary(
    grid: Grid, header: tuple[int, int], mapping: Mapping, classified: list[RowReading], frame: Frame, words: Vocabulary
) -> SheetReading:
    """A summary is shown and said, never imported as projects."""
    for reading in classified:
        if reading.kind in (RowClass.PROJECT, RowClass.CHILD):
            reading.kind, reading.reasons = RowClass.NOTE, ("summary_row",)
    complaint = Complaint(
        grid.name,
        None,
        None,
        "summary_sheet",
        {"rows": sum(r.reasons == ("summary_row",) for r in classified)},
        Severity.INFO,
    )
    return SheetReading(
        sheet=grid.name,
        kind=SheetKind.SUMMARY,
        fingerprint=fingerprint.of_paths(column.path for column in mapping.columns),
        header=header,
        columns=mapping.columns,
        rows=classified,
        record_count=0,
        subtotals=[],
        complaints=[complaint],
        unit=frame.money,
        title=frame.title,
        period=frame.period,
        year=frame.year,
    )


def sheet_records(grid: Grid, reading: SheetReading, words: Vocabulary, start: int = 0) -> Iterator[RecordReading]:
    """The records of a sheet as they stream."""
    if reading.kind is SheetKind.FORM:
        yield from forms.form_records(grid, reading, words)
    elif reading.kind in (SheetKind.LIST, SheetKind.TRANSPOSED) and reading.record_count:
        view = grid.transposed() if reading.flipped else grid
        yield from read_records(plan(view, reading, words), reading.rows, start)
