"""What is red, why, whose move, since when: a few questions for any number of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Subquery

from qipan.core import access
from qipan.oversight.supervision import rules
from qipan.oversight.supervision.models import Branch, LightException, Notice, UnitMonth
from qipan.oversight.supervision.queries.notices import Part, for_moves, visible_to
from qipan.oversight.supervision.rules import Move
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Blocker, Project

COLOURS = ("red", "yellow", "green", "grey")
_LINKED = ("region", "lead_org", "leader")


@dataclass(slots=True)
class Line:
    """One project on the wall."""

    project: Project
    why: str
    move: Move
    notice: Notice | None = None
    exception: LightException | None = None
    days: int | None = None

    @property
    def leader(self) -> str:
        return self.project.leader.name if self.project.leader else self.project.leader_text

    @property
    def units(self) -> str:
        return "、".join(self.move.units)


@dataclass(slots=True)
class Unit:
    """A unit with its projects by colour and its notices."""

    name: str
    pk: int | None = None
    lights: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLOURS, 0))
    notices: dict[str, int] = field(default_factory=lambda: {"open": 0, "late": 0})
    month: UnitMonth | None = None


def narrowed(user: Any, asked: Mapping[str, str]) -> QuerySet[Project]:
    """Projects at work the reader sees, narrowed by light (red unless told otherwise), unit, region and leader."""
    found = projects.visible_to(user).exclude(status__in=projects.ENDED)
    light = asked.get("light", "red")
    colours = ("red", "yellow") if light == "both" else (light if light in COLOURS else "red",)
    found = found.filter(light__in=colours)
    for name, path in (("unit", "lead_org_id"), ("region", "region_id"), ("leader", "leader_id")):
        if asked.get(name, "").isdecimal():
            found = found.filter(**{path: int(asked[name])})
    return found


def red(user: Any, asked: Mapping[str, str]) -> QuerySet[Project]:
    """Worst first; among equals the one red longest, then the largest."""
    return narrowed(user, asked).select_related(*_LINKED).order_by("attention", "light_since", "-total_minor", "pk")


def lines(user: Any, found: Iterable[Project], *, on: date) -> list[Line]:
    """Each project with one sentence why, whose move it is, its open notice and a reason that holds: three questions."""
    rows = list(found)
    ids = [project.pk for project in rows]
    with_money = access.able(user, "money.see")
    notices, excused, blocked = _notices(user, ids), _excused(ids, on), _blockers(ids)
    shown = []
    for project in rows:
        notice = notices.get(project.pk)
        lead = str(project.lead_org) if project.lead_org else project.lead_org_text
        shown.append(
            Line(
                project,
                projects.reason(project, with_money=with_money),
                rules.of_project(move_of(notice) if notice else None, blocked.get(project.pk), lead),
                notice,
                excused.get(project.pk),
                (on - project.light_since).days if project.light_since else None,
            )
        )
    return shown


def move_of(notice: Notice) -> Move:
    """Whose move a notice is, of one read with `for_moves`."""
    branches = [
        rules.Branch(str(b.organisation), b.state, b.due_on, b.part == Branch.Part.LEAD) for b in notice.branches.all()
    ]
    has_interview: bool = notice.has_interview  # type: ignore[attr-defined]
    return rules.whose_move(branches, issuer=str(notice.issuer or ""), has_interview=has_interview)


def _notices(user: Any, ids: Sequence[int]) -> dict[int, Notice]:
    rows = visible_to(user).filter(project_id__in=ids, state=Notice.State.ISSUED).select_related("issuer")
    return {n.project_id: n for n in for_moves(rows).order_by("pk") if n.project_id}


def _excused(ids: Sequence[int], on: date) -> dict[int, LightException]:
    rows = LightException.objects.filter(project_id__in=ids, since__lte=on, until__gte=on).select_related("by")
    return {row.project_id: row for row in rows.order_by("pk")}


def _blockers(ids: Sequence[int]) -> dict[int, tuple[str, date | None]]:
    """The most urgent open blocker that names a unit."""
    found: dict[int, tuple[str, date | None]] = {}
    rows = Blocker.objects.filter(project_id__in=ids, solved_on__isnull=True, organisation__isnull=False)
    for row in rows.select_related("organisation").order_by("due_on", "pk"):
        found.setdefault(row.project_id, (str(row.organisation), row.due_on))
    return found


def units(user: Any, parts: Sequence[Part], *, on: date) -> list[Unit]:
    """Every unit that leads a project at work or owes an answer, most red first: two questions."""
    found: dict[int | None, Unit] = defaultdict(lambda: Unit(""))
    rows = (
        projects.visible_to(user)
        .exclude(status__in=projects.ENDED)
        .exclude(stage__in=("lead", "discussion", "admitted"))
    )
    grouped = rows.values("lead_org_id", "lead_org__name", "lead_org__short_name", "light").annotate(n=Count("pk"))
    for row in grouped.order_by("lead_org_id"):
        unit = found[row["lead_org_id"]]
        unit.pk, unit.name = row["lead_org_id"], row["lead_org__short_name"] or row["lead_org__name"] or ""
        unit.lights[row["light"]] += row["n"]
    for part in parts:
        if part.is_owed:
            unit = found[part.organisation]
            unit.pk, unit.name = part.organisation, part.name
            unit.notices["open"] += 1
            unit.notices["late"] += rules.is_overdue(part.state, part.due_on, on)
    latest = UnitMonth.objects.order_by("-until").values("until")[:1]
    for month in UnitMonth.objects.filter(until=Subquery(latest), organisation__in=[pk for pk in found if pk]):
        found[month.organisation_id].month = month
    return sorted(found.values(), key=lambda u: (-u.lights["red"], -u.notices["late"], -u.lights["yellow"], u.name))
