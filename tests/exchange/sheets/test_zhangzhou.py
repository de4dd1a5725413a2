"""Twelve real forms of a city's key projects: headers, groups, units, periods, forms and summaries, as counted by hand."""

from __future__ import annotations

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


LONG = [
    "serial",
    "name",
    "nature",
    "content",
    "period",
    "total",
    "completed",
    "plan",
    "completed",
    "milestones",
    "forecast",
]
OWNER = ["owner", "owner_head", "owner_contact", "owner_phone"]
LEAD = ["lead_org", "lead_person", "lead_contact", "lead_phone"]
MONTHS = ["completed", "progress_words"] * 5
TEN_DAYS = ["completed"] * 4 + ["progress_words"]
SHARES = ["completed"] * 4 + ["share"]
# file, sheet, kind, header rows (1-based), targets, project rows (1-based): written by hand from the files
EXPECTED = [
    ("年度项目明细表", "明细表", "list", (2, 3), [*LONG, *OWNER, *LEAD, "leader"], [5]),
    ("年度项目明细表", "按地区", "list", (2, 3), [*LONG, "forecast", *OWNER, *LEAD, "leader"], [7]),
    ("年度项目明细表", "按行业", "list", (2, 3), [*LONG, "forecast", *OWNER, *LEAD, "town_leader"], [6]),
    ("战役项目", "明细表", "list", (2, 3), [*LONG, *MONTHS, "forecast", *OWNER, *LEAD, "leader"], [5]),
    ("战役项目", "进度一览表", "list", (3, 5), ["serial", "name", *TEN_DAYS * 5], [7]),
    ("战役项目", "汇总表", "summary", (3, 5), ["serial", "region", "count", *SHARES * 5], []),
    ("重大支撑项目表", "附表", "list", (2, 3), [*LONG, *MONTHS, "forecast", "owner", "lead_org", "leader"], [5]),
    ("项目目标责任制表", "竣工投产", "list", (2, 3), [*LONG, *OWNER, *LEAD, "leader"], [5]),
    ("项目目标责任制表", "加速开工", "list", (2, 3), [*LONG, *OWNER, *LEAD, "leader"], [5]),
    ("项目目标责任制表", "加速报批", "list", (2, 3), ["serial", "name", "nature", "total", *OWNER, *LEAD, "leader"], [5]),
    ("项目目标责任制表", "加速签约", "list", (2, 3), ["serial", "name", "nature", "total", *OWNER, *LEAD, "leader"], [5]),
    (
        "旬报表", "旬报表", "list", (3, 4),
        [
            "serial", "name", "nature", "content", "total", "plan", "plan", "plan", "completed", "share", "completed", "share", "leader",
            "county_leader", "lead_org", "lead_person", "owner", "progress_words", "problems",
        ],
        [],
    ),
    (
        "招商项目汇总表", "漳州市", "list", (2, 2),
        ["serial", "name", "region", "content", "total", "progress_words", "cooperation", "lead_org", "owner_contact", "notes"],
        [],
    ),
]  # fmt: skip


def zhangzhou(shared: Path, name: str) -> list[Workbook]:
    """The file and its twin kept as .bak, where there is one."""
    return [book(path) for path in sorted((shared / "ledgers" / "zhangzhou").glob(f"*{name}.xlsx"))]


@pytest.mark.parametrize(("file", "sheet", "kind", "header", "expected", "projects"), EXPECTED)
def test_every_list_of_zhangzhou_has_its_header_columns_and_projects(
    shared: Path, file: str, sheet: str, kind: str, header: tuple[int, int], expected: list[str], projects: list[int]
) -> None:
    for workbook in zhangzhou(shared, file):
        grid = workbook.grid(sheet)
        assert grid is not None

        reading, records = read(grid)

        assert reading.kind == SheetKind(kind)
        assert reading.header == (header[0] - 1, header[1] - 1)
        if sheet == "进度一览表":  # shares and ten-day words repeat per month only once the year is known
            reading, records = read(grid, corrections=Corrections(year=2010))
        assert targets(reading) == expected
        assert [record.row + 1 for record in records] == projects


