"""Scheduling tasks (调度): a period, who reports on which projects by when, and what they reported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Blocker, Project
from qipan.territory.orgs.models import Organisation


class Cadence(models.TextChoices):
    WEEK = "week", pgettext_lazy("cadence", "Weekly")
    TEN_DAYS = "ten_days", pgettext_lazy("cadence", "Every ten days")
    MONTH = "month", pgettext_lazy("cadence", "Monthly")
    QUARTER = "quarter", pgettext_lazy("cadence", "Quarterly")


class Schedule(Record):
    """One reporting round: its period, when it opens and closes, and whether only verified figures count."""

    title = models.CharField(_("title"), max_length=120)
    number = models.PositiveSmallIntegerField(_("issue"), default=1)
    cadence = models.CharField(_("cadence"), max_length=10, choices=Cadence, default=Cadence.MONTH)
    since = models.DateField(_("period from"))
    until = models.DateField(_("period until"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    is_verified_only = models.BooleanField(_("only verified figures count"), default=True)
    source = models.CharField(_("source document"), max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    repeats = models.BooleanField(_("the next round opens by itself"), default=False)
    stages = models.JSONField(_("projects in these stages"), default=list, blank=True)
    level = models.CharField(_("of this level"), max_length=10, blank=True, default="")
    fallback = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("who reports where nobody leads")
    )

    class Meta:
        verbose_name = _("scheduling task")
        verbose_name_plural = _("scheduling tasks")
        ordering = ["-until", "-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cadence", "until", "number"], name="schedule_once_a_period"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="schedule_until_after_since"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="schedule_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return self.title


class Line(Record):
    """One project of a round, and the organisation that reports on it. Its key stands in the workbook that goes out."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="lines", verbose_name=_("scheduling task"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="report_lines", verbose_name=_("project"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("who reports"))

    class Meta:
        verbose_name = _("report line")
        verbose_name_plural = _("report lines")
        ordering = ["organisation", "project", "pk"]
        constraints = [models.UniqueConstraint(fields=["schedule", "project"], name="report_line_once")]

    def __str__(self) -> str:
        return f"{self.schedule} · {self.project}"


class Report(Record):
    """What was reported on a line. Verified by another person than who reported: the database holds to it."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("report", "Reported")
        RETURNED = "returned", pgettext_lazy("report", "Returned")
        VERIFIED = "verified", pgettext_lazy("report", "Verified")

    line = models.OneToOneField(Line, models.CASCADE, related_name="report", verbose_name=_("report line"))
    invested_minor = models.BigIntegerField(_("invested this period"), null=True, blank=True)
    cumulative_minor = models.BigIntegerField(_("completed since 1 January"), null=True, blank=True)
    in_place_minor = models.BigIntegerField(_("funds in place to date"), null=True, blank=True)
    percent = models.DecimalField(
        _("physical progress in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    words = models.TextField(_("physical progress"), blank=True, default="")
    problem = models.TextField(_("what blocks"), blank=True, default="")
    problem_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose move")
    )
    problem_due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    blocker = models.ForeignKey(
        Blocker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("blocker")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    is_late = models.BooleanField(_("late"), default=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    reason = models.CharField(_("reason of the return"), max_length=300, blank=True, default="")
    source = models.JSONField(_("source"), default=dict, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["line"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("reported_by")),
                name="report_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="verified", verified_by__isnull=False)
                | (~Q(state="verified") & Q(verified_by__isnull=True)),
                name="report_verified_has_who",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="report_returned_has_reason"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)), name="report_percent_range"
            ),
            models.CheckConstraint(
                condition=(Q(invested_minor__isnull=True) | Q(invested_minor__gte=0))
                & (Q(cumulative_minor__isnull=True) | Q(cumulative_minor__gte=0))
                & (Q(in_place_minor__isnull=True) | Q(in_place_minor__gte=0)),
                name="report_money_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)


class Reminder(models.Model):
    """An organisation was reminded of a round on a day: once, however often the job runs."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="reminders", verbose_name=_("scheduling task"))
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    on = models.DateField(_("on"))
    kind = models.CharField(_("kind"), max_length=10)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["schedule", "organisation", "on"], name="reminder_once_a_day")]
