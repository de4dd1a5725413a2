"""How the work is led: annual targets, the five ones, milestones and blockers, the platform's project codes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from huaitang import people, printing, targets
from huaitang.book_forms import WORK_NODES, milestone_day
from huaitang.book_territory import Row, table
from huaitang.grid import Book, header, heads, line
from huaitang.phrases import PROBLEMS
from huaitang.project import Project
from huaitang.words import Lang, Words
from huaitang.world import SECTOR, STAGE, Page, World

TODAY = date(2026, 11, 23)
PLAN = heads(
    ("year", "年度", "Year", 8),
    ("plan", "工作方案", "Work plan", 40),
    ("indicator", "指标", "Indicator", 34),
    ("unit", "单位", "Unit", 14),
    ("value", "全县目标", "County target", 14),
    ("issued", "印发日期", "Issued on", 13),
)
SPLIT = heads(
    ("year", "年度", "Year", 8),
    ("indicator", "指标", "Indicator", 34),
    ("unit", "计量单位", "Unit", 14),
    ("org", "责任单位", "Responsible organisation", 22),
    ("value", "年度目标", "Annual target", 12),
)


def targets_book(world: World, lang: Lang) -> Book:
    """County targets, their cascade to units, and the county's months."""
    made = Book("15", "15_年度工作方案和目标分解.xlsx" if lang == "zh" else "15 Annual plans and targets.xlsx")
    page = Page(world, lang, made)
    pairs = [(year, indicator) for year in targets.YEARS for indicator in targets.INDICATORS]
    table(
        page,
        made.sheet("年度目标" if lang == "zh" else "Targets"),
        Words("槐棠县年度工作目标", "Huaitang County: annual targets"),
        PLAN,
        (
            {
                "year": year,
                "plan": f"槐棠县{year}年{targets.PLANS[i.plan].zh}"
                if lang == "zh"
                else f"Huaitang County {year} {targets.PLANS[i.plan].en}",
                "indicator": page.say(i.name),
                "unit": page.say(i.unit),
                "value": _figure(page, i, i.county[year]),
                "issued": targets.ISSUED[year],
            }
            for year, i in pairs
        ),
    )
    table(
        page,
        made.sheet("目标分解" if lang == "zh" else "By unit"),
        Words("目标分解表", "Targets by unit"),
        SPLIT,
        (
            {
                "year": year,
                "indicator": page.say(i.name),
                "unit": page.say(i.unit),
                "org": page.org(unit),
                "value": _figure(page, i, value),
            }
            for year, i in pairs
            for unit, value in targets.shared(i.county[year], i.units).items()
        ),
    )
    months = heads(
        ("year", "年度", "Year", 8),
        ("indicator", "指标", "Indicator", 34),
        ("unit", "计量单位", "Unit", 14),
        *((f"m{m}", f"1-{m}月累计", f"to end of {date(2026, m, 1):%B}", 11) for m in range(1, 13)),
    )
    table(
        page,
        made.sheet("按月分解" if lang == "zh" else "By month"),
        Words("目标按月分解表（累计）", "Targets by month (cumulative)"),
        months,
        (
            {
                "year": year,
                "indicator": page.say(i.name),
                "unit": page.say(i.unit),
                **{
                    f"m{m}": _figure(page, i, value)
                    for m, value in enumerate(targets.cumulative(i.county[year]), start=1)
                },
            }
            for year, i in pairs
        ),
    )
    return made


def _figure(page: Page, indicator: targets.Indicator, value: int) -> int | float:
    return page.money(value) if indicator.money else value


CARE = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("leader", "一名包联领导", "One leader", 13),
    ("org", "一套专班（牵头单位）", "One team (lead organisation)", 24),
    ("head", "专班负责人", "Team head", 12),
    ("plan", "一个推进方案", "One plan", 26),
    ("officer", "一名首席服务员", "One service officer", 14),
    ("bank", "助企银行", "Bank", 18),
    ("promise", "一抓到底（完成时限）", "To the end (date promised)", 18),
)


def five_ones(world: World, lang: Lang) -> Book:
    """Who stands behind each project; some slots are still empty."""
    made = Book("16", "16_项目五个一责任表.xlsx" if lang == "zh" else "16 Five ones.xlsx")
    page, sheet = Page(world, lang, made), made.sheet("五个一" if lang == "zh" else "Five ones")
    listed = [
        project for project in world.projects if project.stage in ("signed", "registered", "preparation", "started")
    ]
    table(
        page,
        sheet,
        Words("槐棠县重点项目“五个一”责任表", "Huaitang County: the five ones"),
        CARE,
        (_care(page, number, project) for number, project in enumerate(listed, start=1)),
    )
    return made


def _care(page: Page, number: int, project: Project) -> Row:
    officers = [
        person.key
        for person in people.PEOPLE
        if person.key.startswith("contact-t-") or person.key in ("contact-edz", "contact-sme")
    ]
    bank, end = ("rcb", "cab", "vib")[number % 3], project.planned_end
    return {
        "serial": number,
        "name": page.name(project),
        "leader": page.person(project.leader),
        "org": page.org(project.lead_org),
        "head": page.person(project.lead_person) if number % 11 else None,
        "plan": (f"〔2026〕{number}号推进方案" if page.lang == "zh" else f"Plan no. {number} of 2026")
        if number % 4
        else None,
        "officer": page.person(officers[number % len(officers)]) if number % 6 else None,
        "bank": page.org(bank) if project.is_private and number % 5 else None,
        "promise": printing.day(end, page.lang, f"{project.key} promise"),
    }


