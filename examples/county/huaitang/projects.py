"""The hundred and fifty projects, decided by a seed and the story table."""

from __future__ import annotations

from datetime import date
from random import Random

from huaitang import firms, money, people, stories
from huaitang.codes import mobile, project_code
from huaitang.products import CHAIN, WORKS, Product
from huaitang.project import Project
from huaitang.words import Words

# stage → how many of paper, equipment, robots, biomedicine, selenium, infra, social
COUNTS: dict[str, tuple[int, ...]] = {
    "discussion": (4, 5, 5, 5, 3, 0, 0), "admitted": (1, 1, 1, 1, 1, 0, 0), "signed": (3, 4, 3, 2, 2, 0, 0), "registered": (3, 3, 2, 2, 2, 0, 0),
    "preparation": (3, 3, 1, 2, 2, 4, 3), "started": (9, 10, 6, 7, 5, 7, 4), "completed": (2, 2, 1, 1, 1, 2, 1), "production": (4, 5, 2, 3, 2, 0, 0),
    "capacity": (1, 2, 0, 1, 1, 0, 0),
}
KINDS = ("paper", "equipment", "robots", "biomedicine", "selenium", "infra", "social")
PARK_OF = {"paper": "sme", "equipment": "edz", "robots": "edz", "biomedicine": "edz", "selenium": "sme"}
TOWNS = ("ht", "wt", "wy", "qy", "ys", "gt")
PROVINCE, CITY, COUNTY = Words("省重点", "provincial key"), Words("市重点", "city key"), Words("县重点", "county key")
LEADERS = {"infra": "construction", "social": "services"}
BANKS = ("rcb", "cab", "vib")
CARRIED_OVER = 26  # of the started projects, those begun before 2026


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
    low, high = {"infra": (3_000, 48_000), "social": (2_400, 36_000), "selenium": (3_000, 32_000)}.get(kind, (6_000, 125_000))
    return round(low * (high / low) ** random.random() / 100) * 100


def _level(total: int) -> Words:
    return PROVINCE if total >= 80_000 else CITY if total >= 30_000 else COUNTY


