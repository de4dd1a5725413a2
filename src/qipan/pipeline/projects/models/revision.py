"""A range pasted from a sheet, or a correction of many projects, kept as one step that can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record


class Revision(Record):
    """`cells`: [{"project": id, "field": …, "old": …, "new": …}]; `versions`: project id → the version the paste left behind."""

    class Kind(models.TextChoices):
        PASTE = "paste", _("Paste")
        CORRECT = "correct", _("Correction")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PASTE)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    cells = models.JSONField(_("cells"), default=list)
    versions = models.JSONField(_("versions"), default=dict)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} · {len(self.cells)}"
