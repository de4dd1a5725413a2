"""Verbs of a timetable: lay it backward from the end, lay it anew, take a new baseline, change a step's length."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from qipan.core import changes, events, rulesets, units
from qipan.core.models import User
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Milestone, Project
from qipan.pipeline.timetables import queries, rules
from qipan.pipeline.timetables.events import TimetableLaid
from qipan.pipeline.timetables.models import Step, Timetable


class Laid(Exception):
    """The project has a timetable; lay that one anew."""


class ReasonNeeded(Exception):
    """A new baseline says why."""


def lay(*, project: Project, kind: str, end_on: date, by: User | None, on: date) -> Timetable:
    """Steps of this kind of project as milestones, each as late as it may be for everything to be done on `end_on`.

    A milestone of the same name is taken in, with what was done of it. The first plan is the baseline. Refuses a second one (`Laid`).
    """
    if Timetable.objects.filter(project=project).exists():
        raise Laid
    body = rulesets.in_force("timetables", on=on)
    spans = rules.backward(queries.template(kind, on), end_on)
    is_chinese = units.is_chinese(get_language() or "en")
    with transaction.atomic():
        table = changes.create(
            Timetable(
                project=project, kind=kind, end_on=end_on, baseline_on=on, by=by, source=str(body.get("source", ""))[:300]
            ),
            by=by, action="timetable",
        )  # fmt: skip
        named: dict[str, Milestone] = {m.name: m for m in project.milestones.all()}
        for order, one in enumerate(body["kinds"][kind]["steps"]):
            span = spans[one["key"]]
            name = one["name"] if is_chinese else one.get("name_en") or one["name"]
            held = named.get(one["name"]) or named.get(one.get("name_en", ""))
            milestone = projects.put_milestone(
                project=project, name=held.name if held else name, milestone=held, by=by, on=on, planned_on=span.end,
                planned_precision="day",
            )  # fmt: skip
            Step.objects.create(
                timetable=table, milestone=milestone, code=one["key"], order=order, days=one["days"], after=one.get("after", []),
                start_on=span.start, baseline_start=span.start, baseline_end=span.end,
            )  # fmt: skip
        _tell(table, on)
    return table


def lay_anew(*, timetable: Timetable, end_on: date, by: User | None, on: date, version: int | None = None) -> Timetable:
    """Lay what is not done backward from another end; the baseline stays, so the slippage shows."""
    with transaction.atomic():
        table = changes.change(timetable, by=by, values={"end_on": end_on}, version=version, action="timetable")
        _replan(table, by, on)
        _tell(table, on)
    return table


def set_days(*, step: Step, days: int, by: User | None, on: date) -> Step:
    """A step takes another time; what comes before it moves, the end stays."""
    with transaction.atomic():
        done = changes.change(step, by=by, values={"days": days}, action="timetable")
        _replan(done.timetable, by, on)
    return done


def rebase(*, timetable: Timetable, reason: str, by: User | None, on: date) -> Timetable:
    """The current plan becomes the baseline. Says why (`ReasonNeeded`); what the baseline was stays in the history."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        values = {"baseline_on": on, "reason": reason.strip()[:300]}
        table = changes.change(timetable, by=by, values=values, action="baseline")
        moved: dict[str, list[Any]] = {}
        for step in table.steps.select_related("milestone"):
            end = step.milestone.planned_on or step.baseline_end
            moved[step.code] = [step.baseline_end.isoformat(), end.isoformat()]
            Step.objects.filter(pk=step.pk).update(baseline_start=min(step.start_on, end), baseline_end=end)
        changes.note(table, by=by, action="baseline", changes=moved)
    return table


def clear(*, timetable: Timetable, reason: str, by: User | None) -> None:
    """Take the timetable away; its milestones stay."""
    changes.delete(timetable, by=by, reason=reason)


def _replan(table: Timetable, by: User | None, on: date) -> None:
    steps = list(table.steps.select_related("milestone"))
    spans: Mapping[str, rules.Span] = rules.backward(queries.as_rules(steps), table.end_on)
    for step in steps:
        span = spans[step.code]
        if step.milestone.actual_on:
            continue
        Step.objects.filter(pk=step.pk).update(start_on=span.start)
        if step.milestone.planned_on != span.end:
            projects.put_milestone(
                project=table.project, name=step.milestone.name, milestone=step.milestone, by=by, on=on,
                planned_on=span.end, planned_precision="day",
            )  # fmt: skip


def _tell(table: Timetable, on: date) -> None:
    seen = queries.view(table, on)
    slip = seen.slip if seen else 0
    events.announce(TimetableLaid(str(table.project.key), table.end_on.isoformat(), slip, on.isoformat()))
