"""The hundred and fifty projects, decided by a seed and the story table."""

from __future__ import annotations

from datetime import date
from random import Random

from huaitang import firms, money, people, stories, timeline
from huaitang.codes import mobile, project_code
from huaitang.places import TOWNS as PLACES
from huaitang.products import CHAIN, WORKS, Product
from huaitang.project import Project
from huaitang.words import Words

# stage → how many of paper, equipment, robots, biomedicine, selenium, infra, social
COUNTS: dict[str, tuple[int, ...]] = {
    "discussion": (4, 5, 5, 5, 3, 0, 0),
    "admitted": (1, 1, 1, 1, 1, 0, 0),
    "signed": (3, 4, 3, 2, 2, 0, 0),
    "registered": (3, 3, 2, 2, 2, 0, 0),
    "preparation": (3, 3, 1, 2, 2, 4, 3),
    "started": (9, 10, 6, 7, 5, 7, 4),
    "completed": (2, 2, 1, 1, 1, 2, 1),
    "production": (4, 5, 2, 3, 2, 0, 0),
    "capacity": (1, 2, 0, 1, 1, 0, 0),
}
KINDS = ("paper", "equipment", "robots", "biomedicine", "selenium", "infra", "social")
PARK_OF = {"paper": "sme", "equipment": "edz", "robots": "edz", "biomedicine": "edz", "selenium": "sme"}
TOWNS = ("ht", "wt", "wy", "qy", "ys", "gt")
PROVINCE, CITY, COUNTY = Words("省重点", "provincial"), Words("市重点", "municipal"), Words("县重点", "county")
LEADERS = {"infra": "construction", "social": "services"}
BANKS = ("rcb", "cab", "vib")


def _kinds(stage: str) -> list[str]:
    """Kinds of a stage's projects, dealt in turn so that neighbours differ."""
    left = dict(zip(KINDS, COUNTS[stage], strict=True))
    dealt: list[str] = []
    while any(left.values()):
        for kind in KINDS:
            if left[kind]:
                dealt.append(kind)
                left[kind] -= 1
    return dealt


def _amount(product: Product, amount: float) -> Words:
    count = amount if product.unit.en == "sets" else amount * 10_000
    return Words(f"{amount:g}{product.unit.zh}", f"{count:,.0f} {product.unit.en}")


def _total(kind: str, random: Random) -> int:
    low, high = {"infra": (3_000, 48_000), "social": (2_400, 36_000), "selenium": (3_000, 32_000)}.get(
        kind, (6_000, 125_000)
    )
    return round(low * (high / low) ** random.random() / 100) * 100


def _level(total: int) -> Words:
    return PROVINCE if total >= 80_000 else CITY if total >= 30_000 else COUNTY


def _town(name: Words) -> str:
    """Public works stand where their name says, else in the county seat."""
    return next((town.key for town in PLACES if town.name.zh[:2] in name.zh and town.key != "ht"), "ht")


