"""Messy sheets on purpose: one builder for every case of the mess catalogue, as grids and as real workbooks, and one large ledger."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import openpyxl

from qipan.exchange.grid import Cell, Grid
from tests.exchange.mess_cells import (
    AMOUNTS,
    DATES,
    amounts_as_text,
    contact_and_phone,
    date_forms,
    float_months,
    marks,
    nature_words,
    numbers_as_text,
    padded_names,
    two_facts,
)
from tests.exchange.mess_headers import (
    header_rows,
    header_without_merges,
    merged_title,
    no_name_header,
    periods_in_headers,
    same_leaf_twice,
    spaced_header,
    unit_in_header,
    unit_row,
)
from tests.exchange.mess_rows import (
    footnote,
    form,
    funding_rows,
    leftover_totals,
    lot_rows,
    noise_rows,
    stages_workbook,
    totals_above,
    totals_below,
    transposed,
)
from tests.exchange.mess_sheet import WAN, YI, Mess, sheet

__all__ = ["AMOUNTS", "CASES", "DATES", "WAN", "YI", "Mess", "big", "sheet", "stages_workbook", "workbook_bytes"]

CASES: dict[str, Callable[[], Mess]] = {
    "title": merged_title, "unit row": unit_row, "unit in header": unit_in_header,
    "header without merges": header_without_merges,
    "same leaf twice": same_leaf_twice, "spaced header": spaced_header, "no name header": no_name_header,
    "periods": periods_in_headers,
    "totals above": totals_above, "totals below": totals_below, "marks": marks, "dates": date_forms,
    "float months": float_months,
    "amounts": amounts_as_text, "two facts": two_facts, "contact and phone": contact_and_phone,
    "padded names": padded_names, "footnote": footnote,
    "form": form, "funding": funding_rows, "lots": lot_rows, "nature": nature_words,
    "leftover totals": leftover_totals,
    "numbers as text": numbers_as_text, "noise": noise_rows, "transposed": transposed,
    **{f"header of {depth} rows": lambda depth=depth: header_rows(depth) for depth in (1, 2, 3, 4)},
}  # fmt: skip


def workbook_bytes(*grids: Grid) -> bytes:
    """The same sheets as a real .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        page = book.create_sheet(grid.name)
        for row, cells in enumerate(grid.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    page.cell(row, column, value)
        for (row, column), pattern in grid.formats.items():
            page.cell(row + 1, column + 1).number_format = pattern
        for top, left, bottom, right in grid.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BIG_HEAD = [
    "序号", "项目代码", "项目名称", "项目性质", "项目阶段", "项目级别", "建设内容及规模", "所属区域", "园区",
    "建设地点", "所属行业", "产业链", "用地（亩）",
    "业主单位", "投资方", "责任单位", "责任人", "包联县领导", "建设起止时间", "开工时间", "竣工时间",
    "总投资（万元）", "一期投资（万元）",
    "2022年计划投资（万元）", "至2021年底累计完成投资（万元）", "2022年1-7月完成投资（万元）", "占年计划%",
    "形象进度", "存在问题", "备注",
]  # fmt: skip


def big(count: int, seed: int = 1) -> Grid:
    """A county's ledger of `count` projects and 30 columns."""
    dice = random.Random(seed)
    rows: list[list[Cell]] = [["某县2022年重点项目推进表", *[None] * 29], list(BIG_HEAD)]
    for at in range(1, count + 1):
        rows.append(
            [*_words(at, dice), "2021.03-2023.12", "2022年3月", "2023/10/1", *_figures(dice), "主体施工", "无", "-"]
        )
    return Grid("大表", rows)


def _words(at: int, dice: random.Random) -> list[Cell]:
    return [
        at,
        f"2022-130524-{at % 99:02d}-01-{at:06d}",
        f"第{at}号高端装备制造生产线项目",
        dice.choice(["新开工", "续建", "前期"]),
        dice.choice(["在建", "前期", "投产"]),
        dice.choice(["省重点", "市重点", "县重点"]),
        f"新建厂房{at}平方米，购置设备，形成年产能力",
        f"{'甲乙丙丁'[at % 4]}镇",
        f"第{at % 3}园区",
        "县城北",
        dice.choice(["造纸", "装备", "医药"]),
        "装备链",
        dice.randint(10, 900),
        f"河北某{at % 5000}有限公司",
        f"北京某{at % 900}有限公司",
        "发改局",
        f"张{'三四五'[at % 3]}",
        "李县长",
    ]


def _figures(dice: random.Random) -> list[Cell]:
    return [
        dice.randint(1000, 900000),
        dice.randint(100, 9999) + 0.5,
        dice.randint(100, 90000),
        dice.randint(0, 9000),
        round(dice.random() * 1000, 2),
        round(dice.random() * 100, 1),
    ]
