"""Organisations, people and demo accounts; industry chains with who is here and what is missing."""

from __future__ import annotations

from huaitang import book_chains, organisations, people, places, printing
from huaitang.book_territory import Row, demo_firm, table
from huaitang.grid import Book, heads
from huaitang.products import CHAINS
from huaitang.words import Lang, Words
from huaitang.world import Page, World

REGION = heads(
    ("code", "区划代码", "Division code", 12),
    ("name", "名称", "Name", 20),
    ("level", "级别", "Level", 12),
    ("parent", "上级", "Parent", 16),
    ("population", "户籍人口", "Population", 12),
    ("area", "面积（平方公里）", "Area (km²)", 12),
)
ORG = heads(
    ("serial", "序号", "No.", 7),
    ("name", "单位名称", "Organisation", 40),
    ("short", "简称", "Short name", 18),
    ("kind", "单位类别", "Kind", 14),
    ("code", "统一社会信用代码", "Unified social credit code", 22),
    ("parent", "上级单位", "Parent", 28),
    ("region", "所在地", "Division code", 12),
)
PERSON = heads(
    ("serial", "序号", "No.", 7),
    ("name", "姓名", "Name", 12),
    ("org", "工作单位", "Organisation", 36),
    ("post", "职务", "Post", 32),
    ("phone", "办公电话", "Telephone", 16),
    ("mobile", "手机", "Mobile", 14),
)
ACCOUNT = heads(
    ("username", "账号", "Account", 14),
    ("role", "角色", "Role", 20),
    ("code", "角色代码", "Role code", 20),
    ("name", "姓名", "Name", 12),
    ("org", "单位", "Organisation", 36),
    ("post", "职务", "Post", 32),
)


def directory(world: World, lang: Lang) -> Book:
    """Regions, organisations, people with posts, demo accounts."""
    made = Book("13", "13_单位和人员通讯录.xlsx" if lang == "zh" else "13 Organisations and people.xlsx")
    page = Page(world, lang, made)
    table(page, made.sheet("区划" if lang == "zh" else "Regions"), Words("行政区划", "Regions"), REGION, _regions(page))
    table(
        page,
        made.sheet("单位" if lang == "zh" else "Organisations"),
        Words("单位名录", "Organisations"),
        ORG,
        (
            {
                "serial": number,
                "name": page.say(org.name),
                "short": page.say(org.short),
                "kind": page.say(org.kind),
                "code": org.code,
                "parent": page.say(organisations.BY_KEY[org.parent].name) if org.parent else None,
                "region": org.region,
            }
            for number, org in enumerate(organisations.ORGANISATIONS, start=1)
        ),
    )
    table(
        page,
        made.sheet("人员" if lang == "zh" else "People"),
        Words("通讯录", "People"),
        PERSON,
        (
            {
                "serial": number,
                "name": printing.padded(page.say(person.name)),
                "org": page.say(organisations.BY_KEY[person.org].name),
                "post": page.say(person.post),
                "phone": person.phone,
                "mobile": person.mobile,
            }
            for number, person in enumerate(people.PEOPLE, start=1)
        ),
    )
    table(
        page,
        made.sheet("演示账号" if lang == "zh" else "Demo accounts"),
        Words(
            "演示账号（口令只在演示模式的登录页显示）",
            "Demo accounts (the password is shown on the sign-in page in demo mode only)",
        ),
        ACCOUNT,
        _accounts(page),
    )
    return made


def _regions(page: Page) -> list[Row]:
    county = {
        "code": organisations.COUNTY,
        "name": page.say(places.COUNTY_NAME),
        "level": "县" if page.lang == "zh" else "county",
        "parent": page.say(places.CITY),
        "population": sum(t.population for t in places.TOWNS),
        "area": sum(t.area_km2 for t in places.TOWNS),
    }
    level = ("乡镇", "township")[page.lang == "en"]
    return [
        county,
        *(
            {
                "code": town.code,
                "name": page.say(town.name),
                "level": level,
                "parent": page.say(places.COUNTY_NAME),
                "population": town.population,
                "area": town.area_km2,
            }
            for town in places.TOWNS
        ),
    ]


def _accounts(page: Page) -> list[Row]:
    firm = demo_firm(page.world)
    rows: list[Row] = []
    for username, code, role, key in people.ACCOUNTS:
        person = people.BY_KEY.get(key)
        name, org, post = (
            (person.name, organisations.BY_KEY[person.org].name, person.post)
            if person
            else (firm.legal_person, firm.name, Words("法定代表人", "Legal person"))
        )
        rows.append(
            {
                "username": username,
                "role": page.say(role),
                "code": code,
                "name": page.say(name),
                "org": page.say(org),
                "post": page.say(post),
            }
        )
    return rows


CHAIN = heads(
    ("serial", "序号", "No.", 7),
    ("chain", "产业链", "Chain", 16),
    ("industry", "对应行业", "Industry", 22),
    ("chief", "链长", "Chain chief", 12),
    ("org", "牵头单位", "Lead organisation", 24),
    ("leader", "链主企业", "Chain leader firm", 36),
    ("firms", "本地企业数", "Local firms", 11),
)
SEGMENT = heads(
    ("serial", "序号", "No.", 7),
    ("chain", "产业链", "Chain", 16),
    ("position", "上中下游", "Position", 12),
    ("segment", "环节", "Segment", 24),
)


def chains(world: World, lang: Lang) -> Book:
    """Five chains, their segments and nodes, who is here, what is missing and whom to invite."""
    made = Book("14", "14_产业链图谱.xlsx" if lang == "zh" else "14 Industry chains.xlsx")
    page = Page(world, lang, made)
    local = {chain.key: [firm for firm in world.firms if firm.local and firm.chain == chain.key] for chain in CHAINS}
    table(
        page,
        made.sheet("产业链" if lang == "zh" else "Chains"),
        Words("槐棠县重点产业链", "Huaitang County: industry chains"),
        CHAIN,
        (
            {
                "serial": number,
                "chain": page.say(chain.name),
                "industry": page.say(chain.industry),
                "chief": page.person(chain.chief),
                "org": page.org(chain.lead_org),
                "leader": page.say(max(local[chain.key], key=lambda firm: firm.jobs).name),
                "firms": len(local[chain.key]),
            }
            for number, chain in enumerate(CHAINS, start=1)
        ),
    )
    table(
        page,
        made.sheet("环节" if lang == "zh" else "Segments"),
        Words("产业链环节图谱", "Chain segments"),
        SEGMENT,
        _segments(page),
    )
    book_chains.add(made, page, local)
    return made


def _segments(page: Page) -> list[Row]:
    return [
        {
            "serial": number,
            "chain": page.say(chain.name),
            "position": page.say(segment.position),
            "segment": page.say(segment.name),
        }
        for number, (chain, segment) in enumerate(
            ((chain, segment) for chain in CHAINS for segment in chain.segments), start=1
        )
    ]
