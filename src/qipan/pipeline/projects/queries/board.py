"""The board: per stage how many, how much, and the cards that need a look first: two questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from qipan.core import rulesets
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.queries.filters import Filters
from qipan.pipeline.projects.queries.sight import visible_to

CARDS = 10
ORDER = ("attention", "-total_minor", "id")
CARD_FIELDS = (
    "key",
    "version",
    "name",
    "stage",
    "stage_since",
    "waiting_for",
    "status",
    "level",
    "is_starred",
    "light",
    "light_reasons",
    "leader_text",
    "region_text",
    "total_minor",
    "currency",
    "plan_minor",
    "plan_year",
    "done_year_minor",
    "next_on",
    "next_what",
    "open_blockers",
    "blocker_text",
    "leader__name",
    "region__name",
    "code",
    "care_choice__variant",
)
Money = list[tuple[str, int]]  # (currency, minor), the larger first


@dataclass(slots=True)
class Lane:
    """One stage: how many, how much, how many red, and the first cards."""

    stage: str
    label: Any
    count: int = 0
    red: int = 0
    money: Money = field(default_factory=list)
    cards: list[Project] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(slots=True)
class Summary:
    """The strip: this year's plan and how far it is. `ahead` in percentage points of time."""

    year: int
    count: int = 0
    plan: Money = field(default_factory=list)
    done: Money = field(default_factory=list)
    in_place: Money = field(default_factory=list)
    starts: int = 0
    confirmed_starts: int = 0
    red: int = 0
    yellow: int = 0
    share: float | None = None
    ahead: float | None = None
    time: float = 0


@dataclass(slots=True)
class Board:
    lanes: list[Lane]
    summary: Summary

    @property
    def is_empty(self) -> bool:
        return self.summary.count == 0


def board(user: Any, filters: Filters, on: date, *, cards: int = CARDS) -> Board:
    """Columns and strip for what a reader sees; counts and sums respect the filters. A constant number of questions."""
    rows = filters.apply(visible_to(user))
    groups = _groups(rows, on.year)
    lanes = [_lane(stage, groups) for stage in Stage]
    first = _first(rows, cards)
    for lane in lanes:
        lane.cards = first.get(lane.stage, [])
    return Board(lanes, _summary(groups, on))


def lanes(user: Any, filters: Filters, on: date, stages: Iterable[str]) -> list[Lane]:
    """Counts and sums of some stages, for the heads that change with a move."""
    groups = _groups(filters.apply(visible_to(user)).filter(stage__in=list(stages)), on.year)
    return [_lane(Stage(stage), groups) for stage in stages]


def more(user: Any, filters: Filters, stage: str, start: int, *, cards: int = 3 * CARDS) -> tuple[list[Project], int]:
    """Further cards of one stage from `start`, and how many remain after them."""
    rows = filters.apply(visible_to(user)).filter(stage=stage)
    found = list(_cards(rows, stage)[start : start + cards])
    return found, max(rows.count() - start - len(found), 0)


def summary(user: Any, filters: Filters, on: date) -> Summary:
    """This year's plan, completed, share and points ahead of time, starts, funds in place."""
    return _summary(_groups(filters.apply(visible_to(user)), on.year), on)


def card(user: Any, pk: int) -> Project:
    return _drawn(visible_to(user)).get(pk=pk)


def _cards(rows: QuerySet[Project], stage: str) -> QuerySet[Project]:
    return _drawn(_ordered(rows, stage))


def _ordered(rows: QuerySet[Project], stage: str) -> QuerySet[Project]:
    return rows.filter(stage=stage).order_by(*ORDER)


def _drawn(rows: QuerySet[Project]) -> QuerySet[Project]:
    return rows.select_related("leader", "region", "care_choice").only(*CARD_FIELDS)


def _first(rows: QuerySet[Project], cards: int) -> dict[str, list[Project]]:
    """Stage → its first cards, all in one question. Each stage's few are taken from the index `project_cards` by a short question of
    its own within it; a rank over every row (a window) would read them all."""
    try:
        short = [_ordered(rows, stage).values("pk")[:cards].query.sql_with_params() for stage in Stage]
    except EmptyResultSet:
        return {}
    union = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS {stage}"  # noqa: S608 — the compiler's own statements, the stages' own names
        for stage, (sql, _values) in zip(Stage, short, strict=True)
    )
    ids = RawSQL(union, [value for _sql, values in short for value in values])  # noqa: S611
    found: dict[str, list[Project]] = {}
    for project in _drawn(Project.objects.filter(pk__in=ids)).order_by(*ORDER):
        found.setdefault(project.stage, []).append(project)
    return found


def _groups(rows: QuerySet[Project], year: int) -> list[dict[str, Any]]:
    """The one grouped question: stage × currency, answered from the index `project_sums` when nothing else is asked."""
    this_year = Q(plan_year=year)
    started = Q(start_on__gte=date(year, 1, 1), start_on__lte=date(year, 12, 31))
    groups = rows.order_by().values("stage", "currency")
    return [
        dict(group)
        for group in groups.annotate(
            count=Count("stage"),
            red=Count("stage", filter=Q(light="red")),
            yellow=Count("stage", filter=Q(light="yellow")),
            total=Sum("total_minor"),
            plan=Sum("plan_minor", filter=this_year),
            done=Sum("done_year_minor", filter=this_year),
            in_place=Sum("in_place_minor"),
            starts=Count("stage", filter=started & Q(stage__in=_STARTED)),
            confirmed_starts=Count("stage", filter=started & Q(stage__in=_STARTED, start_confirmed=True)),
        )
    ]


_STARTED = (Stage.STARTED, Stage.COMPLETED, Stage.PRODUCTION, Stage.CAPACITY)


def _money(groups: Iterable[dict[str, Any]], name: str) -> Money:
    """Sums by currency: amounts of different currencies are never added."""
    sums: dict[str, int] = {}
    for group in groups:
        if group[name] is not None:
            sums[group["currency"]] = sums.get(group["currency"], 0) + int(group[name])
    return sorted(sums.items(), key=lambda item: -item[1])


def _lane(stage: Stage, groups: list[dict[str, Any]]) -> Lane:
    own = [g for g in groups if g["stage"] == stage]
    return Lane(stage, stage.label, sum(g["count"] for g in own), sum(g["red"] for g in own), _money(own, "total"))


def _summary(groups: list[dict[str, Any]], on: date) -> Summary:
    plan, done = _money(groups, "plan"), _money(groups, "done")
    share = rules.elapsed(on.year, on, rulesets.in_force("lights", on=on))
    found = Summary(
        year=on.year,
        count=sum(g["count"] for g in groups),
        plan=plan,
        done=done,
        in_place=_money(groups, "in_place"),
        starts=sum(g["starts"] for g in groups),
        confirmed_starts=sum(g["confirmed_starts"] for g in groups),
        red=sum(g["red"] for g in groups),
        yellow=sum(g["yellow"] for g in groups),
        time=round(100 * share[0] / share[1], 1),
    )
    if plan and plan[0][1]:
        currency, planned = plan[0]
        completed = dict(done).get(currency, 0)
        found.share = round(100 * completed / planned, 1)
        found.ahead = rules.points_ahead(planned, completed, share)
    return found
