"""Whatever the order of columns, the width of characters or the way header words are broken: the same records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qipan.exchange import sheets
from qipan.exchange.grid import Cell, Grid
from qipan.pipeline.projects.ledger import COLUMNS
from tests.exchange import mess

# group, leaf, cells of three projects
SOURCE: list[tuple[str, str, list[Cell]]] = [
    ("", "序号", [1, 2, 3]),
    ("", "项目名称", ["★造纸一厂", "智能装备产业园（一期）", "环城公路"]),
    ("", "项目性质", ["续建", "前期", "促竣工"]),
    ("", "总投资（万元）", [100, "1,200", 3.5]),
    ("", "2022年1-7月完成投资（万元）", [10, None, 0]),
    ("", "至2021年底累计完成投资（万元）", ["20", 5, "—"]),
    ("", "建设起止时间", ["2021.03-2023.12", "2022-", "2022年上半年"]),
    ("项目业主单位", "业主名称", ["河北某公司", "待定", "县交通局"]),
    ("项目业主单位", "联系人", ["成  斌", "王五 13800001111", None]),
    ("项目业主单位", "电话", ["0319-7781234", None, 13900002222]),
    ("挂钩责任单位", "单位名称", ["发改局", "工信局", "交通局"]),
    ("挂钩责任单位", "电话", ["0319-1111111", "0319-2222222", None]),
]
FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
HALF = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)})
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facts(grid: Grid) -> list[dict[str, Any]]:
    """What was read, without cells and raw text: those move with the columns."""
    reading = sheets.understand(grid, COLUMNS)
    assert [c.code for c in reading.complaints] == []
    records = sheets.records(grid, reading, COLUMNS)
    return [
        {
            key: sorted(
                (str(_bare(v.value)), str(v.period and (v.period.since, v.period.until, v.period.cumulative)), v.flags)
                for v in values
            )
            for key, values in r.values.items()
        }
        for r in records
    ]


def _bare(value: Any) -> Any:
    return {key: part for key, part in value.items() if key != "text"} if isinstance(value, dict) else value


def grouped(columns: list[tuple[str, str, list[Cell]]], word: Callable[[str], str] = str, merged: bool = True) -> Grid:
    """A sheet with a header of two rows; neighbouring columns of one group share its cell."""
    top: list[Cell] = []
    below: list[Cell] = []
    merges = []
    for at, (group, leaf, _cells) in enumerate(columns):
        first = at == 0 or columns[at - 1][0] != group
        top.append((word(group) if first else None) if group else word(leaf))
        below.append(word(leaf) if group else None)
        if merged and not group:
            merges.append((1, at, 2, at))
        if merged and group and first:
            last = at
            while last + 1 < len(columns) and columns[last + 1][0] == group:
                last += 1
            if last > at:
                merges.append((1, at, 1, last))
    rows = [["某县2022年重点项目表"], top, below, *[[column[2][row] for column in columns] for row in range(3)]]
    return mess.sheet(rows, merges)


EXPECTED = facts(grouped(SOURCE))


def test_the_plain_sheet_is_read_whole() -> None:
    names = [record["name"][0][0] for record in EXPECTED]

    assert names == ["造纸一厂", "智能装备产业园（一期）", "环城公路"]
    assert len(EXPECTED[0]["completed"]) == 2
    assert EXPECTED[0]["owner_contact"][0][0] == "成斌"
    assert EXPECTED[1]["owner_phone"][0][0] == "13800001111"


@given(st.permutations(SOURCE))
@RELAXED
def test_any_order_of_columns_gives_the_same_records(columns: list[tuple[str, str, list[Cell]]]) -> None:
    assert facts(grouped(columns)) == EXPECTED


@given(st.permutations(SOURCE))
@RELAXED
def test_any_order_of_columns_has_the_same_fingerprint(columns: list[tuple[str, str, list[Cell]]]) -> None:
    usual = sheets.understand(grouped(SOURCE), COLUMNS)

    moved = sheets.understand(grouped(columns), COLUMNS)

    assert sheets.fingerprint(moved) == sheets.fingerprint(usual)


@given(st.data())
@RELAXED
def test_any_mix_of_widths_and_spaces_in_the_header_gives_the_same_records(data: st.DataObject) -> None:
    def word(text: str) -> str:
        chars = []
        for at, char in enumerate(text):
            char = data.draw(st.sampled_from((char, char.translate(FULL), char.translate(HALF))))
            broken = char in "（(【[" or text[at - 1 : at + 1].isdigit()
            chars.append(
                ("" if at == 0 or broken else data.draw(st.sampled_from(("", "", " ", "\n", "\u3000", "  ")))) + char
            )
        return "".join(chars)

    assert facts(grouped(SOURCE, word)) == EXPECTED


@given(st.booleans(), st.permutations(range(len(SOURCE) - 5)))
@RELAXED
def test_groups_without_merges_give_the_same_records(merged: bool, order: list[int]) -> None:
    columns = [*(SOURCE[at] for at in order), *SOURCE[7:]]

    assert facts(grouped(columns, merged=merged)) == EXPECTED


PLAIN = [column for column in SOURCE if not column[0]]
PLAIN_EXPECTED = facts(
    mess.sheet(
        [
            ["某县2022年重点项目表"],
            [leaf for _group, leaf, _cells in PLAIN],
            *[[c[2][row] for c in PLAIN] for row in range(3)],
        ]
    )
)


@given(st.lists(st.booleans(), min_size=len(PLAIN), max_size=len(PLAIN)).filter(lambda cuts: sum(cuts) >= 2))
@RELAXED
def test_header_words_broken_over_two_rows_give_the_same_records(cuts: list[bool]) -> None:
    above: list[Cell] = []
    below: list[Cell] = []
    merges = []
    for at, ((_group, leaf, _cells), cut) in enumerate(zip(PLAIN, cuts, strict=True)):
        middle = len(leaf) // 2 if "（" not in leaf else leaf.index("（")
        above.append(leaf[:middle] if cut else leaf)
        below.append(leaf[middle:] if cut else None)
        if not cut:
            merges.append((1, at, 2, at))

    grid = mess.sheet(
        [["某县2022年重点项目表"], above, below, *[[c[2][row] for c in PLAIN] for row in range(3)]], merges
    )

    assert facts(grid) == PLAIN_EXPECTED
