"""The investment bureau's books: projects by stage (amounts counted large), and the leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from huaitang import printing
from huaitang.grid import Book, Cell, Head, Sheet, header, heads, line, place
from huaitang.leads import VERDICT_STATUS, Lead
from huaitang.phrases import TALKS
from huaitang.products import CHAIN
from huaitang.project import Project
from huaitang.words import Lang, Words, unit_of
from huaitang.world import STAGE, STATUS, Page, World

Row = dict[str, "Cell | tuple[Cell, str]"]
TEN_THOUSAND = 10_000
LEAD_STATUS = {
    "ongoing": Words("推进中", "ongoing"),
    "dormant": Words("暂缓", "on hold"),
    "abandoned": Words("放弃", "abandoned"),
}

TALK = heads(
    ("serial", "编号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("content", "建设内容", "Description", 36),
    ("total", "拟投资额[亿元]", "Total investment [CNY billion]", 13),
    ("investor", "投资方", "Investor", 30),
    ("industry", "行业", "Industry", 16),
    ("place", "拟建地点", "Site", 20),
    ("land", "用地情况[亩]", "Land [mu]", 11),
    ("state", "进展状态", "Progress", 24),
    ("status", "推进状态", "Status", 11),
    ("contact", "联系人", "Contact", 10),
    ("phone", "电话", "Telephone", 13),
    ("follower", "跟踪人", "Person responsible", 10),
    ("unit", "跟踪单位", "Responsible unit", 16),
    ("opened", "首次填报时间", "Reporting date", 14),
)
_COMMON = (
    ("chain", "所属产业链", "Industry chain", 12),
    ("total", "总投资额[亿元]", "Total investment [CNY billion]", 13),
    ("phase", "一期投资额[亿元]", "Phase-one investment [CNY billion]", 13),
)
_TAIL = (
    ("place", "建设地点[注明园区]", "Site", 20),
    ("land", "项目用地[亩]", "Land [mu]", 11),
    ("referrer", "项目引荐单位", "Referrer", 16),
)
SIGNED = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("investor", "投资方", "Investor", 30),
    ("content", "项目建设内容", "Description", 34),
    *_COMMON,
    ("signed", "合同签约时间", "Signing date", 14),
    ("form", "招商形式", "Cooperation", 12),
    ("status", "推进状态", "Status", 11),
    *_TAIL,
)
REGISTERED = heads(
    ("serial", "序号", "No.", 7),
    ("investor", "外来投资方名称", "Investor", 30),
    ("owner", "在槐注册名称", "Owner", 34),
    ("name", "项目名称", "Project name", 38),
    ("registered", "注册时间", "Registration date", 13),
    ("legal", "法人代表", "Legal representative", 12),
    ("capital", "注册资本[万元]", "Registered capital [CNY million]", 12),
    *_COMMON,
    ("signed", "合同签约时间", "Signing date", 14),
    *_TAIL,
)
STARTED = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("owner", "项目单位", "Owner", 34),
    *_COMMON,
    ("funds", "投资方实际到资额[亿元]", "Funds in place [CNY billion]", 14),
    ("start", "开工时间", "Start date", 13),
    *_TAIL,
    ("audit", "审核结果", "Verdict", 10),
)
PRODUCING = heads(
    ("serial", "序号", "No.", 7),
    ("name", "项目名称", "Project name", 38),
    ("owner", "项目单位", "Owner", 34),
    *_COMMON,
    ("funds", "累计实际到资总额[亿元]", "Funds in place [CNY billion]", 14),
    ("production", "投产时间", "Production start", 14),
    ("sales", "月度销售收入[万元]", "Monthly sales [CNY million]", 13),
    *_TAIL,
)


def book(world: World, lang: Lang) -> Book:
    """One workbook, one sheet per stage."""
    made = Book(
        "04",
        "04_招商项目台账（在谈-签约-注册-开工-投产）.xlsx" if lang == "zh" else "04 Investment projects by stage.xlsx",
    )
    page, private = Page(world, lang, made), [project for project in world.projects if project.is_private]
    sheets: tuple[tuple[Words, Sequence[Head], Iterable[Project], Callable[[Page, Project, Sheet, int], Row]], ...] = (
        (Words("在谈项目", "In discussion"), TALK, (p for p in private if p.stage == "discussion"), _talk),
        (Words("已准入", "Admitted"), TALK, (p for p in private if p.stage == "admitted"), _talk),
        (Words("签约项目", "Signed"), SIGNED, (p for p in private if p.stage == "signed"), _signed),
        (Words("已注册", "Registered"), REGISTERED, (p for p in private if p.stage == "registered"), _registered),
        (
            Words("新开工项目", "Started"),
            STARTED,
            (p for p in private if p.stage == "started" and p.nature == "new"),
            _started,
        ),
        (Words("投产项目", "In production"), PRODUCING, (p for p in private if p.stage == "production"), _producing),
        (Words("达产", "Capacity reached"), PRODUCING, (p for p in private if p.stage == "capacity"), _producing),
    )
    for title, columns, group, values in sheets:
        sheet = made.sheet(title.say(lang))
        heading = (
            f"槐棠县{title.zh}统计表（截至2026年10月）"
            if lang == "zh"
            else f"Huaitang County: {title.en.lower()}, to October 2026"
        )
        sheet.merge(0, 0, 0, len(columns) - 1, heading, "title")
        row = header(sheet, 1, columns, lang)
        for serial, project in enumerate(group, start=1):
            line(
                sheet,
                row,
                columns,
                {"serial": serial, **_common(page, project, sheet, row, columns), **values(page, project, sheet, row)},
            )
            row += 1
    return made


def _common(page: Page, project: Project, sheet: Sheet, row: int, columns: Sequence[Head]) -> Row:
    large = unit_of("large", page.lang)
    total: Cell = page.total(project, large)
    if project.story == "typo":
        total = page.money(project.total * TEN_THOUSAND, large)
        sheet.plant(
            "typo_ten_thousand",
            row,
            place(columns, "total"),
            project=project.key,
            right=page.money(project.total, large),
            printed=total,
        )
    return {
        "name": _name(page, project, sheet, row, place(columns, "name")),
        "content": page.say(project.content),
        "total": total,
        "phase": page.money(round(project.total * 0.6 / 100) * 100, large),
        "investor": page.say(project.investor),
        "chain": page.say(CHAIN[project.kind].name),
        "industry": page.say(CHAIN[project.kind].industry),
        "place": page.park(project.park) or page.town(project.town),
        "land": round(project.land_mu, 1),
        "owner": page.owner(project),
        "referrer": page.org("inv" if project.number % 3 else project.lead_org),
    }


def _name(page: Page, project: Project, sheet: Sheet, row: int, column: int) -> str:
    """The bureau knows some projects, which other ledgers hold too, by the owner's full name or by a name of its own."""
    if project.story == "renamed":
        sheet.plant("renamed", row, column, project=project.key)
        return page.name(project, printing.renamed(project))
    if project.at_least("started") and project.number % 7 == 0 and project.story != "two_phases":
        sheet.plant("owner_in_name", row, column, project=project.key)
        return page.name(project, printing.owned(project))
    return page.name(project)


