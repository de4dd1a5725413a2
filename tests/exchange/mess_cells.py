"""Cases 10–15, 21 and 23 of the mess catalogue: what stands in single cells."""

from __future__ import annotations

from datetime import datetime

from qipan.exchange.grid import Cell
from tests.exchange.mess_sheet import HEAD, WAN, YI, Mess, project, sheet

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


def marks() -> Mess:
    """10. Stars and dots, serials as 1.0."""
    rows = [HEAD, project(1.0, "★造纸一厂"), project("2●", "造纸二厂")]
    return Mess(
        sheet(rows), [{"name": "造纸一厂", "starred": True, "serial": "1"}, {"name": "造纸二厂", "serial": "2"}]
    )


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


def numbers_as_text() -> Mess:
    """23. Telephones and codes that came as numbers."""
    rows: list[list[Cell]] = [
        ["序号", "项目名称", "项目代码", "联系电话", "总投资（万元）"],
        [1.0, "造纸一厂", 350001.0, 13800001111.0, 100],
    ]
    return Mess(sheet(rows), [{"code": "350001", "owner_phone": "13800001111", "serial": "1"}])
