"""What the county is made of: parks and parcels, companies, organisations and people, chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from huaitang import organisations, places, printing
from huaitang.firms import Firm
from huaitang.grid import Book, Cell, Head, Sheet, header, heads, line, place
from huaitang.products import CHAINS
from huaitang.words import Lang, Words
from huaitang.world import Page, World

Row = Mapping[str, "Cell | tuple[Cell, str]"]
YES, NO = Words("是", "yes"), Words("否", "no")


def table(page: Page, sheet: Sheet, title: Words, columns: Sequence[Head], rows: Iterable[Row]) -> int:
    """A plain list: title, one header, rows. Answers the row after the last."""
    sheet.merge(0, 0, 0, len(columns) - 1, page.say(title), "title")
    row = header(sheet, 1, columns, page.lang)
    for values in rows:
        line(sheet, row, columns, values)
        row += 1
    return row


PARK = heads(
    ("serial", "序号", "No.", 7),
    ("name", "园区名称", "Park", 30),
    ("short", "简称", "Short name", 18),
    ("level", "级别", "Level", 10),
    ("region", "所在乡镇", "Township", 14),
    ("area", "规划面积（亩）", "Planned area (mu)", 14),
    ("industries", "主导产业", "Leading industries", 32),
    ("org", "管理机构", "Administration", 34),
)
PARCEL = heads(
    ("serial", "序号", "No.", 7),
    ("code", "地块编号", "Parcel no.", 12),
    ("park", "所属园区", "Park", 18),
    ("area", "面积（亩）", "Area (mu)", 11),
    ("use", "土地用途", "Land use", 14),
    ("state", "地块状态", "State", 16),
    ("ratio", "容积率", "Plot ratio", 9),
    ("supplied", "供地时间", "Supplied on", 12),
    ("start", "约定开工时间", "Agreed start", 13),
    ("company", "用地企业", "Company", 30),
    ("project", "落地项目", "Project", 38),
    ("latitude", "纬度", "Latitude", 11),
    ("longitude", "经度", "Longitude", 11),
    ("fresh", "信息更新日期", "Updated on", 13),
)
BUILDING = heads(
    ("serial", "序号", "No.", 7),
    ("park", "所属园区", "Park", 18),
    ("name", "厂房名称", "Building", 20),
    ("area", "建筑面积（平方米）", "Floor area (m²)", 14),
    ("free", "空置面积（平方米）", "Vacant (m²)", 14),
    ("height", "层高（米）", "Storey height (m)", 11),
    ("power", "配电容量（千伏安）", "Power (kVA)", 13),
)


def parks(world: World, lang: Lang) -> Book:
    """Parks, parcels with their areas in mu, plants to let."""
    made = Book("11", "11_园区地块台账.xlsx" if lang == "zh" else "11 Parks and parcels.xlsx")
    page = Page(world, lang, made)
    table(
        page,
        made.sheet("园区" if lang == "zh" else "Parks"),
        Words("槐棠县园区一览表", "Huaitang County: parks"),
        PARK,
        (
            {
                "serial": number,
                "name": page.say(park.name),
                "short": page.say(park.short),
                "level": page.say(park.level),
                "region": page.town(park.town),
                "area": park.area_mu,
                "industries": page.say(park.industries),
                "org": page.say(organisations.BY_KEY[park.key].name),
            }
            for number, park in enumerate(places.PARKS, start=1)
        ),
    )
    table(
        page,
        made.sheet("地块" if lang == "zh" else "Parcels"),
        Words("槐棠县园区地块台账（2026年11月）", "Huaitang County: parcels, November 2026"),
        PARCEL,
        (_parcel(page, number, parcel) for number, parcel in enumerate(world.parcels, start=1)),
    )
    table(
        page,
        made.sheet("标准厂房" if lang == "zh" else "Buildings"),
        Words("标准厂房一览表", "Standard plants"),
        BUILDING,
        (_buildings(page)),
    )
    return made


def _parcel(page: Page, number: int, parcel: places.Parcel) -> Row:
    project = next((item for item in page.world.projects if item.key == parcel.project), None)
    return {
        "serial": number,
        "code": parcel.code,
        "park": page.park(parcel.park),
        "area": float(parcel.area_mu),
        "use": page.say(parcel.use),
        "state": page.say(parcel.state),
        "ratio": parcel.plot_ratio,
        "supplied": parcel.supplied,
        "start": parcel.agreed_start,
        "company": page.owner(project) if project else None,
        "project": page.name(project, project.name) if project else None,
        "latitude": parcel.latitude,
        "longitude": parcel.longitude,
        "fresh": "2026-11-05" if number % 6 else "2026-03-18",
    }


def _buildings(page: Page) -> list[Row]:
    return [
        {
            "serial": number + 1,
            "park": page.park("edz" if number < 5 else "sme"),
            "name": f"{number + 1}号标准厂房" if page.lang == "zh" else f"Standard plant {number + 1}",
            "area": 4_800 + 600 * number,
            "free": 0 if number % 3 else 2_400,
            "height": 8.5 if number % 2 else 6,
            "power": 630 if number % 2 else 400,
        }
        for number in range(8)
    ]


FIRM = heads(
    ("serial", "序号", "No.", 7),
    ("name", "企业名称", "Company", 38),
    ("code", "统一社会信用代码", "Unified social credit code", 22),
    ("legal", "法定代表人", "Legal person", 11),
    ("capital", "注册资本（万元）", "Registered capital (CNY million)", 14),
    ("founded", "成立日期", "Founded on", 13),
    ("industry", "所属行业", "Industry", 20),
    ("chain", "所属产业链", "Chain", 14),
    ("segment", "产业链环节", "Segment", 20),
    ("region", "所在乡镇", "Township", 12),
    ("scale", "是否规上", "Above scale", 9),
    ("jobs", "从业人数", "Employees", 10),
    ("contact", "联系人", "Contact", 10),
    ("phone", "联系电话", "Telephone", 14),
    ("notes", "备注", "Notes", 16),
)


def companies(world: World, lang: Lang) -> Book:
    """Local firms on one sheet, outside investors on another; two firms stand twice under slightly different names."""
    made = Book("12", "12_企业名录.xlsx" if lang == "zh" else "12 Companies.xlsx")
    page = Page(world, lang, made)
    local = [firm for firm in world.firms if firm.local]
    sheet = made.sheet("县内企业" if lang == "zh" else "Local companies")
    row = table(
        page,
        sheet,
        Words("槐棠县企业名录", "Huaitang County: companies"),
        FIRM,
        (_firm(page, number, firm) for number, firm in enumerate(local, start=1)),
    )
    for twin in (local[4], local[23]):
        values = dict(_firm(page, row - 1, twin))
        values["name"] = page.say(twin.name).replace("有限公司", "有限责任公司").replace("Co., Ltd.", "Company Limited")
        line(sheet, row, FIRM, values)
        sheet.plant("same_company_twice", row, place(FIRM, "name"), code=twin.code)
        row += 1
    outside = [firm for firm in world.firms if not firm.local]
    table(
        page,
        made.sheet("县外投资方" if lang == "zh" else "Outside investors"),
        Words("县外投资方名录", "Outside investors"),
        FIRM,
        (_firm(page, number, firm) for number, firm in enumerate(outside, start=1)),
    )
    return made


def _firm(page: Page, number: int, firm: Firm) -> Row:
    chain = next(chain for chain in CHAINS if chain.key == firm.chain)
    return {
        "serial": number,
        "name": page.say(firm.name),
        "code": firm.code,
        "legal": printing.padded(page.say(firm.legal_person)),
        "capital": page.money(firm.capital),
        "founded": printing.day(date.fromisoformat(firm.founded), page.lang, firm.key),
        "industry": page.say(chain.industry),
        "chain": page.say(chain.name),
        "segment": page.say(chain.segments[firm.segment].name),
        "region": page.town(firm.town) if firm.local else None,
        "scale": page.say(YES if firm.above_scale else NO),
        "jobs": firm.jobs,
        "contact": printing.padded(page.say(firm.contact)),
        "phone": firm.phone,
    }


def demo_firm(world: World) -> Firm:
    """The company whose account the demo gives: owner of a project that is stalled."""
    project = next(project for project in world.projects if project.story == "stalls" and project.is_private)
    assert project.firm
    return project.firm
