"""What came in: a batch for each file, its sheets, what a person corrected once and for all, and what each batch wrote."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record


class Batch(Record):
    """One file on its way in. The file is kept as it came, with its hash; the staged records stand beside it on disk."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        CORRECTING = "correcting", _("Being understood anew")
        PREVIEW = "preview", _("Ready for a look")
        APPLYING = "applying", _("Being written")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Not readable")

    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    path = models.CharField(_("stored as"), max_length=200, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING, db_index=True)
    on = models.DateField(_("day of the report"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    once = models.CharField(_("key of the form"), max_length=120, null=True, blank=True, unique=True, editable=False)
    refusal = models.JSONField(_("why not"), default=dict, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    planned_at = models.BigIntegerField(_("state of the records when planned"), default=0, editable=False)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="batch_newest")]
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="batch_size_not_negative")]

    @property
    def questions(self) -> int:
        """How many stand open, of records and of sheets; none while the file was not read yet."""
        return int(self.counts.get("questions", 0)) + int(self.counts.get("sheet_questions", 0))

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY


BUSY = (Batch.State.WAITING, Batch.State.READING, Batch.State.CORRECTING, Batch.State.APPLYING, Batch.State.UNDOING)


class Sheet(models.Model):
    """One sheet of a batch as understood. `reading`: columns, header, sums and complaints (`exchange.stored`)."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sheets", verbose_name=_("import"))
    index = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("sheet"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12)
    target = models.CharField(_("goes to"), max_length=40, blank=True, default="")
    fingerprint = models.CharField(_("fingerprint of the header"), max_length=64, blank=True, default="")
    reading = models.JSONField(_("reading"), default=dict)
    corrections = models.JSONField(_("corrections"), default=dict)
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["batch", "index"]
        constraints = [models.UniqueConstraint(fields=["batch", "index"], name="sheet_once")]

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """What was corrected under a header, so that next month's file asks nothing."""

    fingerprint = models.CharField(_("fingerprint of the header"), max_length=64, unique=True)
    target = models.CharField(_("goes to"), max_length=40, blank=True, default="")
    corrections = models.JSONField(_("corrections"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    used = models.PositiveIntegerField(_("times used"), default=0)
    at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("remembered header")
        verbose_name_plural = _("remembered headers")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Change(models.Model):
    """One record a batch wrote: what it was before, and the version it was left at. Undo and provenance stand on it."""

    class What(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="changes", verbose_name=_("import"))
    target = models.CharField(_("target"), max_length=40)
    what = models.CharField(_("what"), max_length=8, choices=What)
    object_type = models.CharField(_("object type"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    object_key = models.UUIDField(_("object key"))
    name = models.CharField(_("name"), max_length=300)
    version = models.PositiveIntegerField(_("version left"))
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0)
    row = models.PositiveIntegerField(_("row"), default=0)
    before = models.JSONField(_("before"), default=dict)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_key"], name="change_object")]

    def __str__(self) -> str:
        return f"{self.what} {self.name}"
