"""A grid answers what stands in a cell, what was seen there, and what a merge covers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from qipan.exchange.formats import shown
from qipan.exchange.grid import Grid, cell_address, cell_position, is_blank_value


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (350001.0, None, "350001"),
        (2022.1, "0.00", "2022.10"),
        (2022.1, "0.00_ ", "2022.10"),
        (0.1 + 0.2, None, "0.3"),
        (1.5e-7, None, "0.00000015"),
        (0.125, "0.0%", "12.5%"),
        (0.6081, "0.00%", "60.81%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.00"),
        (-3.5, "0.0_);[Red]\\(0.0\\)", "(3.5)"),
        (-3.5, "0.0", "-3.5"),
        (5.0, "0.0#", "5.0"),
        (5.25, "0.##", "5.25"),
        (5.0, "0.##", "5."[:1]),
        (1200, '0"万元"', "1200万元"),
        (5, "[$¥-804]#,##0", "¥5"),
        (7, "G/通用格式", "7"),
        (7, 'General"年"', "7年"),
        (13012345678, "000 0000 0000", "130 1234 5678"),
        (12_000_000, "0.0,,", "12.0"),
        (3, "0.00E+00", "3.00E+00"),
        (True, None, "TRUE"),
        (date(2022, 3, 1), None, "2022-03-01"),
        (date(2022, 3, 1), 'yyyy"年"m"月"', "2022年3月"),
        (date(2022, 3, 1), "yyyy/mm/dd", "2022/03/01"),
        (date(2022, 3, 1), "[$-804]aaaa", "星期二"),
        (datetime(2022, 3, 1, 9, 5), "yyyy/m/d h:mm;@", "2022/3/1 9:05"),
        (datetime(2022, 3, 1, 9, 5), None, "2022-03-01 09:05:00"),
        (time(9, 5), "h:mm", "9:05"),
        (timedelta(hours=36), "[h]:mm:ss", "36:00:00"),
        (float("nan"), "0.00", "nan"),
        (1e300, "0.00", "1e+300"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (202203, '0000"-"00', "2022-03"),
    ],
)
def test_a_cell_shows_what_a_person_saw(value: object, pattern: str | None, text: str) -> None:
    assert shown(value, pattern) == text


@pytest.mark.parametrize(
    ("address", "position"), [("A1", (0, 0)), ("F5", (4, 5)), ("AA10", (9, 26)), ("XFD1048576", (1048575, 16383))]
)
def test_addresses_and_positions_fit(address: str, position: tuple[int, int]) -> None:
    assert cell_position(address) == position
    assert cell_address(*position) == address


@pytest.mark.parametrize("address", ["", "A", "1", "A0B", "A99999999", "ＡＡ1", "AAAA1", "A-1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        cell_position(address)


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\u200b", "\ufeff \n", "\xa0"])
def test_invisible_text_is_blank(blank: str | None) -> None:
    assert is_blank_value(blank)


def test_zero_and_false_are_not_blank() -> None:
    assert not is_blank_value(0)
    assert not is_blank_value(False)


def test_a_merge_covers_its_cells_and_no_others() -> None:
    grid = Grid("a", [["组", None, "x"], [None, None, "y"]], merges=[(0, 0, 1, 1)])

    assert [grid.filled(row, column) for row in range(2) for column in range(3)] == ["组", "组", "x", "组", "组", "y"]
    assert grid.filled(2, 0) is None


def test_a_transposed_grid_keeps_texts_merges_and_addresses() -> None:
    grid = Grid(
        "a",
        [["名称", "甲", "乙"], ["投资", 2022.1, 0.5]],
        merges=[(0, 1, 0, 2)],
        formats={(1, 2): "0%"},
        column_formats={1: "0.00"},
        hidden_cols={2},
    )

    turned = grid.transposed()

    assert turned.rows == [["名称", "投资"], ["甲", 2022.1], ["乙", 0.5]]
    assert [turned.text(row, 1) for row in range(3)] == ["投资", "2022.10", "50%"]
    assert turned.address(2, 1) == "C2"
    assert turned.filled(2, 0) == "甲"
    assert turned.hidden_rows == {2}
    assert turned.transposed().rows == grid.rows


def test_rows_may_be_shorter_than_the_sheet_is_wide() -> None:
    grid = Grid("a", [["x"], [], ["a", "b", None]])

    assert (grid.n_rows, grid.n_cols) == (3, 3)
    assert grid.value(0, 2) is None
    assert grid.is_blank_row(1)
    assert list(grid.cells(2)) == [(0, "a"), (1, "b")]
