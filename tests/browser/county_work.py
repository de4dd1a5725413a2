"""The small county's work: a round of reports half done, a timetable behind its baseline, findings of the check-up."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def reports(builder: Any) -> None:
    """Last month's round: the story's project and another of the clerk's office, some of the township's; one reported, one verified."""
    from qipan.pipeline.progress import actions, queries, rules
    from qipan.pipeline.projects import actions as projects
    from qipan.pipeline.projects.models import Project

    cast, on = builder.cast, builder.on
    clerk, township = cast.organisation("clerk"), cast.organisation("township")
    told = Project.objects.get(key=builder.known["project"])
    others = list(Project.objects.filter(stage="started", status="ongoing").exclude(pk=told.pk).order_by("pk")[:3])
    for at, one in enumerate(others):
        projects.edit(project=one, values={"lead_org": township if at else clerk}, by=builder.by, on=on)
    until = on.replace(day=1) - timedelta(days=1)
    since, _until = rules.period_of("month", until)
    schedule = actions.open_round(
        title=queries.title_of("month", since), cadence="month", since=since, until=until, opens_on=until, closes_on=on + timedelta(days=2),
        projects=Project.objects.filter(pk__in=[told.pk, *(one.pk for one in others)]).select_related("lead_org"), fallback=clerk,
        by=builder.by, repeats=True, stages=["started"], source="县重点项目调度办法",
    )  # fmt: skip
    said = {"invested_minor": 3 * 10**8, "in_place_minor": 5 * 10**9, "percent": Decimal(47), "words": "主体施工至四层"}
    moment = datetime.combine(on, time(1), tzinfo=UTC)
    mine = schedule.lines.filter(organisation=township).select_related("schedule", "project").order_by("pk")
    made = [actions.submit(line=line, by=cast.township, at=moment, values=said) for line in mine]
    actions.verify(report=made[0], by=builder.by, at=moment)
    line = schedule.lines.get(project=told)
    builder.known |= {"round": str(schedule.key), "line": str(line.key), "report": str(made[1].key)}


def timetable(builder: Any) -> None:
    from qipan.pipeline.projects import actions as projects
    from qipan.pipeline.projects.models import Project
    from qipan.pipeline.timetables import actions

    told, on = Project.objects.get(key=builder.known["project"]), builder.on
    table = actions.lay(
        project=told, kind="building", end_on=on + timedelta(days=120), by=builder.by, on=on - timedelta(days=200)
    )
    for step in table.steps.select_related("milestone").order_by("order")[:2]:
        ended = min(step.baseline_end + timedelta(days=11), on)
        projects.put_milestone(
            project=told, name=step.milestone.name, milestone=step.milestone, by=builder.by, on=on, actual_on=ended
        )
    builder.known["step"] = str(step.key)


def findings(builder: Any) -> None:
    from qipan.pipeline.checkups import actions
    from qipan.pipeline.checkups.models import Finding

    actions.check_all(on=builder.on)
    first, second = Finding.objects.filter(state="open").order_by("pk")[:2]
    actions.answer(finding=second, kind="explain", words="凭证本周补报。", by=builder.cast.investment, on=builder.on)
    builder.known |= {"finding": str(first.key), "answered": str(second.key)}
