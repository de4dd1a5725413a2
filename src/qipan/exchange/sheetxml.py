"""What calamine leaves out of an XLSX: which part is which sheet, hidden rows and columns, number formats, error cells.

Only the small parts are parsed as XML; sheets are scanned as bytes, block by block, because 3 million cells must cost a second,
not a minute.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from qipan.exchange import archive as zips
from qipan.exchange import formats
from qipan.exchange.grid import cell_position
from qipan.exchange.limits import Limits
from qipan.exchange.marks import Marks
from qipan.exchange.refusal import Refusal

_ROOT = "xl/workbook.xml"
_STYLED = re.compile(rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="n")?><[vf]')
_STYLED_WHERE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="n")?><[vf]')
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[O-Z][A-Z][0-9]|[A-Z]{1,2}(?:[2-9][0-9]{5}|[0-9]{7}))')
_REFERENCE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_CACHED = re.compile(rb"<v>([^<]*)</v>")
_NUMBER = re.compile(rb'\b(r|min|max)="([0-9]{1,8})"')
_LONGEST_CELL = 4 << 20


@dataclass(slots=True)
class Book:
    """The parts of a workbook, in its order."""

    sheets: list[tuple[str, str]] = field(default_factory=list)  # name, member
    styles: list[str] = field(default_factory=list)  # cell style → number format
    since_1904: bool = False  # days are counted from 1904 (old Macintosh)


def parse(xml: bytes, start: object) -> None:
    """Feed `start(tag, attributes)` with local names. Refuses a DTD."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise Refusal("entities")

    def element(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()})  # type: ignore[operator]

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = element
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Refusal("damaged") from error


def book(archive: zipfile.ZipFile) -> Book:
    """Sheets with their members, and the number format of every cell style."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    targets: dict[str, str] = {}
    found = Book()

    def relation(tag: str, at: dict[str, str]) -> None:
        if tag == "Relationship" and at.get("TargetMode") != "External":
            target = at.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[at.get("Id", "")] = names.get(path.lower(), "")

    def sheet(tag: str, at: dict[str, str]) -> None:
        if tag == "sheet":
            found.sheets.append((at.get("name", ""), targets.get(at.get("id", ""), "")))
        elif tag == "workbookPr":
            found.since_1904 = at.get("date1904") in ("1", "true")

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), (_ROOT, sheet)):
        if part in names:
            parse(zips.whole(archive, names[part]), handler)
    if "xl/styles.xml" in names:
        found.styles = _styles(zips.whole(archive, names["xl/styles.xml"]))
    return found


def _styles(xml: bytes) -> list[str]:
    custom: dict[int, str] = {}
    ids: list[int] = []
    inside = False

    def style(tag: str, at: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            custom[_int(at.get("numFmtId"))] = at.get("formatCode", "")[:255]
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            ids.append(_int(at.get("numFmtId")))

    parse(xml, style)
    return [custom.get(number) or formats.BUILTIN.get(number, formats.GENERAL) for number in ids]


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes cut where a cell begins, so that no cell's tag is torn."""
    carry = b""
    for chunk in chunks:
        carry = carry + chunk if carry else chunk
        cut = max(carry.rfind(b"<c "), carry.rfind(b"<row"), carry.rfind(b"<col"))
        if cut > 0:
            yield carry[:cut]
            carry = carry[cut:]
        if len(carry) > _LONGEST_CELL:  # no spreadsheet writes such a cell; its tag is not worth keeping
            yield carry[:65536]
            carry = b""
    if carry:
        yield carry


def check_far(block: bytes, sheet: str, limits: Limits) -> None:
    """Refuses a value beyond the last row or column we read; styled empty cells far away are common and harmless."""
    for hit in _FAR.finditer(block):
        start = block.rfind(b"<", 0, hit.start())
        end = block.find(b">", hit.start())
        if block[start : start + 3] != b"<c " or end < 0 or block[end - 1 : end] == b"/":
            continue
        if block[end + 1 : end + 3] not in (b"<v", b"<i", b"<f"):
            continue
        match = _REFERENCE.match(block, hit.start() + 1)
        if match is None or len(match.group(1)) > 10:
            raise Refusal("too_many_columns", {"sheet": sheet, "limit": limits.columns})
        row, column = cell_position(match.group(1).decode())
        if row >= limits.rows:
            raise Refusal("too_many_rows", {"sheet": sheet, "limit": limits.rows})
        if column >= limits.columns:
            raise Refusal("too_many_columns", {"sheet": sheet, "limit": limits.columns})


