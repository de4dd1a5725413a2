"""Their own form comes back: nothing changes but the cells named, and nothing written can become a formula."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from qipan.exchange.grid import Workbook
from qipan.exchange.reader import read
from qipan.exchange.refill import refill
from tests.exchange import crafted

SHARED = Path(os.environ.get("QIPAN_SHARED", Path(__file__).parents[3] / "shared"))
LEDGERS = sorted((SHARED / "data/ledgers").rglob("*.xlsx"))


def form() -> bytes:
    """A small form with everything that must survive: merges, widths, formats, formulas, a note, a hidden row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("月报")
    two = book.add_format({"num_format": "0.00", "border": 1})
    day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    page.merge_range(0, 0, 0, 4, "2022年重点项目月报表")
    page.write_row(1, 0, ["序号", "项目名称", "总投资", "完成", "开工"])
    page.write_row(2, 0, [1, "道路工程"])
    page.write_number(2, 2, 1200, two)
    page.write_formula(2, 3, "=C3*0.5", two, 600)
    page.write_datetime(2, 4, date(2022, 3, 1), day)
    page.write_row(4, 0, [2, "=1+1 厂房 & <标准>"])
    page.write_formula(5, 2, "=SUM(C3:C5)", two, 1200)
    page.set_row(4, None, None, {"hidden": True})
    page.set_column(1, 1, 33)
    page.write_comment(2, 1, "批注")
    book.add_worksheet("说明").write(0, 0, "填报说明")
    book.close()
    return out.getvalue()


def cells(workbook: Workbook) -> dict[tuple[str, str], tuple[object, str]]:
    return {
        (grid.name, grid.address(row, column)): (value, grid.text(row, column))
        for grid in workbook.grids
        for row in range(grid.n_rows)
        for column, value in enumerate(grid.rows[row])
        if value is not None
    }


def layout(workbook: Workbook) -> list[tuple[object, ...]]:
    return [(g.name, sorted(g.merges), g.hidden_rows, g.hidden_cols, g.hidden) for g in workbook.grids]


def test_without_new_values_every_part_of_the_workbook_stays_as_it_was() -> None:
    original = form()

    filled = refill(original, "月报.xlsx", {}).content

    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(io.BytesIO(filled)) as after:
        assert after.namelist() == before.namelist()
        assert all(after.read(name) == before.read(name) for name in before.namelist())


@pytest.mark.shared
@pytest.mark.skipif(not LEDGERS, reason="the reference ledgers are not here (QIPAN_SHARED)")
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_a_real_ledger_comes_back_equal_cell_by_cell(path: Path) -> None:
    before = read(path)

    after = read(refill(path.read_bytes(), path.name, {}).content, path.name)

    assert cells(after) == cells(before)
    assert layout(after) == layout(before)


@pytest.mark.shared
@pytest.mark.skipif(not LEDGERS, reason="the reference ledgers are not here (QIPAN_SHARED)")
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_every_cell_of_a_real_ledger_can_be_written_again(path: Path) -> None:
    """All values put back explicitly, as the export does: the harder way to the same result."""
    before = read(path)
    values = {key: value for key, (value, _) in cells(before).items()}

    after = read(refill(path.read_bytes(), path.name, values).content, path.name)

    assert cells(after) == cells(before)
    assert layout(after) == layout(before)


def test_new_values_arrive_and_all_else_stays() -> None:
    values = {
        ("月报", "C3"): Decimal("1350.5"),
        ("月报", "B3"): "道路工程（二期）",
        ("月报", "E3"): date(2023, 5, 6),
        ("月报", "C5"): 77,
        ("月报", "B9"): "新项目",
        ("月报", "G3"): True,
    }

    before, after = read(form(), "f.xlsx"), read(refill(form(), "f.xlsx", values).content, "f.xlsx")

    grid = after.grids[0]
    assert [grid.text(2, column) for column in range(7)] == [
        "1", "道路工程（二期）", "1350.50", "600.00", "2023年5月6日", "", "TRUE",
    ]  # fmt: skip
    assert grid.value(4, 2) == 77
    assert grid.value(8, 1) == "新项目"
    assert layout(after) == layout(before)
    untouched = {key: value for key, value in cells(before).items() if key not in values}
    assert untouched.items() <= cells(after).items()


