"""A project as the rules of lights see it: figures and dates, each date at the last day of what it names."""

from __future__ import annotations

from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Project

READ = (
    "stage", "status", "plan_minor", "plan_year", "done_year_minor", "planned_start", "planned_start_precision", "planned_end",
    "planned_end_precision", "start_on", "start_precision", "end_on", "total_minor", "in_place_minor",
)  # fmt: skip


def of(project: Project) -> rules.Course:
    """From the record's own fields."""
    return rules.Course(
        stage=project.stage,
        status=project.status,
        plan=project.plan_minor,
        plan_year=project.plan_year,
        done=project.done_year_minor,
        start_from=project.planned_start,
        planned_start=rules.last_day(project.planned_start, project.planned_start_precision),
        planned_end=rules.last_day(project.planned_end, project.planned_end_precision),
        started=rules.last_day(project.start_on, project.start_precision),
        ended=project.end_on,
        total=project.total_minor,
        in_place=project.in_place_minor,
        entered=project.entered_on,
    )