def test_the_units_and_periods_of_the_annual_list(shared: Path) -> None:
    grid = zhangzhou(shared, "年度项目明细表")[0].grid("按地区")
    assert grid is not None

    reading, _records = read(grid)

    money = {"/".join(c.path): c for c in reading.columns if c.target in ("total", "completed", "plan", "forecast")}
    assert {c.unit.text for c in money.values() if c.unit} == {"万元"}
    assert money["总投资（万元）"].unit.source == "header"  # type: ignore[union-attr]
    assert money["至2009年底累计完成投资"].unit.source == "default"  # type: ignore[union-attr]
    assert [c.code for c in reading.complaints if c.column == 6] == ["unit_from_neighbours"]
    cumulative = money["至2009年底累计完成投资"].period
    months = money["2010年1-7月完成投资（万元）"].period
    window = money["大干150天力争完成的投资额（万元）"].period
    assert cumulative is not None
    assert (cumulative.since, cumulative.until, cumulative.cumulative) == (None, "2009-12-31", True)
    assert months is not None
    assert (months.since, months.until, months.cumulative) == ("2010-01-01", "2010-07-31", False)
    assert window is not None
    assert (window.precision, window.text) == ("text", "大干150天")


def test_totals_stand_in_levels_and_sections_speak_for_their_rows(shared: Path) -> None:
    grid = zhangzhou(shared, "年度项目明细表")[0].grid("按地区")
    assert grid is not None

    reading, records = read(grid)

    assert [(s.level, s.label, s.declared_count) for s in reading.subtotals] == [
        (1, "合计37个", 37),
        (2, "龙海市合计14个", 14),
        (3, "一 工业", None),
    ]
    assert records[0].sections == ("龙海市", "工业")
    assert records[0].values["region"][0].value == "龙海市"
    assert records[0].values["industry"][0].value == "工业"


def test_the_sheet_whose_name_column_has_no_header_is_read_and_asks(shared: Path) -> None:
    grid = zhangzhou(shared, "项目目标责任制表")[0].grid("加速签约")
    assert grid is not None

    reading, records = read(grid)

    assert reading.columns[1].how == "content"
    assert [(c.code, c.column) for c in reading.complaints if c.severity is Severity.QUESTION] == [("name_guessed", 1)]
    assert records[0].values["name"][0].value == "铨声音响电子产品项目"
    assert records[0].values["total"][0].value == 34_000 * YI_WAN


def test_each_sheet_of_the_responsibility_table_gives_its_stage(shared: Path) -> None:
    for workbook in zhangzhou(shared, "项目目标责任制表"):
        stages = {grid.name: read(grid)[1][0].values["stage"][0].value for grid in workbook.grids}

        assert stages == {
            "竣工投产": "started",
            "加速开工": "preparation",
            "加速报批": "preparation",
            "加速签约": "discussion",
        }


def test_facts_in_one_cell_are_parted_and_stars_become_a_flag(shared: Path) -> None:
    grid = zhangzhou(shared, "重大支撑项目表")[0].grid("附表")
    assert grid is not None

    _reading, records = read(grid)

    values = records[0].values
    assert values["name"][0].value.startswith("古雷腾龙芳烃")
    assert values["name"][0].raw.startswith("★")
    assert values["starred"][0].value is True
    assert (values["owner"][0].value, values["owner_head"][0].value) == ("腾龙芳烃（漳州）有限公司", "黄丙")
    assert (values["lead_org"][0].value, values["lead_person"][0].value) == ("福建漳州古雷港经济开发区管委会", "康戊")


