"""Sheets to files: .xlsx, .xls for the old office computer, .csv as the platform exports it. Same input, same bytes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
import xlwt

from huaitang.grid import Book, Cell, Sheet

MADE = datetime(2026, 11, 20, 17, 30)
_BORDER = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    "unit": {"align": "right", "font_size": 10},
    "note": {"text_wrap": True, "font_size": 9, "valign": "top"},
    "head": {**_BORDER, "bold": True, "align": "center", "bg_color": "#E7ECEF"},
    "sum": {**_BORDER, "bold": True, "bg_color": "#F6F1E1"},
    "section": {**_BORDER, "bold": True},
    "text": _BORDER,
    "plain": {"font_size": 10},
    "figure": {**_BORDER, "align": "right"},
    "thousands": {**_BORDER, "align": "right", "num_format": "#,##0.######"},
    "percent": {**_BORDER, "align": "right", "num_format": "0.0%"},
    "date": {**_BORDER, "num_format": "yyyy/m/d"},
    "chinese_date": {**_BORDER, "num_format": 'yyyy"年"m"月"d"日"'},
    "month": {**_BORDER, "num_format": "yyyy.mm"},
    "one_place": {**_BORDER, "num_format": "0.0"},
    "two_places": {**_BORDER, "num_format": "0.00"},
}


def write(book: Book, folder: Path) -> Path:
    """Write one workbook in the format its name asks for."""
    target = folder / book.path
    {".xlsx": _xlsx, ".xls": _xls, ".csv": _csv}[target.suffix](book, target)
    return target


def _xlsx(book: Book, target: Path) -> None:
    with xlsxwriter.Workbook(str(target)) as workbook:
        workbook.set_properties({"created": MADE, "author": "", "comments": "An invented county"})
        formats = {name: workbook.add_format(dict(style)) for name, style in STYLES.items()}
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.name)
            merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
            for column, width in sheet.widths.items():
                page.set_column(column, column, width)
            for (row, column), (value, style) in sorted(sheet.cells.items()):
                if (row, column) in merged:
                    page.merge_range(row, column, *merged[row, column], "", formats[style])
                if isinstance(value, date):
                    page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats[style])
                elif isinstance(value, str):
                    page.write_string(row, column, value, formats[style])
                elif value is not None:
                    page.write_number(row, column, value, formats[style])
            for row in sorted(sheet.hidden):
                page.set_row(row, None, None, {"hidden": True})
            page.set_landscape()


def _xls(book: Book, target: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    plain, bold = xlwt.easyxf("alignment: wrap on"), xlwt.easyxf("font: bold on; alignment: horiz center, wrap on")
    dated = xlwt.easyxf(num_format_str="YYYY/M/D")
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        for column, width in sheet.widths.items():
            page.col(column).width = int(width * 256)
        for (row, column), (value, style) in sorted(sheet.cells.items()):
            look = dated if isinstance(value, date) else bold if style in ("title", "head") else plain
            content = datetime(value.year, value.month, value.day) if isinstance(value, date) else value
            if (row, column) in merged:
                bottom, right = merged[row, column]
                page.write_merge(row, bottom, column, right, content, look)
            else:
                page.write(row, column, content, look)
        for row in sheet.hidden:
            page.row(row).hidden = True
    workbook.save(str(target))


def _csv(book: Book, target: Path) -> None:
    encoding = "gb18030" if target.parent.name != "en" else "utf-8"
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    sheet = book.sheets[0]
    for row in range(sheet.height):
        rows.writerow([_as_text(sheet, row, column) for column in range(sheet.width)])
    target.write_bytes(text.getvalue().encode(encoding))


def _as_text(sheet: Sheet, row: int, column: int) -> Cell:
    value = sheet.cells.get((row, column), (None, ""))[0]
    return "" if value is None else value.isoformat() if isinstance(value, date) else value
