"""The importer's acceptance on real ledgers: what a person counted in the files by hand, read through the real reader."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qipan.exchange import reader, sheets
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import Corrections, RecordReading, RowClass, Severity, SheetKind, SheetReading
from qipan.pipeline.projects.ledger import COLUMNS

pytestmark = pytest.mark.shared
YI_WAN = 100 * 10_000  # fen in 万元


def book(path: Path) -> Workbook:
    return reader.read(path)


def read(grid: Grid, **kwargs: object) -> tuple[SheetReading, list[RecordReading]]:
    reading = sheets.understand(grid, COLUMNS, **kwargs)  # type: ignore[arg-type]
    return reading, list(sheets.records(grid, reading, COLUMNS))


def targets(reading: SheetReading) -> list[str | None]:
    return [column.target for column in reading.columns]


@pytest.fixture(scope="module")
def guilin(shared: Path) -> tuple[SheetReading, list[RecordReading]]:
    return read(book(next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))).grids[0])


def test_guilin_has_52_projects_and_19_totals_in_four_levels(guilin: tuple[SheetReading, list[RecordReading]]) -> None:
    reading, records = guilin

    kinds = Counter(row.kind for row in reading.rows)
    assert (kinds[RowClass.PROJECT], kinds[RowClass.SUBTOTAL], kinds[RowClass.SECTION]) == (52, 19, 0)
    assert len(records) == reading.record_count == 52
    assert Counter(subtotal.level for subtotal in reading.subtotals) == {1: 1, 2: 1, 3: 4, 4: 13}
    assert reading.header == (3, 3)
    assert [row.kind for row in reading.rows[:4]] == [RowClass.TITLE, RowClass.TITLE, RowClass.UNIT, RowClass.HEADER]


def test_guilin_totals_are_in_ten_thousand_yuan_and_exact(guilin: tuple[SheetReading, list[RecordReading]]) -> None:
    _reading, records = guilin

    by_name = {record.values["name"][0].value: record for record in records}
    first = by_name["桂林北综合客运枢纽（一期秀峰片区）"].values["total"][0]
    assert (first.value, first.raw, first.cell) == (394_000 * YI_WAN, "394000", "D9")
    assert first.unit is not None
    assert (first.unit.text, first.unit.source) == ("万元", "row")
    water = by_name["广西壮族自治区桂林市临桂区水务水利设施P"].values["total"][0]
    assert water.value == 113_934_980_000  # 113934.98 万元, to the fen


def test_guilin_fifteen_subtotals_agree_and_four_are_reported(guilin: tuple[SheetReading, list[RecordReading]]) -> None:
    reading, _records = guilin

    assert sum(subtotal.reconciled for subtotal in reading.subtotals) == 15
    differing = [(s.declared_count, s.found_count) for s in reading.subtotals if not s.reconciled]
    assert differing == [(241, 52), (64, 52), (33, 21), (17, 5)]
    said = [c for c in reading.complaints if c.code == "sum_differs"]
    assert [c.row for c in said] == [4, 5, 50, 69]
    assert said[3].values["declared"] == {3: "2185790.94"}
    assert said[3].values["found"] == {3: "771635.77"}


def test_guilin_errors_undecided_owners_and_helper_columns(guilin: tuple[SheetReading, list[RecordReading]]) -> None:
    reading, records = guilin

    errors = [(c.row, c.column) for c in reading.complaints if c.code == "cell_error"]
    undecided = [record for record in records if record.values.get("owner") and record.values["owner"][0].value is None]
    assert errors == [(4, 9)]
    assert [record.row + 1 for record in undecided] == [12, 16]
    assert all(record.values["owner"][0].flags == ("unsettled",) for record in undecided)
    assert targets(reading)[7:] == ["stage", "category", None]
    assert {record.values["stage"][0].value for record in records} == {"preparation"}
    assert records[0].sections == ("基础设施", "交通", "铁路")
    assert records[0].values["industry"][0].flags == ("from_section",)


COUNTED = {2014: 199, 2015: 188, 2016: 143, 2017: 143, 2018: 133, 2019: 133}


@pytest.mark.parametrize("year", COUNTED)
def test_every_year_of_the_british_portfolio_is_read(shared: Path, year: int) -> None:
    reading, records = read(book(shared / "uk_gmpp" / f"uk_{year}.csv").grids[0])

    assert len(records) == reading.record_count == COUNTED[year]
    assert reading.kind is (SheetKind.TRANSPOSED if year < 2018 else SheetKind.LIST)
    assert {
        "name",
        "lead_org",
        "light",
        "content",
        "light_comment",
        "start_on",
        "end_on",
        "plan",
        "forecast",
        "total",
    } <= set(targets(reading))
    lights = {record.values["light"][0].value for record in records}
    assert {"green", "amber_green", "amber", "amber_red", "red", "exempt"} <= lights
    assert all(
        value.unit is not None and value.unit.currency == "GBP"
        for record in records
        for value in record.values.get("total", [])
    )
    starts = [record.values["start_on"][0].value for record in records if "start_on" in record.values]
    assert sum(start is not None and start["precision"] == "day" for start in starts) >= 0.95 * len(records)


def test_british_figures_are_exact_in_every_spelling(shared: Path) -> None:
    fourteen = read(book(shared / "uk_gmpp" / "uk_2014.csv").grids[0])[1][0].values
    fifteen = read(book(shared / "uk_gmpp" / "uk_2015.csv").grids[0])[1][0].values

    assert (fourteen["plan"][0].value, fourteen["plan"][0].cell) == (45_037_000_000, "B9")  # 450.37 under (£million)
    assert fourteen["plan"][0].period is not None
    assert (fourteen["plan"][0].period.since, fourteen["plan"][0].period.until) == ("2013-04-01", "2014-03-31")
    assert fourteen["start_on"][0].value["since"] == "2010-05-31"
    assert (fifteen["plan"][0].raw, fifteen["plan"][0].value) == ("£1.90m", 190_000_000)


def test_a_year_without_units_asks_and_a_proposal_shows_meanwhile(shared: Path) -> None:
    reading, records = read(book(shared / "uk_gmpp" / "uk_2018.csv").grids[0])

    asked = {c.code: c.values for c in reading.complaints if c.severity is Severity.QUESTION}
    assert asked["unit_missing"]["proposal"] == "£million"
    assert set(asked) == {"unit_missing", "period_missing"}
    assert records[0].values["start_on"][0].value["since"] == "2008-06-30"
    assert records[0].values["total"][0].value == 1_213_150_000_000


def test_new_york_is_read_with_positions_and_its_unit_is_asked(shared: Path) -> None:
    reading, records = read(book(shared / "nyc_capital" / "projects.geojson").grids[0])

    assert len(records) == 2010
    assert all("latitude" in record.values and "longitude" in record.values for record in records)
    assert records[0].values["latitude"][0].value == Decimal("40.704060514439156")
    asked = next(c for c in reading.complaints if c.code == "unit_missing")
    assert (asked.severity, asked.values["proposal"], asked.values["known_by"]) == (
        Severity.QUESTION,
        "$thousand",
        "words",
    )


def test_new_york_as_csv_says_the_same_once_the_unit_is_given(shared: Path) -> None:
    grid = book(shared / "nyc_capital" / "projects.geojson").grids[0]
    text = io.StringIO()
    csv.writer(text).writerows([["" if v is None else v for v in row] for row in grid.rows])
    twin = reader.read(text.getvalue().encode(), "projects.csv").grids[0]
    given = Corrections(units={None: "$thousand"})

    one = read(grid, corrections=given)
    other = read(twin, corrections=given)

    assert not [c for c in one[0].complaints if c.severity is Severity.QUESTION]
    assert one[0].fingerprint == other[0].fingerprint
    facts = [[{k: [v.value for v in vs] for k, vs in r.values.items()} for r in read_] for read_ in (one[1], other[1])]
    assert facts[0] == facts[1]
    assert one[1][0].values["approved"][0].value == 500_000_000  # 5,000 thousand dollars in cents


def test_land_records_do_not_trip_the_reader(shared: Path) -> None:
    reading, records = read(book(next((shared / "landchina").glob("*.csv"))).grids[0], on=date(2019, 12, 31))

    assert (reading.kind, len(records)) == (SheetKind.LIST, 47)
    assert records[0].values["land_m2"][0].value == Decimal("1206.05")
    assert records[0].values["signed_on"][0].value["since"] == "2019-06-27"
