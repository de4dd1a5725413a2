"""The process that opens an uploaded file: limits first, then magic bytes, then the archive, then the cells. No Django here.

Run by `exchange.reader` as its own program (never a fork of the server) with an empty environment; it answers frames (`wire`) on
standard output. Whatever a file does here, only this process dies of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from qipan.exchange import biff, confine, geojson, magic, packages, plaintext
from qipan.exchange.limits import Limits
from qipan.exchange.marks import Marks
from qipan.exchange.ole import Container
from qipan.exchange.refusal import Refusal
from qipan.exchange.sender import Sender


def main() -> None:
    """Read the file handed over."""
    confine.run(lambda files, name, limits, sender: read(files[0], name, limits, sender))


def read(file: BinaryIO, filename: str, limits: Limits, sender: Sender) -> None:
    """Recognise the file and send its sheets."""
    head = file.read(8192)
    file.seek(0)
    extension = magic.extension_of(filename)
    kind = magic.kind_of(head, filename)
    _READERS[kind](file, extension, limits, sender)
    sender.finish()


def _zip(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> None:
    scans = packages.looked_into(file, extension, limits, sender)
    file.seek(0)
    _calamine(file, limits, sender, lambda _, name: scans.get(name, Marks))


def _ole(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> None:
    data = file.read()
    container = Container(data)
    names = container.names()
    if not names:
        raise Refusal("damaged")
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise Refusal("password")
    for name, kind in (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("VisioDocument", "Visio")):
        if name in names:
            raise Refusal("other_kind", {"kind": kind})
    if not names & {"Workbook", "Book", "WORKBOOK"}:
        raise Refusal("unknown")
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise Refusal("macros")
    stream = container.stream("Workbook", "WORKBOOK", "Book")
    workbook = biff.book(stream)
    if len(workbook.starts) > limits.sheets:
        raise Refusal("too_many_sheets", {"count": len(workbook.starts), "limit": limits.sheets})
    scanned = {
        number: biff.scan(stream, workbook, number, str(number + 1), limits) for number in range(len(workbook.starts))
    }
    sender.about = {"format": "xls"}
    if extension not in ("xls", "xlt", "et", "ett"):
        sender.remarks.add("renamed")
    file.seek(0)
    _calamine(file, limits, sender, lambda number, _: lambda: scanned.get(number, Marks()))


def _calamine(file: BinaryIO, limits: Limits, sender: Sender, marks: Callable[[int, str], Callable[[], Marks]]) -> None:
    try:
        workbook = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refusal("password") from error
    except (CalamineError, OverflowError, ValueError) as error:
        raise Refusal("damaged") from error
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise Refusal("macros")
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_index(number)
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
        except (CalamineError, OverflowError, ValueError) as error:
            raise Refusal("damaged") from error
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        _check_area(about.name, height, width, limits)
        sender.sheet(
            about.name,
            _cells(sheet.iter_rows()) if sheet.end else [],
            pad=sheet.start[1] if sheet.start else 0,
            hidden=about.visible != SheetVisibleEnum.Visible,
            merges=_clipped(merges, about.name, height, width, limits),
            marks=marks(number, about.name),
        )
        del sheet


def _cells(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    try:
        yield from rows
    except (CalamineError, OverflowError, ValueError) as error:
        raise Refusal("damaged") from error


def _check_area(sheet: str, height: int, width: int, limits: Limits) -> None:
    if height > limits.rows:
        raise Refusal("too_many_rows", {"sheet": sheet, "limit": limits.rows})
    if width > limits.columns:
        raise Refusal("too_many_columns", {"sheet": sheet, "limit": limits.columns})
    if height * width > limits.cells:
        raise Refusal("too_many_cells", {"sheet": sheet, "limit": limits.cells})


def _clipped(
    merges: list[tuple[int, int, int, int]], sheet: str, height: int, width: int, limits: Limits
) -> list[tuple[int, int, int, int]]:
    """Merged ranges within the values' rectangle; whole-row merges reach to column XFD."""
    out = []
    spans = 0
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, max(height - 1, top)), min(right, max(width - 1, left))
        if top < height and left < width and (bottom > top or right > left):
            out.append((top, left, bottom, right))
            spans += right - left + 1
            if spans > limits.merge_spans:
                raise Refusal("too_many_merges", {"sheet": sheet})
    return out


def _text(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> None:
    text, encoding, damaged = plaintext.decoded(file.read())
    delimiter = plaintext.delimiter_of(text, extension)
    if extension in magic.WORKBOOKS:
        if damaged or delimiter not in text[:8192]:
            raise Refusal("unknown")
        sender.remarks.add("renamed")
    if damaged:
        sender.remarks.add("bad_bytes")
    sender.about = {"format": "csv", "encoding": encoding, "delimiter": delimiter}
    sender.sheet("CSV", plaintext.rows(text, delimiter, limits))


def _json(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> None:
    found = geojson.table(file.read(), limits)
    sender.remarks |= found.remarks
    if extension not in magic.JSONS:
        sender.remarks.add("renamed")
    sender.about = {"format": "geojson", "encoding": found.encoding}
    sender.sheet(found.name, found.rows)


_READERS: dict[str, Callable[[BinaryIO, str, Limits, Sender], None]] = {
    "zip": _zip,
    "ole": _ole,
    "text": _text,
    "json": _json,
}
