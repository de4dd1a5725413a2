"""Sixty leads of two years: where they came from, what became of them. Eight grew into projects in discussion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from huaitang import firms, people
from huaitang.codes import mobile
from huaitang.products import CHAIN
from huaitang.project import Project
from huaitang.words import Words

COUNT, GROWN = 60, 8
SOURCES = (
    Words("乡贤推荐", "native of the county"),
    Words("驻外招商小组", "investment team abroad"),
    Words("展会", "trade fair"),
    Words("链主企业推荐", "chain leader firm"),
    Words("企业来电", "company called"),
    Words("市局转办", "passed on by the city"),
    Words("商会推荐", "chamber of commerce"),
)
FOLLOW, WATCH, DROP, OPEN = (
    Words("跟进", "follow"),
    Words("暂缓", "on hold"),
    Words("不予跟进", "not followed"),
    Words("待研判", "to be judged"),
)
VERDICT_STATUS = {FOLLOW: "ongoing", WATCH: "dormant", DROP: "abandoned", OPEN: "ongoing"}
UNITS = ("inv", "edz", "sme", "t-ht", "t-wt", "t-wy", "t-qy", "t-ys", "t-gt", "ind", "agr")


@dataclass(frozen=True)
class Lead:
    key: str
    name: Words
    opened: date
    source: Words
    referrer: Words
    investor: Words
    content: Words
    total: int | None
    kind: str
    unit: str
    follower: Words
    phone: str
    verdict: Words
    judged: date | None
    project: str  # key of the project it became, or ""


def build(projects: list[Project]) -> list[Lead]:
    """The leads in the order they came in."""
    talks = [project for project in projects if project.stage == "discussion" and project.status == "ongoing"][:GROWN]
    grown = {7 * position + 3: project for position, project in enumerate(talks)}
    made = sorted(
        (_lead(number, grown.get(number)) for number in range(COUNT)), key=lambda lead: (lead.opened, lead.key)
    )
    return [replace(lead, key=f"l{number:03d}") for number, lead in enumerate(made, start=1)]


def _lead(number: int, project: Project | None) -> Lead:
    random = Random(f"huaitang lead {number}")
    month = 11 + number * 23 // COUNT
    opened = date(2024 + month // 12, month % 12 + 1, random.randrange(1, 29))
    if project and project.opened:
        opened = project.opened - timedelta(days=25)
    verdict = FOLLOW if project else OPEN if number >= 55 else random.choice((FOLLOW, FOLLOW, WATCH, DROP))
    judged = None if verdict is OPEN else opened + timedelta(days=3)
    common = {
        "key": f"l{number + 1:03d}",
        "opened": opened,
        "source": random.choice(SOURCES),
        "referrer": people.name(500 + number),
        "unit": random.choice(UNITS),
        "follower": people.name(600 + number),
        "phone": mobile(random),
        "verdict": verdict,
        "judged": judged,
        "project": project.key if project else "",
    }
    if project:
        return Lead(
            name=project.name,
            investor=project.investor,
            content=project.content,
            total=project.total,
            kind=project.kind,
            **common,
        )
    kind = tuple(CHAIN)[number % len(CHAIN)]
    product = random.choice(CHAIN[kind].products)
    brand, city = firms.brand(130 + number), firms.CITIES[number % len(firms.CITIES)]
    total = None if number % 9 == 4 else round(random.uniform(3_000, 60_000) / 1_000) * 1_000
    return Lead(
        name=Words(
            f"{city.zh.removesuffix('市')}{brand.zh}{product.name.zh}项目",
            f"{city.en} {brand.en} {product.name.en} project",
        ),
        investor=Words(f"{city.zh}{brand.zh}公司", f"{brand.en} of {city.en}"),
        content=Words(
            f"拟建{product.name.zh}生产线，用地约{random.randrange(20, 160)}亩",
            f"a line for {product.name.en}, about {random.randrange(20, 160)} mu",
        ),
        total=total,
        kind=kind,
        **common,
    )
