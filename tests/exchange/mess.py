"""Messy sheets on purpose: one builder for every case of the mess catalogue, as grids and as real workbooks.

A mess is a `Grid` with what a careful person would read from it: the rows' classes, the projects, and what should be said.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import openpyxl

from qipan.exchange.grid import Cell, Grid, Merge

WAN = 100 * 10_000  # fen in 万元
YI = 100 * 100_000_000
HEAD = [
    "序号",
    "项目名称",
    "项目性质",
    "建设内容及规模",
    "总投资（万元）",
    "2022年计划投资（万元）",
    "责任单位",
    "备注",
]


@dataclass
class Mess:
    """A messy sheet and what it means."""

    grid: Grid
    projects: list[dict[str, Any]]  # for each project, some of its values by target
    kinds: dict[int, str] = field(default_factory=dict)  # row → class
    codes: set[str] = field(default_factory=set)  # complaints that must be said
    sums: list[tuple[int | None, int, bool]] = field(default_factory=list)  # declared, found, agreed


def sheet(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), name: str = "Sheet1", **more: Any) -> Grid:
    """A grid from rows that may be of different lengths."""
    width = max(map(len, rows))
    return Grid(name, [[*row, *([None] * (width - len(row)))] for row in rows], list(merges), **more)


def project(
    number: Cell, name: str, total: Cell = 100, plan: Cell = 10, nature: str = "续建", **other: Cell
) -> list[Cell]:
    """One ordinary row under HEAD."""
    return [number, name, nature, f"{name}的建设内容", total, plan, "发改局", other.get("note")]


def merged_title() -> Mess:
    """1. A title merged over all columns, two rows tall."""
    rows = [["某县2022年重点项目明细表"], [], HEAD, project(1, "造纸一厂")]
    return Mess(
        sheet(rows, [(0, 0, 1, 7)]), [{"name": "造纸一厂", "total": 100 * WAN}], {0: "title", 2: "header", 3: "project"}
    )


def unit_row() -> Mess:
    """2. The unit in a row of its own, in the last columns only."""
    head = ["序号", "项目名称", "总投资", "2022年计划投资", "责任单位", "备注"]
    rows = [
        ["某县2022年重点项目"],
        [None, None, None, None, "金额单位：亿元"],
        head,
        [1, "造纸一厂", 3.5, 0.2, "发改局"],
    ]
    return Mess(sheet(rows, [(1, 4, 1, 5)]), [{"total": 35 * YI // 10, "plan": 2 * YI // 10}], {1: "unit"})


def unit_in_header() -> Mess:
    """3. Units in both kinds and widths of brackets; the header beats the sheet."""
    head = ["序号", "项目名称", "总投资\n（万元）", "拟投资额[亿元]", "用地(亩)", "2022年计划投资"]
    rows = [["单位：元"], head, [1, "造纸一厂", 100, 2, 3, 500]]
    return Mess(sheet(rows), [{"total": 100 * WAN, "plan": 50_000, "land_m2": 2000}])


def header_rows(depth: int) -> Mess:
    """4. Headers of one to four rows with merges both ways."""
    leaf = ["序号", "项目名称", "业主名称", "联系人", "总投资（万元）"]
    groups = {
        2: ["序号", "项目名称", "项目业主单位", None, "总投资（万元）"],
        3: [None, None, "参建情况", None, None],
        4: ["基本情况", None, None, None, None],
    }
    block: list[list[Cell]] = (
        [list(leaf)] if depth == 1 else [list(groups[2]), [None, None, "业主名称", "联系人", None]]
    )
    merges: list[Merge] = []
    if depth >= 3:
        block = [
            ["序号", "项目名称", "参建情况", None, "总投资（万元）"],
            [None, None, "项目业主单位", None, None],
            block[1],
        ]
    if depth == 4:
        block = [["基本情况", None, None, None, None], *block]
    top = len(block)
    if depth > 1:
        first = 1 if depth == 4 else 0
        merges = [(first, column, top - 1, column) for column in (0, 1, 4)] + [
            (row, 2, row, 3) for row in range(first, top - 1)
        ]
        merges += [(0, 0, 0, 4)] if depth == 4 else []
    rows = [["重点项目表"], [], *block, [1, "造纸一厂", "河北某公司", "张三", 100]]
    moved = [(a + 2, b, c + 2, d) for a, b, c, d in merges]
    return Mess(sheet(rows, moved), [{"owner": "河北某公司", "owner_contact": "张三", "total": 100 * WAN}])


def header_without_merges() -> Mess:
    """4b. Groups over leaves, and nothing merged at all."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "项目业主单位", None, None, "挂钩责任单位", None, None, "总投资（万元）"],
        [None, None, "业主名称", "联系人", "电话", "单位名称", "责任人", "电话", None],
        [1, "造纸一厂", "河北某公司", "张三", "0319-7781234", "发改局", "李四", "0319-7785678", 100],
    ]
    return Mess(
        sheet(rows),
        [
            {
                "owner": "河北某公司",
                "owner_phone": "0319-7781234",
                "lead_org": "发改局",
                "lead_person": "李四",
                "lead_phone": "0319-7785678",
            }
        ],
    )


