"""A timetable as it is read: baseline, current plan, what is done, what to expect, what is critical."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from qipan.core import access, rulesets, units
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.timetables import rules
from qipan.pipeline.timetables.models import Step, Timetable


def visible_to(user: Any) -> QuerySet[Timetable]:
    """Timetables of the projects one sees."""
    if not access.able(user, "board.see"):
        return Timetable.objects.none()
    return Timetable.objects.filter(project__in=projects.visible_to(user).values("pk"))


def steps_visible_to(user: Any) -> QuerySet[Step]:
    return Step.objects.filter(timetable__in=visible_to(user)).select_related("milestone", "timetable__project")


def of(project: Project) -> Timetable | None:
    return (
        Timetable.objects.filter(project=project).select_related("project").prefetch_related("steps__milestone").first()
    )


def kinds(on: date) -> dict[str, dict[str, Any]]:
    """Kinds of projects with their steps, as the rule set of a day has them."""
    return rulesets.in_force("timetables", on=on)["kinds"]


def kind_name(kind: Mapping[str, Any]) -> str:
    return kind["name"] if units.is_chinese(get_language() or "en") else kind.get("name_en") or kind["name"]


def template(kind: str, on: date) -> list[rules.Step]:
    return [rules.Step(s["key"], int(s["days"]), tuple(s.get("after", ()))) for s in kinds(on)[kind]["steps"]]


@dataclass(frozen=True, slots=True)
class Row:
    """A step: three spans, whether it is critical, and how late against the baseline."""

    step: Step
    name: str
    baseline: rules.Span
    current: rules.Span
    expected: rules.Span
    actual_on: date | None
    is_critical: bool
    slip: int

    @property
    def early(self) -> int:
        return -self.slip

    @property
    def state(self) -> str:
        """done · done_late · slipping (will be later than the baseline) · on_time."""
        if self.actual_on:
            return "done_late" if self.slip > 0 else "done"
        return "slipping" if self.slip > 0 else "on_time"


@dataclass(frozen=True, slots=True)
class View:
    """The timetable of a day. `slip`: days the expected end lies behind the baseline's."""

    timetable: Timetable
    rows: list[Row]
    end: date
    baseline_end: date
    slip: int
    path: list[str]
    on: date

    @property
    def first(self) -> date:
        return min(min(r.baseline.start, r.current.start, r.expected.start) for r in self.rows)

    @property
    def last(self) -> date:
        return max(max(r.baseline.end, r.current.end, r.expected.end) for r in self.rows)

    @property
    def done(self) -> int:
        return sum(row.actual_on is not None for row in self.rows)


def view(timetable: Timetable, on: date) -> View | None:
    """Everything a Gantt shows; None while it has no steps."""
    steps = list(timetable.steps.all())
    if not steps:
        return None
    plain = as_rules(steps)
    ended = {s.code: s.milestone.actual_on for s in steps if s.milestone.actual_on}
    expected = rules.expected(plain, ended, on, {s.code: s.start_on for s in steps})
    path = rules.critical(plain)
    rows = [_row(step, expected[step.code], step.code in path) for step in steps]
    end, baseline_end = max(s.end for s in expected.values()), max(s.baseline_end for s in steps)
    return View(timetable, rows, end, baseline_end, (end - baseline_end).days, path, on)


def _row(step: Step, expected: rules.Span, is_critical: bool) -> Row:
    milestone = step.milestone
    baseline = rules.Span(step.baseline_start, step.baseline_end)
    planned = milestone.planned_on or step.baseline_end
    current = rules.Span(min(step.start_on, planned), planned)
    slip = rules.slip(step.baseline_end, milestone.actual_on or expected.end) or 0
    return Row(step, milestone.name, baseline, current, expected, milestone.actual_on, is_critical, slip)


def as_rules(steps: Sequence[Step]) -> list[rules.Step]:
    return [rules.Step(s.code, s.days, tuple(s.after)) for s in steps]
