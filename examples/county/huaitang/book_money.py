"""Funds in place: one project over several rows, one per source, the project's own cells merged down."""

from __future__ import annotations

from huaitang.grid import Book, Sheet, header, heads, place
from huaitang.project import Project
from huaitang.words import Lang, Words
from huaitang.world import Page, World

OWN, LOAN, UPPER, BOND = (
    Words("企业自筹", "own funds"),
    Words("银行贷款", "bank loan"),
    Words("上级专项资金", "upper-level grant"),
    Words("专项债券", "special bond"),
)
MIX = {True: ((OWN, 0.55), (LOAN, 0.45)), False: ((UPPER, 0.4), (BOND, 0.35), (LOAN, 0.25))}
COLUMNS = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("total", "项目总投资（万元）", "Total investment (CNY million)", 13),
    ("body", "投资主体", "Owner", 30),
    ("source", "资金来源", "Source of funds", 16),
    ("note", "来源说明", "Explanation", 18),
    ("before", "至2025年底累计资金到位（万元）", "Funds in place to end of 2025 (CNY million)", 16),
    ("year", "2026年1-10月资金到位（万元）", "Funds in place January–October 2026 (CNY million)", 16),
    ("plan", "2026年计划完成投资（万元）", "Planned investment 2026 (CNY million)", 15),
    ("done", "2026年1-10月实际完成投资（万元）", "Completed investment January–October 2026 (CNY million)", 16),
)
SHARED = ("serial", "name", "total", "body", "plan", "done")


def book(world: World, lang: Lang) -> Book:
    """Projects under construction or done this year, each on two or three rows."""
    made = Book("08", "08_资金到位汇总表.xlsx" if lang == "zh" else "08 Funds in place.xlsx")
    page, sheet = Page(world, lang, made), made.sheet("资金到位" if lang == "zh" else "Funds")
    sheet.merge(
        0,
        0,
        0,
        len(COLUMNS) - 1,
        "槐棠县重点项目资金到位情况汇总表（截至2026年10月底）"
        if lang == "zh"
        else "Huaitang County: funds in place, to end of October 2026",
        "title",
    )
    row = header(sheet, 1, COLUMNS, lang)
    for serial, project in enumerate((p for p in world.projects if p.plan_2026 and p.funds_2026), start=1):
        row = _project(page, sheet, row, serial, project)
    return made


def split(amount: int, shares: tuple[float, ...]) -> list[int]:
    """Parts that sum to the amount exactly; the last takes the rest."""
    parts = [round(amount * share) for share in shares[:-1]]
    return [*parts, amount - sum(parts)]


def _project(page: Page, sheet: Sheet, row: int, serial: int, project: Project) -> int:
    mix = MIX[project.is_private]
    shares = tuple(share for _, share in mix)
    before, year = split(project.funds_before, shares), split(project.funds_2026, shares)
    last = row + len(mix) - 1
    shared = {
        "serial": serial,
        "name": page.name(project),
        "total": page.total(project),
        "body": page.owner(project),
        "plan": page.money(project.plan_2026),
        "done": page.money(project.done_2026),
    }
    for key, value in shared.items():
        column = place(COLUMNS, key)
        sheet.merge(row, column, last, column, value, "figure" if isinstance(value, int | float) else "text")
    for offset, (source, _) in enumerate(mix):
        sheet.put(row + offset, place(COLUMNS, "source"), page.say(source), "text")
        if source is LOAN:
            sheet.put(row + offset, place(COLUMNS, "note"), page.org(("rcb", "cab", "vib")[project.number % 3]), "text")
        for key, parts in (("before", before), ("year", year)):
            if parts[offset]:
                sheet.put(row + offset, place(COLUMNS, key), page.money(parts[offset]), "figure")
    return last + 1
