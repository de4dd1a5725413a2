"""The process that opens an uploaded file: limits first, then magic bytes, then the archive, then the cells. It knows no Django.

Run by `exchange.reader` as its own program (never a fork of the server) with an empty environment; it answers frames (`wire`) on
standard output. Whatever a file does here, only this process dies of it.
"""

from __future__ import annotations

import gc
import io
import json
import os
import re
import resource
import signal
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from qipan.exchange import archive as zips
from qipan.exchange import biff, geojson, magic, plaintext, sheetxml, wire
from qipan.exchange.limits import MEGA, Limits
from qipan.exchange.marks import Marks
from qipan.exchange.ole import Container
from qipan.exchange.refusal import Refusal

_ROWS_A_FRAME = 500
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORBIDDEN = ("vbaproject.bin", "vbadata.xml")


def main() -> None:
    """argv: file descriptor, file name, limits as JSON."""
    limits = Limits(**json.loads(sys.argv[3]))
    _confine(limits)
    gc.disable()  # a short life: collecting would only walk millions of cells
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 18)
    try:
        with os.fdopen(int(sys.argv[1]), "rb") as file:
            read(file, sys.argv[2], limits, out)
    except Refusal as refusal:
        wire.send(out, wire.encoded({"refusal": refusal.code, "values": refusal.values}))
    except MemoryError:
        wire.send(out, wire.encoded({"refusal": "too_much_memory"}))
    except BaseException as error:  # noqa: BLE001 - calamine's panics are BaseExceptions; all of them mean "damaged"
        wire.send(out, wire.encoded({"refusal": "damaged", "values": {"why": type(error).__name__}}))
    out.flush()
    os._exit(0)  # no clean-up of what is thrown away anyway; a scanning thread may still run


def _confine(limits: Limits) -> None:
    """Memory, CPU, no new files, no core dump; and an alarm should the parent be gone."""
    for what, amount in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (amount, amount))
    signal.alarm(int(limits.wall) + 5)


def read(file: BinaryIO, filename: str, limits: Limits, out: BinaryIO) -> None:
    """Recognise the file and send its sheets."""
    head = file.read(8192)
    file.seek(0)
    extension = magic.extension_of(filename)
    kind = magic.kind_of(head, filename)
    sender = Sender(out, limits)
    _READERS[kind](file, extension, limits, sender)
    sender.finish()


