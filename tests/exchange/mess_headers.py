"""Cases 1–8 of the mess catalogue: titles, units and headers."""

from __future__ import annotations

from qipan.exchange.grid import Cell, Merge
from tests.exchange.mess_sheet import HEAD, WAN, YI, Mess, project, sheet


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
