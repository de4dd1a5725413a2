"""Ordinary files are read as a person sees them: values, displayed text, merges, what is hidden, whatever the format."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from qipan.exchange.grid import Workbook
from qipan.exchange.limits import Limits
from qipan.exchange.reader import read
from tests.exchange import corpus, crafted


def xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("台账")
    formats = {
        name: book.add_format({"num_format": name}) for name in ("0.00", "0.0%", 'yyyy"年"m"月"', "yyyy-mm-dd", "@")
    }
    page.merge_range(0, 0, 0, 3, "标题")
    page.write_number(1, 0, 2022.1, formats["0.00"])
    page.write_number(1, 1, 0.125, formats["0.0%"])
    page.write_datetime(1, 2, datetime(2022, 3, 1), formats['yyyy"年"m"月"'])
    page.write_number(1, 3, 350001)
    page.write_number(2, 0, 2022.1)
    page.write_formula(2, 1, "=A3*2", None, 4044.2)
    page.write_boolean(2, 2, True)
    page.write_formula(2, 3, "=NA()", None, "#N/A")
    page.write_string(3, 1, "　")
    page.write_number(4, 2, 7)
    page.set_row(3, None, None, {"hidden": True})
    page.set_column(3, 3, None, None, {"hidden": True})
    book.add_worksheet("藏").hide()
    book.close()
    return out.getvalue()


def xls() -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    page.write_merge(0, 0, 0, 3, "标题")
    page.write(1, 0, 2022.1, xlwt.easyxf(num_format_str="0.00"))
    page.write(1, 1, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    page.write(1, 2, 44621, xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    page.write(1, 3, 350001)
    page.write(2, 0, 2022.1)
    page.write(4, 2, 7)
    page.row(3).hidden = True
    page.col(3).hidden = True
    book.add_sheet("藏").visibility = 1
    book.save(out)
    return out.getvalue()


@pytest.fixture(
    scope="module", params=[(xlsx, "台账.xlsx"), (xls, "台账.xls"), (xls, "台账.et")], ids=["xlsx", "xls", "et"]
)
def book(request: pytest.FixtureRequest) -> Workbook:
    build, name = request.param
    return read(build(), name)


def test_displayed_text_is_what_a_person_saw(book: Workbook) -> None:
    grid = book.grids[0]

    assert [grid.text(1, column) for column in range(4)] == ["2022.10", "12.5%", "2022年3月", "350001"]
    assert grid.text(2, 0) == "2022.1"


def test_values_keep_their_types(book: Workbook) -> None:
    grid = book.grids[0]

    assert grid.value(1, 0) == 2022.1
    assert grid.value(1, 2) in (date(2022, 3, 1), datetime(2022, 3, 1))
    assert grid.value(4, 2) == 7
    assert grid.value(3, 0) is None


def test_merges_and_hidden_parts_are_known(book: Workbook) -> None:
    grid = book.grids[0]

    assert grid.merges == [(0, 0, 0, 3)]
    assert grid.filled(0, 2) == "标题"
    assert (grid.hidden_rows, grid.hidden_cols) == ({3}, {3})
    assert [sheet.hidden for sheet in book.grids] == [False, True]


def test_errors_cached_results_and_blank_text_of_an_xlsx() -> None:
    grid = read(xlsx(), "a.xlsx").grids[0]

    assert grid.rows[2] == [2022.1, 4044.2, True, "#N/A"]
    assert grid.is_blank(3, 1)
    assert grid.n_cols == 4


def test_errors_of_an_xls_are_kept_as_text() -> None:
    import struct

    from qipan.exchange import biff
    from qipan.exchange.marks import Marks

    stream = struct.pack("<HHHHHBB", biff._BOOLERR, 8, 4, 2, 0, 23, 1)
    marks = Marks()
    biff._error(stream, biff._BOOLERR, 4, 8, 4, 2, marks)

    assert marks.values == [(4, 2, "#REF!")]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
def test_chinese_csv_is_read_in_any_of_its_encodings(encoding: str, expected: str) -> None:
    book = read(corpus.CSV.encode(encoding), "台账.csv")

    assert book.encoding == expected
    assert book.grids[0].rows[0] == ["序号", "项目名称", "总投资（万元）"]


@pytest.mark.parametrize("word", ["£10m – Amber", "Café Zoë naïve", "“quoted” and ‘single’", "50 €"])
def test_western_csv_is_not_taken_for_chinese(word: str) -> None:
    book = read(f"Name,Cost\r\n{word},1\r\n".encode("cp1252"), "a.csv")

    assert (book.encoding, book.grids[0].value(1, 0)) == ("cp1252", word)


def test_two_chinese_characters_are_enough_to_tell() -> None:
    assert read("名称,1\r\n".encode("gb18030"), "a.csv").grids[0].value(0, 0) == "名称"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    lines = [["序号", "名称", "说明"], ["1", "甲", "a, b; c | d"], ["2", "乙", ""]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)

    book = read(text.encode(), "a.txt")

    assert book.delimiter == delimiter
    assert book.grids[0].rows[1] == ["1", "甲", "a, b; c | d"]


def test_leading_zeros_and_long_codes_in_csv_stay_text() -> None:
    assert read(b"code,n\r\n0012,91130000123456789X\r\n", "a.csv").grids[0].rows[1] == ["0012", "91130000123456789X"]


def test_geojson_gives_properties_and_positions() -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"name": "甲", "n": 1},
            "geometry": {"type": "Point", "coordinates": [114.5, 37.5]},
        },
        {
            "type": "Feature",
            "properties": {"name": "乙", "list": [1, 2]},
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 4], [0, 0]]]},
        },
        {"type": "Feature", "properties": None, "geometry": None},
    ]

    book = read(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "a.geojson")

    grid = book.grids[0]
    assert grid.rows[0] == ["name", "n", "latitude", "longitude", "list"]
    assert grid.rows[1] == ["甲", 1, 37.5, 114.5]
    assert grid.rows[2] == ["乙", None, 2.0, 1.0, "[1, 2]"]
    assert book.remarks == ("centres",)


def test_the_file_is_hashed_and_named() -> None:
    import hashlib

    data = crafted.good_xlsx()

    book = read(data, "台账.xlsx")

    assert (book.sha256, book.size, book.filename) == (hashlib.sha256(data).hexdigest(), len(data), "台账.xlsx")


def test_a_path_is_read_like_bytes(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(crafted.good_xlsx())

    assert read(path).grids[0].rows == read(path.read_bytes(), path.name).grids[0].rows


@pytest.mark.shared
@pytest.mark.parametrize("year", range(2014, 2020))
def test_the_british_portfolio_is_read_in_its_encoding(shared: Path, year: int) -> None:
    book = read(shared / f"uk_gmpp/uk_{year}.csv")

    assert book.encoding == "cp1252"
    assert not book.remarks
    assert book.grids[0].n_cols > 100 if year < 2018 else book.grids[0].n_rows > 100


@pytest.mark.shared
def test_the_projects_of_new_york_have_positions(shared: Path) -> None:
    grid = read(shared / "nyc_capital/projects.geojson").grids[0]

    columns = grid.rows[0]
    latitude = [row[columns.index("latitude")] for row in grid.rows[1:]]
    assert grid.n_rows == 2011
    assert all(40 < value < 42 for value in latitude)


@pytest.mark.shared
def test_the_city_plan_shows_its_broken_reference(shared: Path) -> None:
    grid = read(next((shared / "ledgers/guilin_2022").glob("*.xlsx"))).grids[0]

    texts = {grid.text(row, column) for row in range(grid.n_rows) for column in range(grid.n_cols)}
    assert "#REF!" in texts


def test_a_large_file_has_more_time_and_a_busy_machine_can_be_given_more(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = Limits().for_size(1000), Limits().for_size(21_000_000)
    assert (round(small.wall), round(large.wall)) == (60, 144)
    assert (small.cpu, large.cpu) == (40, 40)
    monkeypatch.setenv("QIPAN_READ_SECONDS", "300")
    assert Limits().wall == 300
    monkeypatch.setenv("QIPAN_READ_SECONDS", "soon")
    assert Limits().wall == 60
