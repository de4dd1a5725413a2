"""An access standard: one version of the criteria of a park × industry × period."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.territory.parks.models import Park


class Standard(Record):
    """A draft may be edited. Once put in force it never is: a change is a new version with a later day.

    `criteria`: rows as `rules.reading` takes them; figures are text and exact. No park: every park; no industries: every industry.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("standard", "Draft")
        SET = "set", pgettext_lazy("standard", "Put in force")
        TAKEN_BACK = "taken_back", pgettext_lazy("standard", "Taken back")

    name = models.CharField(_("name"), max_length=120)
    park = models.ForeignKey(Park, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("park"))
    industries = models.JSONField(_("industries"), default=list, blank=True)
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.CharField(_("source document"), max_length=300, blank=True)
    note = models.CharField(_("why it was changed"), max_length=300, blank=True, default="")
    criteria = models.JSONField(_("criteria"), default=list, blank=True)
    pass_at = models.DecimalField(_("points that pass"), max_digits=8, decimal_places=2, null=True, blank=True)
    conditional_at = models.DecimalField(
        _("points that pass under conditions"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("put in force by"),
    )
    set_at = models.DateTimeField(_("put in force at"), null=True, blank=True)

    class Meta:
        verbose_name = _("access standard")
        verbose_name_plural = _("access standards")
        ordering = ["name", "-effective_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="standard_until_after_since",
            ),
            models.CheckConstraint(condition=~Q(state="set") | ~Q(source=""), name="standard_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.effective_from}"
