"""The whole county at once, and what a workbook needs to ask about a project in its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from huaitang import firms, leads, organisations, people, places, printing, projects
from huaitang.grid import Book, Cell
from huaitang.project import Project
from huaitang.words import MILLION, WAN, Lang, Words, printed

OPEN = Words("待定", "TBD")
SECTOR = {
    "industry": Words("工业项目", "Industry"),
    "agriculture": Words("农业产业化项目", "Agri-business"),
    "infrastructure": Words("基础设施项目", "Infrastructure"),
    "social": Words("社会民生项目", "Social"),
}
NATURE = {
    "continued": Words("续建", "continued"),
    "new": Words("计划新开工", "new start"),
    "finish": Words("保投产", "finishing"),
    "prepare": Words("前期", "preparation"),
}
STAGE = {
    "lead": Words("线索", "lead"),
    "discussion": Words("在谈", "in discussion"),
    "admitted": Words("通过评审", "admitted"),
    "signed": Words("已签约", "signed"),
    "registered": Words("已注册", "registered"),
    "preparation": Words("前期", "pre-construction"),
    "started": Words("已开工", "started"),
    "completed": Words("已竣工", "completed"),
    "production": Words("已投产", "in production"),
    "capacity": Words("达产", "capacity reached"),
}
STATUS = {
    "ongoing": Words("正常推进", "ongoing"),
    "delayed": Words("滞后", "delayed"),
    "dormant": Words("停滞", "dormant"),
    "lost": Words("流失", "lost"),
    "abandoned": Words("放弃", "abandoned"),
}
BYSTANDERS_FROM, PARENTS = 182, 14


@dataclass
class World:
    projects: list[Project]
    leads: list[leads.Lead]
    firms: list[firms.Firm]
    parcels: list[places.Parcel]
    mentions: dict[str, dict[str, str]] = field(default_factory=dict)  # project → file → name as printed

    def of(self, *stages: str) -> list[Project]:
        return [project for project in self.projects if project.stage in stages]

    def in_plan(self, year: int) -> list[Project]:
        """Projects in the annual plan: any plan figure, or listed as pre-construction in 2026."""
        if year == 2025:
            return [project for project in self.projects if project.plan_2025]
        return [project for project in self.projects if project.nature]


def build() -> World:
    made, owners = projects.build()
    towns = tuple(town.key for town in places.TOWNS)
    local = [firm for firm in owners if firm.local]
    parents = [firm for firm in owners if not firm.local][:PARENTS]
    holders = {
        (park.key, state): [project.key for project in made if project.park == park.key and project.stage in stages]
        for park in places.PARKS
        for state, stages in ((places.BUILT, ("completed", "production", "capacity")), (places.BUILDING, ("started",)))
    }
    return World(
        made, leads.build(made), [*local, *firms.bystanders(BYSTANDERS_FROM, towns), *parents], places.parcels(holders)
    )


@dataclass(frozen=True)
class Page:
    """A language, a file and the world: what layouts ask for words, figures and names."""

    world: World
    lang: Lang
    book: Book

    def say(self, words: Words) -> str:
        return words.say(self.lang)

    def name(self, project: Project, words: Words | None = None) -> str:
        """The name as this file prints it, remembered for the truth."""
        text = self.say(words or printing.varied(project, self.book.id))
        self.world.mentions.setdefault(project.key, {})[self.book.id] = text
        return text

    def money(self, wan: float, unit: int | None = None) -> int | float:
        return printed(wan, unit or self.small)

    @property
    def small(self) -> int:
        return WAN if self.lang == "zh" else MILLION

    def total(self, project: Project, unit: int | None = None, *, before: bool = False) -> Cell:
        """The printed total; 待定 where nobody knows."""
        if project.is_open:
            return self.say(OPEN)
        return self.money(project.total_before if before and project.total_before else project.total, unit)

    def org(self, key: str) -> str:
        return self.say(organisations.BY_KEY[key].short)

    def person(self, key: str) -> str:
        return printing.padded(self.say(people.BY_KEY[key].name))

    def town(self, key: str) -> str:
        return self.say(next(town.name for town in places.TOWNS if town.key == key))

    def park(self, key: str) -> str:
        return self.say(next(park.short for park in places.PARKS if park.key == key)) if key else ""

    def owner(self, project: Project) -> str:
        """The local company, before that the investor, for public works the organisation."""
        if project.is_private:
            return self.say(project.owner or project.investor)
        return self.say(organisations.BY_KEY[project.owner_key].name)


def known_total(group: Iterable[Project], *, before: bool = False) -> int:
    """Sum of the totals that are known."""
    return sum(
        project.total_before if before and project.total_before else project.total
        for project in group
        if not project.is_open
    )
