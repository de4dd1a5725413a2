"""Monthly reports (each cumulative from January) and the ten-day report of early November."""

from __future__ import annotations

from collections.abc import Sequence

from huaitang import printing
from huaitang.grid import Book, Head, Sheet, header, heads, line, place
from huaitang.phrases import IDLE, NEXT_STEPS, PLANT, PROBLEMS, WAITING, WORKS, step
from huaitang.project import Project
from huaitang.words import Lang, Words
from huaitang.world import NATURE, STAGE, STATUS, Page, World, known_total

NEW_START = Words("新开工", "new start")  # what the clerks write once a planned start has happened
PATHS = {6: ("03a", "xls"), 9: ("03b", "xlsx"), 10: ("03c", "xlsx")}


def month_heads(month: int) -> tuple[Head, ...]:
    """Columns of the report to the end of a month: from October the form has code and stage."""
    done = Words("2026年投资完成情况", "Investment completed in 2026")
    upto = Words(f"1-{month}月累计", f"January–{_EN[month]}")
    groups = (done, upto) if month == 9 else (Words(f"2026年1-{month}月完成情况", f"January–{_EN[month]} 2026"),)
    first = [("serial", "序号", "No.", 7)]
    if month == 10:
        first += [("code", "项目代码", "Project code", 26)]
    return heads(
        *first,
        ("name", "项目名称", "Project name", 40),
        ("nature", "项目性质", "Nature", 12),
        *([("stage", "项目阶段", "Stage", 12), ("status", "推进状态", "Status", 11)] if month == 10 else []),
        ("total", "总投资\n（万元）", "Total investment\n(CNY million)", 12),
        ("plan", "2026年计划投资\n（万元）", "Planned investment 2026\n(CNY million)", 14),
        ("done", "完成投资（万元）", "Completed investment (CNY million)", 13, *groups),
        ("share", "占年计划%", "Share of plan", 10, *groups),
        ("words", "形象进度", "Progress", 24, *groups),
        ("funds", f"1-{month}月到位资金（万元）", f"Funds in place January–{_EN[month]} (CNY million)", 14),
        ("start", "开工时间", "Start date", 13),
        ("end", "竣工时间", "Completion date", 13),
        ("problem", "存在问题", "Problems", 24),
        ("next", "下步计划", "Next steps", 22),
        ("leader", "包联领导", "Assigned leader", 11),
        ("lead_org", "责任单位", "Responsible unit", 16),
    )


_EN = {6: "June", 9: "September", 10: "October"}


def month(world: World, lang: Lang, number: int) -> Book:
    """The report to the end of June, September or October."""
    identity, ending = PATHS[number]
    path = (
        f"{identity}_2026年1-{number}月重点项目月报.{ending}"
        if lang == "zh"
        else f"{identity} Monthly report January-{_EN[number]} 2026.{ending}"
    )
    book = Book(identity, path)
    page, columns = Page(world, lang, book), month_heads(number)
    sheet = book.sheet(f"1-{number}月" if lang == "zh" else f"Jan-{_EN[number][:3]}")
    sheet.merge(
        0,
        0,
        0,
        len(columns) - 1,
        f"槐棠县2026年1-{number}月重点项目进展情况月报表"
        if lang == "zh"
        else f"Huaitang County: key projects, January–{_EN[number]} 2026",
        "title",
    )
    sheet.put(1, len(columns) - 2, "单位：万元" if lang == "zh" else "Unit: CNY million", "unit")
    row = header(sheet, 2, columns, lang)
    listed = [project for project in world.in_plan(2026) if project.plan_2026 or number == 10]
    sums = {
        "total": known_total(listed, before=number != 10),
        "plan": sum(p.plan_2026 for p in listed),
        "done": sum(p.until(number) for p in listed),
    }
    label = f"合计（{len(listed)}项）" if lang == "zh" else "Total"
    count = None if lang == "zh" else len(listed)  # in Chinese the label says it
    line(sheet, row, columns, {"name": label, "nature": count, **{k: page.money(v) for k, v in sums.items()}}, "sum")
    for serial, project in enumerate(listed, start=1):
        row += 1
        _month_row(page, sheet, columns, row, serial, project, number)
    return book


