"""Our own ledger goes out and comes back identical; nothing in it can run."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qipan.core.columns import Column, Kind
from qipan.exchange.cellsafe import protected, restored
from qipan.exchange.grid import Grid
from qipan.exchange.limits import Limits
from qipan.exchange.plaintext import decoded
from qipan.exchange.plaintext import rows as csv_rows
from qipan.exchange.reader import read
from qipan.exchange.writer import csv_chunks, sheet_name, write_csv, write_xlsx

COLUMNS = (
    Column("name", "项目名称", Kind.TEXT, width=240),
    Column("content", "建设内容", Kind.LONG_TEXT),
    Column("total", "总投资（万元）", Kind.MONEY),
    Column("share", "占年计划%", Kind.PERCENT),
    Column("start_on", "开工时间", Kind.DATE),
)
ROW = ("道路工程", "新建", Decimal("1234.5"), Decimal("60.81"), date(2022, 3, 1))
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x", "\nx", "＝1", "＋1", "－1", "＠1", "'=1", "''-1"]


def workbook(rows: list[tuple[object, ...]]) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, COLUMNS, rows)
    return out.getvalue()


def comma_text(rows: list[tuple[object, ...]]) -> bytes:
    out = io.BytesIO()
    write_csv(out, COLUMNS, rows)
    return out.getvalue()


def back(data: bytes, name: str) -> Grid:
    return read(data, name).grids[0]


def csv_back(data: bytes) -> list[list[str | None]]:
    """The child's own CSV path without the child: hypothesis runs it hundreds of times."""
    text, _, _ = decoded(data)
    return list(csv_rows(text, ",", Limits()))


def test_a_ledger_comes_back_from_xlsx_with_numbers_dates_and_percent() -> None:
    grid = back(workbook([ROW]), "a.xlsx")

    assert [grid.text(0, column) for column in range(5)] == [str(column.label) for column in COLUMNS]
    assert [grid.text(1, column) for column in range(5)] == ["道路工程", "新建", "1,234.50", "60.81%", "2022-03-01"]
    assert grid.value(1, 2) == 1234.5


def test_a_ledger_comes_back_from_csv_as_the_same_text() -> None:
    data = comma_text([ROW])

    assert data.startswith(b"\xef\xbb\xbf")
    assert back(data, "a.csv").rows[1] == ["道路工程", "新建", "1234.5", "60.81", "2022-03-01"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_is_no_formula_in_xlsx_and_comes_back(text: str) -> None:
    data = workbook([(text, text, 1, 1, None)])

    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert back(data, "a.xlsx").value(1, 0) == text


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_is_guarded_in_csv_and_comes_back(text: str) -> None:
    data = comma_text([(text, "x", 1, 1, None)])

    assert f"'{text}".encode() in data
    assert back(data, "a.csv").value(1, 0) == text


def test_negative_numbers_stay_numbers_without_a_quote() -> None:
    row = ("x", None, Decimal("-5.50"), -3, None)

    assert comma_text([row]).splitlines()[1] == b"x,,-5.50,-3,"
    assert back(workbook([row]), "a.xlsx").value(1, 2) == -5.5


def test_headers_are_guarded_too() -> None:
    data = b"".join(csv_chunks((Column("x", "=HYPERLINK(1)"),), []))

    assert b"'=HYPERLINK" in data


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=60)


@given(TEXTS)
def test_the_guard_is_undone_exactly(text: str) -> None:
    assert restored(protected(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
def test_any_text_goes_through_csv_and_comes_back_identical(rows: list[tuple[str, str]]) -> None:
    columns = (Column("a", "a"), Column("b", "b"))

    data = b"".join(csv_chunks(columns, rows))

    assert csv_back(data)[1:] == [[a or None, b or None] for a, b in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=40))
def test_any_text_goes_through_xlsx_and_comes_back_identical(rows: list[tuple[str, str]]) -> None:
    out = io.BytesIO()
    write_xlsx(out, (Column("a", "a"), Column("b", "b")), rows)

    grid = back(out.getvalue(), "a.xlsx")

    found = [[grid.value(number + 1, 0), grid.value(number + 1, 1)] for number in range(len(rows))]
    assert found == [[a or None, b or None] for a, b in rows]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.decimals(-(10**11), 10**11, places=4, allow_nan=False), min_size=1, max_size=40))
def test_any_amount_goes_through_xlsx_and_comes_back_equal(amounts: list[Decimal]) -> None:
    out = io.BytesIO()
    write_xlsx(out, (Column("a", "a", Kind.MONEY),), [(amount,) for amount in amounts])

    grid = back(out.getvalue(), "a.xlsx")

    assert [Decimal(repr(grid.value(n + 1, 0))) for n in range(len(amounts))] == [
        Decimal(repr(float(a))) for a in amounts
    ]


def test_what_a_cell_cannot_hold_is_cut_and_counted() -> None:
    written = write_xlsx(io.BytesIO(), COLUMNS, [("甲" * 40_000, None, None, None, None)])

    assert (written.rows, written.cut) == (1, 1)


def test_numbers_too_long_for_a_spreadsheet_are_kept_as_text() -> None:
    row = ("91130000123456789012", None, 12345678901234567890, None, None)

    assert back(workbook([row]), "a.xlsx").rows[1] == ["91130000123456789012", None, "12345678901234567890"]


@pytest.mark.parametrize(
    ("wanted", "given_name"), [("2022年 1-7月", "2022年/1-7月"), ("Ledger", "[]:*?/\\"), ("a" * 31, "a" * 50)]
)
def test_a_sheet_name_is_made_acceptable(wanted: str, given_name: str) -> None:
    assert sheet_name(given_name) == wanted


def test_csv_is_streamed_in_pieces() -> None:
    pieces = csv_chunks(COLUMNS, (ROW for _ in range(2000)))

    assert len(list(pieces)) == 8
