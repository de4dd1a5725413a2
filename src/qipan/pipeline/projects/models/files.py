"""Files of a project: evidence by kind, kept with their hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models.project import Project


class Attachment(Record):
    """One file. The name on disk is its hash; the name people gave it is kept beside. Of a photo: when and where it says it was taken."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Visit or meeting record")
        MINUTES = "minutes", _("Minutes of review")
        CONTRACT = "contract", _("Contract")
        LICENCE = "licence", _("Licence")
        FILING = "filing", _("Filing notice")
        PERMIT = "permit", _("Permit")
        PHOTO = "photo", _("Photo")
        ACCEPTANCE = "acceptance", _("Acceptance record")
        PAYMENT = "payment", _("Payment proof")
        OUTPUT = "output", _("Sales, power or tax document")
        TAX = "tax", _("Tax certificate")
        CONTENT = "content", _("Construction content")
        WORKS_CONTRACT = "works_contract", _("Construction contract")
        DESIGN = "design", _("Overall design")
        FEASIBILITY = "feasibility", _("Feasibility study")
        LAND = "land", _("Land title or contract")
        PLANNING = "planning", _("Planning permits")
        EIA = "eia", _("Environmental impact assessment")
        PURCHASE = "purchase", _("Purchase contract of equipment")
        EQUIPMENT = "equipment", _("Photo of the equipment")
        DECISION = "decision", _("Decision")
        OTHER = "other", _("Other")

    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    name = models.CharField(_("file name"), max_length=200)
    path = models.CharField(_("stored as"), max_length=120, editable=False)
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    content_type = models.CharField(_("content type"), max_length=100, blank=True, editable=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True, default="")
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True, editable=False)
    latitude = models.FloatField(_("latitude"), null=True, blank=True, editable=False)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
