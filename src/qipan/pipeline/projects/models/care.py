"""The "five ones": one project, one leader, one team, one plan, one … to the end. Slots are rules; gaps are shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models.project import Project
from qipan.territory.orgs.models import Organisation, Person


class CareChoice(models.Model):
    """The variant of the slots a project uses, by its code in the rule set "care"; without one it is the standard one."""

    named_by: ClassVar = ("variant",)

    project = models.OneToOneField(Project, models.CASCADE, related_name="care_choice", verbose_name=_("project"))
    variant = models.CharField(_("care template"), max_length=40)

    class Meta:
        verbose_name = _("chosen care template")
        verbose_name_plural = _("chosen care templates")


class CareSlot(Record):
    """Who or what fills a slot of a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="care_slots", verbose_name=_("project"))
    slot = models.CharField(_("slot"), max_length=40)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    words = models.CharField(_("in words"), max_length=200, blank=True, default="")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("care slot")
        verbose_name_plural = _("care slots")
        ordering = ["slot", "-since"]

    def __str__(self) -> str:
        return str(self.person or self.organisation or self.words)
