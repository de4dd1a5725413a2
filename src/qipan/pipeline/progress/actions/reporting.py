"""Reporting on a line, again or for the first time, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.progress.events import ReportSubmitted
from qipan.pipeline.progress.models import Line, Report
from qipan.pipeline.projects import actions as projects
from qipan.territory.orgs.models import Organisation

FIELDS = (
    "invested_minor",
    "cumulative_minor",
    "in_place_minor",
    "percent",
    "words",
    "problem",
    "problem_org",
    "problem_due_on",
)


class NotOpen(Exception):
    """Reporting has not begun."""


class Nothing(Exception):
    """Nothing was reported."""


class Verified(Exception):
    """The report was verified; it must be returned before it changes."""


def submit(
    *, line: Line, by: User, at: datetime, values: Mapping[str, Any], source: Mapping[str, Any] | None = None
) -> Report:
    """Report on a line. After closing it is taken and marked late; a returned report is reported anew, a verified one refused.

    `values`: those of `FIELDS`; what is left out stays as it was. Where unverified figures count they reach the project at once.
    """
    on = timezone.localtime(at).date()
    given = {name: value for name, value in values.items() if name in FIELDS}
    with transaction.atomic():
        held = Report.objects.select_for_update().filter(line=line).first()
        schedule = line.schedule
        if on < schedule.opens_on:
            raise NotOpen
        if held and held.state == Report.State.VERIFIED:
            raise Verified
        if not any(value not in (None, "") for value in given.values()) and held is None:
            raise Nothing
        said: dict[str, Any] = {"state": Report.State.SUBMITTED, "reported_by": by, "reported_at": at, "reason": ""}
        if held is None or held.state == Report.State.RETURNED:
            # Whoever was in time and is asked to mend it does not become late by mending.
            said["is_late"] = held.is_late if held else on > schedule.closes_on
        elif _is_same(held, given):
            return held
        if source is not None:
            said["source"] = dict(source)
        if held is None:
            report = changes.create(Report(line=line, **given, **said), by=by, action="report", source=source)
        else:
            report = changes.change(held, by=by, values={**given, **said}, action="report", source=source)
        _raise_blocker(report, by, on, source)
        if not schedule.is_verified_only:
            carry(report, by=by, on=on)
        events.announce(ReportSubmitted(str(report.key), str(line.project.key), report.is_late, on.isoformat()))
    return report


def _is_same(held: Report, given: Mapping[str, Any]) -> bool:
    return all(getattr(held, name) == value for name, value in given.items())


def _raise_blocker(report: Report, by: User, on: date, source: Mapping[str, Any] | None) -> None:
    """What blocks is on the project at once, with whose move it is: it does not wait for figures to be verified."""
    if not report.problem:
        return
    organisation: Organisation | None = report.problem_org
    due = report.problem_due_on
    if report.blocker is None:
        standing = report.line.project.blockers.filter(text=report.problem, solved_on__isnull=True).first()
        blocker = standing or projects.add_blocker(
            project=report.line.project, text=report.problem, organisation=organisation, due_on=due, by=by, on=on, source=source
        )  # fmt: skip
        Report.objects.filter(pk=report.pk).update(blocker=blocker)
        report.blocker = blocker
    elif report.blocker.solved_on is None:
        values = {"text": report.problem, "organisation": organisation, "due_on": due}
        report.blocker = changes.change(report.blocker, by=by, values=values, action="blocker", source=source)
        projects.refresh([report.line.project_id], on=on)


def carry(report: Report, *, by: User, on: date) -> None:
    """What counts reaches the project: its words and percent, completed since New Year, funds in place."""
    schedule = report.line.schedule
    projects.report(
        project=report.line.project, until=schedule.until, by=by, on=on, words=report.words, percent=report.percent,
        problems=report.problem, completed_minor=report.cumulative_minor, in_place_minor=report.in_place_minor,
        source=report.source or None,
    )  # fmt: skip


def withdraw(*, report: Report, reason: str, by: User | None, source: Mapping[str, Any] | None = None) -> None:
    """Take a report back while nobody verified it (`Verified`); what it said stays in the history."""
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.state == Report.State.VERIFIED:
            raise Verified
        changes.delete(held, by=by, reason=reason, source=source)