def _month_row(
    page: Page, sheet: Sheet, columns: Sequence[Head], row: int, serial: int, project: Project, number: int
) -> None:
    done, early = project.until(number), number != 10
    if project.story == "cumulative_falls" and number == 10:
        sheet.plant("cumulative_below_last_month", row, place(columns, "done"), project=project.key)
    if project.story == "total_raised" and number == 10:
        sheet.plant(
            "total_raised", row, place(columns, "total"), project=project.key, was=page.money(project.total_before)
        )
    problem = PROBLEMS[project.problem] if project.problem >= 0 else None
    start = (
        project.started if project.started and (project.started.year, project.started.month) <= (2026, number) else None
    )
    end = (
        project.completed
        if project.completed and (project.completed.year, project.completed.month) <= (2026, number)
        else None
    )
    line(
        sheet,
        row,
        columns,
        {
            "serial": serial if serial % 9 else (serial, "one_place"),
            "code": project.code,
            "name": page.name(project),
            "nature": page.say(NEW_START if project.nature == "new" and start else NATURE[project.nature]),
            "stage": page.say(STAGE[project.stage]),
            "status": page.say(STATUS[project.status]),
            "total": page.total(project, before=early),
            "plan": page.money(project.plan_2026) if project.plan_2026 else None,
            "done": page.money(done) if project.plan_2026 and start else None,
            "share": _share(project, done) if start else None,
            "words": page.say(_physical(project, number)),
            "funds": page.money(round(project.funds_2026 * done / project.done_2026))
            if project.done_2026 and start
            else None,
            "start": printing.day(start, page.lang, f"{project.key} start"),
            "end": printing.day(end, page.lang, f"{project.key} end"),
            "problem": page.say(problem[0]) if problem and number > 6 else None,
            "next": page.say(NEXT_STEPS[project.problem % 4]) if problem and number > 6 else None,
            "leader": page.person(project.leader),
            "lead_org": page.org(project.lead_org),
        },
    )


def _share(project: Project, done: int) -> str | float:
    """Half the clerks type the percent sign, half leave a plain figure."""
    share = 100 * done / project.plan_2026
    return f"{share:.1f}%" if int(project.key[1:]) % 2 else round(share, 1)


def _physical(project: Project, number: int) -> Words:
    if not project.started:
        return WAITING
    if project.story == "stalls" and number > 7:
        return IDLE
    table = PLANT if project.is_private else WORKS
    return step(table, (project.before_2026 + project.until(number)) / project.total)


def ten_days(world: World, lang: Lang) -> Book:
    """The first ten days of November: projects under construction only."""
    book = Book("03d", "03d_2026年11月上旬旬报.xlsx" if lang == "zh" else "03d Ten-day report early November 2026.xlsx")
    page, sheet = Page(world, lang, book), book.sheet("旬报表" if lang == "zh" else "Ten-day report")
    month_group, duty = Words("11月完成情况", "November"), Words("责任单位", "Responsible unit")
    columns = heads(
        ("serial", "序号", "No.", 7),
        ("name", "项目名称", "Project name", 40),
        ("total", "总投资", "Total investment", 12),
        ("plan", "2026年度计划投资额", "Planned investment 2026", 14),
        ("month_plan", "11月计划投资额", "Planned investment November", 13, month_group),
        ("ten", "11月上旬完成投资额", "Completed investment 1–10 November", 13, month_group),
        ("ten_share", "本旬占月计划投资额（%）", "Share of the month's plan %", 12, month_group),
        ("org", "责任单位", "Responsible unit", 16, duty),
        ("person", "责任人", "Person responsible", 10, duty),
        ("owner", "业主单位或筹办单位", "Owner", 30),
        ("words", "目前项目建设形象进度", "Progress", 24),
        ("problem", "项目建设中存在问题", "Problems", 24),
    )
    sheet.merge(
        0,
        0,
        0,
        len(columns) - 1,
        "槐棠县重点项目旬报表（2026年11月上旬）"
        if lang == "zh"
        else "Huaitang County: ten-day report, 1–10 November 2026",
        "title",
    )
    sheet.merge(1, 0, 1, len(columns) - 1, "计量单位：万元" if lang == "zh" else "Unit: CNY million", "unit")
    row = header(sheet, 2, columns, lang)
    listed = [project for project in world.of("started") if project.plan_2026]
    line(
        sheet,
        row,
        columns,
        {
            "name": "合  计" if lang == "zh" else "Total",
            "total": page.money(known_total(listed)),
            "plan": page.money(sum(p.plan_2026 for p in listed)),
            "ten": page.money(sum(p.november for p in listed)),
        },
        "sum",
    )
    for serial, project in enumerate(listed, start=1):
        row += 1
        month_plan = max(0, project.plan_2026 - project.done_2026) // 2
        line(
            sheet,
            row,
            columns,
            {
                "serial": serial,
                "name": page.name(project),
                "total": page.total(project),
                "plan": page.money(project.plan_2026),
                "month_plan": page.money(month_plan) if month_plan else (" ", "text"),
                "ten": page.money(project.november),
                "ten_share": round(100 * project.november / month_plan, 1) if month_plan else None,
                "org": page.org(project.lead_org),
                "person": page.person(project.lead_person),
                "owner": page.owner(project),
                "words": page.say(_physical(project, 10)),
                "problem": page.say(PROBLEMS[project.problem][0]) if project.problem >= 0 else (" ", "text"),
            },
        )
    sheet.merge(
        row + 1,
        0,
        row + 1,
        len(columns) - 1,
        "备注：旬报只报在建项目。"
        if lang == "zh"
        else "Note: the ten-day report covers projects under construction only.",
        "note",
    )
    return book