def test_the_months_of_the_overview_take_their_year_from_the_other_sheet(shared: Path) -> None:
    workbook = zhangzhou(shared, "战役项目")[0]

    readings = sheets.understand_workbook(workbook, COLUMNS)

    overview = next(reading for reading in readings if reading.sheet == "进度一览表")
    periods = [(c.period.since, c.period.until) for c in overview.columns if c.period][:5]
    assert periods == [
        ("2010-08-01", "2010-08-10"),
        ("2010-08-11", "2010-08-20"),
        ("2010-08-21", "2010-08-31"),
        ("2010-08-01", "2010-08-31"),
        ("2010-08-01", "2010-08-31"),
    ]
    assert [c.code for c in overview.complaints if c.code in ("year_missing", "project_on_two_sheets")] == [
        "project_on_two_sheets"
    ]


def test_an_empty_template_has_no_project_and_its_blank_months_are_asked(shared: Path) -> None:
    reading, records = read(zhangzhou(shared, "旬报表")[0].grids[0])

    assert (reading.record_count, records) == (0, [])
    assert [row.kind for row in reading.rows] == [
        RowClass.TITLE,
        RowClass.UNIT,
        RowClass.HEADER,
        RowClass.HEADER,
        RowClass.SUBTOTAL,
        RowClass.BLANK,
        RowClass.NOTE,
    ]
    assert [c.column for c in reading.complaints if c.code == "period_blank"] == [7, 8, 10]


def test_a_summary_is_said_and_never_taken_for_projects(shared: Path) -> None:
    grid = zhangzhou(shared, "战役项目")[0].grid("汇总表")
    assert grid is not None

    reading, records = read(grid)

    assert (reading.kind, records) == (SheetKind.SUMMARY, [])
    assert [c.code for c in reading.complaints] == ["summary_sheet"]


def test_both_form_ledgers_are_known_with_a_cell_map(shared: Path) -> None:
    running = read(zhangzhou(shared, "在建、新开工项目台账")[0].grids[0])[0]
    early = read(zhangzhou(shared, "项目前期工作台账")[0].grids[0])[0]

    assert running.kind is early.kind is SheetKind.FORM
    assert running.cells == {
        "name": "B2", "owner": "N2", "nature": "V2", "period": "AA2", "content": "B3", "total": "B4", "completed": "J4", "plan": "S4",
        "completed#2": "AA4", "problems": "B13", "next_steps": "B16",
    }  # fmt: skip
    assert early.cells == {
        "name": "B2",
        "owner": "I2",
        "leader": "Q2",
        "content": "B3",
        "total": "Q3",
        "problems": "B9",
        "next_steps": "B10",
    }
    units = {c.target: c.unit.text for c in [*running.columns, *early.columns] if c.unit}
    assert units["total"] == "亿元"
    assert [c.unit.text for c in running.columns if c.unit] == ["万元"] * 4
    assert [c.code for c in running.complaints] == ["form_without_name"]


def test_a_filled_form_gives_one_project_with_its_milestones(shared: Path) -> None:
    grid = zhangzhou(shared, "在建、新开工项目台账")[0].grids[0]
    for address, value in {
        "B2": "古雷石化码头",
        "N2": "某码头公司",
        "V2": "续建",
        "B4": 52_000,
        "H10": 300,
        "E7": "张三",
    }.items():
        column = (
            sum((ord(letter) - 64) * 26**at for at, letter in enumerate(reversed(address.rstrip("0123456789")))) - 1
        )
        grid.rows[int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1][column] = value

    reading, records = read(grid)

    values = records[0].values
    assert reading.record_count == 1
    assert (values["name"][0].value, values["owner"][0].value, values["nature"][0].value) == (
        "古雷石化码头",
        "某码头公司",
        "continued",
    )
    assert (values["total"][0].value, values["total"][0].cell) == (52_000 * YI_WAN, "B4")
    first_of_september = next(v for v in values["plan"] if v.cell == "H10")
    assert first_of_september.value == 300 * YI_WAN
    assert first_of_september.period is not None
    assert (first_of_september.period.since, first_of_september.period.precision) == ("2010-09-01", "ten_days")
    assert len(records[0].children) == 7
    assert records[0].children[1]["milestone"][0].value == "打桩或基础开挖时间"
    assert records[0].children[1]["due"][0].value["since"] == "2010-07-18"
    assert records[0].children[1]["lead_person"][0].value == "张三"