def same_leaf_twice() -> Mess:
    """5. The same leaf under two groups."""
    mess = header_without_merges()
    mess.grid.merges = [(0, 2, 0, 4), (0, 5, 0, 7), (0, 0, 1, 0), (0, 1, 1, 1), (0, 8, 1, 8)]
    return mess


def spaced_header() -> Mess:
    """6. Spaces and newlines inside header words; width mixed."""
    head = [
        "序 号",
        "项目\n名称",
        "项目　性质",
        "建设内容\n及 规模",
        "总 投 资\n(万元)",
        "２０２２年计划投资（万元）",
        "责任\n单位",
        "备  注",
    ]
    return Mess(
        sheet([head, project(1, "造纸一厂")]),
        [{"name": "造纸一厂", "nature": "continued", "total": 100 * WAN, "plan": 10 * WAN}],
    )


def no_name_header() -> Mess:
    """7. No header over the names."""
    head = ["序号", None, "项目性质", "总投资（万元）", "责任单位"]
    rows = [
        head,
        [1, "年产十万吨文化用纸生产线", "续建", 100, "发改局"],
        [2, "智能装备制造产业园一期", "前期", 200, "工信局"],
    ]
    return Mess(
        sheet(rows), [{"name": "年产十万吨文化用纸生产线"}, {"name": "智能装备制造产业园一期"}], codes={"name_guessed"}
    )


def periods_in_headers() -> Mess:
    """8. Periods in headers, one left blank by the template."""
    head = [
        "序号",
        "项目名称",
        "至2021年底累计完成投资（万元）",
        "2022年1－5月完成投资（万元）",
        "1-  月完成投资（万元）",
    ]
    return Mess(sheet([head, [1, "造纸一厂", 10, 20, 30]]), [{"completed": 10 * WAN}], codes={"period_blank"})


def totals_above() -> Mess:
    """9. Totals above their details, in four levels, counts in text or beside it."""
    blank: list[Cell] = [None] * 3
    rows: list[list[Cell]] = [
        HEAD,
        ["合计", "3个", *blank[:2], 600, 60],
        [None, "东城县合计3个", None, None, 600, 60],
        ["一", "工业", None, None, 300, 30],
        [None, "（一）造纸2项", None, None, 300, 30],
        project(1, "造纸一厂", 100, 10),
        project(2, "造纸二厂", 200, 20),
        ["二", "交通", None, None, 300, 30],
        project(1, "环城公路", 300, 30),
        [None, "其中：续建（3项）"],
    ]
    kinds = dict.fromkeys((1, 2, 3, 4, 7), "subtotal") | dict.fromkeys((5, 6, 8), "project")
    sums = [(3, 3, True), (3, 3, True), (None, 2, True), (2, 2, True), (None, 1, True), (3, 0, False)]
    return Mess(
        sheet(rows),
        [{"name": "造纸一厂"}, {"name": "造纸二厂"}, {"name": "环城公路", "industry": "交通"}],
        kinds,
        sums=sums,
    )


def totals_below() -> Mess:
    """9b. Subtotals and the grand total below."""
    rows: list[list[Cell]] = [
        HEAD, ["一、工业"], project(1, "造纸一厂", 100, 10), project(2, "造纸二厂", 200, 20), [None, "小计", None, None, 300, 30],
        ["二、交通"], project(1, "环城公路", 300, 30), [None, "小计", None, None, 300, 30], [None, "合 计", None, None, 600, 60],
    ]  # fmt: skip
    merges = [(1, 0, 1, 7), (5, 0, 5, 7)]
    kinds = {1: "section", 4: "subtotal", 5: "section", 7: "subtotal", 8: "subtotal"}
    return Mess(
        sheet(rows, merges),
        [{"industry": "工业"}, {"industry": "工业"}, {"industry": "交通"}],
        kinds,
        sums=[(None, 2, True), (None, 1, True), (None, 3, True)],
    )


