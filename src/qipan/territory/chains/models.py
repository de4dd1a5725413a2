"""Industry chains and their segments, from upstream to downstream, with what is missing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.territory.companies.models import Company
from qipan.territory.orgs.models import Organisation, Person


class Chain(Record):
    """An industry chain with a government leader as its chief and a firm that leads it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    chief = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="chains", verbose_name=_("chain chief")
    )
    lead_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="chains", verbose_name=_("lead organisation")
    )
    leader_firm = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="led_chains", verbose_name=_("leader firm")
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Segment(Record):
    """One link of a chain."""

    class Position(models.TextChoices):
        UPSTREAM = "upstream", _("Upstream")
        MIDSTREAM = "midstream", _("Midstream")
        DOWNSTREAM = "downstream", _("Downstream")
        SERVICE = "service", _("Service")

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="segments", verbose_name=_("chain"))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.CharField(_("position"), max_length=20, choices=Position, default=Position.MIDSTREAM)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_gap = models.BooleanField(_("gap"), default=False)
    companies = models.ManyToManyField(Company, blank=True, related_name="segments", verbose_name=_("local firms"))
    targets = models.TextField(_("target firms"), blank=True)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["chain", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["chain", "name"], name="segment_once")]

    def __str__(self) -> str:
        return self.name
