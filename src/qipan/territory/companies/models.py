"""Companies: credit code, names, contacts; two records of one company become one, and can be parted again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.territory.orgs.models import Organisation, Region


class Company(Record):
    """A firm, local or investing. `plain_name` is the name stripped for matching (see `rules.plain_name`)."""

    name = models.CharField(_("name"), max_length=200)
    plain_name = models.CharField(_("plain name"), max_length=200, db_index=True, editable=False)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True, unique=True)
    legal_person = models.CharField(_("legal representative"), max_length=60, blank=True)
    registered_capital_minor = models.BigIntegerField(_("registered capital"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="companies", verbose_name=_("region")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    is_local = models.BooleanField(_("local"), default=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="companies", verbose_name=_("signs in as")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Contact(Record):
    """A person at a company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="contacts", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Merge(Record):
    """Two records made one. `moved` lists every reference that was turned, so that it can be turned back."""

    kept = models.ForeignKey(Company, models.PROTECT, related_name="merges_kept", verbose_name=_("kept"))
    gone = models.ForeignKey(Company, models.PROTECT, related_name="merges_gone", verbose_name=_("merged"))
    moved = models.JSONField(_("moved references"), default=list, blank=True)
    filled = models.JSONField(_("filled fields"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Trace(models.Model):
    """A key something is found by when the same firm may be written in another way (see `rules.alike`). Owners: firms, and what rooms
    above say of firms (the investor of a lead). Made from the owner, never edited; holds nothing the owner does not."""

    owner_type = models.CharField(_("owner type"), max_length=60)
    owner_id = models.BigIntegerField(_("owner"))
    value = models.CharField(_("value"), max_length=90)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        indexes = [models.Index(fields=["value", "owner_type"], name="trace_value")]
        constraints = [models.UniqueConstraint(fields=["owner_type", "owner_id", "value"], name="trace_once")]
