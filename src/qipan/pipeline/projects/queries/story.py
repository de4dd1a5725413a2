"""Everything the page of one project tells: money over time, history. Its gate stands in `gates`, its care in `care`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from qipan.core import audit
from qipan.core.models import AuditEntry
from qipan.pipeline.projects.models import Amount, Project
from qipan.pipeline.projects.models.choices import MoneyKind

_PARTS = ("milestones", "blockers", "progress", "care_slots", "attachments", "submissions", "exceptions")


def amounts(project: Project) -> dict[str, list[Amount]]:
    """Dated amounts by kind, in time order."""
    found: dict[str, list[Amount]] = defaultdict(list)
    for row in project.amounts.order_by("until", "since", "pk"):
        found[row.kind].append(row)
    return {kind: found[kind] for kind in MoneyKind.values if kind in found}


def history(project: Project) -> QuerySet[AuditEntry]:
    """Who wrote what when, with its cell: of the project and of everything that hangs on it, newest first."""
    own = audit.of("projects.project", project.key)
    first, *others = (_keys_of(project, part) for part in _PARTS)
    hung = list(first.union(*others, all=True))
    if not hung:
        return own
    types = {"projects.project", *(object_type for object_type, _key in hung)}
    keys = [project.key, *(key for _type, key in hung)]
    return AuditEntry.objects.filter(object_type__in=types, object_key__in=keys).order_by("-seq")


def _keys_of(project: Project, part: str) -> QuerySet[Any, tuple[str, UUID]]:
    """Of what hangs on a project in one table: what it is, and its key."""
    rows = getattr(project, part).order_by()
    return rows.values_list(Value(rows.model._meta.label_lower), "key")


def source_of(project: Project, extra: str) -> dict[str, Any]:
    """Where a column without a field was read last: file, sheet and cells, as the audit kept them."""
    told = audit.of("projects.project", project.key).filter(source__has_key="file").order_by("-seq")
    for entry in told[:20]:
        _old, new = entry.changes.get("extras") or (None, None)
        if isinstance(new, dict) and new.get(extra) == project.extras.get(extra):
            return entry.source
    return {}


def duplicates(*, code: str, name: str, but: int | None = None) -> Mapping[str, Project]:
    """Projects that may be the same: by code, by plain name."""
    from qipan.territory.companies import rules as names

    found: dict[str, Project] = {}
    others = Project.objects.exclude(pk=but)
    if code and (row := others.filter(code=code).first()):
        found["code"] = row
    if name and (row := others.filter(plain_name=names.plain_name(name)).first()):
        found["name"] = row
    return found
