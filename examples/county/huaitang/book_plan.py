"""The annual plan of 2026 (sections in three levels, totals above) and how 2025 ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from huaitang import printing
from huaitang.grid import Book, Head, Sheet, header, heads, line, place
from huaitang.phrases import GOALS, step
from huaitang.places import PARKS, TOWNS
from huaitang.products import CHAIN
from huaitang.project import Project
from huaitang.words import Lang, Words
from huaitang.world import NATURE, SECTOR, Page, World, known_total

OWNER, DUTY = Words("项目业主单位", "Owner"), Words("责任单位", "Responsible unit")
ORDER = ("continued", "new", "finish", "prepare")
SECTORS = ("industry", "agriculture", "infrastructure", "social")
CHINESE = "一二三四五六七八九十"
WRONG_SUM = ("new", "infrastructure")


def plan_heads(unit: str, unit_zh: str) -> tuple[Head, ...]:
    """The annual detail's columns; the unit stands in brackets under the words."""
    return heads(
        ("serial", "序号", "No.", 7),
        ("name", "项  目\n名  称", "Project\nname", 38),
        ("level", "项目级别", "Level", 11),
        ("nature", "项目性质", "Nature", 12),
        ("content", "建设内容及规模", "Description", 40),
        ("period", "建设起止时间", "Construction period", 16),
        ("total", f"总投资\n（{unit_zh}）", f"Total investment\n({unit})", 12),
        ("before", f"至2025年底累计完成投资（{unit_zh}）", f"Completed investment to end of 2025 ({unit})", 14),
        ("plan", f"2026年计划投资\n（{unit_zh}）", f"Planned investment 2026\n({unit})", 14),
        ("goal", "2026年形象进度目标", "Goal of the year 2026", 18),
        ("region", "属地", "Region", 14),
        ("owner", "业主名称", "Company", 30, OWNER),
        ("owner_contact", "联系人", "Contact", 10, OWNER),
        ("owner_phone", "电话", "Telephone", 13, OWNER),
        ("lead_org", "单位名称", "Department", 18, DUTY),
        ("lead_person", "责任人", "Person responsible", 10, DUTY),
        ("leader", "包联县领导", "Assigned leader", 12),
    )


class Outline:
    """Writes sections and projects; remembers the section under way and what was planted."""

    def __init__(self, page: Page, sheet: Sheet, columns: Sequence[Head]) -> None:
        self.page, self.sheet, self.columns, self.row, self.serial = page, sheet, columns, 0, 0

    def subtotal(self, label: tuple[str, str], group: Sequence[Project], *, extra: int = 0) -> None:
        """A line above its details: label, sums, and the count, in Chinese in words, in English in the column of words."""
        zh = self.page.lang == "zh"
        plan = sum(project.plan_2026 for project in group) + extra
        line(
            self.sheet,
            self.row,
            self.columns,
            {
                "serial": label[0],
                "name": f"{label[1]}{len(group)}个" if zh else label[1],
                "content": None if zh else len(group),
                "total": self.page.money(known_total(group, before=True)),
                "before": self.page.money(sum(project.before_2026 for project in group)),
                "plan": self.page.money(plan),
            },
            "sum",
        )
        if extra:
            self.sheet.plant(
                "sum_does_not_add_up",
                self.row,
                place(self.columns, "plan"),
                declared=self.page.money(plan),
                found=self.page.money(plan - extra),
            )
        self.row += 1

    def project(self, values: dict[str, object]) -> None:
        self.serial += 1
        line(self.sheet, self.row, self.columns, {"serial": self.serial, **values})  # type: ignore[dict-item]
        self.row += 1


def plan(world: World, lang: Lang) -> Book:
    """The plan as the key-projects office issues it in January."""
    book = Book("01", "01_2026年县重点项目计划.xlsx" if lang == "zh" else "01 Key project plan 2026.xlsx")
    page = Page(world, lang, book)
    columns = plan_heads("CNY million", "万元")
    sheet = book.sheet("2026年计划" if lang == "zh" else "Plan 2026")
    sheet.merge(
        0,
        0,
        1,
        len(columns) - 1,
        "槐棠县2026年重点项目投资计划表" if lang == "zh" else "Huaitang County: key project investment plan 2026",
        "title",
    )
    sheet.merge(
        2,
        0,
        2,
        5,
        "编制单位：槐棠县重点项目建设办公室" if lang == "zh" else "Compiled by: Huaitang Key Projects Office",
        "plain",
    )
    sheet.merge(2, 14, 2, 16, "单位：万元、亩" if lang == "zh" else "Unit: CNY million", "unit")
    outline = Outline(page, sheet, columns)
    outline.row = header(sheet, 3, columns, lang)
    listed = world.in_plan(2026)
    outline.subtotal(("合计", "") if lang == "zh" else ("", "Total"), listed)
    for number, nature in enumerate(ORDER):
        _nature(outline, number, nature, [project for project in listed if project.nature == nature])
    notes = (
        "备注：1.项目性质指续建、计划新开工、保投产、前期；2.★为省、市重点项目；3.总投资未定的填“待定”，不计入合计。"
        if lang == "zh"
        else "Notes: 1. nature is continued, new start, finishing or preparation; "
        "2. ★ marks provincial and city key projects; 3. an open total reads TBD and is not in the sums."
    )
    sheet.merge(outline.row, 0, outline.row, len(columns) - 1, notes, "note")
    _summary(page, book.sheet("汇总" if lang == "zh" else "Summary"), listed)
    return book