def scan(sheet: Iterable[bytes], styles: list[str], limits: Limits) -> Marks:
    """Hidden rows and columns, formats of number cells, and the cells calamine answers wrongly (errors, dates before 1900)."""
    marks = Marks()
    pairs: Counter[tuple[bytes, bytes]] = Counter()
    for block in sheet:
        pairs.update(_STYLED.findall(block))
        _hidden(block, marks, limits)
        _errors(block, marks, limits)
        if b"<v>-" in block:
            _negative_dates(block, styles, marks)
    for (letters, style), count in pairs.items():
        marks.counted[column_number(letters), _pattern(styles, style)] += count
    return marks


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number - 1


def _pattern(styles: list[str], style: bytes) -> str:
    number = int(style[:9] or 0)
    return styles[number] if number < len(styles) else formats.GENERAL


def name_rare(
    sheet: Iterable[bytes], styles: list[str], rare: set[tuple[int, str]], marks: Marks, limits: Limits
) -> None:
    """Second pass, only where a column has more than one format: name the cells that differ."""
    columns: dict[bytes, int] = {}
    for block in sheet:
        for letters, row, style in _STYLED_WHERE.findall(block):
            column = columns.setdefault(letters, column_number(letters))
            pattern = _pattern(styles, style)
            if (column, pattern) in rare:
                if len(marks.formats) >= limits.exceptions:
                    marks.formats_cut = True
                    return
                marks.formats.append((int(row) - 1, column, pattern))


def _hits(block: bytes, needle: bytes) -> Iterator[tuple[bytes, int]]:
    """(opening tag, where it ends) for every tag that contains the needle."""
    at = block.find(needle)
    while at >= 0:
        end = block.find(b">", at)
        if end < 0:
            return
        yield block[max(block.rfind(b"<", 0, at), 0) : end + 1], end + 1
        at = block.find(needle, end)


def _hidden(block: bytes, marks: Marks, limits: Limits) -> None:
    for needle in (b' hidden="1"', b' hidden="true"'):
        for tag, _ in _hits(block, needle):
            numbers = {key: int(value) for key, value in _NUMBER.findall(tag)}
            if tag.startswith(b"<row ") and b"r" in numbers and numbers[b"r"] <= limits.rows:
                marks.hidden_rows.append(numbers[b"r"] - 1)
            elif tag.startswith(b"<col ") and b"min" in numbers and len(marks.hidden_cols) < limits.columns:
                last = min(numbers.get(b"max", numbers[b"min"]), limits.columns)
                marks.hidden_cols.extend(range(numbers[b"min"] - 1, last))


def _errors(block: bytes, marks: Marks, limits: Limits) -> None:
    for tag, end in _hits(block, b' t="e"'):
        where, value = _REFERENCE.search(tag), _CACHED.search(block, end, end + 10_000)
        if where and value and len(marks.values) < limits.exceptions and len(where.group(1)) < 11:
            row, column = cell_position(where.group(1).decode())
            marks.values.append((row, column, value.group(1)[:20].decode("ascii", "replace")))


def _negative_dates(block: bytes, styles: list[str], marks: Marks) -> None:
    for value in _CACHED.finditer(block):
        if not value.group(1).startswith(b"-"):
            continue
        start = block.rfind(b"<c ", 0, value.start())
        tag = block[start : block.find(b">", start) + 1] if start >= 0 else b""
        where, style = _REFERENCE.search(tag), _STYLE.search(tag)
        if where and style and b" t=" not in tag and formats.is_date(_pattern(styles, style.group(1))):
            try:
                marks.values.append((*cell_position(where.group(1).decode()), float(value.group(1))))
            except ValueError:
                continue
