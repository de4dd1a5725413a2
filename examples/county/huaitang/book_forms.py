"""Forms with one project per sheet: pre-construction (amounts counted large) and works under way (small)."""

from __future__ import annotations

from datetime import date

from huaitang import printing
from huaitang.grid import Book, Sheet
from huaitang.phrases import NEXT_STEPS, PROBLEMS
from huaitang.project import Project
from huaitang.words import Lang, Words, unit_of
from huaitang.world import NATURE, Page, World

FORMS = 6
Rectangle = tuple[int, int, int, int]
# approvals: words, responsible organisation, columns from–to
NODES: tuple[tuple[Words, str, int, int], ...] = (
    (Words("项目\n备案\n（核准）", "Filing"), "adm", 1, 1),
    (Words("项目\n可研\n性研\n究", "Feasibility study"), "drc", 2, 2),
    (Words("项目\n初设\n预审、\n概算", "Preliminary design"), "drc", 3, 3),
    (Words("规划选址论证", "Site selection"), "nat", 4, 4),
    (Words("项目环境评价", "EIA"), "env", 5, 6),
    (Words("用地、\n用林\n预审", "Land pre-review"), "nat", 7, 8),
    (Words("规划一书二证办理", "Planning permits"), "nat", 9, 9),
    (Words("审图", "Drawing review"), "hou", 10, 10),
    (Words("招投标", "Bidding"), "adm", 11, 11),
    (Words("开工许可证", "Construction permit"), "adm", 12, 13),
    (Words("供地", "Land supply"), "nat", 14, 14),
    (Words("供水供电", "Water and power"), "pow", 15, 16),
    (Words("其他", "Other"), "key", 17, 17),
)
DONE, DOING, NOT_YET = Words("已完成", "done"), Words("办理中", "in hand"), Words("未开始", "not started")
WORK_NODES: tuple[tuple[Words, int, int, float], ...] = (
    (Words("开工进场时间", "Start on site"), 1, 3, 0.0),
    (Words("打桩或基础开挖时间", "Piling or excavation"), 4, 7, 0.1),
    (Words("主体工程基础浇注完成时间", "Foundations poured"), 8, 11, 0.25),
    (Words("主体工程封顶时间", "Roof closed"), 12, 16, 0.5),
    (Words("装修或设备安装调试完成时间", "Equipment installed"), 17, 21, 0.75),
    (Words("试投产、部分试投产或交付使用验收时间", "Trial production or acceptance"), 22, 25, 0.9),
    (Words("正式投产或交付使用时间", "In production or in use"), 26, 28, 1.0),
)
MONTH_BLOCKS = ((8, 1, 6), (9, 7, 11), (10, 12, 17), (11, 18, 24), (12, 25, 28))


def _box(sheet: Sheet, rectangle: Rectangle, value: object, style: str = "text") -> None:
    sheet.merge(*rectangle, value, style)  # type: ignore[arg-type]


def preparation(world: World, lang: Lang) -> Book:
    """Six pre-construction forms; the total is in 亿元 while every list counts 万元."""
    book = Book("06", "06_前期工作台账.xlsx" if lang == "zh" else "06 Pre-construction forms.xlsx")
    page = Page(world, lang, book)
    for number, project in enumerate(world.of("preparation")[:FORMS], start=1):
        _preparation(page, book.sheet(f"项目{number}" if lang == "zh" else f"Project {number}"), project, number)
    return book


