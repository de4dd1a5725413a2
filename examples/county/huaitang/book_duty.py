"""The responsibility table (one sheet per stage; the last forgot its name header) and the city's transposed sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from huaitang import light, printing
from huaitang.grid import Book, Sheet, header, heads, line
from huaitang.phrases import IDLE, PLANT, PROBLEMS, WAITING, step
from huaitang.project import Project
from huaitang.words import Lang, Words, unit_of
from huaitang.world import Page, World, known_total

OWNER, DUTY = Words("项目业主单位", "Owner"), Words("县责任单位", "Responsible unit")
FULL = (
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("nature", "项目性质", "Nature", 11),
    ("content", "建设内容及规模", "Description", 36),
    ("period", "建设起止时间", "Construction period", 16),
    ("total", "总投资\n（万元）", "Total investment\n(CNY million)", 12),
    ("before", "至2025年底累计完成投资（万元）", "Completed investment to end of 2025 (CNY million)", 14),
    ("plan", "2026年计划投资\n（万元）", "Planned investment 2026\n(CNY million)", 13),
    ("done", "2026年1-7月完成投资（万元）", "Completed investment January–July 2026 (CNY million)", 14),
)
SHORT = (FULL[0], FULL[1], FULL[2], FULL[5])
PEOPLE = (
    ("owner", "业主名称", "Company", 28, OWNER),
    ("owner_contact", "联系人", "Contact", 10, OWNER),
    ("owner_phone", "电话、电子邮箱及传真", "Telephone", 16, OWNER),
    ("lead_org", "单位名称", "Department", 16, DUTY),
    ("lead_person", "责任人", "Person responsible", 10, DUTY),
    ("leader", "县挂钩领导", "Assigned leader", 12),
)
SHEETS: tuple[tuple[Words, Words, tuple[object, ...], Callable[[Project], bool]], ...] = (
    (
        Words("竣工投产", "To complete"),
        Words("竣工", "finishing"),
        FULL,
        lambda p: p.stage == "production" and p.nature == "finish",
    ),
    (
        Words("加速开工", "To start"),
        Words("计划新开工", "new start"),
        FULL,
        lambda p: p.stage == "preparation" and p.nature == "new",
    ),
    (
        Words("加速报批", "To approve"),
        Words("报批", "approval"),
        SHORT,
        lambda p: p.stage == "preparation" and p.nature == "prepare",
    ),
    (
        Words("加速签约", "To sign"),
        Words("在谈", "in discussion"),
        SHORT,
        lambda p: p.stage == "discussion" and p.status == "ongoing",
    ),
)


def book(world: World, lang: Lang) -> Book:
    """Four sheets, one per stage."""
    made = Book("09", "09_项目目标责任制表.xlsx" if lang == "zh" else "09 Responsibility table.xlsx")
    page = Page(world, lang, made)
    for title, nature, columns, belongs in SHEETS:
        group = [project for project in world.projects if project.is_private and belongs(project)]
        _sheet(page, made.sheet(title.say(lang)), title, nature, columns, group)
    return made


def _sheet(
    page: Page, sheet: Sheet, title: Words, nature: Words, first: Sequence[object], group: list[Project]
) -> None:
    columns, zh = heads(*first, *PEOPLE), page.lang == "zh"  # type: ignore[arg-type]
    sheet.merge(
        0,
        0,
        0,
        len(columns) - 1,
        f"槐棠县促进一批项目{title.zh}目标责任制表"
        if zh
        else f"Huaitang County: responsibility table, {title.en.lower()}",
        "title",
    )
    row = header(sheet, 1, columns, page.lang)
    if title.en == "To sign":  # as in life: nobody noticed that the name column has no header
        del sheet.cells[1, 1]
        sheet.merges.remove((1, 1, 2, 1))
        sheet.plant("header_missing", 1, 1)
    line(
        sheet,
        row,
        columns,
        {
            "serial": "合计" if zh else "Total",
            "name": f"{len(group)}个" if zh else f"{len(group)} projects",
            "total": page.money(known_total(group)),
        },
        "sum",
    )
    for serial, project in enumerate(group, start=1):
        row += 1
        line(
            sheet,
            row,
            columns,
            {
                "serial": serial,
                "name": page.name(project),
                "nature": page.say(nature),
                "content": page.say(project.content),
                "period": printing.period(project, page.lang, "09"),
                "total": page.total(project),
                "before": page.money(project.before_2026) if project.before_2026 else None,
                "plan": page.money(project.plan_2026) if project.plan_2026 else None,
                "done": page.money(project.until(7)) if project.done_2026 else None,
                "owner": page.owner(project) if project.owner else None,
                "owner_contact": printing.padded(page.say(project.contact)),
                "owner_phone": project.phone,
                "lead_org": page.org(project.lead_org),
                "lead_person": page.person(project.lead_person),
                "leader": page.person(project.leader),
            },
        )
    note = (
        "1、项目性质：指在谈、报批、新开工或竣工；\n2、1-7月完成投资以统计口径为准。"
        if zh
        else "1. Nature: in discussion, approvals, new start or finishing;\n2. Completed investment as in statistics."
    )
    sheet.merge(row + 1, 0, row + 1, len(columns) - 1, note, "note")


LIGHTS = {
    "green": Words("绿灯", "Green"),
    "amber": Words("黄灯", "Amber"),
    "red": Words("红灯", "Red"),
    None: Words("未亮灯", "Not rated"),
}


def city(world: World, lang: Lang) -> Book:
    """What the city asks for: one column per project, amounts counted large, a light in each column."""
    made = Book(
        "10", "10_市级重点项目调度表（转置）.xlsx" if lang == "zh" else "10 City dispatch sheet (transposed).xlsx"
    )
    page, sheet = Page(world, lang, made), made.sheet("市调度" if lang == "zh" else "City")
    group = [
        project
        for project in world.of("started")
        if project.is_private and (project.level.zh != "县重点" or project.story == "wrong_unit")
    ][:12]
    large, zh = unit_of("large", lang), lang == "zh"
    labels = (
        ("项目名称", "Project name"),
        ("项目代码", "Project code"),
        ("项目单位", "Owner"),
        ("属地", "Region"),
        ("总投资（亿元）", "Total investment (CNY billion)"),
        ("2026年计划投资（亿元）", "Planned investment 2026 (CNY billion)"),
        ("2026年1-10月完成投资（亿元）", "Completed investment January–October 2026 (CNY billion)"),
        ("亮灯情况", "Light"),
        ("当前形象进度", "Progress"),
        ("存在问题", "Problems"),
        ("包联县领导", "Assigned leader"),
    )
    sheet.merge(
        0,
        0,
        0,
        len(group),
        "澄安市重点项目调度表（槐棠县）" if zh else "Cheng'an City: key project dispatch (Huaitang County)",
        "title",
    )
    for row, label in enumerate(labels, start=1):
        sheet.put(row, 0, label[0] if zh else label[1], "head")
    for column, project in enumerate(group, start=1):
        total = page.total(project, large)
        if project.story == "wrong_unit":
            total = page.total(project, page.small)
            sheet.plant("wrong_unit", 5, column, project=project.key, right=page.total(project, large), printed=total)
        words = IDLE if project.story == "stalls" else step(PLANT, project.share) if project.started else WAITING
        problem = page.say(PROBLEMS[project.problem][0]) if project.problem >= 0 else "无" if zh else "none"
        values = (
            page.name(project),
            project.code,
            page.owner(project),
            page.town(project.town),
            total,
            page.money(project.plan_2026, large),
            page.money(project.done_2026, large),
            page.say(LIGHTS[light.expected(project)]),
            page.say(words),
            problem,
            page.person(project.leader),
        )
        for row, value in enumerate(values, start=1):
            sheet.put(row, column, value, "figure" if isinstance(value, int | float) else "text")
        sheet.widths[column] = 26
    sheet.widths[0] = 24
    return made
