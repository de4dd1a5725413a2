"""The process that puts values into an XLSX: three files handed over, the original, the values, and the empty one to fill."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from typing import Any, BinaryIO

from qipan.exchange import archive as zips
from qipan.exchange import confine, sheetxml, wire
from qipan.exchange.grid import cell_position
from qipan.exchange.limits import Limits
from qipan.exchange.sender import Sender
from qipan.exchange.sheetpatch import Patch

_LARGEST = 200_000_000  # bytes this process may write


def main() -> None:
    """Fill the form handed over."""
    confine.run(fill, writable=_LARGEST)


def fill(files: list[BinaryIO], _: str, limits: Limits, sender: Sender) -> None:
    """Copy the original part by part, the named cells changed."""
    source, told, target = files
    told.seek(0)
    wanted: dict[str, dict[tuple[int, int], Any]] = {}
    for sheet, address, value in wire.decoded(told.read()):
        wanted.setdefault(sheet, {})[cell_position(address)] = value
    copy(source, target, wanted, limits)
    target.flush()
    sender.done()


def copy(source: BinaryIO, target: BinaryIO, wanted: Mapping[str, dict[tuple[int, int], Any]], limits: Limits) -> None:
    """Every part as it is but the sheets with new values, and the order to work formulas out anew."""
    meter = zips.Meter(limits, os.fstat(source.fileno()).st_size)
    with zips.opened(source, limits) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        book = sheetxml.book(package)
        sheets = {member: name for name, member in book.sheets if member}
        patch = Patch(book.styles, since_1904=book.since_1904)
        for member in package.infolist():
            info = zipfile.ZipInfo(member.filename, member.date_time)
            info.compress_type = zipfile.ZIP_DEFLATED
            chunks = zips.chunks(package, member.filename, meter)
            values = wanted.get(sheets.get(member.filename, ""), {})
            with out.open(info, "w") as stream:
                if values:
                    stream.write(patch.sheet(b"".join(chunks), values))
                elif wanted and member.filename.lower().lstrip("/") == "xl/workbook.xml":
                    stream.write(_recalculated(b"".join(chunks)))
                else:
                    for chunk in chunks:
                        stream.write(chunk)


def _recalculated(xml: bytes) -> bytes:
    """Ask Excel to work formulas out anew when it opens the form."""
    start = xml.find(b"calcPr")
    if start < 0 or b"fullCalcOnLoad" in xml:
        return xml
    return xml[: start + 6] + b' fullCalcOnLoad="1"' + xml[start + 6 :]