def marks() -> Mess:
    """10. Stars and dots, serials as 1.0."""
    rows = [HEAD, project(1.0, "★造纸一厂"), project("2●", "造纸二厂")]
    return Mess(
        sheet(rows), [{"name": "造纸一厂", "starred": True, "serial": "1"}, {"name": "造纸二厂", "serial": "2"}]
    )


DATES: dict[str, tuple[Cell, tuple[str | None, str | None, str]]] = {
    "range of months": ("2007.10-2010.12", ("2007-10-01", "2010-12-31", "month")),
    "short years": ("09.10-11.3", ("2009-10-01", "2011-03-31", "month")),
    "years": ("2009-2011", ("2009-01-01", "2011-12-31", "year")),
    "open end": ("2010-", ("2010-01-01", None, "year")),
    "serial": (40377, ("2010-07-18", "2010-07-18", "day")),
    "date cell": (datetime(2010, 7, 18), ("2010-07-18", "2010-07-18", "day")),
    "slashes": ("2022/3/1", ("2022-03-01", "2022-03-01", "day")),
    "month": ("2022年3月", ("2022-03-01", "2022-03-31", "month")),
    "half": ("2022年上半年", ("2022-01-01", "2022-06-30", "half")),
    "quarter": ("一季度", ("2022-01-01", "2022-03-31", "quarter")),
    "words": ("年底前投产", (None, None, "text")),
}


def date_forms() -> Mess:
    """11. Every form of date in one column."""
    head = ["序号", "项目名称", "建设起止时间", "2022年计划投资（万元）"]
    rows: list[list[Cell]] = [
        head,
        *([at, f"项目之{name}", cell, 1] for at, (name, (cell, _means)) in enumerate(DATES.items(), 1)),
    ]
    means = [{"period": {"since": a, "until": b, "precision": p}} for _cell, (a, b, p) in DATES.values()]
    return Mess(sheet(rows), means)


def float_months() -> Mess:
    """12. 2022.1: the shown text decides, else it is doubtful."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "开工时间", "责任单位"],
        [1, "造纸一厂", 2022.1, "甲"],
        [2, "造纸二厂", 2022.1, "乙"],
    ]
    grid = sheet(rows, formats={(1, 2): "0.00"})
    means = [{"start_on": {"since": "2022-10-01"}}, {"start_on": {"since": "2022-01-01"}}]
    return Mess(grid, means, codes={"month_ambiguous"})


AMOUNTS: dict[Cell, int | None] = {
    "333149": 333_149 * WAN,
    "7,446.08": 744_608 * WAN // 100,
    " ": None,
    "１２００": 1200 * WAN,
    "1,200万": 1200 * WAN,
    "3.5亿元": 35 * YI // 10,
    113934.98: 11_393_498 * WAN // 100,
    0: 0,
    "—": None,
    "/": None,
    "约500": 500 * WAN,
    "待定": None,
    "#REF!": None,
    "不详": None,
}


def amounts_as_text() -> Mess:
    """13. Figures as text, thousands, blanks, errors; blank is not zero."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "总投资（万元）", "责任单位"],
        *([at, f"第{at}个厂房", cell, "甲"] for at, cell in enumerate(AMOUNTS, 1)),
    ]
    codes = {"cell_error", "cell_unreadable", "cell_unsettled"}
    return Mess(sheet(rows), [{"total": meant} for meant in AMOUNTS.values()], codes=codes)


def two_facts() -> Mess:
    """14. Two facts in one cell."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "项目业主单位及负责人", "市或县挂钩责任单位及责任人", "总投资（万元）"],
        [1, "造纸一厂", "河北某纸业有限公司          张三", "发改局    李  四", 100],
    ]
    contact: list[list[Cell]] = [
        ["序号", "项目名称", "联系人及电话", "总投资（万元）"],
        [1, "造纸一厂", "王五 0319-7781234", 100],
    ]
    assert contact
    return Mess(
        sheet(rows),
        [{"owner": "河北某纸业有限公司", "owner_head": "张三", "lead_org": "发改局", "lead_person": "李四"}],
    )


def contact_and_phone() -> Mess:
    """14b. A contact with the telephone in the same cell."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "联系人及电话", "总投资（万元）"],
        [1, "造纸一厂", "王五 0319-7781234", 100],
    ]
    return Mess(sheet(rows), [{"owner_contact": "王五", "owner_phone": "0319-7781234"}])


