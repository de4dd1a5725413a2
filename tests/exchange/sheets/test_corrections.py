"""What a person says beats every rule, and is remembered for next month's file."""

from __future__ import annotations

import json

from qipan.exchange import sheets
from qipan.exchange.grid import Cell, Grid, Workbook
from qipan.exchange.reading import Corrections, Period, RowClass, Severity, SheetKind, SheetReading
from qipan.pipeline.projects.ledger import COLUMNS
from tests.exchange import mess


def monthly(month: int, *, odd: str = "资金安排", year: int = 2022) -> Grid:
    head: list[Cell] = ["序号", None, "总投资", f"{year}年1-{month}月完成投资", odd]
    return mess.sheet(
        [
            [f"某县{year}年重点项目"],
            head,
            [1, "年产十万吨文化用纸生产线", 100, 10, 5],
            [2, "智能装备制造产业园一期", 200, 20, 6],
        ]
    )


def questions(reading: SheetReading) -> set[str]:
    return {complaint.code for complaint in reading.complaints if complaint.severity is Severity.QUESTION}


ANSWERS = Corrections(
    columns={1: "name", 4: "in_place"},
    units={None: "亿元"},
    periods={4: Period("2022-01-01", "2022-12-31", "year")},
    defaults={"region": "东城镇"},
)


def test_a_correction_beats_every_rule() -> None:
    reading = sheets.understand(monthly(7), COLUMNS, ANSWERS)

    record = next(sheets.records(monthly(7), reading, COLUMNS))

    assert questions(reading) == set()
    assert [c.how for c in reading.columns][1] == "person"
    assert record.values["total"][0].value == 100 * mess.YI
    assert record.values["in_place"][0].value == 5 * mess.YI
    assert record.values["region"][0].value == "东城镇"


def test_next_months_file_asks_nothing() -> None:
    july = sheets.understand(monthly(7), COLUMNS)
    assert questions(july) == {"name_guessed", "unit_missing"}
    answers = Corrections(columns=ANSWERS.columns, units=ANSWERS.units)
    profile = json.loads(json.dumps(sheets.corrections_to_profile(july, answers)))

    august = sheets.understand_workbook(Workbook([monthly(8)], "xlsx", "", 0), COLUMNS, {july.fingerprint: profile})[0]

    assert august.fingerprint == july.fingerprint
    assert questions(august) == {
        "period_missing"
    }  # the added in-place column never said its period; that is asked of every file
    assert august.columns[1].how == "remembered"
    assert [c.period.until for c in august.columns if c.target == "completed" and c.period] == ["2022-08-31"]


def test_a_remembered_period_holds_only_under_words_that_print_its_year() -> None:
    july = sheets.understand(monthly(7, odd="2022年资金安排"), COLUMNS)
    profile = sheets.corrections_to_profile(july, ANSWERS)

    same = sheets.profile_to_corrections(sheets.understand(monthly(8, odd="2022年资金安排"), COLUMNS), profile)
    later = sheets.profile_to_corrections(
        sheets.understand(monthly(1, odd="2023年资金安排", year=2023), COLUMNS), profile
    )

    assert set(same.periods) == {4}
    assert later.periods == {}
    assert later.columns == ANSWERS.columns


def test_columns_that_moved_keep_their_corrections() -> None:
    july = sheets.understand(monthly(7), COLUMNS)
    profile = sheets.corrections_to_profile(july, ANSWERS)
    moved = monthly(7)
    for row in moved.rows:
        row.reverse()

    corrections = sheets.profile_to_corrections(sheets.understand(moved, COLUMNS), profile)

    assert corrections.columns == {3: "name", 0: "in_place"}


def test_a_row_is_what_a_person_says() -> None:
    grid = mess.totals_below().grid

    reading = sheets.understand(grid, COLUMNS, Corrections(rows={2: RowClass.NOTE, 1: RowClass.BLANK}))

    assert (reading.rows[2].kind, reading.rows[1].kind) == (RowClass.NOTE, RowClass.BLANK)
    assert reading.record_count == 2
    assert reading.rows[2].reasons == ("person",)


def test_a_header_a_person_points_at_is_taken() -> None:
    grid = mess.sheet([["甲", "乙"], ["编号一", "某某名字"], [1, "造纸一厂"]])

    reading = sheets.understand(
        grid, COLUMNS, Corrections(header=(1, 1), kind=SheetKind.LIST, columns={0: "serial", 1: "name"})
    )

    assert [record.values["name"][0].value for record in sheets.records(grid, reading, COLUMNS)] == ["造纸一厂"]


def test_a_forms_cells_may_be_moved() -> None:
    grid = mess.form().grid
    grid.rows[7][1], grid.rows[0][0] = "无", "环城公路台账"

    reading = sheets.understand(grid, COLUMNS, Corrections(cells={"name": "A1", "problems": "", "notes": "B8"}))
    record = next(sheets.records(grid, reading, COLUMNS))

    assert record.values["name"][0].value == "环城公路台账"
    assert "problems" not in reading.cells
    assert reading.cells["notes"] == "B8"


def test_a_column_may_be_left_out() -> None:
    grid = mess.merged_title().grid

    reading = sheets.understand(grid, COLUMNS, Corrections(columns={5: None}))
    record = next(sheets.records(grid, reading, COLUMNS))

    assert "plan" not in record.values
    assert record.extras["2022年计划投资（万元）"].value == 10


def test_the_same_word_twice_is_asked() -> None:
    grid = mess.sheet([["序号", "项目名称", "总投资（万元）", "总投资额（万元）"], [1, "造纸一厂", 100, 120]])

    reading = sheets.understand(grid, COLUMNS)

    assert questions(reading) == {"column_twice"}
    assert [c.target for c in reading.columns] == ["serial", "name", "total", None]
