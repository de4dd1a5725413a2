"""A task: to whom, what, by when; and what they answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.territory.orgs.models import Organisation, Person


class Task(Record):
    """Something an organisation owes by a day. Whatever made it (`origin`) stands above and is named by type and key only."""

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("task", "Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    title = models.CharField(_("title"), max_length=200)
    detail = models.TextField(_("what to do"), blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks", verbose_name=_("organisation"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("person")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    origin_type = models.CharField(_("origin"), max_length=60, blank=True)
    origin_key = models.UUIDField(_("origin key"), null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("assigned by")
    )

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["origin_type", "origin_key"], name="task_origin")]

    def __str__(self) -> str:
        return self.title


class Reply(Record):
    """An answer to a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="replies", verbose_name=_("task"))
    text = models.TextField(_("answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:80]
