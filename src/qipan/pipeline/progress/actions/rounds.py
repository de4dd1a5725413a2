"""Opening a round, changing who reports, reminding who has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from qipan.core import changes, events, rulesets
from qipan.core.models import User
from qipan.pipeline.progress import queries, rules, telling
from qipan.pipeline.progress.events import ReportsDue, ScheduleOpened
from qipan.pipeline.progress.models import Line, Reminder, Schedule
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation


class Standing(Exception):
    """The period has a round of this number already; `schedule` is that round."""

    def __init__(self, schedule: Schedule) -> None:
        super().__init__(schedule.title)
        self.schedule = schedule


def open_round(
    *, title: str, cadence: str, since: date, until: date, opens_on: date, closes_on: date, projects: Iterable[Project],
    fallback: Organisation, by: User | None, number: int = 1, is_verified_only: bool = True, source: str = "",
    reporters: Mapping[int, Organisation] | None = None, repeats: bool = False, stages: Iterable[str] = (), level: str = "",
) -> Schedule:  # fmt: skip
    """Ask for reports on projects: each from its lead organisation, from `reporters` where it says otherwise, else from `fallback`.

    `repeats`: the next round opens by itself on its day (`open_due`), for the projects then in `stages` and of `level`.
    Refuses a second round of the same period and number (`Standing`).
    """
    held = Schedule.objects.filter(cadence=cadence, until=until, number=number).first()
    if held:
        raise Standing(held)
    given = reporters or {}
    with transaction.atomic():
        schedule = changes.create(
            Schedule(
                title=title, cadence=cadence, since=since, until=until, opens_on=opens_on, closes_on=closes_on, number=number,
                is_verified_only=is_verified_only, source=source, by=by, repeats=repeats, stages=list(stages), level=level,
                fallback=fallback,
            ),
            by=by,
            action="round",
        )  # fmt: skip
        lines = [
            Line(schedule=schedule, project=p, organisation=given.get(p.pk) or p.lead_org or fallback) for p in projects
        ]
        Line.objects.bulk_create(lines, batch_size=500)
        changes.note(schedule, by=by, action="round", changes={"lines": [0, len(lines)]})
        keys = sorted({str(line.organisation.key) for line in lines})
        events.announce(ScheduleOpened(str(schedule.key), keys, closes_on.isoformat()))
    return schedule


def open_due(*, on: date) -> list[Schedule]:
    """Open the rounds whose opening day has come: after the last round of each cadence and issue, if that one repeats.

    A machine that was down opens the round of the latest period whose reporting is open, once, and none for the periods it slept
    through. A day on which no project is asked opens none. A second run on the same day opens nothing.
    """
    cadences: dict[str, Any] = rulesets.in_force("cadences", on=on)["cadences"]
    opened = []
    for last in queries.last_rounds():
        held = cadences.get(last.cadence)
        if not last.repeats or held is None or last.fallback is None:
            continue
        since, until = rules.latest(last.cadence, on, int(held["opens"]))
        asked = list(queries.asked_of(last)) if until > last.until else []
        if not asked:
            continue
        opens_on, closes_on = rules.window(until, held)
        given: dict[str, Any] = {
            "opens_on": opens_on,
            "closes_on": closes_on,
            "number": last.number,
            "source": last.source,
        }
        try:
            opened.append(
                open_round(
                    title=queries.title_of(last.cadence, since), cadence=last.cadence, since=since, until=until, projects=asked,
                    fallback=last.fallback, by=None, is_verified_only=last.is_verified_only, repeats=True, stages=last.stages,
                    level=last.level, reporters=queries.reporters_of(last), **given,
                )
            )  # fmt: skip
        except (Standing, IntegrityError):  # somebody was quicker
            continue
    return opened


def repeat(*, schedule: Schedule, is_on: bool, by: User) -> Schedule:
    """Let the next round open by itself, or no longer."""
    return changes.change(schedule, by=by, values={"repeats": is_on}, action="repeats")


def add(*, schedule: Schedule, project: Project, organisation: Organisation, by: User | None) -> Line:
    """Ask for one project more. The same project again is the same line."""
    held = schedule.lines.filter(project=project).first()
    return held or changes.create(Line(schedule=schedule, project=project, organisation=organisation), by=by)


def hand_over(*, line: Line, organisation: Organisation, by: User | None) -> Line:
    """Another organisation reports on this line from now on."""
    return changes.change(line, by=by, values={"organisation": organisation}, action="reporter")


def drop(*, line: Line, reason: str, by: User | None) -> None:
    """Take a project out of the round; a report that stands on it goes with it and stays in the history."""
    with transaction.atomic():
        report = queries.report_of(line)
        if report is not None:
            changes.delete(report, by=by, reason=reason)
        changes.delete(line, by=by, reason=reason)


def remind(*, on: date) -> int:
    """Tell every organisation that still owes a report, on the days the rule set names. Returns how many; a second run tells nobody."""
    told = 0
    cadences: dict[str, Any] = rulesets.in_force("cadences", on=on)["cadences"]
    for schedule in queries.open_on(on):
        kind = rules.reminder(on, schedule.closes_on, cadences[schedule.cadence])
        if not kind:
            continue
        owing = queries.owing(schedule)
        for organisation in Organisation.objects.filter(pk__in=owing).order_by("pk"):
            told += _remind(schedule, organisation, owing[organisation.pk], kind, on)
    return told


def _remind(schedule: Schedule, organisation: Organisation, missing: int, kind: str, on: date) -> bool:
    try:
        with transaction.atomic():
            Reminder.objects.create(schedule=schedule, organisation=organisation, on=on, kind=kind)
            closes = schedule.closes_on.isoformat()
            due = ReportsDue(str(schedule.key), str(organisation.key), missing, closes, kind, on.isoformat())
            events.announce(due)
            telling.due(schedule, organisation, missing, kind, on=on)
    except IntegrityError:  # told before
        return False
    return True
