"""Everything the page of one project tells: money over time, care, history. Its gate stands in `gates`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from qipan.core import audit
from qipan.core.models import AuditEntry
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Amount, CareChoice, CareSlot, CareTemplate, Project
from qipan.pipeline.projects.models.choices import MoneyKind

_PARTS = ("milestones", "blockers", "progress", "care_slots", "attachments", "submissions", "exceptions")


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the care template with whoever fills it today."""

    key: str
    name: str
    holds: str
    is_required: bool
    holder: CareSlot | None

    @property
    def is_gap(self) -> bool:
        return self.is_required and self.holder is None


def care_template(on: date) -> CareTemplate | None:
    held = Q(effective_from__lte=on) & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))
    return CareTemplate.objects.filter(held).order_by("-effective_from").first()


def care_of(project: Project, on: date) -> CareTemplate | None:
    """The variant a project uses: its own choice, else the one in force."""
    held = Q(effective_from__lte=on) & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))
    own = Exists(CareChoice.objects.filter(project=project, template=OuterRef("pk")))
    found = CareTemplate.objects.annotate(is_own=own).filter(Q(is_own=True) | held)
    return found.order_by("-is_own", "-effective_from").first()


def care_slots(project: Project) -> list[CareSlot]:
    """Every slot as it was ever held, oldest first."""
    return list(project.care_slots.select_related("person", "organisation").order_by("since", "pk"))


def care_past(project: Project, on: date, slots: Iterable[CareSlot] | None = None) -> list[CareSlot]:
    """Who held a slot before, the latest first. `slots`: all of them, where the asker holds them already."""
    over = [row for row in (care_slots(project) if slots is None else slots) if row.until and row.until < on]
    over.sort(key=lambda row: row.pk, reverse=True)
    over.sort(key=lambda row: row.slot)
    return sorted(over, key=lambda row: row.until or on, reverse=True)


def care_gaps(projects: Iterable[Project], on: date) -> dict[int, list[str]]:
    """Project → required slots nobody fills, each as "name|English name"; projects without a gap are left out. Three questions."""
    rows = list(projects)
    ids = [p.pk for p in rows]
    standard = care_template(on)
    chosen = {
        c.project_id: c.template for c in CareChoice.objects.filter(project_id__in=ids).select_related("template")
    }
    filled: dict[int, set[str]] = defaultdict(set)
    current = Q(until__isnull=True) | Q(until__gte=on)
    for pk, slot in CareSlot.objects.filter(current, project_id__in=ids).values_list("project_id", "slot"):
        filled[pk].add(slot)
    found: dict[int, list[str]] = {}
    for project in rows:
        template = chosen.get(project.pk, standard)
        held = filled[project.pk] | ({"leader"} if project.leader_id else set())
        names = {s["key"]: f"{s['name']}|{s.get('name_en') or s['name']}" for s in (template.slots if template else [])}
        gaps = rules.gaps(template.slots if template else [], held)
        if gaps:
            found[project.pk] = [names[key] for key in gaps]
    return found


def care(project: Project, on: date, *, in_chinese: bool, slots: Iterable[CareSlot] | None = None) -> list[Slot]:
    """The "five ones" of a project; slots filled beyond the template stand at the end. `slots`: as for `care_past`."""
    template = care_of(project, on)
    held: dict[str, CareSlot] = {}
    for row in care_slots(project) if slots is None else slots:
        if row.until is None or row.until >= on:
            held[row.slot] = row
    if "leader" not in held and project.leader_id:
        held["leader"] = CareSlot(project=project, slot="leader", person=project.leader)
    asked = template.slots if template else []
    named = [
        Slot(
            s["key"],
            s["name"] if in_chinese else s.get("name_en") or s["name"],
            s.get("holds", "person"),
            bool(s.get("required")),
            held.pop(s["key"], None),
        )
        for s in asked
    ]
    return named + [Slot(key, key, "words", False, row) for key, row in held.items()]


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