def _nature(outline: Outline, number: int, nature: str, group: list[Project]) -> None:
    page = outline.page
    numeral = CHINESE[number] if page.lang == "zh" else ["I", "II", "III", "IV"][number]
    outline.subtotal(
        (
            f"{numeral}、" if page.lang == "zh" else f"{numeral}.",
            page.say(NATURE[nature]) + ("项目" if page.lang == "zh" else " projects"),
        ),
        group,
    )
    present = [sector for sector in SECTORS if any(project.sector == sector for project in group)]
    for step_number, sector in enumerate(present):
        inside = sorted((project for project in group if project.sector == sector), key=lambda project: project.kind)
        extra = 1_000 if (nature, sector) == WRONG_SUM else 0
        mark = f"（{CHINESE[step_number]}）" if page.lang == "zh" else f"{'ABCD'[step_number]}."
        outline.subtotal((mark, page.say(SECTOR[sector])), inside, extra=extra)
        for kind, rows in groupby(inside, key=lambda project: project.kind):
            members = list(rows)
            if kind in CHAIN:
                outline.subtotal(("", ("——" if page.lang == "zh" else "-- ") + page.say(CHAIN[kind].name)), members)
            for project in members:
                _plan_row(outline, project)


def _plan_row(outline: Outline, project: Project) -> None:
    page, row = outline.page, outline.row
    plain = printing.varied(project, page.book.id)
    starred = Words("★" + plain.zh.lstrip("★"), "★" + plain.en.lstrip("★ "))
    unstarred = Words(plain.zh.lstrip("★"), plain.en.lstrip("★ "))
    share = (project.before_2026 + project.plan_2026) / project.total
    if project.story == "no_total":
        outline.sheet.plant("total_open", row, place(outline.columns, "total"))
    if project.key == _hidden_key(page.world):
        outline.sheet.hidden.add(row)
        outline.sheet.plant("hidden_row", row, 1, project=project.key)
    text = row % 7 == 0  # some figures were typed as text, with commas
    plan = page.money(project.plan_2026)
    outline.project(
        {
            "name": page.name(project, unstarred if project.level.zh == "县重点" else starred),
            "level": page.say(project.level),
            "nature": page.say(NATURE[project.nature]),
            "content": page.say(project.content),
            "period": printing.period(project, page.lang, page.book.id),
            "total": page.total(project, before=True),
            "before": page.money(project.before_2026) if project.before_2026 else None,
            "plan": (f"{plan:,}", "text") if text and plan else plan,
            "goal": page.say(step(GOALS, share))
            if project.plan_2026
            else ("完成前期手续" if page.lang == "zh" else "approvals finished"),
            "region": page.town(project.town),
            "owner": page.owner(project),
            "owner_contact": printing.padded(page.say(project.contact)),
            "owner_phone": project.phone,
            "lead_org": page.org(project.lead_org),
            "lead_person": page.person(project.lead_person),
            "leader": page.person(project.leader),
        }
    )


def _hidden_key(world: World) -> str:
    """One project is in a row somebody hid."""
    return next(
        project.key
        for project in world.of("started")
        if project.nature == "continued" and not project.story and project.is_private
    )


def _summary(page: Page, sheet: Sheet, listed: list[Project]) -> None:
    """Counts and sums by township and park: figures about projects, no project."""
    columns = heads(
        ("serial", "序号", "No.", 7),
        ("region", "乡镇（园区）", "Region", 26),
        ("count", "项目数", "Number of projects", 10),
        ("total", "总投资（万元）", "Total investment (CNY million)", 16),
        ("plan", "2026年计划投资（万元）", "Planned investment 2026 (CNY million)", 18),
    )
    sheet.merge(
        0,
        0,
        0,
        4,
        "2026年重点项目分乡镇汇总表" if page.lang == "zh" else "Key projects 2026 by township and park",
        "title",
    )
    row = header(sheet, 1, columns, page.lang)
    places = [(page.say(park.short), [p for p in listed if p.park == park.key]) for park in PARKS]
    places += [(page.say(town.name), [p for p in listed if not p.park and p.town == town.key]) for town in TOWNS]
    total = "合计" if page.lang == "zh" else "Total"
    for number, (label, group) in enumerate([(total, listed), *places]):
        line(
            sheet,
            row,
            columns,
            {
                "serial": number or None,
                "region": label,
                "count": len(group),
                "total": page.money(known_total(group, before=True)),
                "plan": page.money(sum(p.plan_2026 for p in group)),
            },
        )
        row += 1
