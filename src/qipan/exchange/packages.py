"""Zipped workbooks (XLSX, ODS) before the cells are read: what the package holds, and a walk over all its bytes.

Small parts are walked first, so that calamine never meets a bomb. A large sheet (a real ledger of 100,000 rows, or a large bomb) is
walked beside calamine, in the same pass that collects formats: calamine is held by the memory limit meanwhile, and the walk ends
the process the moment it finds something wrong. That halves the time of a large ledger.
"""

from __future__ import annotations

import io
import os
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from qipan.exchange import archive as zips
from qipan.exchange import sheetxml
from qipan.exchange.limits import Limits
from qipan.exchange.marks import Marks
from qipan.exchange.refusal import Refusal
from qipan.exchange.sender import Sender

LARGE = 16_000_000
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORBIDDEN = ("vbaproject.bin", "vbadata.xml")
_XLSX_NAMES = ("xlsx", "xltx", "xlsm", "xltm", "et", "ett")

Scans = dict[str, Callable[[], Marks]]


def looked_into(file: BinaryIO, extension: str, limits: Limits, sender: Sender) -> Scans:
    """Check the package; answer, by sheet name, how to wait for what its scan finds."""
    archive = zips.opened(file, limits)
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    kind = package_kind(archive, names, sender)
    found = sheetxml.book(archive) if kind == "xlsx" else sheetxml.Book()
    if len(found.sheets) > limits.sheets:
        raise Refusal("too_many_sheets", {"count": len(found.sheets), "limit": limits.sheets})
    sender.about = {"format": kind}
    if extension not in (_XLSX_NAMES if kind == "xlsx" else ("ods",)):
        sender.remarks.add("renamed")
    titles = {member: name for name, member in found.sheets if member}
    meter = zips.Meter(limits, os.fstat(file.fileno()).st_size)
    large = {info.filename for info in archive.infolist() if info.filename in titles and info.file_size > LARGE}
    for member in archive.namelist():
        if member not in large:
            for _ in watched(zips.chunks(archive, member, meter), member, titles.get(member), limits):
                pass
    file.seek(0)
    return _scans(file.read(), found, large, meter, sender) if kind == "xlsx" else {}


def package_kind(archive: zipfile.ZipFile, names: dict[str, str], sender: Sender) -> str:
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


def watched(chunks: Iterator[bytes], member: str, sheet: str | None, limits: Limits) -> Iterator[bytes]:
    """The member's bytes in blocks, each one looked at: no DTD, no values beyond the limits."""
    is_xml = member.lower().endswith(_XML)
    tail = b""
    for number, block in enumerate(sheetxml.blocks(chunks) if sheet is not None else chunks):
        if is_xml:
            if number == 0 and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in block[:64]):
                raise Refusal("entities")  # UTF-16 would hide a DTD from the search below; no program writes it
            seam = tail + block[:16]
            # "<!" is rare (comments, CDATA); looking for it first keeps the walk fast
            if (b"<!" in block and _DECLARATION.search(block)) or (b"!" in seam and _DECLARATION.search(seam)):
                raise Refusal("entities")
            tail = block[-16:]
        if sheet is not None:
            sheetxml.check_far(block, sheet, limits)
        yield block


def _scans(data: bytes, found: sheetxml.Book, large: set[str], meter: zips.Meter, sender: Sender) -> Scans:
    """Start scanning the sheets beside calamine (which lets other threads run); each answer is waited for when needed."""
    done: dict[str, Marks] = {}
    limits = sender.limits

    def work() -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name, member in found.sheets:
                    if member:
                        chunks = zips.chunks(archive, member, meter if member in large else None)
                        blocks = watched(chunks, member, name, limits) if member in large else sheetxml.blocks(chunks)
                        done[name] = sheetxml.scan(blocks, found.styles, limits)
                        if rare := done[name].settle():
                            again = sheetxml.blocks(zips.chunks(archive, member))
                            sheetxml.name_rare(again, found.styles, rare, done[name], limits)
        except Refusal as refusal:
            sender.refuse(refusal.code, refusal.values)
        except MemoryError:
            sender.refuse("too_much_memory")
        except Exception:
            sender.refuse("damaged")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def answer(name: str) -> Marks:
        thread.join()
        return done.get(name, Marks())

    return {name: (lambda name=name: answer(name)) for name, _ in found.sheets}  # type: ignore[misc]
