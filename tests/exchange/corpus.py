"""Hostile and mangled files: each case a name, a file name, how its bytes are built, and what must come of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.exchange import crafted


@dataclass(frozen=True, slots=True)
class Case:
    """`outcome`: codes it may be refused with, or "reads" when a right reading is due."""

    name: str
    filename: str
    build: Callable[[], bytes]
    outcome: tuple[str, ...]


DDE = (
    '<row r="1"><c r="A1" t="str"><f>cmd|\'/c calc\'!A1</f><v>=cmd|\'/c calc\'!A1</v></c>'
    + crafted.text_cell("B1", "=1+1")
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
    Case("zip bomb of one sheet", "a.xlsx", crafted.zip_bomb, ("ratio",)),
    Case(
        "zip bomb in a picture",
        "a.xlsx",
        lambda: crafted.package(parts={"xl/media/a.png": b"\0" * 120_000_000}),
        ("ratio",),
    ),
    Case("member that lies about its size", "a.xlsx", crafted.lying_sizes, ("damaged", "ratio")),
    Case("zip in a zip in a zip", "a.xlsx", crafted.nested_zip, ("archive",)),
    Case(
        "workbook embedded in itself",
        "a.xlsx",
        lambda: crafted.with_member("xl/embeddings/b.xlsx", crafted.package()),
        R,
    ),
    Case(
        "sparse sheet A1 + XFD1048576",
        "a.xlsx",
        lambda: crafted.package(
            crafted.sheet_xml(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            )
        ),
        ("too_many_rows",),
    ),
    Case(
        "sparse sheet with references in single quotes",
        "a.xlsx",
        lambda: crafted.package(
            crafted.sheet_xml(
                "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
            )
        ),
        ("too_much_memory", "damaged"),
    ),
    Case(
        "styled empty cells at the sheet's far corner",
        "a.xlsx",
        lambda: crafted.package(
            crafted.sheet_xml(crafted.GOOD_ROWS + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
        ),
        R,
    ),
    Case(
        "16,000 columns",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="WQJ1"><v>1</v></c></row>')),
        ("too_many_columns",),
    ),
    Case(
        "reference beyond any sheet",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml('<row r="1"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')),
        ("too_many_columns", "damaged"),
    ),
    Case(
        "200 rows by 400 columns wide apart",
        "a.xlsx",
        lambda: crafted.package(
            crafted.sheet_xml(
                '<row r="1"><c r="OA1"><v>1</v></c></row><row r="199999"><c r="A199999"><v>1</v></c></row>'
            )
        ),
        ("too_many_cells", "too_much_memory"),
    ),
    Case(
        "300,000 rows without references",
        "a.xlsx",
        lambda: crafted.package(crafted.many_rows(300_000)),
        ("too_many_rows",),
    ),
    Case("external entity", "a.xlsx", lambda: crafted.entities("external"), ("entities",)),
    Case("billion laughs in the sheet", "a.xlsx", lambda: crafted.entities("laughs"), ("entities",)),
    Case("billion laughs in the shared strings", "a.xlsx", lambda: crafted.entities("shared"), ("entities",)),
    Case(
        "DTD hidden in UTF-16",
        "a.xlsx",
        lambda: crafted.package(
            f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet xmlns="{crafted.MAIN}"/>'.encode("utf-16")
        ),
        ("entities",),
    ),
    Case(
        "one long text used 40,000 times", "a.xlsx", crafted.shared_strings_bomb, ("too_much_text", "too_much_memory")
    ),
    Case("macro in a workbook named .xlsx", "a.xlsx", lambda: crafted.package(add=crafted.macro), ("macros",)),
    Case("macro workbook", "a.xlsm", lambda: crafted.package(add=crafted.macro), ("macros",)),
    Case(
        "macro-enabled by its content type",
        "a.xlsx",
        lambda: crafted.package(
            parts={
                "[Content_Types].xml": crafted.TYPES.replace(
                    "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
                )
            }
        ),
        ("macros",),
    ),
    Case("Excel 4 macro sheet", "a.xlsx", lambda: crafted.with_member("xl/macrosheets/sheet1.xml"), ("macros",)),
    Case("XLS with macros", "a.xls", lambda: crafted.ole("Workbook", "_VBA_PROJECT_CUR"), ("macros",)),
    Case("external links and embedded objects", "a.xlsx", lambda: crafted.package(add=crafted.external_link), R),
    Case("formulas with DDE", "a.xlsx", lambda: crafted.package(crafted.sheet_xml(DDE)), R),
    Case(
        "password-protected workbook",
        "a.xlsx",
        lambda: crafted.ole("EncryptionInfo", "EncryptedPackage"),
        ("password",),
    ),
    Case("password-protected XLS", "a.xls", crafted.encrypted_xls, ("password",)),
    Case("encrypted member", "a.xlsx", crafted.encrypted_member, ("password",)),
    Case("Word document under the name of a workbook", "a.xls", lambda: crafted.ole("WordDocument"), ("other_kind",)),
    Case("OLE of an unknown program", "a.xls", lambda: crafted.ole("Contents"), ("unknown",)),
    Case("OLE whose chain runs in a circle", "a.xls", crafted.looping_fat, ("unknown", "damaged")),
    Case("OLE of 20 bytes", "a.xls", lambda: crafted.ole("Workbook")[:20], ("damaged",)),
    Case("PDF with a zip behind it", "a.xlsx", lambda: b"%PDF-1.7\n" + crafted.package(), ("other_kind",)),
    Case("program with a zip behind it", "a.xlsx", lambda: b"MZ\x90\0" + crafted.package(), ("unknown",)),
    Case("picture with a zip behind it", "a.xlsx", lambda: b"GIF89a" + crafted.package(), ("other_kind",)),
    Case("zip with a page of HTML behind it", "a.xlsx", lambda: crafted.package() + HTML.encode(), (*R, "damaged")),
    Case(
        "cell of 10 MB",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml(f'<row r="1">{crafted.text_cell("A1", "A" * 10_000_000)}</row>')),
        (*R, "ratio"),
    ),
    Case(
        "cell of 60 MB",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml(f'<row r="1">{crafted.text_cell("A1", "A" * 60_000_000)}</row>')),
        ("ratio", "too_much_text"),  # the scan and the reader look at a large sheet side by side: whoever sees it first
    ),
    Case("zip slip", "a.xlsx", lambda: crafted.with_member("../../etc/cron.d/x"), ("unsafe_archive",)),
    Case("zip slip with backslashes", "a.xlsx", lambda: crafted.with_member("..\\..\\x.dll"), ("unsafe_archive",)),
    Case("absolute member", "a.xlsx", lambda: crafted.with_member("/etc/passwd"), ("unsafe_archive",)),
    Case("member with a drive letter", "a.xlsx", lambda: crafted.with_member("C:/x"), ("unsafe_archive",)),
    Case(
        "symbolic link as a member",
        "a.xlsx",
        lambda: crafted.with_member("xl/link", b"/etc/passwd", 0o120777),
        ("unsafe_archive",),
    ),
    Case(
        "the same member twice", "a.xlsx", lambda: crafted.with_member("xl/worksheets/sheet1.xml"), ("unsafe_archive",)
    ),
    Case(
        "2,000 members",
        "a.xlsx",
        lambda: crafted.package(parts={f"xl/media/{n}.png": b"x" for n in range(2000)}),
        ("too_many_members",),
    ),
    Case(
        "400 sheets",
        "a.xlsx",
        lambda: crafted.package(
            parts={
                "xl/workbook.xml": crafted.workbook_xml(400),
                "xl/_rels/workbook.xml.rels": crafted.workbook_rels(400),
                **{f"xl/worksheets/sheet{n}.xml": crafted.sheet_xml(crafted.GOOD_ROWS) for n in range(1, 401)},
            }
        ),
        ("too_many_sheets",),
    ),
    Case("bzip2 inside", "a.xlsx", lambda: crafted.package(compression=zipfile.ZIP_BZIP2), ("unsafe_archive",)),
    Case("no content types", "a.xlsx", lambda: crafted.package(without=("[Content_Types].xml",)), (*R, "damaged")),
    Case(
        "wrong content types",
        "a.xlsx",
        lambda: crafted.package(parts={"[Content_Types].xml": crafted.TYPES.replace("sheet.main", "nonsense")}),
        R,
    ),
    Case(
        "sheet that is missing",
        "a.xlsx",
        lambda: crafted.package(parts={"xl/_rels/workbook.xml.rels": crafted.workbook_rels(target="none{}.xml")}),
        ("damaged", "no_table"),
    ),
    Case(
        "sheet outside the archive",
        "a.xlsx",
        lambda: crafted.package(parts={"xl/_rels/workbook.xml.rels": crafted.workbook_rels(target="/etc/passwd")}),
        ("damaged", "no_table"),
    ),
    Case("no workbook part", "a.xlsx", lambda: crafted.package(without=("xl/workbook.xml",)), ("archive", "damaged")),
    Case(
        "broken XML in the sheet",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml('<row r="1"><c r="A1"><v>1</c></row>')),
        ("damaged", "no_table"),
    ),
    Case(
        "shared string that is not there",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        ("damaged",),
    ),
    Case(
        "dates before 1900 and after 9999, NaN, infinity",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml(DATES)),
        R,
    ),
    Case(
        "duration of 10^300 days",
        "a.xlsx",
        lambda: crafted.package(crafted.sheet_xml('<row r="1"><c r="A1" s="3"><v>1e300</v></c></row>')),
        ("damaged",),
    ),
    Case(
        "100,000 overlapping whole-row merges",
        "a.xlsx",
        lambda: crafted.package(
            crafted.sheet_xml(
                '<row r="1"><c r="A1"><v>1</v></c><c r="OA1"><v>1</v></c></row><row r="15000"><c r="A15000"><v>1</v></c></row>',
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n % 14000 + 1}:XFD{n % 14000 + 9}"/>' for n in range(100_000))
                + "</mergeCells>",
            )
        ),
        ("too_many_merges",),
    ),
    Case("truncated in the first member", "a.xlsx", lambda: crafted.good_xlsx()[:200], ("damaged",)),
    Case("truncated in the middle", "a.xlsx", lambda: crafted.good_xlsx()[:4000], ("damaged",)),
    Case("truncated in the directory", "a.xlsx", lambda: crafted.good_xlsx()[:-100], ("damaged",)),
    Case("truncated XLS", "a.xls", lambda: crafted.good_xls()[:6000], ("damaged", "no_table", *R)),
    Case(
        "XLS with noise in the middle",
        "a.xls",
        lambda: crafted.good_xls()[:3000] + crafted.noise(3000) + crafted.good_xls()[6000:],
        ("damaged", "no_table", *R),
    ),
    Case(
        "XLSX with one byte changed",
        "a.xlsx",
        lambda: crafted.good_xlsx()[:2500] + b"\xff" + crafted.good_xlsx()[2501:],
        ("damaged",),
    ),
    Case("zero bytes", "a.xlsx", lambda: b"", ("empty",)),
    Case("noise", "a.xlsx", lambda: crafted.noise(50_000), ("unknown", "encoding")),
    Case("noise named CSV", "a.csv", lambda: crafted.noise(50_000), ("unknown", "encoding")),
    Case("nothing but NULs", "a.csv", lambda: b"\0" * 10_000, ("unknown", "encoding")),
    Case("a few NULs among text", "a.csv", lambda: ("序号,名称\r\n" * 20 + "1,甲\0乙\r\n").encode(), R),
    Case("XLS renamed to XLSX", "a.xlsx", crafted.good_xls, R),
    Case("XLSX renamed to XLS", "a.xls", crafted.good_xlsx, R),
    Case("XLSX renamed to CSV", "a.csv", crafted.good_xlsx, R),
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
    Case("RAR named XLSX", "a.xlsx", lambda: b"Rar!\x1a\x07\x00" + crafted.noise(100), ("archive",)),
    Case("program with its own ending", "a.exe", lambda: b"MZ", ("extension",)),
    Case("binary workbook", "a.xlsb", lambda: crafted.with_member("xl/workbook.bin")[:], (*R, "binary_workbook")),
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
        lambda: crafted.ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            + crafted.ODS_CELL.format(' table:number-columns-repeated="16384"')
            + "</table:table-row>"
        ),
        ("too_much_memory", "too_many_rows", "damaged"),
    ),
    Case(
        "ODS of one cell",
        "a.ods",
        lambda: crafted.ods(f"<table:table-row>{crafted.ODS_CELL.format('')}</table:table-row>"),
        R,
    ),
)
