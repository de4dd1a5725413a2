"""Cases 9 and 16–22 of the mess catalogue: totals, notes, forms, children, leftovers."""

from __future__ import annotations

from datetime import datetime

from qipan.exchange.grid import Cell, Grid
from tests.exchange.mess_sheet import HEAD, WAN, YI, Mess, project, sheet


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


def leftover_totals() -> Mess:
    """22. A total that does not agree is reported, never an error."""
    rows = [HEAD, ["合计", "13个", None, None, 900, 90], project(1, "造纸一厂")]
    return Mess(sheet(rows), [{"name": "造纸一厂"}], {1: "subtotal"}, {"sum_differs"}, [(13, 1, False)])


def noise_rows() -> Mess:
    """Width rows, printed headers repeated, template zeros, blank rows between."""
    zeros: list[Cell] = [" ", " ", " ", " ", 0, 0, " ", " "]
    rows = [HEAD, [1, 2, 3, 4, 5, 6, 7, 8], project(1, "造纸一厂"), [], HEAD, project(2, "造纸二厂"), zeros, [3]]
    kinds = {1: "width", 3: "blank", 4: "header", 6: "blank", 7: "blank"}
    return Mess(sheet(rows), [{"name": "造纸一厂"}, {"name": "造纸二厂"}], kinds)


def transposed() -> Mess:
    """One column for each project."""
    rows = [HEAD, project(1, "造纸一厂"), project(2, "造纸二厂"), project(3, "造纸三厂")]
    turned = sheet([list(column) for column in zip(*rows, strict=True)])
    return Mess(turned, [{"name": "造纸一厂"}, {"name": "造纸二厂"}, {"name": "造纸三厂"}])


def stages_workbook() -> list[Grid]:
    """18. Several sheets are several stages, and one project stands on two of them."""
    grids = []
    for name, rows in {
        "加速签约": [project(1, "造纸一厂", nature="在谈")],
        "加速开工": [project(1, "装备园", nature="新开工"), project(2, "造纸一厂")],
    }.items():
        grids.append(sheet([[f"2022年{name}项目"], HEAD, *rows], [(0, 0, 0, 7)], name))
    return grids