class Maker:
    """Deals numbers, brands and names in one fixed order."""

    def __init__(self) -> None:
        self.number = 0
        self.brand = 0
        self.works = {kind: 0 for kind in WORKS}
        self.firms: list[firms.Firm] = []

    def project(self, stage: str, position: int, kind: str) -> Project:
        self.number += 1
        random = Random(f"huaitang project {self.number}")
        story = stories.BY_PLACE.get((stage, position), "")
        made = self._public(stage, kind, random) if kind in WORKS else self._private(stage, kind, random)
        made.story, made.status = story, stories.STATUS.get(story, "ongoing")
        _dates(made, position, random)
        _money(made, position, random)
        money.fund(made, random)
        if made.at_least("preparation"):
            filed = _months(made.planned_start, -4) if made.planned_start < date(2027, 1, 1) else _day(random, (2026, 2), (2026, 9))
            made.code = project_code(filed.year, filed.month, random)
        if made.profile in ("lag", "red", "stall") or story in ("start_overdue", "no_funds"):
            made.problem = random.randrange(10)
        return made

    def _public(self, stage: str, kind: str, random: Random) -> Project:
        org, name, content = WORKS[kind][self.works[kind]]
        self.works[kind] += 1
        total, town = _total(kind, random), TOWNS[self.number % 6]
        return Project(
            key=f"p{self.number:03d}", name=name, stage=stage, sector="infrastructure" if kind == "infra" else "social", kind=kind, segment=-1,
            content=content, total=total, land_mu=0, town=town, park="", level=_level(total), owner=None, owner_key=org, investor=Words("", ""),
            firm=None, lead_org=org, leader=LEADERS[kind], lead_person=f"head-{org}", contact=people.name(200 + self.number), phone=mobile(random),
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
        lead_org = f"t-{town}" if not park else park
        city = firms.CITIES[self.brand % len(firms.CITIES)]
        investor = firm.name if not local else Words(f"{city.zh.removesuffix('市')}{firm.short.zh[:2]}投资有限公司", f"{city.en} {firm.short.en.split()[0]} Investment Co., Ltd.")
        return Project(
            key=f"p{self.number:03d}", name=Words(f"{firm.short.zh}年产{size.zh}{product.name.zh}项目", f"{firm.short.en} {size.en}/yr {product.name.en} project"),
            stage=stage, sector="agriculture" if kind == "selenium" else "industry", kind=kind, segment=product.segment,
            content=Words(f"新建厂房{total // 4:,}平方米，购置设备{max(6, total // 600)}台（套），年产{product.name.zh}{size.zh}", f"{total // 4:,} m² of plants, {max(6, total // 600)} machines, {size.en} of {product.name.en} a year"),
            total=total, land_mu=round(total / random.uniform(220, 380), 1), town=town, park=park, level=_level(total),
            owner=firm.name if local else None, owner_key=firm.key, investor=investor, firm=firm, lead_org=lead_org,
            leader=chain.chief, lead_person=f"head-{lead_org}", contact=firm.contact, phone=firm.phone, product=product.name,
        )


def _day(random: Random, first: tuple[int, int], last: tuple[int, int]) -> date:
    """Some day from the first to the last month given, both included."""
    month = random.randrange(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return date(month // 12, month % 12 + 1, random.randrange(1, 29))


def _months(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    return date(month // 12, month % 12 + 1, min(day.day, 28))


def _dates(project: Project, position: int, random: Random) -> None:
    """Dates that agree with the stage; today is 23 November 2026."""
    stage, private = project.stage, project.kind not in WORKS
    project.opened = _day(random, (2025, 8), (2026, 10))
    if stage == "signed":
        project.signed = _day(random, (2025, 4), (2025, 9)) if project.story == "signed_long_ago" else _day(random, (2026, 1), (2026, 10))
    if stage == "registered":
        project.signed = _day(random, (2025, 5), (2025, 9)) if project.story == "signed_long_ago" else _day(random, (2025, 12), (2026, 4))
        project.registered = date(2026, 10, 15) if position in (2, 5) else _months(project.signed, random.randrange(2, 6))
    if stage == "preparation":
        project.planned_start = {"start_overdue": _day(random, (2026, 4), (2026, 6)), "start_ahead": date(2026, 12, 10)}.get(project.story) or _day(random, (2027, 3), (2027, 9))
    if stage == "started":
        old = position < CARRIED_OVER
        project.started = _day(random, (2024, 12), (2025, 10)) if old else _day(random, (2026, 2), (2026, 7))
        if project.story == "no_funds":
            project.started = date(2025, 11, 18)
    if stage in ("completed", "production", "capacity"):
        project.started = _day(random, (2024, 12), (2025, 2)) if stage != "completed" else _day(random, (2024, 12), (2025, 6))
    if stage == "completed":
        project.completed = _day(random, (2026, 6), (2026, 10))
    if stage == "production":
        project.completed = _day(random, (2026, 3), (2026, 8)) if position % 2 == 0 else _day(random, (2025, 8), (2025, 10))
        project.production = _months(project.completed, random.randrange(1, 3))
    if stage == "capacity":
        project.completed, project.production = _day(random, (2025, 5), (2025, 7)), _day(random, (2025, 8), (2025, 10))
    project.planned_start = project.planned_start or project.started
    if project.planned_start:
        project.planned_end = project.production or project.completed or _months(project.planned_start, random.randrange(14, 30))
        if private and not project.signed:
            project.signed = _months(project.planned_start, -random.randrange(5, 10))
            project.registered = _months(project.signed, 2)
    if project.signed:
        project.opened = _months(project.signed, -random.randrange(3, 8))


def _money(project: Project, position: int, random: Random) -> None:
    """Plans and work done, year by year."""
    total, stage = project.total, project.stage
    finished_2025 = stage == "capacity" or (stage == "production" and position % 2 == 1)
    if stage == "preparation":
        _plan_of_waiting(project, position)
    elif finished_2025:
        project.plan_2025 = money.tens(total * random.uniform(0.9, 0.97), 100)
        project.done_2025 = total
    elif stage in ("completed", "production"):
        project.nature = "finish"
        project.done_2025 = round(total * random.uniform(0.45, 0.65))
        project.plan_2025 = money.tens(project.done_2025 / random.uniform(*money.CURRENT_RATIO_2025), 100)
        project.plan_2026, project.profile = total - project.done_2025, "finished"
    elif stage == "started":
        _plan_of_started(project, position, random)
    if project.plan_2026:
        money.spend(project, random)
    if project.story == "total_raised":
        project.total_before, project.total = total, round(total * 1.25)
    if project.story == "cumulative_falls":
        project.months_2026[8] = round(project.done_2026 * 1.08)


def _plan_of_waiting(project: Project, position: int) -> None:
    project.nature, project.profile = "prepare", "none"
    if project.story in ("start_overdue", "start_ahead"):
        project.nature = "new"
        project.plan_2026 = money.tens(project.total * 0.2, 100)


def _plan_of_started(project: Project, position: int, random: Random) -> None:
    project.profile = stories.PROFILE.get(project.story) or _PROFILES[position % len(_PROFILES)]
    if position >= CARRIED_OVER:
        project.nature = "new"
        project.plan_2026 = money.tens(project.total * random.uniform(0.25, 0.5), 100)
        return
    project.nature = "continued"
    project.done_2025 = round(project.total * random.uniform(0.15, 0.42))
    project.plan_2025 = money.tens(project.done_2025 / random.uniform(*money.CURRENT_RATIO_2025), 100)
    project.plan_2026 = money.tens(project.total * random.uniform(0.3, 0.48), 100)
    if project.story == "over_remaining":
        project.plan_2026 = money.tens((project.total - project.done_2025) * 1.25, 100)


_PROFILES = ("ahead", "on", "lag", "on", "exceed", "lag", "on", "ahead", "red", "on", "lag", "on", "lag")


def _phases(made: list[Project]) -> None:
    """Phase 1 and phase 2 of one owner must stay two projects."""
    pairs = [project for project in made if project.story == "two_phases"]
    pairs.sort(key=lambda project: (project.kind, project.stage != "production"))
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        base_zh, base_en = first.name.zh.removesuffix("项目"), first.name.en.removesuffix(" project")
        first.name = Words(f"{base_zh}项目（一期）", f"{base_en} project (phase 1)")
        second.name = Words(f"{base_zh}项目（二期）", f"{base_en} project (phase 2)")
        second.owner, second.owner_key, second.investor, second.firm = first.owner, first.owner_key, first.investor, first.firm
        second.contact, second.phone, second.town, second.park = first.contact, first.phone, first.town, first.park
        second.lead_org, second.lead_person, second.segment = first.lead_org, first.lead_person, first.segment


def build() -> tuple[list[Project], list[firms.Firm]]:
    """Every project in stage order, and the firms behind them."""
    maker = Maker()
    made = [maker.project(stage, position, kind) for stage in COUNTS for position, kind in enumerate(_kinds(stage))]
    _phases(made)
    used = {project.owner_key for project in made}
    return made, [firm for firm in maker.firms if firm.key in used]


