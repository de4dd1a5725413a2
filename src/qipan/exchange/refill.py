"""Out into THEIR form: the file a county sent, the same in every respect, with new values in the cells named.

XLSX: the original's own parts with only those cells changed (`sheetpatch`). XLS, ODS, WPS and GeoJSON cannot be written here and come
back as an XLSX laid out from what was read. CSV comes back as CSV in its own encoding and separator.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import xlsxwriter

from qipan.exchange import wire
from qipan.exchange.confined import Confined
from qipan.exchange.grid import Grid, Workbook, cell_position
from qipan.exchange.limits import Limits
from qipan.exchange.reader import opened, read
from qipan.exchange.writer import csv_cell, shown, writable

Values = Mapping[tuple[str, str], Any]  # (sheet name, "F5") → new value


@dataclass(frozen=True, slots=True)
class Filled:
    """The file to hand back and the name it should bear."""

    content: bytes
    filename: str


def refill(original: bytes, filename: str, values: Values, *, limits: Limits | None = None) -> Filled:
    """The original with the values put in. Reads the original in the child first, so what is refused there is refused here."""
    limits = limits or Limits()
    workbook = read(original, filename, limits=limits)
    _check(workbook, values)
    stem = PurePath(filename).stem or "ledger"
    if workbook.format == "csv":
        return Filled(_csv(workbook, values), filename)
    if workbook.format == "xlsx":
        del workbook  # a large one need not stay while the child works
        return Filled(_patched(original, values, limits), f"{stem}.xlsx")
    return Filled(_laid_out(workbook, values), f"{stem}.xlsx")


def _check(workbook: Workbook, values: Values) -> None:
    """Refuses a sheet the file does not have (KeyError) and an address that is none (ValueError): a caller's mistake."""
    for sheet, address in values:
        if workbook.grid(sheet) is None:
            raise KeyError(sheet)
        cell_position(address)


def _by_cell(values: Values, sheet: str) -> dict[tuple[int, int], Any]:
    return {cell_position(address): value for (name, address), value in values.items() if name == sheet}


def _patched(original: bytes, values: Values, limits: Limits) -> bytes:
    """The patching takes place in a child too: a large sheet is held whole there, not in the server."""
    wanted = wire.encoded([[sheet, address, _sendable(value)] for (sheet, address), value in values.items()])
    with opened(original, limits) as source, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as out:
        told.write(wanted)
        told.flush()
        files = (source, cast(BinaryIO, told), cast(BinaryIO, out))
        Confined("qipan.exchange.filling", files, "", limits.for_size(len(original))).run(lambda frame: None)
        out.seek(0)
        return out.read()


def _sendable(value: Any) -> Any:
    """A value as JSON carries it; a spreadsheet holds no more of a Decimal than a float does."""
    return float(value) if isinstance(value, Decimal) and value.is_finite() else value


def _csv(workbook: Workbook, values: Values) -> bytes:
    grid = workbook.grids[0]
    rows = [list(row) for row in grid.rows]
    for (row, column), value in _by_cell(values, grid.name).items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer, delimiter=workbook.delimiter)
    lines.writerows([csv_cell(value) for value in row] for row in rows)
    text = buffer.getvalue()
    try:
        return text.encode(workbook.encoding)
    except UnicodeEncodeError:  # a new value has characters the old encoding lacks
        return text.encode("utf-8-sig", "replace")


def _laid_out(workbook: Workbook, values: Values) -> bytes:
    """A new XLSX with the sheets, merges, formats and hidden parts that were read."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    )
    shapes: dict[str, Any] = {}
    for grid in workbook.grids:
        _sheet(book, book.add_worksheet(grid.name), grid, _by_cell(values, grid.name), shapes)
    book.close()
    return out.getvalue()


def _sheet(book: Any, page: Any, grid: Grid, values: dict[tuple[int, int], Any], shapes: dict[str, Any]) -> None:
    if grid.hidden:
        page.hide()
    for row in grid.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})
    for column in grid.hidden_cols:
        page.set_column(column, column, None, None, {"hidden": True})
    for top, left, bottom, right in grid.merges:
        page.merge_range(top, left, bottom, right, "")

    def put(row: int, column: int, value: Any) -> None:
        pattern = grid.number_format(row, column) or _default_format(value)
        if pattern and pattern not in shapes:
            shapes[pattern] = book.add_format({"num_format": pattern})
        _value(page, row, column, value, shapes.get(pattern) if pattern else None)

    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if value is not None and (row, column) not in values:
                put(row, column, value)
    for (row, column), value in values.items():
        put(row, column, value)


def _default_format(value: Any) -> str | None:
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm:ss"
    return {date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}.get(type(value))


def _value(page: Any, row: int, column: int, value: Any, shape: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, shape)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, shape)
    elif isinstance(value, (date, time, timedelta)):
        page.write_datetime(row, column, value, shape)
    elif isinstance(value, str) or abs(value) == float("inf") or value != value:
        page.write_string(row, column, writable(shown(value)), shape)
    else:
        page.write_number(row, column, value, shape)