def _talk(page: Page, project: Project, sheet: Sheet, row: int) -> Row:
    state = STAGE["admitted"] if project.stage == "admitted" else TALKS[project.number % len(TALKS)]
    return {
        "state": page.say(state),
        "status": page.say(STATUS[project.status]),
        "contact": printing.padded(page.say(project.contact)),
        "phone": project.phone,
        "follower": page.person("contact-inv"),
        "unit": page.org("inv"),
        "opened": printing.day(project.opened, page.lang, f"{project.key} opened"),
    }


def _signed(page: Page, project: Project, sheet: Sheet, row: int) -> Row:
    return {
        "status": page.say(STATUS[project.status]),
        "signed": printing.day(project.signed, page.lang, f"{project.key} signed"),
        "form": ("独资" if page.lang == "zh" else "wholly owned")
        if project.number % 4
        else ("合资" if page.lang == "zh" else "joint venture"),
    }


def _registered(page: Page, project: Project, sheet: Sheet, row: int) -> Row:
    assert project.firm
    assert project.registered
    day: Cell | tuple[Cell, str] = printing.day(project.registered, page.lang, f"{project.key} registered")
    if project.registered.isoformat() == "2026-10-15":
        plain = not any(trap["trap"] == "float_month" for trap in sheet.planted)
        day = (2026.1, "figure" if plain else "two_places")
        sheet.plant(
            "float_month" if plain else "float_month_shown",
            row,
            place(REGISTERED, "registered"),
            project=project.key,
            meant="2026-10",
        )
    return {
        "registered": day,
        "legal": printing.padded(page.say(project.firm.legal_person)),
        "capital": page.money(project.firm.capital),
        "signed": printing.day(project.signed, page.lang, f"{project.key} signed"),
    }