def padded_names() -> Mess:
    """15. Two-character names padded with spaces; the raw text is kept."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "责任单位", "责任人", "总投资（万元）"],
        [1, "造纸一厂", "发改局", "成  斌", 100],
    ]
    return Mess(sheet(rows), [{"lead_person": "成斌"}])


def footnote() -> Mess:
    """16. A long merged note at the bottom, and a signature line."""
    note = "1、项目性质：指前期、续建、扩建或新开工；\n2、关键节点：指开工、竣工的具体时间，国庆、年底的工程形象进度。"
    rows = [HEAD, project(1, "造纸一厂"), [note], ["填报人：", None, None, "审核人："]]
    return Mess(sheet(rows, [(2, 0, 2, 7)]), [{"name": "造纸一厂"}], {2: "note", 3: "note"})


def form() -> Mess:
    """17. One form for one project."""
    rows: list[list[Cell]] = [
        ["某县重点项目（在建）台账"],
        ["项目名称", "造纸一厂", None, "业主单位", "河北某公司", None],
        ["建设内容及规模", "年产十万吨", None, None, None, None],
        ["项目总投资额（亿元）", 3, None, "2022年计划投资（亿元）", 1, None],
        ["重要节点安排", "开工进场", "基础浇注", "主体封顶", "投产", None],
        ["日期", datetime(2022, 3, 1), "2022年6月", "2022.9", None, None],
        ["责任人", "张三", None, "李  四", None, None],
        ["存在问题", "缺土地指标", None, None, None, None],
    ]
    merges = [(0, 0, 0, 5), (1, 1, 1, 2), (1, 4, 1, 5), (2, 1, 2, 5), (3, 1, 3, 2), (3, 4, 3, 5), (7, 1, 7, 5)]
    return Mess(
        sheet(rows, merges),
        [
            {
                "name": "造纸一厂",
                "owner": "河北某公司",
                "total": 3 * YI,
                "plan": YI,
                "problems": "缺土地指标",
                "stage": "started",
            }
        ],
    )


def funding_rows() -> Mess:
    """19. One project over several rows, one for each source of funds."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "项目总投资（万元）", "资金来源", "2022年度资金到位（万元）"],
        [1, "环城公路", 900, "中央预算内", 100],
        [None, None, None, "县财政", 50],
        [2, "造纸一厂", 300, "企业自筹", 70],
    ]
    return Mess(
        sheet(rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]),
        [{"in_place": 100 * WAN}, {"in_place": 70 * WAN}],
        {2: "child"},
    )


def lot_rows() -> Mess:
    """19b. Lots "(1)项目（段）" under "1 项目"."""
    rows = [
        HEAD,
        project(1, "环城公路", 900, 90),
        project("(1)", "环城公路一标段", 500, 50),
        project("(2)", "环城公路二标段", 400, 40),
        project(2, "造纸一厂"),
    ]
    return Mess(sheet(rows), [{"name": "环城公路"}, {"name": "造纸一厂"}], {2: "child", 3: "child"})


def nature_words() -> Mess:
    """21. Nature words that tell the stage."""
    means = {
        "续建": "started",
        "前期": "preparation",
        "促竣工": "started",
        "报批": "preparation",
        "在谈": "discussion",
        "竣工或部分竣工": "completed",
        "新开工": "started",
    }
    rows = [HEAD, *(project(at, f"第{at}个厂房", nature=word) for at, word in enumerate(means, 1))]
    return Mess(sheet(rows), [{"stage": stage} for stage in means.values()])


def leftover_totals() -> Mess:
    """22. A total that does not agree is reported, never an error."""
    rows = [HEAD, ["合计", "13个", None, None, 900, 90], project(1, "造纸一厂")]
    return Mess(sheet(rows), [{"name": "造纸一厂"}], {1: "subtotal"}, {"sum_differs"}, [(13, 1, False)])