def _preparation(page: Page, sheet: Sheet, project: Project, number: int) -> None:
    zh, large = page.lang == "zh", unit_of("large", page.lang)
    _box(
        sheet,
        (0, 0, 0, 17),
        "槐棠县重点建设项目（前期工作）台账" if zh else "Huaitang County: key project ledger (pre-construction)",
        "title",
    )
    cells: tuple[tuple[Rectangle, object], ...] = (
        ((1, 0, 1, 0), "项目\n名称" if zh else "Project\nname"),
        ((1, 1, 1, 5), page.name(project)),
        ((1, 6, 1, 7), "业主\n单位" if zh else "Owner"),
        ((1, 8, 1, 12), page.owner(project)),
        ((1, 13, 1, 15), "包联县领导" if zh else "County leader"),
        ((1, 16, 1, 17), page.person(project.leader)),
        ((2, 0, 2, 0), "项目\n主要\n建设\n目标" if zh else "Main goal"),
        ((2, 1, 2, 12), page.say(project.content)),
        ((2, 13, 2, 15), "项目预估总投资（亿元）" if zh else "Estimated total investment (CNY billion)"),
        ((2, 16, 2, 17), page.total(project, large)),
        ((3, 0, 3, 0), "项目\n前期\n工作\n主要\n工作\n节点" if zh else "Approvals"),
        ((4, 0, 4, 0), "完成\n时限" if zh else "Due"),
        ((5, 0, 5, 0), "完成\n进度" if zh else "Progress"),
        ((6, 0, 6, 0), "责任\n单位" if zh else "Responsible"),
        ((7, 0, 7, 0), "责任人" if zh else "Person"),
        ((8, 0, 8, 0), "需协调解决问题" if zh else "Problems to solve"),
        ((8, 1, 8, 17), page.say(PROBLEMS[number % len(PROBLEMS)][0])),
        ((9, 0, 9, 0), "存在问题解决的情况" if zh else "How they were solved"),
        ((9, 1, 9, 17), page.say(NEXT_STEPS[number % len(NEXT_STEPS)])),
        ((10, 0, 10, 3), "业主（签名）：" if zh else "Owner (signature):"),
        ((10, 4, 10, 9), "责任单位（签名）：" if zh else "Responsible organisation (signature):"),
        ((10, 10, 10, 17), "包联领导（签名）：" if zh else "County leader (signature):"),
    )
    for rectangle, value in cells:
        _box(sheet, rectangle, value)
    for order, (words, org, left, right) in enumerate(NODES):
        state = DONE if order < number + 1 else DOING if order == number + 1 else NOT_YET
        for row, value, style in (
            (3, page.say(words), "head"),
            (4, date(2026, 3 + order // 2, 5 + order), "date"),
            (5, page.say(state), "text"),
            (6, page.org(org), "text"),
            (7, page.person(f"head-{org}"), "text"),
        ):
            _box(sheet, (row, left, row, right), value, style)
    sheet.widths.update(dict.fromkeys(range(18), 10))


def works(world: World, lang: Lang) -> Book:
    """Six forms of works under way, with ten-day plans for the last five months."""
    book = Book("07", "07_在建项目台账.xlsx" if lang == "zh" else "07 Construction forms.xlsx")
    page = Page(world, lang, book)
    listed = [project for project in world.of("started") if project.nature == "continued" and project.is_private][
        3 : 3 + FORMS
    ]
    for number, project in enumerate(listed, start=1):
        _works(page, book.sheet(f"台账{number}" if lang == "zh" else f"Form {number}"), project)
    return book


def _works(page: Page, sheet: Sheet, project: Project) -> None:
    zh = page.lang == "zh"
    _box(
        sheet,
        (0, 0, 0, 28),
        "槐棠县重点建设项目（在建、新开工）台账" if zh else "Huaitang County: key project ledger (under construction)",
        "title",
    )
    problem = PROBLEMS[project.problem] if project.problem >= 0 else None
    cells: tuple[tuple[Rectangle, object], ...] = (
        ((1, 0, 1, 0), "项目名称" if zh else "Project name"),
        ((1, 1, 1, 9), page.name(project)),
        ((1, 10, 1, 12), "业主单位" if zh else "Owner"),
        ((1, 13, 1, 17), page.owner(project)),
        ((1, 18, 1, 20), "项目\n性质" if zh else "Nature"),
        ((1, 21, 1, 23), page.say(NATURE[project.nature])),
        ((1, 24, 1, 25), "建设起止年限" if zh else "Construction period"),
        ((1, 26, 1, 28), printing.period(project, page.lang, "07")),
        ((2, 0, 2, 0), "项目主要建设目标" if zh else "Main goal"),
        ((2, 1, 2, 28), page.say(project.content)),
        ((3, 0, 3, 0), "项目总投资额（万元）" if zh else "Total investment (CNY million)"),
        ((3, 1, 3, 4), page.total(project)),
        ((3, 5, 3, 8), "至2025年底累计完成投资（万元）" if zh else "Completed to end of 2025 (CNY million)"),
        ((3, 9, 3, 12), page.money(project.before_2026)),
        ((3, 13, 3, 17), "2026年计划完成投资额（万元）" if zh else "Planned investment 2026 (CNY million)"),
        ((3, 18, 3, 22), page.money(project.plan_2026)),
        ((3, 23, 3, 25), "1-7月已完成投资额（万元）" if zh else "Completed January–July (CNY million)"),
        ((3, 26, 3, 28), page.money(project.until(7))),
        ((4, 0, 4, 0), "项目建设重要节点安排" if zh else "Milestones"),
        ((5, 0, 5, 0), "日期" if zh else "Date"),
        ((6, 0, 6, 0), "责任人" if zh else "Person"),
        ((7, 0, 8, 0), "后五个月" if zh else "Last five months"),
        ((9, 0, 9, 0), "计划完成投资额" if zh else "Planned"),
        ((10, 0, 10, 0), "实际完成投资额" if zh else "Completed"),
        ((11, 0, 11, 0), "每旬的工作计划安排" if zh else "Work planned"),
        ((12, 0, 12, 0), "项目建设中存在的问题" if zh else "Problems"),
        ((12, 1, 12, 28), page.say(problem[0]) if problem else " "),
        ((13, 0, 13, 0), "负责解决问题责任单位、责任人" if zh else "Who solves them"),
        ((13, 1, 13, 28), f"{page.org(problem[1])}    {page.person(f'head-{problem[1]}')}" if problem else " "),
        ((14, 0, 14, 0), "解决项目建设存在问题时限" if zh else "Due"),
        ((14, 1, 14, 28), ("2026年12月底前" if zh else "by end of December 2026") if problem else " "),
        ((15, 0, 15, 0), "项目建设存在问题解决情况" if zh else "How they were solved"),
        ((15, 1, 15, 28), " "),
        ((16, 0, 16, 6), "业主（签名）：" if zh else "Owner (signature):"),
        ((16, 7, 16, 16), "责任单位（签名）：" if zh else "Responsible organisation (signature):"),
        ((16, 17, 16, 28), "包联领导（签名）：" if zh else "County leader (signature):"),
    )
    for rectangle, value in cells:
        _box(sheet, rectangle, value)
    _milestones(page, sheet, project)
    _tens(page, sheet, project)
    sheet.widths.update(dict.fromkeys(range(29), 8))


def milestone_day(project: Project, share: float) -> date:
    """When a share of the works is due, between start and end."""
    assert project.planned_start
    assert project.planned_end
    return project.planned_start + (project.planned_end - project.planned_start) * share


def _milestones(page: Page, sheet: Sheet, project: Project) -> None:
    for words, left, right, share in WORK_NODES:
        for row, value, style in (
            (4, page.say(words), "head"),
            (5, milestone_day(project, share), "date"),
            (6, page.say(project.contact), "text"),
        ):
            _box(sheet, (row, left, row, right), value, style)


def _tens(page: Page, sheet: Sheet, project: Project) -> None:
    """Ten-day figures of August to December; the months after October are still blank."""
    zh = page.lang == "zh"
    rest = max(0, project.plan_2026 - project.until(7)) // 5
    for month, left, right in MONTH_BLOCKS:
        _box(sheet, (7, left, 7, right), f"{month}月" if zh else date(2026, month, 1).strftime("%B"), "head")
        done = project.until(month) - project.until(month - 1) if month <= 10 else None
        columns = (left, left + 1, left + 2, left + 3)
        for part, column in enumerate(columns):
            label = ("上旬", "中旬", "下旬", "小计")[part] if zh else ("1–10", "11–20", "21–end", "Sum")[part]
            sheet.put(8, column, label, "head")
            share = rest if part == 3 else rest // 3 if part < 2 else rest - 2 * (rest // 3)
            sheet.put(9, column, page.money(share), "figure")
            if done is not None:
                sheet.put(
                    10,
                    column,
                    page.money(done if part == 3 else done // 3 if part < 2 else done - 2 * (done // 3)),
                    "figure",
                )
