"""Hostile and mangled files, built here and never stored. Each case: a name, a file name, its bytes, and what must come of it."""

from __future__ import annotations

import io
import json
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Case:
    """`outcome`: codes it may be refused with, or "reads" when a right reading is due."""

    name: str
    filename: str
    build: Callable[[], bytes]
    outcome: tuple[str, ...]


DDE = (
    '<row r="1"><c r="A1" t="str"><f>cmd|\'/c calc\'!A1</f><v>=cmd|\'/c calc\'!A1</v></c>'
    + text_cell("B1", "=1+1")
    + "</row>"
)
DATES = (
    '<row r="1"><c r="A1" s="1"><v>-5</v></c><c r="B1" s="1"><v>1e10</v></c><c r="C1" s="1"><v>44621</v></c>'
    '<c r="D1"><v>NaN</v></c><c r="E1"><v>1e999</v></c></row>'
)
HTML = "<html><head><meta charset=gb2312></head><body><table><tr><td>项目</td></tr></table></body></html>"
MHT = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>"
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
CSV = "序号,项目名称,总投资（万元）\r\n1,道路工程,1200\r\n2,标准厂房,3400\r\n"
DEEP = b'{"features":' + b"[" * 200_000 + b"]" * 200_000 + b"}"

R = ("reads",)
CASES: tuple[Case, ...] = (
    Case("zip bomb of one sheet", "a.xlsx", zip_bomb, ("ratio",)),
    Case("zip bomb in a picture", "a.xlsx", lambda: package(parts={"xl/media/a.png": b"\0" * 120_000_000}), ("ratio",)),
    Case("member that lies about its size", "a.xlsx", lying_sizes, ("damaged", "ratio")),
    Case("zip in a zip in a zip", "a.xlsx", nested_zip, ("archive",)),
    Case("workbook embedded in itself", "a.xlsx", lambda: with_member("xl/embeddings/b.xlsx", package()), R),
    Case(
        "sparse sheet A1 + XFD1048576",
        "a.xlsx",
        lambda: package(
            sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        ),
        ("too_many_rows",),
    ),
    Case(
        "sparse sheet with references in single quotes",
        "a.xlsx",
        lambda: package(
            sheet_xml("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")
        ),
        ("too_much_memory", "damaged"),
    ),
    Case(
        "styled empty cells at the sheet's far corner",
        "a.xlsx",
        lambda: package(sheet_xml(GOOD_ROWS + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
        R,
    ),
    Case(
        "16,000 columns",
        "a.xlsx",
        lambda: package(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="WQJ1"><v>1</v></c></row>')),
        ("too_many_columns",),
    ),
    Case(
        "reference beyond any sheet",
        "a.xlsx",
        lambda: package(sheet_xml('<row r="1"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')),
        ("too_many_columns", "damaged"),
    ),
    Case(
        "200 rows by 400 columns wide apart",
        "a.xlsx",
        lambda: package(
            sheet_xml('<row r="1"><c r="OA1"><v>1</v></c></row><row r="199999"><c r="A199999"><v>1</v></c></row>')
        ),
        ("too_many_cells", "too_much_memory"),
    ),
    Case("300,000 rows without references", "a.xlsx", lambda: package(many_rows(300_000)), ("too_many_rows",)),
    Case("external entity", "a.xlsx", lambda: entities("external"), ("entities",)),
    Case("billion laughs in the sheet", "a.xlsx", lambda: entities("laughs"), ("entities",)),
    Case("billion laughs in the shared strings", "a.xlsx", lambda: entities("shared"), ("entities",)),
    Case(
        "DTD hidden in UTF-16",
        "a.xlsx",
        lambda: package(
            f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet xmlns="{MAIN}"/>'.encode("utf-16")
        ),
        ("entities",),
    ),
    Case("one long text used 40,000 times", "a.xlsx", shared_strings_bomb, ("too_much_text", "too_much_memory")),
    Case("macro in a workbook named .xlsx", "a.xlsx", lambda: package(add=macro), ("macros",)),
    Case("macro workbook", "a.xlsm", lambda: package(add=macro), ("macros",)),
    Case(
        "macro-enabled by its content type",
        "a.xlsx",
        lambda: package(
            parts={
                "[Content_Types].xml": TYPES.replace(
                    "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
                )
            }
        ),
        ("macros",),
    ),
    Case("Excel 4 macro sheet", "a.xlsx", lambda: with_member("xl/macrosheets/sheet1.xml"), ("macros",)),
    Case("XLS with macros", "a.xls", lambda: ole("Workbook", "_VBA_PROJECT_CUR"), ("macros",)),
    Case("external links and embedded objects", "a.xlsx", lambda: package(add=external_link), R),
    Case("formulas with DDE", "a.xlsx", lambda: package(sheet_xml(DDE)), R),
    Case("password-protected workbook", "a.xlsx", lambda: ole("EncryptionInfo", "EncryptedPackage"), ("password",)),
    Case("password-protected XLS", "a.xls", encrypted_xls, ("password",)),
    Case("encrypted member", "a.xlsx", encrypted_member, ("password",)),
    Case("Word document under the name of a workbook", "a.xls", lambda: ole("WordDocument"), ("other_kind",)),
    Case("OLE of an unknown program", "a.xls", lambda: ole("Contents"), ("unknown",)),
    Case("OLE whose chain runs in a circle", "a.xls", looping_fat, ("unknown", "damaged")),
    Case("OLE of 20 bytes", "a.xls", lambda: ole("Workbook")[:20], ("damaged",)),
    Case("PDF with a zip behind it", "a.xlsx", lambda: b"%PDF-1.7\n" + package(), ("other_kind",)),
    Case("program with a zip behind it", "a.xlsx", lambda: b"MZ\x90\0" + package(), ("unknown",)),
    Case("picture with a zip behind it", "a.xlsx", lambda: b"GIF89a" + package(), ("other_kind",)),
    Case("zip with a page of HTML behind it", "a.xlsx", lambda: package() + HTML.encode(), (*R, "damaged")),
    Case(
        "cell of 10 MB",
        "a.xlsx",
        lambda: package(sheet_xml(f'<row r="1">{text_cell("A1", "A" * 10_000_000)}</row>')),
        (*R, "ratio"),
    ),
    Case(
        "cell of 60 MB",
        "a.xlsx",
        lambda: package(sheet_xml(f'<row r="1">{text_cell("A1", "A" * 60_000_000)}</row>')),
        ("ratio",),
    ),
    Case("zip slip", "a.xlsx", lambda: with_member("../../etc/cron.d/x"), ("unsafe_archive",)),
    Case("zip slip with backslashes", "a.xlsx", lambda: with_member("..\\..\\x.dll"), ("unsafe_archive",)),
    Case("absolute member", "a.xlsx", lambda: with_member("/etc/passwd"), ("unsafe_archive",)),
    Case("member with a drive letter", "a.xlsx", lambda: with_member("C:/x"), ("unsafe_archive",)),
    Case(
        "symbolic link as a member",
        "a.xlsx",
        lambda: with_member("xl/link", b"/etc/passwd", 0o120777),
        ("unsafe_archive",),
    ),
    Case("the same member twice", "a.xlsx", lambda: with_member("xl/worksheets/sheet1.xml"), ("unsafe_archive",)),
    Case(
        "2,000 members",
        "a.xlsx",
        lambda: package(parts={f"xl/media/{n}.png": b"x" for n in range(2000)}),
        ("too_many_members",),
    ),
    Case(
        "400 sheets",
        "a.xlsx",
        lambda: package(
            parts={
                "xl/workbook.xml": workbook_xml(400),
                "xl/_rels/workbook.xml.rels": workbook_rels(400),
                **{f"xl/worksheets/sheet{n}.xml": sheet_xml(GOOD_ROWS) for n in range(1, 401)},
            }
        ),
        ("too_many_sheets",),
    ),
    Case("bzip2 inside", "a.xlsx", lambda: package(compression=zipfile.ZIP_BZIP2), ("unsafe_archive",)),
    Case("no content types", "a.xlsx", lambda: package(without=("[Content_Types].xml",)), (*R, "damaged")),
    Case(
        "wrong content types",
        "a.xlsx",
        lambda: package(parts={"[Content_Types].xml": TYPES.replace("sheet.main", "nonsense")}),
        R,
    ),
    Case(
        "sheet that is missing",
        "a.xlsx",
        lambda: package(parts={"xl/_rels/workbook.xml.rels": workbook_rels(target="none{}.xml")}),
        ("damaged", "no_table"),
    ),
    Case(
        "sheet outside the archive",
        "a.xlsx",
        lambda: package(parts={"xl/_rels/workbook.xml.rels": workbook_rels(target="/etc/passwd")}),
        ("damaged", "no_table"),
    ),
    Case("no workbook part", "a.xlsx", lambda: package(without=("xl/workbook.xml",)), ("archive", "damaged")),
    Case(
        "broken XML in the sheet",
        "a.xlsx",
        lambda: package(sheet_xml('<row r="1"><c r="A1"><v>1</c></row>')),
        ("damaged", "no_table"),
    ),
    Case(
        "shared string that is not there",
        "a.xlsx",
        lambda: package(sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        ("damaged",),
    ),
    Case("dates before 1900 and after 9999, NaN, infinity", "a.xlsx", lambda: package(sheet_xml(DATES)), R),
    Case(
        "duration of 10^300 days",
        "a.xlsx",
        lambda: package(sheet_xml('<row r="1"><c r="A1" s="3"><v>1e300</v></c></row>')),
        ("damaged",),
    ),
    Case(
        "100,000 overlapping whole-row merges",
        "a.xlsx",
        lambda: package(
            sheet_xml(
                '<row r="1"><c r="A1"><v>1</v></c><c r="OA1"><v>1</v></c></row><row r="15000"><c r="A15000"><v>1</v></c></row>',
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n % 14000 + 1}:XFD{n % 14000 + 9}"/>' for n in range(100_000))
                + "</mergeCells>",
            )
        ),
        ("too_many_merges",),
    ),
    Case("truncated in the first member", "a.xlsx", lambda: good_xlsx()[:200], ("damaged",)),
    Case("truncated in the middle", "a.xlsx", lambda: good_xlsx()[:4000], ("damaged",)),
    Case("truncated in the directory", "a.xlsx", lambda: good_xlsx()[:-100], ("damaged",)),
    Case("truncated XLS", "a.xls", lambda: good_xls()[:6000], ("damaged", "no_table", *R)),
    Case(
        "XLS with noise in the middle",
        "a.xls",
        lambda: good_xls()[:3000] + noise(3000) + good_xls()[6000:],
        ("damaged", "no_table", *R),
    ),
    Case(
        "XLSX with one byte changed", "a.xlsx", lambda: good_xlsx()[:2500] + b"\xff" + good_xlsx()[2501:], ("damaged",)
    ),
    Case("zero bytes", "a.xlsx", lambda: b"", ("empty",)),
    Case("noise", "a.xlsx", lambda: noise(50_000), ("unknown", "encoding")),
    Case("noise named CSV", "a.csv", lambda: noise(50_000), ("unknown", "encoding")),
    Case("nothing but NULs", "a.csv", lambda: b"\0" * 10_000, ("unknown", "encoding")),
    Case("a few NULs among text", "a.csv", lambda: ("序号,名称\r\n" * 20 + "1,甲\0乙\r\n").encode(), R),
    Case("XLS renamed to XLSX", "a.xlsx", good_xls, R),
    Case("XLSX renamed to XLS", "a.xls", good_xlsx, R),
    Case("XLSX renamed to CSV", "a.csv", good_xlsx, R),
    Case("CSV renamed to XLSX", "a.xlsx", lambda: CSV.encode("gb18030"), R),
    Case("HTML named XLS", "a.xls", lambda: HTML.encode("gb18030"), ("html_table",)),
    Case(
        "HTML fragment named XLS",
        "a.xls",
        lambda: b"\xef\xbb\xbf  <table border=1><tr><td>1</td></tr></table>",
        ("html_table",),
    ),
    Case("MHT named XLS", "a.xls", lambda: MHT, ("web_archive",)),
    Case("XML spreadsheet 2003 named XLS", "a.xls", lambda: XML_2003.encode(), ("xml_2003",)),
    Case("PDF named XLSX", "a.xlsx", lambda: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", ("other_kind",)),
    Case("RAR named XLSX", "a.xlsx", lambda: b"Rar!\x1a\x07\x00" + noise(100), ("archive",)),
    Case("program with its own ending", "a.exe", lambda: b"MZ", ("extension",)),
    Case("binary workbook", "a.xlsb", lambda: with_member("xl/workbook.bin")[:], (*R, "binary_workbook")),
    Case("CSV in GB 18030", "a.csv", lambda: CSV.encode("gb18030"), R),
    Case(
        "CSV in GB 18030 with damaged bytes",
        "a.csv",
        lambda: (CSV * 50).encode("gb18030")[:2000] + b"\xff\xff\r\n" + CSV.encode("gb18030"),
        R,
    ),
    Case("CSV in UTF-8 with damaged bytes", "a.csv", lambda: (CSV * 50).encode() + b"\xe9\xa1\r\n" + CSV.encode(), R),
    Case("CSV in UTF-16 without a mark", "a.csv", lambda: ("no,name\r\n" * 50).encode("utf-16-le"), R),
    Case(
        "lone surrogates in CSV",
        "a.csv",
        lambda: ("名称,数\r\n" * 30).encode() + "\ud800,1\r\n".encode("utf-8", "surrogatepass"),
        R,
    ),
    Case("one endless line", "a.csv", lambda: b"x" * 5_000_000, ("cell_too_long",)),
    Case("one line of 3 million cells", "a.csv", lambda: b"1," * 3_000_000, ("too_many_columns",)),
    Case("quotation mark never closed", "a.csv", lambda: b'a,b\r\n"c,d\r\n' + b"1,2\r\n" * 400_000, ("cell_too_long",)),
    Case("a million empty lines", "a.csv", lambda: b"\r\n" * 1_000_000, ("too_many_rows",)),
    Case("JSON nested 200,000 deep", "a.json", lambda: DEEP, ("bad_json",)),
    Case("JSON cut off", "a.geojson", lambda: b'{"type":"FeatureCollection","features":[{"type":', ("bad_json",)),
    Case("JSON number of 10,000 digits", "a.json", lambda: b'[{"a":' + b"9" * 10_000 + b"}]", ("bad_json",)),
    Case("JSON with NaN and infinity", "a.json", lambda: b'[{"a":NaN,"b":1e999,"c":1}]', R),
    Case("JSON that is no table", "a.json", lambda: b'"hello"', ("not_features",)),
    Case(
        "positions off the globe",
        "a.geojson",
        lambda: json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"properties": {"n": "a"}, "geometry": {"type": "Point", "coordinates": [500, 1e9]}}],
            }
        ).encode(),
        R,
    ),
    Case(
        "ODS that repeats one row a million times",
        "a.ods",
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            + ODS_CELL.format(' table:number-columns-repeated="16384"')
            + "</table:table-row>"
        ),
        ("too_much_memory", "too_many_rows", "damaged"),
    ),
    Case("ODS of one cell", "a.ods", lambda: ods(f"<table:table-row>{ODS_CELL.format('')}</table:table-row>"), R),
)
