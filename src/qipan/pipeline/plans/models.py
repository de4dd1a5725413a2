"""Annual work plans and their targets, cascaded to organisations and months."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.territory.orgs.models import Organisation


class Plan(Record):
    """The work plan of a year, with the paper that set it."""

    class Kind(models.TextChoices):
        SELECTION = "selection", _("Investment selection")
        CONSTRUCTION = "construction", _("Project construction")

    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source document"), max_length=300, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-year", "kind"]
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="plan_once_a_year")]

    def __str__(self) -> str:
        return self.title


class Target(Record):
    """What is to be reached: an indicator, by whom (none = the county), by which month (none = the year)."""

    class Indicator(models.TextChoices):
        COMPLETED = "completed", _("Completed investment")
        STARTS = "starts", _("New starts")
        COMPLETIONS = "completions", _("Completions")
        PRODUCTIONS = "productions", _("Production starts")
        SIGNED = "signed", _("Projects signed")
        SIGNED_AMOUNT = "signed_amount", _("Contracted investment")
        IN_PLACE = "in_place", _("Funds in place")
        REGISTERED = "registered", _("Project companies registered")
        UPGRADES = "upgrades", _("Technical upgrading investment")

    MONEY = frozenset({Indicator.COMPLETED, Indicator.SIGNED_AMOUNT, Indicator.IN_PLACE, Indicator.UPGRADES})

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets", verbose_name=_("plan"))
    indicator = models.CharField(_("indicator"), max_length=20, choices=Indicator)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    month = models.PositiveSmallIntegerField(_("by month"), null=True, blank=True)
    value = models.BigIntegerField(_("value"), help_text=_("a count, or an amount in fen"))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["plan", "indicator", "organisation", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "organisation", "month"], name="target_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(month__isnull=True) | models.Q(month__range=(1, 12)), name="target_month"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.get_indicator_display()}"