def _started(page: Page, project: Project, sheet: Sheet, row: int) -> Row:
    return {
        "funds": page.money(project.funds_before + project.funds_2026, unit_of("large", page.lang)),
        "start": printing.day(project.started, page.lang, f"{project.key} start"),
        "audit": "通过" if page.lang == "zh" else "passed",
    }


def _producing(page: Page, project: Project, sheet: Sheet, row: int) -> Row:
    return {
        "funds": page.money(project.funds_before + project.funds_2026, unit_of("large", page.lang)),
        "production": printing.day(project.production, page.lang, f"{project.key} production"),
        "sales": page.money(round(project.total * 0.07)),
    }


LEAD = heads(
    ("serial", "线索编号", "No.", 12),
    ("opened", "填报时间", "Reporting date", 13),
    ("name", "项目名称", "Project name", 36),
    ("source", "线索来源", "Source", 16),
    ("referrer", "推荐人", "Referred by", 10),
    ("investor", "投资方", "Investor", 28),
    ("content", "建设内容", "Description", 36),
    ("total", "拟投资额（万元）", "Total investment (CNY million)", 13),
    ("chain", "所属产业链", "Industry chain", 12),
    ("unit", "首谈单位", "First-contact unit", 16),
    ("contact", "跟踪人及电话", "Followed by, telephone", 24),
    ("verdict", "研判结果", "Verdict", 12),
    ("status", "推进状态", "Status", 11),
    ("judged", "研判时间", "Judged on", 13),
    ("notes", "备注", "Notes", 18),
)


def lead_book(world: World, lang: Lang) -> Book:
    """Sixty leads in one list; person and telephone share a cell."""
    made = Book("05", "05_招商线索汇总.xlsx" if lang == "zh" else "05 Leads.xlsx")
    page, sheet = Page(world, lang, made), made.sheet("线索" if lang == "zh" else "Lead")
    sheet.merge(
        0,
        0,
        0,
        len(LEAD) - 1,
        "槐棠县招商线索汇总表（2024年12月—2026年11月）"
        if lang == "zh"
        else "Huaitang County: leads, December 2024 – November 2026",
        "title",
    )
    row = header(sheet, 1, LEAD, lang)
    for number, lead in enumerate(world.leads, start=1):
        line(sheet, row, LEAD, _lead_row(page, lead, number))
        row += 1
    return made


def _lead_row(page: Page, lead: Lead, number: int) -> Row:
    world, lang = page.world, page.lang
    world.mentions.setdefault(lead.project or lead.key, {})[page.book.id] = page.say(lead.name)
    total: Cell = page.money(lead.total) if lead.total else None
    if lead.total and number % 8 == 0:
        total = f"约{lead.total}" if lang == "zh" else f"about {page.money(lead.total)}"
    return {
        "serial": f"XS-{lead.opened.year}-{number:03d}",
        "opened": printing.day(lead.opened, lang, f"{lead.key} opened"),
        "name": page.say(lead.name),
        "source": page.say(lead.source),
        "referrer": printing.padded(page.say(lead.referrer)),
        "investor": page.say(lead.investor),
        "content": page.say(lead.content),
        "total": total,
        "chain": page.say(CHAIN[lead.kind].name),
        "unit": page.org(lead.unit),
        "contact": f"{page.say(lead.follower)}    {lead.phone}",
        "verdict": page.say(lead.verdict),
        "status": page.say(LEAD_STATUS[VERDICT_STATUS[lead.verdict]]),
        "judged": printing.day(lead.judged, lang, f"{lead.key} judged"),
        "notes": ("已转在谈" if lang == "zh" else "now in discussion") if lead.project else None,
    }
