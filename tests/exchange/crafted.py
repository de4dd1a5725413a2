"""Builders of workbooks and containers, good and mangled, byte by byte. Nothing is stored."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator

import xlsxwriter
import xlwt

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/>'
    '<xf numFmtId="46"/></cellXfs></styleSheet>'
)


def workbook_xml(sheets: int = 1) -> str:
    inside = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{inside}</sheets></workbook>'


def workbook_rels(sheets: int = 1, target: str = "worksheets/sheet{}.xml", extra: str = "") -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="{target.format(n)}"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{inside}'
        f'<Relationship Id="rId900" Type="{OFFICE}/styles" Target="styles.xml"/>{extra}</Relationships>'
    )


def sheet_xml(rows: str, *, head: str = "", after: str = "") -> str:
    return f'{head or XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD_ROWS = (
    f'<row r="1">{text_cell("A1", "项目名称")}{text_cell("B1", "总投资")}</row>'
    f'<row r="2">{text_cell("A2", "一号")}<c r="B2"><v>12</v></c></row>'
)


def package(
    sheet: str | bytes | Iterable[bytes] = "",
    *,
    parts: dict[str, str | bytes] | None = None,
    without: tuple[str, ...] = (),
    add: Callable[[zipfile.ZipFile], None] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """An XLSX of one sheet, any part of it replaced, left out or added."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": workbook_xml(),
        "xl/_rels/workbook.xml.rels": workbook_rels(),
        "xl/styles.xml": STYLES,
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members.items():
            if name not in without:
                archive.writestr(name, content)
        if sheet is not None and "xl/worksheets/sheet1.xml" not in members:
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
                pieces = [sheet or sheet_xml(GOOD_ROWS)] if isinstance(sheet, (str, bytes)) else sheet
                for piece in pieces:
                    stream.write(piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece)
        if add:
            add(archive)
    return out.getvalue()


def good_xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("台账")
    for row in range(200):
        page.write_row(row, 0, [f"项目{row}", row * 10.5, "续建", row])
    book.close()
    return out.getvalue()


def good_xls() -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    for row in range(200):
        page.write(row, 0, f"项目{row}")
        page.write(row, 1, row * 10.5)
    book.save(out)
    return out.getvalue()


def zip_bomb() -> bytes:
    def pieces() -> Iterator[bytes]:
        yield f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
        row = (b'<row><c t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>") * 300
        for _ in range(250):
            yield row
        yield b"</sheetData></worksheet>"

    return package(pieces())


def lying_sizes() -> bytes:
    """A member that declares 100 bytes and unpacks to 30 MB."""
    data = bytearray(package(parts={"xl/media/a.bin": b"\0" * 30_000_000}))
    for needle in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(b"xl/media/a.bin") if needle == b"PK\x03\x04" else data.rfind(b"xl/media/a.bin")
        start = data.rfind(needle, 0, at)
        struct.pack_into("<I", data, start + (22 if needle == b"PK\x03\x04" else 24), 100)
    return bytes(data)


def nested_zip() -> bytes:
    inner = package()
    for _ in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("book.xlsx", inner)
        inner = out.getvalue()
    return inner


def entities(kind: str) -> bytes:
    if kind == "external":
        head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        return package(sheet_xml(f'<row r="1">{text_cell("A1", "&a;")}</row>', head=head))
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{levels}]>'
    if kind == "shared":
        shared = f'{head}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
        return package(
            sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), parts={"xl/sharedStrings.xml": shared}
        )
    return package(sheet_xml(f'<row r="1">{text_cell("A1", "&l9;")}</row>', head=head))


def shared_strings_bomb() -> bytes:
    """One text of 32,000 characters, used by 40,000 cells: 1.3 GB once expanded, 2 MB unpacked."""
    shared = f'{XML}<sst xmlns="{MAIN}"><si><t>{"字" * 32_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 10 + "</row>" for n in range(1, 4001))
    extra = f'<Relationship Id="rId901" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": workbook_rels(extra=extra)}
    return package(sheet_xml(rows), parts=parts)


def with_member(name: str, content: bytes = b"x", mode: int = 0) -> bytes:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)

    return package(add=add)


def encrypted_member() -> bytes:
    """The flag alone, set in both headers of one member."""
    data = bytearray(package())
    for needle, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(needle)
        struct.pack_into("<H", data, at + offset, 1)
    return bytes(data)


def ole(*names: str, payload: bytes = b"\0" * 4096) -> bytes:
    """A compound file with these streams (all the same bytes): enough for anything that looks before it reads."""
    sectors = -(-len(payload) // 512)
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:] = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directories = -(-(len(names) + 1) // 4)
    chain = [0xFFFFFFFD]
    for length in (directories, sectors):
        start = len(chain)
        chain += [*range(start + 1, start + length), 0xFFFFFFFE]
    fat = struct.pack("<128I", *(chain + [0xFFFFFFFF] * 128)[:128])
    directory = b""
    for name, kind in [("Root Entry", 5), *((name, 2) for name in names)]:
        raw = name.encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(raw)] = raw
        struct.pack_into("<HBBIII", entry, 64, len(raw) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        struct.pack_into(
            "<II", entry, 116, 0xFFFFFFFE if kind == 5 else 1 + directories, 0 if kind == 5 else len(payload)
        )
        directory += entry
    return bytes(header) + fat + directory.ljust(directories * 512, b"\0") + payload.ljust(sectors * 512, b"\0")


def looping_fat() -> bytes:
    """A compound file whose chain of sectors runs in a circle."""
    data = bytearray(ole("Workbook"))
    struct.pack_into("<128I", data, 512, *range(128))
    return bytes(data)


def encrypted_xls() -> bytes:
    """A workbook stream that starts with FILEPASS."""
    bof = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    stream = bof + struct.pack("<HH6s", 0x2F, 6, b"\1\0\1\0\1\0") + struct.pack("<HH", 0x0A, 0)
    return ole("Workbook", payload=stream.ljust(5000, b"\0"))


def ods(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'{XML}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{content}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
        archive.writestr("META-INF/manifest.xml", f"{XML}<manifest/>")
    return out.getvalue()


ODS_CELL = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'


def macro(archive: zipfile.ZipFile) -> None:
    archive.writestr("xl/vbaProject.bin", ole("VBA"))


def external_link(archive: zipfile.ZipFile) -> None:
    archive.writestr("xl/externalLinks/externalLink1.xml", f'{XML}<externalLink xmlns="{MAIN}"/>')
    archive.writestr("xl/embeddings/oleObject1.bin", ole("Ole10Native"))


def many_rows(count: int, cell: str = "<c><v>1</v></c>") -> Iterator[bytes]:
    yield f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    for start in range(0, count, 1000):
        yield "".join(f"<row>{cell}</row>" for _ in range(start, min(start + 1000, count))).encode()
    yield b"</sheetData></worksheet>"


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)