NODE = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("code", "项目代码", "Project code", 26),
    ("node", "节点", "Milestone", 28),
    ("planned", "计划完成时间", "Planned on", 14),
    ("actual", "实际完成时间", "Done on", 14),
    ("org", "责任单位", "Responsible unit", 18),
    ("person", "责任人", "Person", 11),
)
BLOCKER = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("code", "项目代码", "Project code", 26),
    ("problem", "存在问题", "Problem", 34),
    ("raised", "提出时间", "Raised on", 14),
    ("org", "责任单位", "Responsible unit", 18),
    ("due", "解决时限", "Due on", 14),
    ("solved", "解决时间", "Solved on", 14),
    ("state", "状态", "State", 12),
)
OPEN, OVERDUE, SOLVED = Words("未解决", "open"), Words("逾期未解决", "overdue"), Words("已销号", "closed")


def milestones(world: World, lang: Lang) -> Book:
    """Dates planned and kept; blockers with an owner and a deadline."""
    made = Book("17", "17_节点和问题清单.xlsx" if lang == "zh" else "17 Milestones and blockers.xlsx")
    page = Page(world, lang, made)
    under_way = [project for project in world.of("started") if project.is_private]
    table(
        page,
        made.sheet("节点" if lang == "zh" else "Milestones"),
        Words("项目节点计划表", "Milestones"),
        NODE,
        _nodes(page, under_way),
    )
    troubled = [project for project in world.projects if project.problem >= 0]
    table(
        page,
        made.sheet("问题" if lang == "zh" else "Blockers"),
        Words("项目问题清单", "Blockers"),
        BLOCKER,
        (_blocker(page, number, project) for number, project in enumerate(troubled, start=1)),
    )
    return made


def _nodes(page: Page, listed: list[Project]) -> list[Row]:
    rows: list[Row] = []
    for project in listed:
        for words, _, _, share in WORK_NODES[::2]:
            planned, random = milestone_day(project, share), Random(f"{project.key} node {share}")
            actual = (
                planned + timedelta(days=random.randrange(-12, 25)) if share == 0.0 or project.share >= share else None
            )
            rows.append(
                {
                    "serial": len(rows) + 1,
                    "name": page.name(project, project.name),
                    "code": project.code,
                    "node": page.say(words),
                    "planned": printing.day(planned, page.lang, f"{project.key} planned {share}"),
                    "actual": (actual, "date") if actual and actual <= TODAY else None,
                    "org": page.org(project.lead_org),
                    "person": page.person(project.lead_person),
                }
            )
    return rows


def _blocker(page: Page, number: int, project: Project) -> Row:
    words, org = PROBLEMS[project.problem]
    random = Random(f"{project.key} blocker")
    raised = date(2026, random.randrange(5, 11), random.randrange(1, 28))
    due = raised + timedelta(days=random.choice((15, 30, 60)))
    solved = due - timedelta(days=3) if number % 4 == 0 else None
    state = SOLVED if solved and solved <= TODAY else OVERDUE if due < TODAY else OPEN
    return {
        "serial": number,
        "name": page.name(project, project.name),
        "code": project.code,
        "problem": page.say(words),
        "raised": (raised, "date"),
        "org": page.org(org),
        "due": (due, "date"),
        "solved": (solved, "date") if state is SOLVED else None,
        "state": page.say(state),
    }


CODES = heads(
    ("code", "项目审批代码", "Project code", 26),
    ("name", "项目名称", "Project name", 38),
    ("owner", "项目业主单位", "Owner", 34),
    ("region", "隶属区域", "Region", 14),
    ("total", "总投资（万元）", "Total investment (CNY million)", 14),
    ("kind", "立项类型", "Track", 10),
    ("industry", "所属行业", "Industry", 20),
    ("stage", "项目阶段", "Stage", 12),
)


def codes(world: World, lang: Lang) -> Book:
    """The provincial platform's export: one header row, no title, GB18030 in Chinese. It brings the project codes."""
    made = Book("18", "18_省平台导出_项目代码.csv" if lang == "zh" else "18 Platform export, project codes.csv")
    page, sheet = Page(world, lang, made), made.sheet("csv")
    row = header(sheet, 0, CODES, lang)
    for project in (item for item in world.projects if item.code):
        track = Words("备案", "filing") if project.is_private else Words("审批", "approval")
        line(
            sheet,
            row,
            CODES,
            {
                "code": project.code,
                "name": page.name(project, project.name),
                "owner": page.owner(project),
                "region": page.town(project.town),
                "total": page.total(project),
                "kind": page.say(track),
                "industry": page.say(SECTOR[project.sector]),
                "stage": page.say(STAGE[project.stage]),
            },
        )
        row += 1
    return made
