"""No sheet trips the reader: whatever stands in the cells, it answers, and its answer holds together."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qipan.exchange import sheets
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import Corrections, RowClass, SheetKind
from qipan.exchange.sheets.complaints import COMPLAINTS, REASONS
from qipan.pipeline.projects.ledger import COLUMNS

WORDS = [
    "序号", "项目名称", "总投资（万元）", "2022年1-7月完成投资", "合计", "一、工业", "（一）", "小计",
    "其中：在建（3项）", "单位：万元", "备注：无", "项目业主单位", "联系人", "电话", "8月", "上旬", "累计",
    "开工时间", "2022.1", "2022-", "3.5亿元", "-£1.90m", "#REF!", "待定", "造纸一厂", "★", "项目数", "所属区域",
    "重要节点安排", "日期", "责任人", "1-  月", "9" * 400, "١٢٣", "²", "①", "9999999999年13月", "0000.00.00",
    "31/02/2020", "(", "（", "%", "\x00", "至9999年底", "0年",
]  # fmt: skip
HEADERS = [word for column in COLUMNS for word in column.words[:2]] + ["", "8月", "1-  月", "总投资[亿元]"]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=9)
KINDS = st.sampled_from([None, *SheetKind])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows = draw(ROWS)
    if draw(st.booleans()):  # a real header over nonsense gets further than nonsense alone
        rows.insert(0, draw(st.lists(st.sampled_from(HEADERS), min_size=3, max_size=7)))
    height, width = len(rows), max(map(len, rows), default=0)
    merges = []
    if height and width:
        for _ in range(draw(st.integers(0, 3))):
            top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
            box = (top, left, draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1)))
            if not any(a <= box[2] and box[0] <= c and b <= box[3] and box[1] <= d for a, b, c, d in merges):
                merges.append(box)
    return Grid("一", rows, merges, hidden_rows=draw(st.sets(st.integers(0, 12), max_size=2)))


@given(grids(), KINDS)
@example(
    Grid(
        "大", [["序号", "项目名称", "总投资（万元）"], [1, "甲厂", math.inf], [2, "乙厂", math.nan], [3, "丙厂", True]]
    ),
    None,
)
@example(
    Grid(
        "时",
        [
            ["序号", "项目名称", "开工时间"],
            [1, "甲厂", time(8)],
            [2, "乙厂", timedelta(days=9**5)],
            [3, "丙厂", math.nan],
        ],
    ),
    None,
)
@example(
    Grid("日", [["序号", "项目名称", "总投资（万元）"], [1, "甲厂", date(2020, 1, 1)], [2, datetime(2020, 1, 1), 3]]),
    None,
)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sheet_gets_an_answer(grid: Grid, kind: SheetKind | None) -> None:
    reading = sheets.understand(grid, COLUMNS, Corrections(kind=kind), on=date(2022, 8, 1))

    records = list(sheets.records(grid, reading, COLUMNS))

    assert len(records) == reading.record_count
    assert [row.index for row in reading.rows] == list(range(grid.n_cols if reading.flipped else grid.n_rows))
    if reading.kind is not SheetKind.FORM:
        assert reading.record_count == sum(row.kind is RowClass.PROJECT for row in reading.rows)
    said = [*reading.complaints, *(complaint for record in records for complaint in record.complaints)]
    assert {complaint.code for complaint in said} <= set(COMPLAINTS)
    assert all(COMPLAINTS[complaint.code][0] % complaint.values for complaint in said)
    assert {reason for row in reading.rows for reason in row.reasons} <= set(REASONS)


@given(st.lists(grids(), max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_workbook_gets_an_answer_and_its_corrections_can_be_remembered(pages: list[Grid]) -> None:
    readings = sheets.understand_workbook(Workbook(pages, "xlsx", "", 0), COLUMNS)

    profiles = [
        sheets.corrections_to_profile(reading, Corrections(columns={0: "name"}, units={None: "万元"}))
        for reading in readings
    ]
    again = sheets.understand_workbook(
        Workbook(pages, "xlsx", "", 0), COLUMNS, dict(zip((r.fingerprint for r in readings), profiles, strict=True))
    )

    assert len(again) == len(pages)
