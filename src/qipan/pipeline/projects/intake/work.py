"""How lists of steps and of what stands in the way are let in: each line belongs to a project that is held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.columns import Column, Kind
from qipan.core.models import User
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.simple import Field, SimpleTarget, day
from qipan.exchange.targets import Draft, Setting
from qipan.pipeline.projects import actions
from qipan.pipeline.projects.intake.fields import PRECISIONS
from qipan.pipeline.projects.models import Blocker, Milestone, Project
from qipan.pipeline.projects.queries.finding import project_finder
from qipan.territory.orgs import names

_OF_A_PROJECT = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("project", _("Project"), Kind.TEXT, ("项目名称", "Project name"), width=220),
    Column("code", _("Project code"), Kind.CODE, ("项目代码", "Project code"), width=200),
)
MILESTONES = (
    *_OF_A_PROJECT,
    Column("name", _("Milestone"), Kind.TEXT, ("节点", "节点名称", "工作节点", "里程碑", "Milestone"), width=180),
    Column(
        "planned_on", _("Planned on"), Kind.DATE, ("计划完成时间", "计划完成时限", "完成时限", "Planned on"), width=110
    ),
    Column("actual_on", _("Done on"), Kind.DATE, ("实际完成时间", "实际完成日期", "Done on"), width=110),
    Column("organisation", _("Responsible"), Kind.ORGANISATION, ("责任单位", "Responsible unit"), width=140),
    Column("person", _("Person responsible"), Kind.PERSON, ("责任人", "Person"), width=100),
)
BLOCKERS = (
    *_OF_A_PROJECT,
    Column("name", _("What blocks"), Kind.LONG_TEXT, ("存在问题", "问题", "需协调解决问题", "Problem"), width=260),
    Column("raised_on", _("Raised on"), Kind.DATE, ("提出时间", "上报时间", "Raised on"), width=110),
    Column("organisation", _("Whose move"), Kind.ORGANISATION, ("责任单位", "协调单位", "Responsible unit"), width=140),
    Column("due_on", _("Due on"), Kind.DATE, ("解决时限", "办结时限", "Due on"), width=110),
    Column("solved_on", _("Solved on"), Kind.DATE, ("解决时间", "办结时间", "Solved on"), width=110),
    Column("state", _("State"), Kind.TEXT, ("状态", "办理状态", "State"), width=100),
)


@dataclass(eq=False)
class OfProjects(SimpleTarget):
    """A line without a project that is held is left out and listed; a date keeps how exact it is."""

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        make = super().drafter(reading, sheet, setting)

        def draft(record: RecordReading) -> Draft:
            made = make(record)
            made.name = _of(made.data.get("project"), made.name)
            when = record.values["planned_on"][0].value if "planned_on" in record.values else None
            if isinstance(when, dict) and (last := when.get("until") or when.get("since")):
                made.data["planned_on"] = last
                made.data["precision"] = when["precision"] if when.get("precision") in PRECISIONS else "day"
            return made

        return draft


def _of(project: Any, name: str) -> str:
    """A step is called the same in every project: said with its project's name."""
    return f"{project} · {name}" if project and name else name


def _title(row: Any) -> str:
    return _of(row.project, str(row))


def _unknown(values: dict[str, Any]) -> str:
    return "" if values.get("project_id") else "project_unknown"


def _put(*, by: User | None, source: Any, record: Milestone | None = None, **values: Any) -> Milestone:
    name = values.pop("name", None) or (record.name if record else "")
    named = values.pop("project", None)
    project: Project = record.project if record and named is None else named
    return actions.put_milestone(
        project=project, name=name, by=by, on=timezone.localdate(), milestone=record, source=source, **values
    )


def _raise(*, by: User | None, source: Any, **values: Any) -> Blocker:
    solved = values.pop("solved_on", None)
    row = actions.add_blocker(by=by, on=timezone.localdate(), source=source, is_news=False, **values)
    return _turn(by=by, record=row, values={"solved_on": solved}, source=source) if solved else row


def _turn(*, by: User | None, record: Blocker, values: dict[str, Any], source: Any) -> Blocker:
    row = changes.change(record, by=by, values=values, action="blocker", source=source)
    actions.refresh([record.project_id], on=timezone.localdate())
    return row


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    project = record.project_id
    changes.delete(record, by=by, reason=reason, source=source)
    actions.refresh([project], on=timezone.localdate())


_PROJECT = {"project": Field("project", finder=project_finder), "code": Field("project", finder=project_finder)}
_UNIT = Field("organisation", finder=lambda: names.organisation_index().find)

STEPS = OfProjects(
    code="milestones",
    label=_("Milestones of projects"),
    ability="projects.edit",
    columns=MILESTONES,
    model=Milestone,
    fields={
        **_PROJECT, "name": Field("name"), "planned_on": Field("planned_on", read=day), "precision": Field("planned_precision"),
        "actual_on": Field("actual_on", read=day), "organisation": _UNIT, "person": Field("person"),
    },
    keys=(("project", "name"),),
    required=("name", "project"),
    faults=_unknown,
    create=_put,
    change=lambda *, by, record, values, source: _put(by=by, source=source, record=record, **values),
    delete=_delete,
    held=lambda: Milestone.objects.select_related("project"),
    title=_title,
)  # fmt: skip

IN_THE_WAY = OfProjects(
    code="blockers",
    label=_("Blockers of projects"),
    ability="projects.edit",
    columns=BLOCKERS,
    model=Blocker,
    fields={
        **_PROJECT, "name": Field("text"), "organisation": _UNIT, "raised_on": Field("raised_on", read=day),
        "due_on": Field("due_on", read=day), "solved_on": Field("solved_on", read=day),
    },
    keys=(("project", "text"),),
    required=("name", "project", "organisation"),
    faults=_unknown,
    create=_raise,
    change=_turn,
    delete=_delete,
    held=lambda: Blocker.objects.select_related("project"),
    title=_title,
)  # fmt: skip
