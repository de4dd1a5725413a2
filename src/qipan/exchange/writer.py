"""Our own ledger out: XLSX and CSV, streamed, safe against formula injection, so made that reading it back gives the same cells.

Rows are sequences in the order of `columns`, already in the unit the header names; percent is 0–100. Strings are always text.
"""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from qipan.core.columns import Column, Kind
from qipan.exchange.cellsafe import protected

LONGEST_CELL = 32_767  # Excel's own limit for one cell
_EXACT = 1 << 53  # whole numbers beyond lose digits as a spreadsheet number
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PIXELS_A_CHARACTER = 7

NUMBER_FORMATS: dict[Kind, str] = {
    Kind.MONEY: "#,##0.00####",
    Kind.AREA: "#,##0.00##",
    Kind.NUMBER: "#,##0.######",
    Kind.PERCENT: "0.00%",
    Kind.POSITION: "0.000000",
    Kind.DATE: "yyyy-mm-dd",
}
_WRAPPED = (Kind.LONG_TEXT,)


@dataclass(slots=True)
class Written:
    """How many rows went out, and how many texts were longer than a spreadsheet cell and were cut."""

    rows: int = 0
    cut: int = 0


def write_xlsx(
    target: str | os.PathLike[str] | BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "Ledger",
    headers: Sequence[str] | None = None,
) -> Written:
    """A workbook of one sheet: header, frozen first row, filter, widths, formats by kind. Memory does not grow with the rows."""
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(sheet_name(sheet))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#EEF2F6"})
    page.freeze_panes(1, 0)
    page.set_row(0, 30, head)
    cells = _Cells(book, page)
    for index, column in enumerate(columns):
        page.set_column(index, index, max(column.width / _PIXELS_A_CHARACTER, 6))
    for index, title in enumerate(headers or [str(column.label) for column in columns]):
        cells.put(0, index, title, Kind.TEXT, head)
    for row in rows:
        cells.written.rows += 1
        for index, value in enumerate(row):
            cells.put(cells.written.rows, index, value, columns[index].kind)
    if columns:
        page.autofilter(0, 0, cells.written.rows, len(columns) - 1)
    book.close()
    return cells.written


def sheet_name(text: str) -> str:
    """A name Excel accepts: none of []:*?/\\, no quote at the ends, at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", writable(text)).strip(" '")[:31].strip(" '") or "Ledger"


def writable(text: str) -> str:
    """Text without what XML cannot hold (lone surrogates, U+FFFE, U+FFFF)."""
    return _UNWRITABLE.sub("\ufffd", text)


class _Cells:
    """Writes one value as what it is, never as what it looks like."""

    def __init__(self, book: Any, page: Any) -> None:
        self.page = page
        self.written = Written()
        self._book = book
        self._formats: dict[tuple[str | None, bool], Any] = {}

    def format(self, pattern: str | None, wrapped: bool = False) -> Any:
        """The cell format of a number pattern, made once."""
        key = (pattern, wrapped)
        if key not in self._formats:
            shape: dict[str, Any] = {"valign": "top"}
            if pattern:
                shape["num_format"] = pattern
            if wrapped:
                shape["text_wrap"] = True
            self._formats[key] = self._book.add_format(shape)
        return self._formats[key]

    def put(self, row: int, column: int, value: Any, kind: Kind, shape: Any = None) -> None:
        if value is None or value == "":
            return
        pattern = NUMBER_FORMATS.get(kind)
        if isinstance(value, bool):
            self.page.write_boolean(row, column, value, shape)
        elif isinstance(value, (int, float, Decimal)):
            self._number(row, column, value, pattern, kind)
        elif isinstance(value, (date, datetime)) and value.year > 1900:
            moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            self.page.write_datetime(
                row, column, moment, self.format("yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd")
            )
        else:
            self._text(row, column, shown(value), shape or self.format(None, kind in _WRAPPED))

    def _number(self, row: int, column: int, value: float | Decimal, pattern: str | None, kind: Kind) -> None:
        if not math.isfinite(value) or (isinstance(value, int) and abs(value) > _EXACT):
            self._text(row, column, shown(value), self.format(None))
            return
        if kind == Kind.PERCENT:
            value = Decimal(repr(value) if isinstance(value, float) else value) / 100
        self.page.write_number(row, column, value, self.format(pattern))

    def _text(self, row: int, column: int, text: str, shape: Any) -> None:
        text = writable(text)
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + "…"
            self.written.cut += 1
        self.page.write_string(row, column, text, shape)


def shown(value: Any) -> str:
    """A value as plain text, the same in every language."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else str(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    return str(value)


def csv_chunks(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, headers: Sequence[str] | None = None
) -> Iterator[bytes]:
    """The ledger as UTF-8 CSV with a byte order mark, a few hundred rows at a time: what a streaming answer sends."""
    buffer = io.StringIO(newline="")
    line = csv.writer(buffer)
    buffer.write("\ufeff")
    line.writerow([csv_cell(title) for title in headers or [str(column.label) for column in columns]])
    for number, row in enumerate(rows):
        line.writerow([csv_cell(value) for value in row])
        if number % 256 == 255:
            yield buffer.getvalue().encode("utf-8")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8")


def csv_cell(value: Any) -> str:
    """Numbers stay bare (a negative one is no formula); text that would run is guarded."""
    return protected(_UNWRITABLE.sub("\ufffd", value)) if isinstance(value, str) else shown(value)


def write_csv(
    target: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, headers: Sequence[str] | None = None
) -> None:
    for chunk in csv_chunks(columns, rows, headers=headers):
        target.write(chunk)