def test_openpyxl_opens_the_result_and_finds_formulas_widths_and_notes() -> None:
    filled = refill(form(), "f.xlsx", {("月报", "C3"): 5, ("月报", "B3"): "改名"}).content

    page = openpyxl.load_workbook(io.BytesIO(filled))["月报"]

    assert page["D3"].value == "=C3*0.5"
    assert page["C6"].value == "=SUM(C3:C5)"
    assert page["C3"].number_format == "0.00"
    assert page["B3"].comment.text == "批注"
    assert page.column_dimensions["B"].width > 30


def test_a_formula_that_gets_a_value_stays_a_formula_and_shows_the_value() -> None:
    filled = refill(form(), "f.xlsx", {("月报", "C6"): 1277}).content

    assert openpyxl.load_workbook(io.BytesIO(filled))["月报"]["C6"].value == "=SUM(C3:C5)"
    assert read(filled, "f.xlsx").grids[0].value(5, 2) == 1277


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "=cmd|'/c calc'!A1", "a\x00b", "_x0041_"]
)
def test_text_never_becomes_a_formula(text: str) -> None:
    filled = refill(form(), "f.xlsx", {("月报", "B3"): text}).content

    assert openpyxl.load_workbook(io.BytesIO(filled))["月报"]["B3"].data_type != "f"
    assert read(filled, "f.xlsx").grids[0].value(2, 1) == text


def test_an_emptied_cell_is_empty_and_keeps_its_border() -> None:
    filled = refill(form(), "f.xlsx", {("月报", "C3"): None}).content

    assert read(filled, "f.xlsx").grids[0].value(2, 2) is None
    assert openpyxl.load_workbook(io.BytesIO(filled))["月报"]["C3"].border.left.style == "thin"


def test_a_workbook_with_prefixed_names_and_cells_without_addresses_is_filled_too() -> None:
    sheet = (
        f'{crafted.XML}<x:worksheet xmlns:x="{crafted.MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c><x:v>3</x:v></x:c>'
        "</x:row><x:row/></x:sheetData></x:worksheet>"
    )

    filled = refill(crafted.package(sheet), "a.xlsx", {("S1", "B1"): "二", ("S1", "A2"): 9, ("S1", "C1"): 4}).content

    assert read(filled, "a.xlsx").grids[0].rows == [[1.0, "二", 4.0], [9.0]]


def test_an_xls_comes_back_as_xlsx_with_its_merges_formats_and_hidden_parts() -> None:
    out = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    page.write_merge(0, 0, 0, 3, "标题")
    page.write(1, 0, 2022.1, xlwt.easyxf(num_format_str="0.00"))
    page.write(1, 1, "=1+1")
    page.write(1, 2, 44621, xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    page.write(1, 3, True)
    page.row(2).hidden = True
    page.write(2, 0, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    page.col(1).hidden = True
    book.save(out)

    filled = refill(out.getvalue(), "台账.xls", {("台账", "A2"): 2023.5})

    before, after = read(out.getvalue(), "台账.xls"), read(filled.content, filled.filename)
    assert filled.filename == "台账.xlsx"
    assert layout(after) == layout(before)
    assert after.grids[0].text(1, 0) == "2023.50"
    changed = cells(before) | {("台账", "A2"): (2023.5, "2023.50")}
    assert cells(after) == changed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-8", "utf-16"])
def test_a_csv_comes_back_in_its_encoding(encoding: str) -> None:
    original = '序号;名称;说明\r\n1;"甲;乙";=1+1\r\n2;丙;-5\r\n'.encode(encoding)

    filled = refill(original, "a.csv", {("CSV", "B3"): "丁\n戊"})

    before, after = read(original, "a.csv"), read(filled.content, filled.filename)
    assert (after.encoding, after.delimiter) == (before.encoding, ";")
    assert after.grids[0].rows == [["序号", "名称", "说明"], ["1", "甲;乙", "=1+1"], ["2", "丁\n戊", "-5"]]


def test_a_western_csv_that_gets_chinese_turns_to_utf_8() -> None:
    original = "No,Name\r\n1,Café £5\r\n2,Zoë\r\n".encode("cp1252")

    filled = refill(original, "a.csv", {("CSV", "B2"): "咖啡"}).content

    assert read(filled, "a.csv").grids[0].rows == [["No", "Name"], ["1", "咖啡"], ["2", "Zoë"]]


def test_a_sheet_the_file_does_not_have_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        refill(form(), "f.xlsx", {("没有", "A1"): 1})