class Sender:
    """Frames of rows, counted: too many cells or too much text is refused while it flows."""

    def __init__(self, out: BinaryIO, limits: Limits) -> None:
        self.out, self.limits = out, limits
        self.text = self.cells = self.filled_rows = 0
        self.remarks: set[str] = set()
        self.about: dict[str, str] = {}

    def sheet(
        self,
        name: str,
        rows: Iterable[list[Any]],
        *,
        pad: int = 0,
        hidden: bool = False,
        merges: list[tuple[int, int, int, int]] | None = None,
        marks: Callable[[], Marks] = Marks,
    ) -> None:
        """One sheet: its head, its rows, then what is known besides values."""
        self._send({"sheet": name, "hidden": hidden})
        empty = [None] * pad
        batch: list[list[Any]] = []
        for row in rows:
            batch.append(_trimmed(empty + row if pad else row))
            if len(batch) >= _ROWS_A_FRAME:
                self._rows(batch)
                batch = []
        self._rows(batch)
        found = marks()
        if found.formats_cut:
            self.remarks.add("formats_cut")
        self.filled_rows += len(found.values)
        self._send(
            {
                "merges": merges or [],
                "hidden_rows": found.hidden_rows,
                "hidden_cols": found.hidden_cols,
                "columns": list(found.column_formats.items()),
                "formats": found.formats,
                "values": found.values,
            }
        )

    def finish(self) -> None:
        if not self.filled_rows:
            raise Refusal("no_table")
        self._send({"end": True, "remarks": sorted(self.remarks), **self.about})
        self.out.flush()

    def _rows(self, batch: list[list[Any]]) -> None:
        cells = sum(map(len, batch))
        self.cells += cells
        self.filled_rows += sum(map(bool, batch))
        if self.cells > 2 * self.limits.cells:
            raise Refusal("too_many_cells", {"sheet": "", "limit": self.limits.cells})
        body = wire.encoded(batch)
        self.text += len(body)
        if self.text > self.limits.text + self.limits.text_per_cell * self.cells:
            raise Refusal("too_much_text", {"limit": self.limits.text // MEGA})
        if len(body) > wire.FRAME_LIMIT:
            raise Refusal("too_much_text", {"limit": self.limits.text // MEGA})
        wire.send(self.out, body)

    def _send(self, frame: dict[str, Any]) -> None:
        wire.send(self.out, wire.encoded(frame))


def _trimmed(row: list[Any]) -> list[Any]:
    """Empty text is None; nothing after the last value."""
    if "" in row:
        row = [None if value == "" else value for value in row]
    while row and row[-1] is None:
        row.pop()
    return row


def _zip(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> None:
    size = os.fstat(file.fileno()).st_size
    archive = zips.opened(file, limits)
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    kind = _package_kind(archive, names, sender)
    meter = zips.Meter(limits, size)
    found = sheetxml.book(archive) if kind == "xlsx" else sheetxml.Book()
    if len(found.sheets) > limits.sheets:
        raise Refusal("too_many_sheets", {"count": len(found.sheets), "limit": limits.sheets})
    titles = {member: name for name, member in found.sheets}
    for member in archive.namelist():
        _walk(archive, member, titles.get(member), meter, limits)
    sender.about = {"format": kind}
    if (
        extension not in ("xlsx", "xltx", "xlsm", "xltm", "et", "ett")
        and kind == "xlsx"
        or (kind == "ods" and extension != "ods")
    ):
        sender.remarks.add("renamed")
    file.seek(0)
    scans = {} if kind == "ods" else _scans(file.read(), found, limits)
    file.seek(0)
    _calamine(file, limits, sender, lambda _, name: scans.get(name, Marks))


def _package_kind(archive: zipfile.ZipFile, names: dict[str, str], sender: Sender) -> str:
    if any(
        name.rpartition("/")[2] in _FORBIDDEN or name.startswith(("xl/macrosheets/", "xl/activex/")) for name in names
    ):
        raise Refusal("macros")
    if "xl/workbook.xml" in names:
        types = names.get("[content_types].xml")
        if types and b"macroEnabled" in zips.whole(archive, types):
            raise Refusal("macros")
        if any(name.startswith("xl/externallinks/") for name in names):
            sender.remarks.add("external_links")
        if any(name.startswith("xl/embeddings/") for name in names):
            sender.remarks.add("embedded")
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refusal("binary_workbook")
    if "mimetype" in names and b"opendocument.spreadsheet" in zips.whole(archive, names["mimetype"]):
        if any(name.startswith("basic/") for name in names):
            raise Refusal("macros")
        if b"manifest:encryption-data" in zips.whole(archive, names.get("meta-inf/manifest.xml", "mimetype")):
            raise Refusal("password")
        return "ods"
    for part, kind in (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio")):
        if any(name.startswith(part) for name in names):
            raise Refusal("other_kind", {"kind": kind})
    raise Refusal("archive", {"kind": "ZIP"})


def _walk(archive: zipfile.ZipFile, member: str, sheet: str | None, meter: zips.Meter, limits: Limits) -> None:
    """Unpack one member into nothing, counting; refuse DTDs and values beyond the limits on the way."""
    chunks = zips.chunks(archive, member, meter)
    is_xml = member.lower().endswith(_XML)
    tail = b""
    for number, block in enumerate(sheetxml.blocks(chunks) if sheet is not None else chunks):
        if is_xml:
            if number == 0 and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in block[:64]):
                raise Refusal("entities")
            # "<!" is rare (comments, CDATA), so looking for it first keeps the walk fast
            if b"!" in tail + block[:16] or b"<!" in block:
                if _DECLARATION.search(tail + block[:16]) or _DECLARATION.search(block):
                    raise Refusal("entities")
            tail = block[-16:]
        if sheet is not None:
            sheetxml.check_far(block, sheet, limits)


def _scans(data: bytes, found: sheetxml.Book, limits: Limits) -> dict[str, Callable[[], Marks]]:
    """Start scanning all sheets beside calamine (which lets other threads run); each answer is waited for when it is needed."""
    done: dict[str, Marks] = {}
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name, member in found.sheets:
                    if member:
                        done[name] = sheetxml.scan(archive, member, found.styles, limits)
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def answer(name: str) -> Marks:
        thread.join()
        if failed:
            raise failed[0]
        return done.get(name, Marks())

    return {name: (lambda name=name: answer(name)) for name, _ in found.sheets}  # type: ignore[misc]


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