def numbers_as_text() -> Mess:
    """23. Telephones and codes that came as numbers."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "项目代码", "联系电话", "总投资（万元）"],
        [1.0, "造纸一厂", 350001.0, 13800001111.0, 100],
    ]
    return Mess(sheet(rows), [{"code": "350001", "owner_phone": "13800001111", "serial": "1"}])


def noise_rows() -> Mess:
    """Width rows, printed headers repeated, template zeros, blank rows between."""
    zeros: list[Cell] = [" ", " ", " ", " ", 0, 0, " ", " "]
    rows = [HEAD, [1, 2, 3, 4, 5, 6, 7, 8], project(1, "造纸一厂"), [], HEAD, project(2, "造纸二厂"), zeros, [3]]
    kinds = {1: "width", 3: "blank", 4: "header", 6: "blank", 7: "blank"}
    return Mess(sheet(rows), [{"name": "造纸一厂"}, {"name": "造纸二厂"}], kinds)


def transposed() -> Mess:
    """One column for each project."""
    mess = merged_title()
    rows = [HEAD, project(1, "造纸一厂"), project(2, "造纸二厂"), project(3, "造纸三厂")]
    mess.grid = sheet([list(column) for column in zip(*rows, strict=True)])
    return Mess(mess.grid, [{"name": "造纸一厂"}, {"name": "造纸二厂"}, {"name": "造纸三厂"}])


CASES: dict[str, Callable[[], Mess]] = {
    "title": merged_title, "unit row": unit_row, "unit in header": unit_in_header, "header without merges": header_without_merges,
    "same leaf twice": same_leaf_twice, "spaced header": spaced_header, "no name header": no_name_header, "periods": periods_in_headers,
    "totals above": totals_above, "totals below": totals_below, "marks": marks, "dates": date_forms, "float months": float_months,
    "amounts": amounts_as_text, "two facts": two_facts, "contact and phone": contact_and_phone, "padded names": padded_names, "footnote": footnote,
    "form": form, "funding": funding_rows, "lots": lot_rows, "nature": nature_words, "leftover totals": leftover_totals,
    "numbers as text": numbers_as_text, "noise": noise_rows, "transposed": transposed,
    **{f"header of {depth} rows": lambda depth=depth: header_rows(depth) for depth in (1, 2, 3, 4)},
}  # fmt: skip


def stages_workbook() -> list[Grid]:
    """18. Several sheets are several stages, and one project stands on two of them."""
    grids = []
    for name, rows in {
        "加速签约": [project(1, "造纸一厂", nature="在谈")],
        "加速开工": [project(1, "装备园", nature="新开工"), project(2, "造纸一厂")],
    }.items():
        grids.append(sheet([[f"2022年{name}项目"], HEAD, *rows], [(0, 0, 0, 7)], name))
    return grids


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
    "序号", "项目代码", "项目名称", "项目性质", "项目阶段", "项目级别", "建设内容及规模", "所属区域", "园区", "建设地点", "所属行业", "产业链", "用地（亩）",
    "业主单位", "投资方", "责任单位", "责任人", "包联县领导", "建设起止时间", "开工时间", "竣工时间", "总投资（万元）", "一期投资（万元）",
    "2022年计划投资（万元）", "至2021年底累计完成投资（万元）", "2022年1-7月完成投资（万元）", "占年计划%", "形象进度", "存在问题", "备注",
]  # fmt: skip


def big(count: int, seed: int = 1) -> Grid:
    """A county's ledger of `count` projects and 30 columns."""
    dice = random.Random(seed)
    rows: list[list[Cell]] = [["某县2022年重点项目推进表", *[None] * 29], list(BIG_HEAD)]
    for at in range(1, count + 1):
        rows.append([
            at, f"2022-130524-{at % 99:02d}-01-{at:06d}", f"第{at}号高端装备制造生产线项目", dice.choice(["新开工", "续建", "前期"]),
            dice.choice(["在建", "前期", "投产"]), dice.choice(["省重点", "市重点", "县重点"]), f"新建厂房{at}平方米，购置设备，形成年产能力",
            f"{'甲乙丙丁'[at % 4]}镇", f"第{at % 3}园区", "县城北", dice.choice(["造纸", "装备", "医药"]), "装备链", dice.randint(10, 900),
            f"河北某{at % 5000}有限公司", f"北京某{at % 900}有限公司", "发改局", f"张{'三四五'[at % 3]}", "李县长", "2021.03-2023.12", "2022年3月", "2023/10/1",
            dice.randint(1000, 900000), dice.randint(100, 9999) + 0.5, dice.randint(100, 90000), dice.randint(0, 9000), round(dice.random() * 1000, 2),
            round(dice.random() * 100, 1), "主体施工", "无", "-",
        ])  # fmt: skip
    return Grid("大表", rows)
