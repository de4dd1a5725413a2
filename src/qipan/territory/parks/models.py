"""Parks and the parcels of land in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.territory.orgs.models import Organisation, Region


class Park(Record):
    """A development zone or township park with a committee that runs it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    level = models.CharField(_("level"), max_length=40, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="parks", verbose_name=_("region")
    )
    committee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="parks", verbose_name=_("committee")
    )
    planned_m2 = models.DecimalField(_("planned area"), max_digits=14, decimal_places=2, null=True, blank=True)
    built_m2 = models.DecimalField(_("built area"), max_digits=14, decimal_places=2, null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("park")
        verbose_name_plural = _("parks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Parcel(Record):
    """A piece of land: how large, for what, free or taken, and when that was last true."""

    class Status(models.TextChoices):
        FREE = "free", _("Free")
        CLEARING = "clearing", _("Being cleared")
        RESERVED = "reserved", _("Reserved")
        SUPPLIED = "supplied", _("Supplied")
        BUILDING = "building", _("Being built on")
        BUILT = "built", _("Built")
        IDLE = "idle", _("Enclosed but not built")

    park = models.ForeignKey(Park, models.PROTECT, related_name="parcels", verbose_name=_("park"))
    code = models.CharField(_("parcel code"), max_length=40)
    area_m2 = models.DecimalField(_("area"), max_digits=14, decimal_places=2, null=True, blank=True)
    land_use = models.CharField(_("land use"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.FREE)
    available_on = models.DateField(_("available on"), null=True, blank=True)
    holder = models.CharField(_("holder"), max_length=200, blank=True)
    price_minor = models.BigIntegerField(_("price"), null=True, blank=True)
    utilities = models.CharField(_("utilities"), max_length=200, blank=True)
    fresh_on = models.DateField(_("checked on"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["park", "code"]
        constraints = [
            models.UniqueConstraint(fields=["park", "code"], name="parcel_code_once"),
            models.CheckConstraint(
                condition=models.Q(area_m2__isnull=True) | models.Q(area_m2__gt=0), name="parcel_area_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.code}"


class Building(Record):
    """A standard plant to let: how much of it stands empty."""

    park = models.ForeignKey(Park, models.PROTECT, related_name="buildings", verbose_name=_("park"))
    name = models.CharField(_("building"), max_length=120)
    floor_m2 = models.DecimalField(_("floor area"), max_digits=14, decimal_places=2, null=True, blank=True)
    vacant_m2 = models.DecimalField(_("vacant floor area"), max_digits=14, decimal_places=2, null=True, blank=True)
    storey_m = models.DecimalField(_("storey height in metres"), max_digits=6, decimal_places=2, null=True, blank=True)
    power_kva = models.DecimalField(_("power in kVA"), max_digits=12, decimal_places=2, null=True, blank=True)
    fresh_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["park", "name"]
        constraints = [
            models.UniqueConstraint(fields=["park", "name"], name="building_once"),
            models.CheckConstraint(
                condition=models.Q(vacant_m2__isnull=True)
                | models.Q(floor_m2__isnull=True)
                | models.Q(vacant_m2__lte=models.F("floor_m2")),
                name="building_vacant_within_floor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.name}"
