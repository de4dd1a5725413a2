"""A meeting, what stood on its agenda, who came, what was decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation, Person
from qipan.territory.tasks.models import Task


class Meeting(Record):
    """One meeting. While it is called its agenda grows; once held its minutes stand."""

    class Kind(models.TextChoices):
        MOBILIZATION = "mobilization", _("Mobilization meeting")
        MONTHLY = "monthly", _("Monthly project meeting")
        FACTOR = "factor", _("Factor meeting")
        SCHEDULING = "scheduling", _("Scheduling meeting")
        OTHER = "other", pgettext_lazy("meeting", "Other meeting")

    class Status(models.TextChoices):
        CALLED = "called", _("Called")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MONTHLY)
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("day"), db_index=True)
    at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chaired by")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CALLED)
    summary = models.TextField(_("what was said in general"), blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """An organisation asked to come, and whether it came, by whom."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    by = models.CharField(_("represented by"), max_length=60, blank=True)
    is_absent = models.BooleanField(_("absent"), default=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once")]


class Item(Record):
    """One point of the agenda, and what was said to it."""

    class Reason(models.TextChoices):
        RED = "red", _("red light")
        BLOCKER = "blocker", pgettext_lazy("agenda", "blocked")
        FOLLOW_UP = "follow-up", _("follow-up")
        OWN = "own", pgettext_lazy("agenda", "put in by hand")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    place = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    reason = models.CharField(_("why it is here"), max_length=20, choices=Reason, default=Reason.OWN)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    said = models.TextField(_("what was said"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Decision(Record):
    """What was decided: it is a task of its lead organisation from the moment it is written, about one project or many."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=_("agenda item")
    )
    text = models.CharField(pgettext_lazy("meeting", "decision"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("lead organisation")
    )
    assisting = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("assisting organisations")
    )
    projects = models.ManyToManyField(Project, blank=True, related_name="+", verbose_name=_("projects"))
    task = models.OneToOneField(Task, models.PROTECT, related_name="+", verbose_name=_("task"))

    class Meta:
        verbose_name = pgettext_lazy("meeting", "decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
