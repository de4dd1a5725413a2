"""Opening a project and changing what is written about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import changes, events, search
from qipan.core.models import User
from qipan.pipeline.projects.actions import figures, money
from qipan.pipeline.projects.events import ProjectOpened
from qipan.pipeline.projects.models import Project, StageMove
from qipan.territory.companies import rules as names

TYPE = "projects.project"
Source = Mapping[str, Any] | None


class Duplicate(Exception):
    """The code is held by another project."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


def create(
    *, values: Mapping[str, Any], by: User | None, on: date, total_minor: int | None = None, source: Source = None
) -> Project:
    """Write a project down for the first time. Refuses a code that is held (`Duplicate`)."""
    _refuse_duplicate(values.get("code"), None)
    project = Project(**ready(values), stage_since=on)
    with transaction.atomic():
        changes.create(project, by=by, source=source)
        StageMove.objects.create(project=project, before="", after=project.stage, on=on, by=by)
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
    """Write fields. Of a project somebody changed meanwhile, only fields nobody touched are written; else `Stale` names both values."""
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
