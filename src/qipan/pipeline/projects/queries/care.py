"""The "five ones" of projects: which slots, who fills them, who did before, and which stand empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from qipan.core import rulesets
from qipan.core.linked import by_name
from qipan.core.sorting import in_order
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import CareChoice, CareSlot, Project


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


def care_rules(on: date) -> dict[str, Any]:
    """The variants in force."""
    return rulesets.in_force("care", on=on)


def care_stages(on: date) -> list[str]:
    """The stages in which an empty slot is a gap."""
    return list(care_rules(on).get("stages", ()))


def care_variants(on: date, *, in_chinese: bool) -> list[tuple[str, str]]:
    """Code and name of each variant, the standard one first."""
    body = care_rules(on)
    named = [(code, _named(one, in_chinese)) for code, one in body.get("variants", {}).items()]
    return sorted(named, key=lambda pair: pair[0] != body.get("standard"))


def care_names(on: date, *, in_chinese: bool) -> dict[str, str]:
    """Key of a slot → its name, of every variant; the standard one's name goes before the others'."""
    body = care_rules(on)
    slots = [slot for code in body.get("variants", {}) for slot in rules.slots(body, code)] + rules.slots(body)
    return {slot["key"]: _named(slot, in_chinese) for slot in slots}


def care_variant(project: Project, on: date) -> str:
    """The variant a project uses: its own choice, else the standard one."""
    chosen = _chosen([project]).get(project.pk)
    body = care_rules(on)
    return chosen if chosen and chosen in body.get("variants", {}) else str(body.get("standard", ""))


def _chosen(projects: Sequence[Project]) -> dict[int, str]:
    """Project → the variant it chose; not asked for again where the projects were read with it."""
    unread = [p.pk for p in projects if not Project.care_choice.is_cached(p)]
    found: dict[int, str] = {}
    if unread:
        found |= CareChoice.objects.filter(project_id__in=unread).values_list("project_id", "variant")
    for project in projects:
        if project.pk not in unread and (choice := getattr(project, "care_choice", None)) is not None:
            found[project.pk] = choice.variant
    return found


def care_slots(project: Project) -> list[CareSlot]:
    """Every slot as it was ever held, oldest first."""
    return in_order(by_name(project.care_slots.all(), "person", "organisation"), "since", "pk")


def care_past(project: Project, on: date, slots: Iterable[CareSlot] | None = None) -> list[CareSlot]:
    """Who held a slot before, the latest first. `slots`: all of them, where the asker holds them already."""
    over = [row for row in (care_slots(project) if slots is None else slots) if row.until and row.until < on]
    over.sort(key=lambda row: row.pk, reverse=True)
    over.sort(key=lambda row: row.slot)
    return sorted(over, key=lambda row: row.until or on, reverse=True)


def care_gaps(projects: Iterable[Project], on: date) -> dict[int, list[str]]:
    """Project → required slots nobody fills, each as "name|English name"; projects without a gap are left out."""
    rows = list(projects)
    if not rows:
        return {}
    ids = [p.pk for p in rows]
    body = care_rules(on)
    chosen = _chosen(rows)
    filled: dict[int, set[str]] = defaultdict(set)
    current = Q(until__isnull=True) | Q(until__gte=on)
    for pk, slot in CareSlot.objects.filter(current, project_id__in=ids).values_list("project_id", "slot"):
        filled[pk].add(slot)
    found: dict[int, list[str]] = {}
    for project in rows:
        slots = rules.slots(body, chosen.get(project.pk, ""))
        held = filled[project.pk] | ({"leader"} if project.leader_id or project.leader_text else set())
        names = {s["key"]: f"{s['name']}|{s.get('name_en') or s['name']}" for s in slots}
        if gaps := rules.gaps(slots, held):
            found[project.pk] = [names[key] for key in gaps]
    return found


def care_teams(projects: Iterable[Project], on: date) -> dict[int, str]:
    """Project → name of the team that fills its slot "team" on the day. One question."""
    current = Q(until__isnull=True) | Q(until__gte=on)
    rows = CareSlot.objects.filter(current, slot="team", project_id__in=[p.pk for p in projects])
    return {row.project_id: str(row) for row in rows.select_related("person", "organisation").order_by("since", "pk")}


def care(project: Project, on: date, *, in_chinese: bool, slots: Iterable[CareSlot] | None = None) -> list[Slot]:
    """The "five ones" of a project; slots filled beyond the template stand at the end. `slots`: as for `care_past`."""
    held: dict[str, CareSlot] = {}
    for row in care_slots(project) if slots is None else slots:
        if row.until is None or row.until >= on:
            held[row.slot] = row
    if "leader" not in held and (project.leader_id or project.leader_text):
        held["leader"] = CareSlot(project=project, slot="leader", person=project.leader, words=project.leader_text)
    found = [
        Slot(
            s["key"], _named(s, in_chinese), s.get("holds", "person"), bool(s.get("required")), held.pop(s["key"], None)
        )
        for s in rules.slots(care_rules(on), care_variant(project, on))
    ]
    return found + [Slot(key, key, "words", False, row) for key, row in held.items()]


def _named(told: dict[str, Any], in_chinese: bool) -> str:
    return str(told["name"] if in_chinese else told.get("name_en") or told["name"])
