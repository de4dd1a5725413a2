"""Dated facts about a project: amounts, milestones, progress, lights, stage moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models.choices import MoneyKind, Precision, Stage
from qipan.pipeline.projects.models.project import Project
from qipan.territory.orgs.models import Organisation


class Amount(models.Model):
    """Money of one kind over one period, in minor units. Kinds are never mixed (domain.md 0.4).

    No period: the figure as such (total investment). `since` empty and `until` set: cumulative up to that day.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="amounts", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=12, choices=MoneyKind)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.YEAR)
    label = models.CharField(_("period as written"), max_length=80, blank=True, default="")
    minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    raw = models.CharField(_("as written"), max_length=80, blank=True, default="")
    unit = models.CharField(_("unit as written"), max_length=40, blank=True, default="")
    source = models.CharField(_("source"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        ordering = ["kind", "until", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "since", "until", "label"], name="amount_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="amount_until_after_since",
            ),
            # A ledger's negative figure is kept as written, with its cell; nobody types one.
            models.CheckConstraint(
                condition=models.Q(minor__gte=0) | ~models.Q(source=""), name="amount_not_negative_by_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.label}".strip()


class Milestone(Record):
    """A step with a planned and an actual date."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("project"))
    name = models.CharField(_("milestone"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    planned_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    actual_on = models.DateField(_("done on"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=300, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    person = models.CharField(_("person responsible"), max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["order", "planned_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="milestone_once")]

    def __str__(self) -> str:
        return self.name


class Progress(Record):
    """What a project reported for a period, in words and percent. Its money stands in `Amount`."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="progress", verbose_name=_("project"))
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"))
    words = models.TextField(_("physical progress"), blank=True, default="")
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    problems = models.TextField(_("problems"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(fields=["project", "until"], name="progress_once_a_period"),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__range=(0, 100)),
                name="progress_percent_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.until}"


class LightReading(models.Model):
    """A light at a time, ours or another system's (a government portfolio's own rating keeps its own words)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="light_readings", verbose_name=_("project"))
    system = models.CharField(_("system"), max_length=40, default="qipan")
    on = models.DateField(_("on"))
    colour = models.CharField(_("colour as given"), max_length=60)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    comment = models.TextField(_("comment"), blank=True, default="")

    class Meta:
        verbose_name = _("light reading")
        verbose_name_plural = _("light readings")
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["project", "system", "on"], name="light_once_a_day")]

    def __str__(self) -> str:
        return f"{self.system} {self.on} {self.colour}"


class StageMove(models.Model):
    """A step from stage to stage: who, when, why, and on what it rests."""

    class Basis(models.TextChoices):
        OPENED = "opened", _("Written down at this stage")
        TAKEN = "taken", _("Taken over from a ledger, not confirmed")
        CONFIRMED = "confirmed", _("Confirmed by a second person")
        ALONE = "alone", _("The rules ask for no second person")
        EXCEPTION = "exception", _("Exception by decision")

    project = models.ForeignKey(Project, models.CASCADE, related_name="stage_moves", verbose_name=_("project"))
    before = models.CharField(_("from stage"), max_length=20, choices=Stage, blank=True)
    after = models.CharField(_("to stage"), max_length=20, choices=Stage)
    on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    # What an import writes says nothing here: it is taken over.
    basis = models.CharField(_("rests on"), max_length=10, choices=Basis, default=Basis.TAKEN, db_default="taken")
    submission = models.ForeignKey(
        "projects.Submission", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("submission")
    )
    exception = models.ForeignKey(
        "projects.GateException", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("exception")
    )

    class Meta:
        verbose_name = _("stage move")
        verbose_name_plural = _("stage moves")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(basis="confirmed") | models.Q(submission__isnull=False),
                name="move_confirmed_was_submitted",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="exception") | models.Q(exception__isnull=False),
                name="move_exception_is_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
