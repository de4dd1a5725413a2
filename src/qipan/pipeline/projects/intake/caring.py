"""How the responsibility table of the "five ones" is let in: each line is a project, each column one slot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.columns import Column, Kind
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.pipeline.projects import actions
from qipan.pipeline.projects.models import CareSlot, Project
from qipan.pipeline.projects.queries.finding import project_finder
from qipan.territory.orgs import names
from qipan.territory.orgs.models import Organisation, Person

TYPE = "projects.careslot"
PROJECT = "projects.project"
COLUMNS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("name", _("Project"), Kind.TEXT, ("项目名称", "Project name"), width=220),
    Column("code", _("Project code"), Kind.CODE, ("项目代码", "Project code"), width=200),
    Column("leader", _("Leader in charge"), Kind.PERSON, ("一名包联领导", "一位领导", "One leader"), width=120),
    Column("team", _("Project team"), Kind.ORGANISATION, ("一套专班", "一套班子", "一个专班", "One team"), width=160),
    Column("head", _("Head of the team"), Kind.PERSON, ("专班负责人", "班子负责人", "Team head"), width=120),
    Column("plan", _("Delivery plan"), Kind.TEXT, ("一个推进方案", "一个方案", "One plan"), width=160),
    Column("service", _("Service officer"), Kind.PERSON, ("一名首席服务员", "一名服务员", "One service officer"), width=120),
    Column("bank", _("Partner bank"), Kind.ORGANISATION, ("助企银行", "对接银行", "Bank"), width=140),
    Column("finish", _("To the end"), Kind.TEXT, ("一抓到底", "To the end"), width=120),
)  # fmt: skip
SLOTS = ("leader", "team", "plan", "service", "bank", "finish")
_SHOWN = ("leader_id", "leader_text", "lead_org_id", "lead_org_text")
_PEOPLE, _BODIES = frozenset({"leader", "service"}), frozenset({"team", "bank"})


class CareTarget:
    """See `exchange.targets.Target`. An empty cell leaves a slot as it is."""

    code = "care"
    label = _("The five ones")
    ability = "projects.edit"
    columns: tuple[Column, ...] = COLUMNS
    required: tuple[str, ...] = ("name", "leader")
    object_type = TYPE

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        def draft(record: RecordReading) -> Draft:
            read = {key: values[0] for key, values in record.values.items() if values[0].raw and key != "serial"}
            data = {key: value.raw.strip() for key, value in read.items()}
            return Draft(sheet, record.row, data.get("name", ""), data, {k: v.cell for k, v in read.items() if v.cell})

        return draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        found = _Found()
        held = _held()
        return [self._step(draft, found, held) for draft in drafts]

    def _step(self, draft: Draft, found: _Found, held: Mapping[tuple[int, str], CareSlot]) -> Step:
        project = found.project(draft.data)
        if project is None:
            return Step(draft, "skip", why="project_unknown" if draft.name else "required")
        differing = {slot: [_words(held.get((project, slot))), _words(new)] for slot, new in found.slots(draft.data)
                     if _words(held.get((project, slot))) != _words(new)}  # fmt: skip
        old = next((held[project, slot] for slot in SLOTS if (project, slot) in held), None)
        if old is None:
            return Step(draft, "new" if differing else "unchanged", changes=differing)
        return Step(
            draft, "changed" if differing else "unchanged", old.pk, str(old.key), old.version, differing, why="name"
        )

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        found = _Found()
        for number, step in enumerate(steps):
            project = found.project(step.draft.data) if step.state in ("new", "changed") else None
            if project is not None:
                yield from self._fill(Project.objects.get(pk=project), step, found, setting)
            setting.tick("write", number + 1, len(steps))

    def _fill(self, project: Project, step: Step, found: _Found, setting: Setting) -> Iterator[Done]:
        today = timezone.localdate()
        before = {name: getattr(project, name) for name in _SHOWN}
        version = project.version
        for slot, new in found.slots(step.draft.data):
            if step.state == "changed" and slot not in step.changes:
                continue
            old = project.care_slots.filter(slot=slot, until__isnull=True).order_by("-since", "-pk").first()
            made = actions.assign_slot(
                project=project, slot=slot, by=setting.by, on=today, person=new.person, organisation=new.organisation,
                words=new.words, source=setting.source(step.draft),
            )  # fmt: skip
            where = (step.draft.sheet, step.draft.row)
            if made is not None and old is not None and made.pk == old.pk:
                yield Done("changed", TYPE, made.pk, str(made.key), str(made), made.version, *where, _kept(old))
                continue
            if old is not None:
                closed = CareSlot.objects.get(pk=old.pk)
                yield Done("changed", TYPE, old.pk, str(old.key), str(old), closed.version, *where, _kept(old))
            if made is not None:
                yield Done("created", TYPE, made.pk, str(made.key), str(made), made.version, *where)
            if slot == "team" and new.organisation and project.lead_org_id is None and not project.lead_org_text:
                values = {"lead_org": new.organisation, "lead_org_text": step.draft.data["team"][:200]}
                changes.change(project, by=setting.by, values=values, action="care", source=setting.source(step.draft))
        now = Project.objects.get(pk=project.pk)
        if now.version != version:  # its leader or lead organisation came with the slots
            where = (step.draft.sheet, step.draft.row)
            yield Done("changed", PROJECT, now.pk, str(now.key), now.name, now.version, *where, before)

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        model = Project if object_type == PROJECT else CareSlot
        return dict(model._default_manager.filter(pk__in=ids).values_list("pk", "version"))

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count = 0
        source = {"batch": setting.batch, "file": setting.file, "undo": True}
        for act in done:
            if act.object_type == PROJECT:
                values = {name: act.before[name] for name in ("leader_text", "lead_org_text")}
                values |= {
                    "leader": _of(Person, act.before["leader_id"]),
                    "lead_org": _of(Organisation, act.before["lead_org_id"]),
                }
                changes.change(
                    Project.objects.get(pk=act.object_id), by=setting.by, values=values, action="care", source=source
                )
                continue
            slot = CareSlot.objects.get(pk=act.object_id)
            if act.what == "created":
                changes.delete(slot, by=setting.by, reason=setting.file, source=source)
            else:
                changes.change(slot, by=setting.by, values=_put_back(act.before), action="care", source=source)
            count += 1
        return count

    def show(self, name: str, value: Any, language: str) -> Shown:
        label = next((str(column.label) for column in COLUMNS if column.key == name), name)
        return Shown(label, str(value or ""))

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        return {}

    def url(self, object_type: str, key: str) -> str:
        if object_type == PROJECT:
            return reverse("projects:detail", args=[key])
        held = CareSlot.objects.filter(key=key).select_related("project").first()
        return reverse("projects:detail", args=[held.project.key]) if held else ""


class _Found:
    """What the words of a line mean, the indexes made once."""

    def __init__(self) -> None:
        self._project = project_finder()
        self._person, self._body = names.person_index().find, names.organisation_index().find
        self._people: dict[int, Person] = {}
        self._bodies: dict[int, Organisation] = {}

    def project(self, data: Mapping[str, str]) -> int | None:
        return self._project(data.get("code", "")) or self._project(data.get("name", ""))

    def slots(self, data: Mapping[str, str]) -> list[tuple[str, CareSlot]]:
        """Slot → who fills it: the record the words mean, else the words."""
        filled = []
        for slot in SLOTS:
            words = data.get(slot, "")
            if words:
                new = CareSlot(slot=slot, words=words[:200])
                if slot in _PEOPLE and (pk := self._person(words)):
                    new.person, new.words = self._people.setdefault(pk, Person.objects.get(pk=pk)), ""
                elif slot in _BODIES and (pk := self._body(words)):
                    new.organisation = self._bodies.setdefault(pk, Organisation.objects.get(pk=pk))
                    new.words = data.get("head", "")[:200] if slot == "team" else ""
                filled.append((slot, new))
        return filled


def _held() -> dict[tuple[int, str], CareSlot]:
    """Who fills the slots now."""
    rows = CareSlot.objects.filter(until__isnull=True).select_related("person", "organisation").order_by("since", "pk")
    return {(row.project_id, row.slot): row for row in rows}


def _words(slot: CareSlot | None) -> str:
    if slot is None:
        return ""
    holder = slot.person or slot.organisation
    return " · ".join(part for part in (str(holder) if holder else "", slot.words) if part)


def _kept(old: CareSlot) -> dict[str, Any]:
    since, until = (day.isoformat() if day else None for day in (old.since, old.until))
    return {
        "person": old.person_id,
        "organisation": old.organisation_id,
        "words": old.words,
        "since": since,
        "until": until,
    }


def _put_back(before: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(before[name]) if before[name] else None for name in ("since", "until")}
    person, organisation = _of(Person, before["person"]), _of(Organisation, before["organisation"])
    return {"person": person, "organisation": organisation, "words": before["words"], **days}


def _of(model: Any, pk: int | None) -> Any:
    return model._default_manager.filter(pk=pk).first() if pk else None


TARGET = CareTarget()
