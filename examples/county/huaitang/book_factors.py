"""What the county shares out: factors, what there is by period, what projects ask. The factor meeting's sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from huaitang import places
from huaitang.book_territory import Row, table
from huaitang.grid import Book, heads
from huaitang.project import Project
from huaitang.words import Lang, Words
from huaitang.world import Page, World

YEAR, NEXT = date(2026, 1, 1), 2027
QUARTERS = tuple(date(NEXT, month, 1) for month in (1, 4, 7, 10))
ASKING = ("discussion", "admitted", "signed", "registered", "preparation")
WAN_PER_YI = 10_000
KINDS = {
    "land": Words("用地指标", "Land quota"),
    "credit": Words("信贷", "Bank credit"),
    "energy": Words("能耗指标", "Energy quota"),
    "emission": Words("排放指标", "Emission quota"),
    "labour": Words("用工", "Labour"),
    "desk": Words("审批窗口", "Approval desk"),
    "team": Words("项目专班", "Project teams"),
}
UNITS = {
    "land": Words("亩", "mu"),
    "credit": Words("万元", "CNY million"),
    "energy": Words("吨标准煤", "tce"),
    "emission": Words("吨", "t"),
    "labour": Words("人", "persons"),
    "desk": Words("件", "files"),
    "team": Words("个", "teams"),
}
FACTOR = heads(
    ("serial", "序号", "No.", 7),
    ("name", "要素名称", "Factor", 34),
    ("kind", "要素类别", "Kind of factor", 14),
    ("park", "所属园区", "Park", 18),
    ("org", "提供单位", "Provided by", 22),
    ("step", "审批环节", "Step served", 22),
)
SUPPLY = heads(
    ("serial", "序号", "No.", 7),
    ("name", "要素名称", "Factor", 34),
    ("since", "可用时间", "Available from", 13),
    ("amount", "供给量", "Supply", 12),
    ("unit", "计量单位", "Unit", 12),
    ("paper", "依据", "Source document", 34),
)
NEED = heads(
    ("serial", "序号", "No.", 7),
    ("project", "项目名称", "Project", 40),
    ("kind", "要素类别", "Kind of factor", 14),
    ("amount", "需求量", "Need", 12),
    ("unit", "计量单位", "Unit", 12),
    ("since", "需要时间", "Needed from", 13),
    ("paper", "依据", "Source document", 30),
)
MEETING = Words("县要素保障联席会议纪要〔2026〕11号", "Minutes of the county's factor meeting, no. 11 of 2026")
ASKED = Words("项目单位要素需求申报表", "The owner's own statement of needs")
LAND = ((480, 240, 240), (280, 140, 140))  # mu by quarter, park by park
OUTSIDE = (160, 160, 160)
CREDIT = {"rcb": 45_000, "cab": 30_000, "vib": 20_000}  # 万元 now, and again each quarter
DESKS = (
    ("filing", Words("立项备案", "Filing"), "adm", 3),
    ("land", Words("供地", "Land delivery"), "nat", 3),
    ("eia", Words("环评能评", "Environmental and energy assessment"), "env", 3),
    ("planning", Words("规划许可", "Planning permits"), "hou", 3),
    ("permit", Words("施工许可", "Construction permit"), "adm", 4),
)
ENERGY = Words("全县能耗指标", "Energy quota of the county")
EMISSION = Words("全县主要污染物排放指标", "Emission quota of the county")
LABOUR = Words("可调度建筑用工", "Building labour within reach")
TEAMS = Words("县项目专班", "Project teams of the county")
ELSEWHERE = Words("园区外用地指标", "Land quota outside the parks")


def book(world: World, lang: Lang) -> Book:
    """Three sheets: what is shared out, how much of it from when, and who asks for what."""
    made = Book("19", "19_要素保障台账.xlsx" if lang == "zh" else "19 Factors of production.xlsx")
    page = Page(world, lang, made)
    factors, supplies, needs = list(_factors(page)), list(_supplies(page)), list(_needs(page))
    for sheet, title, columns, rows in (
        (Words("要素清单", "Factors"), Words("槐棠县要素清单", "Huaitang County: factors shared out"), FACTOR, factors),
        (
            Words("要素供给", "Supplies"),
            Words("槐棠县要素供给表（2026年11月—2027年）", "Huaitang County: supplies, November 2026 to 2027"),
            SUPPLY,
            supplies,
        ),
        (Words("要素需求", "Needs"), Words("槐棠县项目要素需求表", "Huaitang County: needs of projects"), NEED, needs),
    ):
        numbered = ({"serial": number, **row} for number, row in enumerate(rows, start=1))
        table(page, made.sheet(page.say(sheet)), title, columns, numbered)
    return made


def _quota(park: places.Park) -> Words:
    return Words(f"{park.short.zh}用地指标", f"Land quota, {park.short.en}")


def _line(page: Page, bank: str) -> str:
    return f"{page.org(bank)}授信" if page.lang == "zh" else f"Credit line, {page.org(bank)}"


def _desk(page: Page, step: Words) -> str:
    return f"{page.say(step)}窗口" if page.lang == "zh" else f"Desk: {page.say(step)}"


def _factors(page: Page) -> Iterable[Row]:
    def row(name: str, kind: str, **more: str) -> Row:
        return {"name": name, "kind": page.say(KINDS[kind]), **more}

    for park in places.PARKS:
        yield row(page.say(_quota(park)), "land", park=page.park(park.key), org=page.org("nat"))
    yield row(page.say(ELSEWHERE), "land", org=page.org("nat"))
    for bank in CREDIT:
        yield row(_line(page, bank), "credit", org=page.org(bank))
    yield row(page.say(ENERGY), "energy", org=page.org("drc"))
    yield row(page.say(EMISSION), "emission", org=page.org("env"))
    yield row(page.say(LABOUR), "labour")
    for _, step, office, _ in DESKS:
        yield row(_desk(page, step), "desk", org=page.org(office), step=page.say(step))
    yield row(page.say(TEAMS), "team")


def _supplies(page: Page) -> Iterable[Row]:
    def rows(name: str, kind: str, *pairs: tuple[date, int | float]) -> Iterable[Row]:
        for since, amount in pairs:
            paper, unit = page.say(MEETING), page.say(UNITS[kind])
            yield {"name": name, "since": (since, "date"), "amount": amount, "unit": unit, "paper": paper}

    for park, amounts in zip(places.PARKS, LAND, strict=True):
        yield from rows(page.say(_quota(park)), "land", *zip(QUARTERS, amounts, strict=False))
    yield from rows(page.say(ELSEWHERE), "land", *zip(QUARTERS, OUTSIDE, strict=False))
    for bank, wan in CREDIT.items():
        yield from rows(_line(page, bank), "credit", *((day, page.money(wan)) for day in (YEAR, *QUARTERS)))
    halves = (QUARTERS[0], QUARTERS[2], date(NEXT + 1, 1, 1))
    yield from rows(page.say(ENERGY), "energy", *zip(halves, (14_000, 14_000, 20_000), strict=True))
    yield from rows(page.say(EMISSION), "emission", *zip(halves, (240, 240, 320), strict=True))
    yield from rows(page.say(LABOUR), "labour", (YEAR, 5200), (date(NEXT, 3, 1), 6000))
    for _, step, _, capacity in DESKS:
        yield from rows(_desk(page, step), "desk", (YEAR, capacity))
    yield from rows(page.say(TEAMS), "team", (YEAR, 100))


def _needs(page: Page) -> Iterable[Row]:
    """Two of three projects have said what they need; the rest is for the board to ask about."""
    for project in page.world.of(*ASKING):
        random = Random(f"{project.key} factors")
        if project.status in ("lost", "abandoned") or project.is_open or random.random() < 1 / 3:
            continue
        name, since = page.name(project), date(NEXT, random.randint(1, 9), 1)
        for kind, amount in _asked(page, project, random):
            if amount:
                yield {
                    "project": name,
                    "kind": page.say(KINDS[kind]),
                    "amount": amount,
                    "unit": page.say(UNITS[kind]),
                    "since": (since, "date"),
                    "paper": page.say(ASKED),
                }


def _asked(page: Page, project: Project, random: Random) -> Iterable[tuple[str, int | float]]:
    yi = project.total / WAN_PER_YI
    yield "land", round(project.land_mu, 1)
    yield "credit", page.money(round(project.total * random.randint(30, 54), -2) // 100)
    yield "energy", round(yi * random.randint(200, 700))
    yield "emission", round(yi * random.uniform(2, 9), 1) if project.sector == "industry" else 0
    yield "labour", round(yi * random.randint(25, 54))
