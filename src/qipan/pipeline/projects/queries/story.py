"""Everything the page of one project tells: money over time, history. Its gate stands in `gates`, its care in `care`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

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
    keys = {"projects.project": [project.key]}
    for part in _PARTS:
        manager = getattr(project, part)
        keys[manager.model._meta.label_lower] = list(manager.values_list("key", flat=True))
    hung = [key for found in keys.values() for key in found]
    if len(hung) == 1:
        return own
    return AuditEntry.objects.filter(object_type__in=list(keys), object_key__in=hung).order_by("-seq")


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
