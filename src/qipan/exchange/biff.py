"""What calamine leaves out of an XLS: hidden rows and columns, number formats, error cells, and how far the values reach."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qipan.exchange import formats
from qipan.exchange.limits import Limits
from qipan.exchange.marks import Marks
from qipan.exchange.refusal import Refusal

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR, _ROW, _COLINFO = 0x06, 0x203, 0x27E, 0xBD, 0x205, 0x208, 0x7D
_BOF, _EOF, _FILEPASS, _FORMAT, _XF, _SHEET = 0x809, 0x0A, 0x2F, 0x41E, 0xE0, 0x85
_CELLS = (_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR, 0xFD, 0x204, 0xD6)  # and LABELSST, LABEL, RSTRING


@dataclass(slots=True)
class Book:
    """Styles and where each sheet's records begin."""

    styles: list[int] = field(default_factory=list)
    custom: dict[int, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    version: int = 0x600

    def pattern(self, style: int) -> str:
        number = self.styles[style] if style < len(self.styles) else 0
        return self.custom.get(number) or formats.BUILTIN.get(number, formats.GENERAL)


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """(kind, where its body begins, body length) until the end of this substream."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + size > len(stream):
            return
        yield kind, at, size
        at += size
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return


def book(stream: bytes) -> Book:
    """The globals. Refuses an encrypted workbook and what is no workbook."""
    found = Book()
    first = True
    for kind, at, size in records(stream):
        if first:
            if kind != _BOF or size < 4:
                raise Refusal("damaged")
            found.version = struct.unpack_from("<H", stream, at)[0]
            first = False
        if kind == _FILEPASS:
            raise Refusal("password")
        if kind == _XF and size >= 4:
            found.styles.append(struct.unpack_from("<H", stream, at + 2)[0])
        elif kind == _SHEET and size >= 8:
            start, _, sheet_type = struct.unpack_from("<IBB", stream, at)
            if sheet_type == 1:
                raise Refusal("macros")  # an Excel 4 macro sheet
            found.starts.append(start)
        elif kind == _FORMAT and size >= 5 and found.version == 0x600:
            number, length, wide = struct.unpack_from("<HHB", stream, at)
            raw = stream[at + 5 : at + 5 + length * (2 if wide & 1 else 1)]
            found.custom[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:255]
    if first:
        raise Refusal("damaged")
    return found


def scan(stream: bytes, workbook: Book, number: int, sheet: str, limits: Limits) -> Marks:
    """One sheet's marks. Refuses values beyond the limits, before anything dense is built."""
    marks = Marks()
    if number >= len(workbook.starts):
        return marks
    styled: list[tuple[int, int, int]] = []
    last_row = last_column = 0
    for kind, at, size in records(stream, workbook.starts[number]):
        if kind in (_ROW, _COLINFO):
            _hidden(stream, kind, at, size, marks, limits)
        elif kind in _CELLS and size >= 6:
            row, column, _ = struct.unpack_from("<HHH", stream, at)
            found = list(_styles(stream, kind, at, size))
            styled += found
            last_row, last_column = max(last_row, row), max(last_column, column, *(cell[1] for cell in found))
            _error(stream, kind, at, size, row, column, marks)
    if last_column >= limits.columns:
        raise Refusal("too_many_columns", {"sheet": sheet, "limit": limits.columns})
    if (last_row + 1) * (last_column + 1) > limits.cells:
        raise Refusal("too_many_cells", {"sheet": sheet, "limit": limits.cells})
    _formats(styled, workbook, marks, limits)
    return marks


def _hidden(stream: bytes, kind: int, at: int, size: int, marks: Marks, limits: Limits) -> None:
    if kind == _ROW and size >= 16:
        row, flags = struct.unpack_from("<H10xH", stream, at)
        if flags & 0x20:
            marks.hidden_rows.append(row)
    elif kind == _COLINFO and size >= 10:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", stream, at)
        if flags & 1:
            marks.hidden_cols.extend(range(first, min(last + 1, limits.columns)))


def _styles(stream: bytes, kind: int, at: int, size: int) -> Iterator[tuple[int, int, int]]:
    """(row, column, style) of the numbers in a record; one MULRK record holds a stretch of them."""
    row, column, style = struct.unpack_from("<HHH", stream, at)
    if kind == _MULRK:
        for offset, cell in enumerate(range(4, size - 2, 6)):
            yield row, column + offset, struct.unpack_from("<H", stream, at + cell)[0]
    elif kind in (_NUMBER, _RK, _FORMULA):
        yield row, column, style


def _error(stream: bytes, kind: int, at: int, size: int, row: int, column: int, marks: Marks) -> None:
    if kind == _BOOLERR and size >= 8 and stream[at + 7]:
        marks.values.append((row, column, ERRORS.get(stream[at + 6], "#ERR!")))
    elif kind == _FORMULA and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
        marks.values.append((row, column, ERRORS.get(stream[at + 8], "#ERR!")))


def _formats(styled: list[tuple[int, int, int]], workbook: Book, marks: Marks, limits: Limits) -> None:
    for (column, style), count in Counter((column, style) for _, column, style in styled).items():
        marks.counted[column, workbook.pattern(style)] += count
    rare = marks.settle()
    if not rare:
        return
    for row, column, style in styled:
        pattern = workbook.pattern(style)
        if (column, pattern) in rare:
            if len(marks.formats) >= limits.exceptions:
                marks.formats_cut = True
                return
            marks.formats.append((row, column, pattern))
