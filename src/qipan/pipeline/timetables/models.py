"""A project's timetable: its steps with durations and order, the baseline kept beside the current plan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models import Milestone, Project


class Timetable(Record):
    """Steps of one kind of project, laid backward from the day everything must be done."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="timetable", verbose_name=_("project"))
    kind = models.CharField(_("kind of project"), max_length=40)
    end_on = models.DateField(_("everything done on"))
    baseline_on = models.DateField(_("baseline of"))
    reason = models.CharField(_("reason of the new baseline"), max_length=300, blank=True, default="")
    source = models.CharField(_("source of the steps"), max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ["end_on", "pk"]

    def __str__(self) -> str:
        return str(self.project)


class Step(Record):
    """One milestone of the timetable. The milestone holds the current end and the actual one; here stand duration, order and baseline."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="steps", verbose_name=_("timetable"))
    milestone = models.OneToOneField(Milestone, models.CASCADE, related_name="step", verbose_name=_("milestone"))
    code = models.CharField(_("step"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    days = models.PositiveSmallIntegerField(_("days"))
    after = models.JSONField(_("waits for"), default=list, blank=True)
    start_on = models.DateField(_("begins on"))
    baseline_start = models.DateField(_("baseline begin"))
    baseline_end = models.DateField(_("baseline end"))

    class Meta:
        verbose_name = _("step of a timetable")
        verbose_name_plural = _("steps of a timetable")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "code"], name="step_once"),
            models.CheckConstraint(condition=Q(days__gte=1), name="step_lasts_a_day"),
            models.CheckConstraint(condition=Q(baseline_end__gte=F("baseline_start")), name="step_baseline_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.milestone)
