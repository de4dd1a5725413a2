"""Which standard holds where and when; what a draft would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import rules
from qipan.pipeline.screening.models import Screening, Standard
from qipan.pipeline.screening.queries import figures
from qipan.pipeline.screening.queries.screenings import Standing, standings

BEFORE_ADMISSION = ("lead", "discussion")
LOOKED_AT = 5000


def standards() -> QuerySet[Standard]:
    """Every version. Standards are no secret: whoever may read them reads all of them."""
    return Standard.objects.select_related("park", "set_by")


def in_force(on: date) -> list[Standard]:
    """Every version put in force whose days include this one."""
    held = Q(state=Standard.State.SET, effective_from__lte=on)
    return list(standards().filter(held & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))))


def scope_of(standard: Standard) -> rules.Scope:
    return rules.Scope(
        standard.pk, standard.park_id or 0, tuple(standard.industries), standard.effective_from, standard.effective_to
    )


def words_of(project: Project) -> tuple[str, ...]:
    """What is said of a project's industry: its own words, its chain and node with the node's codes."""
    found = [project.industry, project.chain.name if project.chain else ""]
    if project.node:
        found += [project.node.name, project.node.segment.name, *map(str, project.node.codes)]
    return tuple(found)


def holding(project: Project, on: date, among: Iterable[Standard] | None = None) -> Standard | None:
    """The standard that holds for a project on a day: of its park and industry before any."""
    rows = in_force(on) if among is None else list(among)
    found = rules.nearest((scope_of(row) for row in rows), park=project.park_id or 0, words=words_of(project), on=on)
    return next((row for row in rows if found and row.pk == found.key), None)


def is_current(standard: Standard, on: date) -> bool:
    is_begun = standard.state == Standard.State.SET and standard.effective_from <= on
    return is_begun and (standard.effective_to is None or standard.effective_to >= on)


def replaced(standards: Iterable[Standard]) -> set[int]:
    """Versions a later one of the same park and industries stands in for, among those in force."""
    latest: dict[tuple[Any, ...], Standard] = {}
    rows = sorted(standards, key=lambda s: (s.effective_from, s.pk))
    for row in rows:
        latest[(row.park_id, tuple(sorted(row.industries)))] = row
    return {row.pk for row in rows} - {row.pk for row in latest.values()}


@dataclass(frozen=True, slots=True)
class Touched:
    """A project that would be judged otherwise; `after` may be "incomplete"."""

    project: Project
    before: str
    after: str
    verdict: rules.Verdict


@dataclass(slots=True)
class Effect:
    """What a draft would change: verdicts now and then, and who turns. `unscreened`: projects it covers nobody screened yet."""

    now: dict[str, int] = field(default_factory=dict)
    then: dict[str, int] = field(default_factory=dict)
    touched: list[Touched] = field(default_factory=list)
    unscreened: int = 0

    def turned(self, before: str, after: str) -> int:
        return sum(1 for one in self.touched if (one.before, one.after) == (before, after))


def effect(draft: Standard, user: Any, on: date) -> Effect:
    """Projects before admission this draft would hold for, judged by it with the figures of their last decided screening.

    Waived ones stay waived. Only what the reader sees.
    """
    rows = [row for row in in_force(on) if row.pk != draft.pk] + [draft]
    talked = projects.visible_to(user).filter(stage__in=BEFORE_ADMISSION).exclude(status__in=projects.ENDED)
    listed = list(talked.select_related("chain", "node__segment").order_by("pk")[:LOOKED_AT])
    covered = [p for p in listed if (held := holding(p, on, rows)) is not None and held.pk == draft.pk]
    found, standard = Effect(), figures.standard_of(draft)
    standing = standings([p.pk for p in covered])
    for project in covered:
        _judge(found, project, standing.get(project.pk), standard)
    found.touched.sort(key=lambda one: (one.after != "fail", one.after, one.project.name))
    return found


def _judge(found: Effect, project: Project, stands: Standing | None, standard: rules.Standard) -> None:
    if stands is None or stands.screening is None:
        found.unscreened += 1
        return
    before = stands.outcome
    verdict = rules.judge(standard, figures.read(stands.screening.figures))
    after = before if before == "waived" else verdict.verdict
    found.now[before] = found.now.get(before, 0) + 1
    found.then[after] = found.then.get(after, 0) + 1
    if after != before:
        found.touched.append(Touched(project, before, after, verdict))


def used_by(standard: Standard) -> QuerySet[Screening]:
    return Screening.objects.filter(standard=standard)
