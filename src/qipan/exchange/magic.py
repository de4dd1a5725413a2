"""What a file is by its first bytes, never by its name. The name only has to be on the list."""

from __future__ import annotations

import re

from qipan.exchange.refusal import Refusal

WORKBOOKS = ("xlsx", "xls", "et", "ett", "ods", "xlt", "xltx", "xlsm", "xltm", "xlsb")
TEXTS = ("csv", "tsv", "txt")
JSONS = ("geojson", "json")
EXTENSIONS = (*WORKBOOKS, *TEXTS, *JSONS)

# First bytes → refusal. Text-like kinds are looked for after white space and a byte order mark are passed over.
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "other_kind", "PDF"),
    (b"\x89PNG", "other_kind", "PNG"),
    (b"\xff\xd8\xff", "other_kind", "JPEG"),
    (b"GIF8", "other_kind", "GIF"),
    (b"II*\0", "other_kind", "TIFF"),
    (b"MM\0*", "other_kind", "TIFF"),
    (b"{\\rtf", "other_kind", "RTF"),
    (b"MZ", "unknown", ""),
    (b"\x7fELF", "unknown", ""),
    (b"Rar!", "archive", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "7z"),
    (b"\x1f\x8b", "archive", "GZ"),
    (b"BZh", "archive", "BZ2"),
    (b"\xfd7zXZ", "archive", "XZ"),
    (b"SQLite format 3", "other_kind", "SQLite"),
)
_WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script)\b", re.IGNORECASE)


def extension_of(filename: str) -> str:
    """The ending in lower case, without the dot."""
    return filename.rpartition(".")[2].strip().lower() if "." in filename else ""


def kind_of(head: bytes, filename: str) -> str:
    """zip | ole | biff | json | text, by the first bytes. Refuses everything that is no table."""
    extension = extension_of(filename)
    if extension not in EXTENSIONS:
        raise Refusal("extension", {"extension": f".{extension[:20]}"})
    if not head:
        raise Refusal("empty")
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head[:4] in (
        b"\x09\x08\x10\x00",
        b"\x09\x08\x08\x00",
        b"\x09\x04\x06\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x00\x04\x00",
    ):
        raise Refusal("old_excel")
    for magic, code, kind in _BINARY:
        if head.startswith(magic):
            raise Refusal(code, {"kind": kind})
    return _text_kind(head, extension)


def _text_kind(head: bytes, extension: str) -> str:
    text = head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.replace(b"\0", b"")[2:]
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:13].lower() == b"mime-version:":
        raise Refusal("web_archive")
    if text[:5] == b"<?xml" or text[:1] == b"<":
        if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
            raise Refusal("xml_2003")
        if _WEB.search(text[:2000]):
            raise Refusal("html_table")
    if extension in JSONS or (text[:1] in b"{[" and text and extension not in TEXTS):
        return "json"
    if text[:5] == b"<?xml":
        raise Refusal("unknown")
    return "text"