class Maker:
    """Deals numbers, brands and names in one fixed order."""

    def __init__(self) -> None:
        self.number = 0
        self.brand = 0
        self.works = dict.fromkeys(WORKS, 0)
        self.firms: list[firms.Firm] = []

    def project(self, stage: str, position: int, kind: str) -> Project:
        self.number += 1
        random = Random(f"huaitang project {self.number}")
        story = stories.BY_PLACE.get((stage, position), "")
        made = self._public(stage, kind, random) if kind in WORKS else self._private(stage, kind, random)
        made.story, made.status = story, stories.STATUS.get(story, "ongoing")
        timeline.dates(made, position, random)
        timeline.amounts(made, position, random)
        money.fund(made, random)
        if made.at_least("preparation"):
            filed = (
                timeline.months(made.planned_start, -4)
                if made.planned_start < date(2027, 1, 1)
                else timeline.day(random, (2026, 2), (2026, 9))
            )
            made.code = project_code(filed.year, filed.month, random)
        if made.profile in ("lag", "red", "stall") or story in ("start_overdue", "no_funds"):
            made.problem = random.randrange(10)
        return made

    def _public(self, stage: str, kind: str, random: Random) -> Project:
        org, name, content = WORKS[kind][self.works[kind]]
        self.works[kind] += 1
        total, town = _total(kind, random), _town(name)
        return Project(
            key=f"p{self.number:03d}",
            name=name,
            stage=stage,
            sector="infrastructure" if kind == "infra" else "social",
            kind=kind,
            segment=-1,
            content=content,
            total=total,
            land_mu=0,
            town=town,
            park="",
            level=_level(total),
            owner=None,
            owner_key=org,
            investor=Words("", ""),
            firm=None,
            lead_org=org,
            leader=LEADERS[kind],
            lead_person=f"head-{org}",
            contact=people.name(200 + self.number),
            phone=mobile(random),
        )

    def _private(self, stage: str, kind: str, random: Random) -> Project:
        chain = CHAIN[kind]
        product = chain.products[(self.number * 3 + self.brand) % len(chain.products)]
        local = stage in ("registered", "preparation", "started", "completed", "production", "capacity")
        in_park = random.random() < 0.75
        park = PARK_OF[kind] if in_park else ""
        town = {"edz": "ht", "sme": "wy"}.get(park) or TOWNS[self.number % 6]
        founded = f"{random.choice((2024, 2025))}-{random.randrange(1, 13):02d}-{random.randrange(1, 28):02d}"
        firm = firms.firm(self.brand, chain, segment=product.segment, local=local, town=town, founded=founded)
        self.brand += 1
        self.firms.append(firm)
        total, size = _total(kind, random), _amount(product, product.amounts[self.number % len(product.amounts)])
        lead_org = "inv" if stage in ("discussion", "admitted") else park or f"t-{town}"
        city = firms.CITIES[self.brand % len(firms.CITIES)]
        investor = (
            firm.name
            if not local
            else Words(
                f"{city.zh.removesuffix('市')}{firm.short.zh[:2]}投资有限公司",
                f"{city.en} {firm.short.en.split()[0]} Investment Co., Ltd.",
            )
        )
        return Project(
            key=f"p{self.number:03d}",
            name=Words(
                f"{firm.short.zh}年产{size.zh}{product.name.zh}项目",
                f"{firm.short.en} {size.en}/yr {product.name.en} project",
            ),
            stage=stage,
            sector="agriculture" if kind == "selenium" else "industry",
            kind=kind,
            segment=product.segment,
            content=Words(
                f"新建厂房{total // 4:,}平方米，购置设备{max(6, total // 600)}台（套），年产{product.name.zh}{size.zh}",
                f"{total // 4:,} m² of plants, {max(6, total // 600)} machines, {size.en} of {product.name.en} a year",
            ),
            total=total,
            land_mu=round(total / random.uniform(220, 380), 1),
            town=town,
            park=park,
            level=_level(total),
            owner=firm.name if local else None,
            owner_key=firm.key,
            investor=investor,
            firm=firm,
            lead_org=lead_org,
            leader=chain.chief,
            lead_person=f"head-{lead_org}",
            contact=firm.contact,
            phone=firm.phone,
            product=product.name,
        )


def _phases(made: list[Project]) -> None:
    """Phase 1 and phase 2 of one owner must stay two projects."""
    pairs = [project for project in made if project.story == "two_phases"]
    pairs.sort(key=lambda project: (project.kind, project.stage != "production"))
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        base_zh, base_en = first.name.zh.removesuffix("项目"), first.name.en.removesuffix(" project")
        first.name = Words(f"{base_zh}项目（一期）", f"{base_en} project (phase 1)")
        second.name = Words(f"{base_zh}项目（二期）", f"{base_en} project (phase 2)")
        second.owner, second.owner_key, second.investor, second.firm = (
            first.owner,
            first.owner_key,
            first.investor,
            first.firm,
        )
        second.contact, second.phone, second.town, second.park = first.contact, first.phone, first.town, first.park
        second.lead_org, second.lead_person, second.segment = first.lead_org, first.lead_person, first.segment
        second.product, second.kind, second.content = first.product, first.kind, first.content


def build() -> tuple[list[Project], list[firms.Firm]]:
    """Every project in stage order, and the firms behind them."""
    maker = Maker()
    made = [maker.project(stage, position, kind) for stage in COUNTS for position, kind in enumerate(_kinds(stage))]
    _phases(made)
    used = {project.owner_key for project in made}
    return made, [firm for firm in maker.firms if firm.key in used]
