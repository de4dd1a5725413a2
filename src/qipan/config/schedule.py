"""What runs by the clock: one table, in words. The worker looks at it every minute; nothing here needs a clock daemon.

A line is due when its last moment has passed and its job was not put in the line since. A machine that slept through the night does it
in the morning, once. Two workers that look in the same second may both do it: jobs bear being run twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from qipan.config import housekeeping
from qipan.delivery.approvals import jobs as approvals
from qipan.notify import jobs as notify
from qipan.notify import queries as letters
from qipan.oversight.supervision import jobs as supervision
from qipan.pipeline.checkups import jobs as checkups
from qipan.pipeline.leads import jobs as leads
from qipan.pipeline.progress import jobs as progress
from qipan.pipeline.projects import jobs as projects
from qipan.territory.companies import jobs as companies


@dataclass(frozen=True, slots=True)
class Line:
    """Every day at this local time, or every so often (`every`), this job with these arguments, if there is something to do."""

    words: str
    at: time
    job: Any
    arguments: Callable[[datetime], dict[str, Any]]
    every: timedelta | None = None
    is_needed: Callable[[datetime], bool] = lambda now: True


def _today(now: datetime) -> dict[str, Any]:
    return {"on": timezone.localdate(now).isoformat()}


TABLE = (
    Line("every night: every light as of the new day", time(0, 10), projects.refresh_lights, _today),
    Line("every night: the check-up of every project", time(0, 30), checkups.check_all, _today),
    Line("every night: the reporting rounds whose day has come open", time(0, 5), progress.open_due, _today),
    Line("every morning: who has not reported hears of it", time(7, 0), progress.remind, _today),
    Line("every morning: who follows a silent lead is asked once", time(7, 10), leads.ask_silent, _today),
    Line("every morning: the letters of the day", time(7, 30), notify.write_daily, lambda now: {}),
    Line(
        "every minute: letters and calls that are due",
        time(0, 0),
        notify.send,
        lambda now: {},
        every=timedelta(minutes=1),
        is_needed=letters.is_anything_due,
    ),
    Line("every night: the clocks of approvals, and what became overdue", time(0, 20), approvals.watch_clocks, _today),
    Line("every night: notices whose deadline was missed step up", time(0, 30), supervision.escalate, _today),
    Line("every night: keys of firms an import founded", time(2, 30), companies.trace_missing, lambda now: {}),
    Line("every night: the light of every unit", time(0, 40), supervision.judge_units, _today),
    Line("every night: forget what nobody needs any more", time(3, 0), housekeeping.tidy, lambda now: {}),
)


def last_due(line: Line, now: datetime) -> datetime:
    """The latest moment, now or before, at which the line was due."""
    if line.every is not None:
        return now - line.every + timedelta(microseconds=1)
    local = timezone.localtime(now)
    today = local.replace(hour=line.at.hour, minute=line.at.minute, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def tick(now: datetime) -> list[str]:
    """Put what is due in the line; answers in words what that was."""
    begun = []
    for line in TABLE:
        done = DBTaskResult.objects.filter(task_path=line.job.module_path, enqueued_at__gte=last_due(line, now))
        if line.is_needed(now) and not done.exists():
            line.job.enqueue(**line.arguments(now))
            begun.append(line.words)
    return begun
