"""Regions, organisations, people, posts, memberships and roles: who is who in the county."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.core.models import Record


class Region(Record):
    """A county, township or park area. `path` holds the codes from the top ("/130500/130599/")."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(_("path"), max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Organisation(Record):
    """A department, township, park committee, bank or firm's unit that owes or is owed something."""

    named_by: ClassVar = ("short_name", "name")

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", _("County leadership")
        DEPARTMENT = "department", _("Department")
        TOWNSHIP = "township", _("Township")
        PARK = "park", _("Park committee")
        BANK = "bank", _("Bank")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DEPARTMENT)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("region")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(_("path"), max_length=400, db_index=True, editable=False, default="")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class Person(Record):
    """Somebody with a name in a ledger; with `user` also somebody who signs in."""

    name = models.CharField(_("name"), max_length=60, db_index=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What a membership lets somebody do, and which records it reaches. Data, not code: seeded from `roles.json`."""

    class Scope(models.TextChoices):
        ALL = "all", _("everything")
        REGION = "region", _("its region")
        ORGANISATION = "organisation", _("what its organisation answers for")
        PARK = "park", _("its park")
        BANK = "bank", _("projects shared with the bank")
        COMPANY = "company", _("its own projects")
        NONE = "none", _("nothing")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    scope = models.CharField(_("reaches"), max_length=20, choices=Scope, default=Scope.NONE)
    abilities = models.JSONField(_("abilities"), default=list)
    offered = models.JSONField(
        _("abilities offered so far"), null=True, blank=True
    )  # by the software; see `actions.seed`

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name if units.is_chinese(get_language() or "") else self.name_en


class Membership(Record):
    """A person holds a post in an organisation from a day until a day, in a role."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("role")
    )
    post = models.CharField(_("post"), max_length=80, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation", "person"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="membership_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"
