"""The "five ones": one project, one leader, one team, one plan, one … to the end. Slots are a template; gaps are shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models.project import Project
from qipan.territory.orgs.models import Organisation, Person


class CareTemplate(models.Model):
    """A variant of the slots in force from a day (domain.md 2.8). `slots`: [{"key", "name", "name_en", "holds", "required"}]."""

    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.CharField(_("source document"), max_length=200, blank=True)
    slots = models.JSONField(_("slots"), default=list)

    class Meta:
        verbose_name = _("care template")
        verbose_name_plural = _("care templates")
        ordering = ["-effective_from"]

    def __str__(self) -> str:
        return self.name


class CareChoice(models.Model):
    """The variant a project uses; without one it is the variant in force."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="care_choice", verbose_name=_("project"))
    template = models.ForeignKey(CareTemplate, models.PROTECT, related_name="+", verbose_name=_("care template"))

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
