"""How 2025 ended: by township, sums above, shares typed as text."""

from __future__ import annotations

from collections.abc import Sequence

from huaitang import printing
from huaitang.grid import Book, Head, Sheet, header, heads, line
from huaitang.phrases import PLANT, WORKS, step
from huaitang.places import TOWNS
from huaitang.project import Project
from huaitang.words import UNIT_WORDS, Lang, Words
from huaitang.world import NATURE, Page, World, known_total

FINISHED = Words("竣工", "finishing")


def result(world: World, lang: Lang) -> Book:
    """How the projects of 2025 ended: by township, one header row, shares as text."""
    book = Book("02", "02_2025年重点项目完成情况.xlsx" if lang == "zh" else "02 Key projects 2025 results.xlsx")
    page, sheet = Page(world, lang, book), book.sheet("2025年完成情况" if lang == "zh" else "Results 2025")
    columns = heads(
        ("serial", "序号", "No.", 8),
        ("name", "项目名称", "Project name", 40),
        ("nature", "项目性质", "Nature", 12),
        ("total", "总投资", "Total investment", 12),
        ("plan", "2025年计划投资", "Planned investment 2025", 14),
        ("done", "2025年1-12月完成投资", "Completed investment 2025", 16),
        ("share", "占年计划%", "Share of plan", 11),
        ("words", "形象进度", "Progress", 22),
        ("start", "开工时间", "Start date", 13),
        ("owner", "建设单位", "Owner", 30),
        ("leader", "挂点领导", "Assigned leader", 11),
        ("notes", "备  注", "Notes", 14),
    )
    sheet.merge(
        0,
        0,
        0,
        len(columns) - 1,
        "槐棠县2025年重点项目完成情况表" if lang == "zh" else "Huaitang County: key projects 2025, results",
        "title",
    )
    sheet.merge(
        1,
        9,
        1,
        11,
        f"计量单位：{UNIT_WORDS[page.small]}" if lang == "zh" else f"Unit: {UNIT_WORDS[page.small]}",
        "unit",
    )
    row, listed = header(sheet, 2, columns, lang), world.in_plan(2025)
    row = _result_sum(page, sheet, columns, row, "合计" if lang == "zh" else "Total", listed)
    for town in TOWNS:
        group = [project for project in listed if project.town == town.key]
        row = _result_sum(
            page, sheet, columns, row, f"{town.name.zh}合计" if lang == "zh" else f"{town.name.en} total", group
        )
        for number, project in enumerate(group, start=1):
            _result_row(page, sheet, columns, row, number, project)
            row += 1
    return book


def _result_sum(page: Page, sheet: Sheet, columns: Sequence[Head], row: int, label: str, group: list[Project]) -> int:
    count = f"{label}{len(group)}个" if page.lang == "zh" else f"{label}: {len(group)}"
    line(
        sheet,
        row,
        columns,
        {
            "serial": count,
            "total": page.money(known_total(group, before=True)),
            "plan": page.money(sum(p.plan_2025 for p in group)),
            "done": page.money(sum(p.done_2025 for p in group)),
        },
        "sum",
    )
    return row + 1


def _result_row(page: Page, sheet: Sheet, columns: Sequence[Head], row: int, number: int, project: Project) -> None:
    share = project.before_2026 / project.total
    table = PLANT if project.is_private else WORKS
    ended = project.production and project.production.year == 2025
    line(
        sheet,
        row,
        columns,
        {
            "serial": number,
            "name": page.name(project),
            "nature": page.say(FINISHED if ended else NATURE["continued"]),
            "total": page.total(project, before=True),
            "plan": page.money(project.plan_2025),
            "done": page.money(project.done_2025),
            "share": f"{100 * project.done_2025 / project.plan_2025:.1f}%",
            "words": page.say(step(table, share if not ended else 1.0)),
            "start": printing.day(project.started, page.lang, f"{project.key} 02"),
            "owner": page.owner(project),
            "leader": page.person(project.leader),
            "notes": "结转2026年"
            if project.nature and page.lang == "zh"
            else "carried into 2026"
            if project.nature
            else None,
        },
    )
