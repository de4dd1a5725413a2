"""Whom a round of reports is news to: who still owes, who must report anew."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.notify import actions as notify
from qipan.notify.kinds import MAIL_NOW, Kind
from qipan.pipeline.progress.models import Report, Schedule
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.models import Organisation

KINDS = (
    Kind("reports-due", _("Reports we still owe"), "clipboard-data", order=14),
    Kind("report-returned", _("A report of mine came back"), "arrow-back-up", MAIL_NOW, order=15),
)
DUE = {
    "remind": gettext_noop("%(title)s closes on %(closes_on)s; still to report: %(missing)s."),
    "chase": gettext_noop("%(title)s closed on %(closes_on)s; reports missing: %(missing)s."),
}
RETURNED = gettext_noop("The report on %(project)s came back: %(reason)s")


def due(schedule: Schedule, organisation: Organisation, missing: int, kind: str, *, on: date) -> None:
    """`kind`: remind (before the round closes) | chase (after)."""
    notify.tell(
        orgs.accounts_of([organisation.pk], on=on, ability="projects.edit"),
        kind="reports-due",
        words=DUE[kind],
        figures={"title": schedule.title, "closes_on": schedule.closes_on.isoformat(), "missing": missing},
        fact=f"reports:{schedule.key}:{organisation.pk}:{kind}:{on}",
        url=reverse("progress:report", args=[schedule.key]),
    )


def returned(report: Report) -> None:
    notify.tell(
        [report.reported_by],
        kind="report-returned",
        words=RETURNED,
        figures={"project": report.line.project.name, "reason": report.reason},
        fact=f"report:{report.key}:returned:{report.version}",
        url=reverse("progress:line", args=[report.line.key]),
    )
