"""CSV, TSV and TXT: which characters, which separator, then rows of text. Numbers stay text; the importer knows what they mean."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from qipan.exchange.cellsafe import restored
from qipan.exchange.limits import Limits
from qipan.exchange.refusal import Refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_COMMON = re.compile(rb"[\xb0-\xf7\xa1-\xa3\xa9][\xa1-\xfe]")  # GB 2312 characters and signs
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_DELIMITERS = ",\t;|"
_SAMPLE = 64_000


def decoded(data: bytes) -> tuple[str, str, bool]:
    """Text, encoding, and whether damaged bytes were replaced. Refuses what is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _tolerant(data, encoding, trusted=True)
    if b"\0" in data:
        encoding = _wide(data)
        if encoding:
            return _tolerant(data, encoding)
    try:
        return _readable(data.decode("utf-8")), "utf-8", False
    except UnicodeDecodeError:
        pass
    scored = _legacy(data)
    if scored:
        return scored
    text, encoding, _ = _tolerant(data, "utf-8")
    return text, encoding, True


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows NULs at every other place (ASCII parts) on one side only."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    half = max(len(data[:4000]) // 2, 1)
    if odd > half * 0.2 and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.2 and odd * 10 < even else ""


def _tolerant(data: bytes, encoding: str, trusted: bool = False) -> tuple[str, str, bool]:
    """Decoded with damaged bytes replaced, as long as they are few; a byte order mark is trusted to stand before text."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    others = sum(1 for character in text[:2_000_000] if character > "\x7f") - bad
    if bad > 2 and bad * 20 > others:
        raise Refusal("encoding")
    return text if trusted else _readable(text), encoding, bad > 0


def _readable(text: str) -> str:
    """Refuses text with so many control characters that it is some program's file."""
    sample = text[:200_000]
    if sample and (len(_CONTROL.findall(sample)) + sample.count("\0")) * 100 > len(sample) + 100:
        raise Refusal("unknown")
    return text


def _legacy(data: bytes) -> tuple[str, str, bool] | None:
    """GB 18030 or Windows-1252: Chinese comes in pairs of high bytes of the common range, Western accents stand alone."""
    sample = data[: 4 * 1024 * 1024]
    high = sum(map(len, _HIGH.findall(sample)))
    common = 2 * len(_COMMON.findall(sample))
    text = data.decode("gb18030", "replace")
    bad = text.count("\ufffd")
    utf8 = data.decode("utf-8", "replace")
    torn = utf8.count("\ufffd")
    others = sum(1 for character in utf8[:2_000_000] if character > "\x7f") - torn
    if torn * 20 < others or (torn <= 3 and others >= 3 * torn):
        return None  # UTF-8 with a few damaged bytes
    if common >= high * 0.7 and (bad <= 2 or bad * 50 <= common):
        return _readable(text), "gb18030", bad > 0
    if bad == 0 and common >= high * 0.4:
        return _readable(text), "gb18030", False
    if high * 3 < len(sample):
        western = data.decode("cp1252", "replace")
        return _readable(western), "cp1252", "\ufffd" in western
    raise Refusal("encoding")


def delimiter_of(text: str, extension: str = "") -> str:
    """The separator under which the first lines have the same number of cells, most cells first."""
    if extension == "tsv":
        return "\t"
    sample = text[:_SAMPLE]
    best, best_score = ",", 0.0
    for candidate in _DELIMITERS:
        if candidate not in sample:
            continue
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=candidate) if row]
        except csv.Error:
            continue
        widths = (widths[:-1] or widths)[:200]
        width, count = Counter(widths).most_common(1)[0]
        score = (count / len(widths)) * min(width, 40) if width > 1 else 0.0
        if score > best_score:
            best, best_score = candidate, score
    return best


def rows(text: str, delimiter: str, limits: Limits) -> Iterator[list[str | None]]:
    """Rows with formula guards taken off; "" becomes None. Refuses endless cells, too many rows or columns."""
    csv.field_size_limit(limits.field)
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = total = 0
    while True:
        line = source.line_num + 1
        try:
            row = next(source, None)
        except csv.Error as error:
            raise Refusal("cell_too_long", {"line": line, "limit": limits.field}) from error
        if row is None:
            return
        number += 1
        total += len(row)
        if number > limits.rows:
            raise Refusal("too_many_rows", {"sheet": "CSV", "limit": limits.rows})
        if len(row) > limits.columns and any(row[limits.columns :]):
            raise Refusal("too_many_columns", {"sheet": "CSV", "limit": limits.columns})
        if total > limits.cells:
            raise Refusal("too_many_cells", {"sheet": "CSV", "limit": limits.cells})
        yield [restored(cell) or None for cell in row]
