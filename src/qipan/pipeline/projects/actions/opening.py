"""Opening a project and changing what is written about it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import changes, events, search
from qipan.core.models import User
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.actions import figures, money
from qipan.pipeline.projects.events import ProjectOpened
from qipan.pipeline.projects.models import Project, StageMove
from qipan.pipeline.projects.models.choices import Stage
from qipan.territory.companies import rules as names

TYPE = "projects.project"
Source = Mapping[str, Any] | None


class Duplicate(Exception):
    """The code is held by another project."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class Gated(Exception):
    """Stage and status have their own acts; nobody writes them as fields."""


class Fixed(Exception):
    """`fields`: not written any more at this stage."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class Emptied(Exception):
    """`missing`: what this stage asks for and the edit would take away, as codes."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Nonsense(Exception):
    """`odd`: fields of the edit whose values cannot be, and why (`rules.Odd`)."""

    def __init__(self, odd: list[rules.Odd]) -> None:
        super().__init__(", ".join(one.field for one in odd))
        self.odd = odd


class Named(Exception):
    """The investor is confidential until signing, and these `fields`, which others read, would name it."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


_GATED = frozenset({"stage", "stage_since", "status", "waiting_for", "start_confirmed", "end_confirmed", "entered_on"})


def create(
    *, values: Mapping[str, Any], by: User | None, on: date, total_minor: int | None = None, source: Source = None
) -> Project:
    """Write a project down for the first time. Refuses a code that is held (`Duplicate`).

    People write a lead down and go through the gates; whatever is written at a later stage stands as taken over from a ledger, not
    confirmed. One that grew out of a followed lead begins in discussion.
    """
    _refuse_duplicate(values.get("code"), None)
    project = Project(**ready(values), stage_since=on)
    with transaction.atomic():
        changes.create(project, by=by, source=source)
        is_first = project.stage == Stage.LEAD or (project.lead_id and project.stage == Stage.DISCUSSION)
        basis = StageMove.Basis.OPENED if is_first else StageMove.Basis.TAKEN
        StageMove.objects.create(project=project, before="", after=project.stage, on=on, by=by, basis=basis)
        if total_minor is not None:
            money.put(project=project, kind="total", minor=total_minor, by=by, source=source)
        make_findable([project])
        figures.refresh([project.pk], on=on)
        events.announce(ProjectOpened(str(project.key), on.isoformat()))
    project.refresh_from_db()
    return project


def edit(
    *, project: Project, values: Mapping[str, Any], by: User | None, on: date, version: int | None = None,
    seen: Mapping[str, Any] | None = None, source: Source = None, action: str = "change",
) -> Project:  # fmt: skip
    """Write fields. Of a project somebody changed meanwhile, only fields nobody touched are written; else `Stale` names both values.

    Only what is touched is judged, so that an old incomplete record can be mended: refused are values that cannot be (`Nonsense`), taking
    away what the stage requires (`Emptied`), fields that stand fast at this stage (`Fixed`), and stage or status (`Gated`).
    """
    if _GATED & set(values):
        raise Gated
    judge(project, values, on)
    if "code" in values:
        _refuse_duplicate(values["code"], project.pk)
    with transaction.atomic():
        asked = version
        if version is not None and seen is not None and _untouched(project, values, seen):
            asked = None
        written = changes.change(
            project, by=by, values=ready(values), version=asked, seen=seen, action=action, source=source
        )
        if {"name", "code", "owner", "owner_text", "investor", "industry", "content"} & set(values):
            make_findable([written])
        figures.refresh([project.pk], on=on)
    return written


def set_dates(
    *, project: Project, dates: Mapping[str, Any], by: User | None, on: date, version: int | None = None
) -> Project:
    """Planned and actual dates with their precision; the planner's way in."""
    return edit(project=project, values=dates, by=by, on=on, version=version, action="dates")


def make_findable(projects: list[Project]) -> None:
    """By name, code, owner, investor and what it makes."""
    rows = [(p.pk, p.name, " ".join([p.code or "", p.owner_text, p.investor, p.industry])) for p in projects]
    search.index(TYPE, rows)


def fill(
    *, project: Project, values: Mapping[str, Any], by: User | None, on: date, version: int | None = None
) -> Project:
    """Write fields of the stages, those the county's gates add (`details`): key → value, empty takes it away."""
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        merged = {k: v for k, v in {**current.details, **values}.items() if v not in (None, "")}
        return edit(project=current, values={"details": merged}, by=by, on=on, version=version)


def judge(project: Project, values: Mapping[str, Any], on: date, gates: Mapping[str, Any] | None = None) -> None:
    """Refuse what an edit touches and must not: see `edit`. `gates`: the table, where the asker holds it already."""
    gates = queries.table(on) if gates is None else gates
    after = copy(project)
    for name, value in values.items():
        setattr(after, name, value)
    if told := queries.names_somebody(project, dict(values)):
        raise Named(told)
    touched = {n for n in values if n not in gates.get("fixed", {}) or getattr(project, n) != getattr(after, n)}
    if fast := rules.fixed(touched, project.stage, gates):
        raise Fixed(fast)
    strange = [one for one in rules.odd(queries.held(after), on, gates) if _touches(one.field, values)]
    if strange:
        raise Nonsense(strange)
    if any(value in (None, "") or name == "details" for name, value in values.items()):
        money = list(project.amounts.order_by().values_list("kind", flat=True))
        before, then = queries.facts(project, (), money), queries.facts(after, (), money)
        if taken := rules.emptied(before, then, gates):
            raise Emptied(taken)


def _touches(field: str, values: Mapping[str, Any]) -> bool:
    """The odd field itself, or the date it is held against."""
    partner = {"end_on": "start_on", "production_on": "start_on", "planned_end": "planned_start"}.get(field)
    return field in values or partner in values


def _untouched(project: Project, values: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    current = Project.objects.select_for_update().get(pk=project.pk)
    return all(name in seen and getattr(current, name) == seen[name] for name in values)


def ready(values: Mapping[str, Any]) -> dict[str, Any]:
    """With what follows from a value: the name for matching, no empty code."""
    stored = dict(values)
    if "name" in stored:
        stored["plain_name"] = names.plain_name(stored["name"])[:300] or stored["name"][:300].lower()
    if "code" in stored:
        stored["code"] = stored["code"] or None
    return stored


def _refuse_duplicate(code: str | None, pk: int | None) -> None:
    held = Project.objects.filter(code=code).exclude(pk=pk).first() if code else None
    if held is not None:
        raise Duplicate(held)
