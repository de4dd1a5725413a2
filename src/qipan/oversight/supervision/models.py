"""Notices with a branch for each unit, their steps, more time asked for, interviews; reasoned exceptions beside a light."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation

LIGHT = "projects.light"  # origin of a notice drafted from a red light


def _who(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Notice(Record):
    """A supervision notice (督办单): what is wrong, what is demanded, of whom, by when; its colour grows with every missed deadline."""

    class Colour(models.TextChoices):
        BLUE = "blue", pgettext_lazy("notice", "Blue: reminder")
        ORANGE = "orange", pgettext_lazy("notice", "Orange: warning")
        RED = "red", pgettext_lazy("notice", "Red: last warning")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")
        CLOSED = "closed", pgettext_lazy("notice", "Closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("notice", "Withdrawn")

    class Basis(models.TextChoices):
        LIGHT = "light", _("Red light")
        FINDING = "finding", _("Check-up finding")
        MINUTES = "minutes", _("Decision of a meeting")
        PAPER = "paper", _("Official paper")
        URGENT = "urgent", _("Leader's instruction, urgent")
        INSTRUCTION = "instruction", _("Leader's instruction")
        HARD = "hard", _("Leader's instruction, hard matter")

    number = models.CharField(_("number"), max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    colour = models.CharField(_("colour"), max_length=8, choices=Colour, default=Colour.BLUE)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, default=Basis.LIGHT)
    title = models.CharField(_("about"), max_length=200)
    reason = models.TextField(_("what is wrong"), blank=True, default="")
    demand = models.TextField(_("what is demanded"), blank=True, default="")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    origin_type = models.CharField(_("origin"), max_length=60, blank=True, default="")
    origin_key = models.UUIDField(_("origin key"), null=True, blank=True)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    issued_by = _who(_("signed by"))
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("supervision notice")
        verbose_name_plural = _("supervision notices")
        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="notice_state"),
            models.Index(fields=["origin_type", "origin_key"], name="notice_origin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="notice_number_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(origin_type=LIGHT, state__in=["draft", "issued"]),
                name="notice_light_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | (models.Q(issued_on__isnull=False, due_on__isnull=False) & ~models.Q(number="")),
                name="notice_issued_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Branch(Record):
    """One unit's part: leading or assisting, its own deadline, its own state."""

    class Part(models.TextChoices):
        LEAD = "lead", pgettext_lazy("unit", "Lead")
        ASSIST = "assist", pgettext_lazy("unit", "Assisting")

    class State(models.TextChoices):
        OPEN = "open", _("To answer")
        REPLIED = "replied", _("Answered, to verify")
        RETURNED = "returned", _("Sent back")
        VERIFIED = "verified", _("Verified")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="branches", verbose_name=_("notice"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.LEAD)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True, default="")
    document = models.CharField(_("paper, signed and stamped"), max_length=120, blank=True, default="")
    replied_by = _who(_("answered by"))
    replied_on = models.DateField(_("answered on"), null=True, blank=True)
    verified_by = _who(_("verified by"))
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    returns = models.PositiveSmallIntegerField(_("times sent back"), default=0)

    class Meta:
        verbose_name = _("unit's part")
        verbose_name_plural = _("units' parts")
        ordering = ["-part", "id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "organisation"], name="branch_once"),
            models.CheckConstraint(
                condition=models.Q(verified_by__isnull=True)
                | models.Q(replied_by__isnull=True)
                | ~models.Q(verified_by=models.F("replied_by")),
                name="branch_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Step(models.Model):
    """What happened to a notice, one line each. Written once, never changed."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("Issued")
        REPLIED = "replied", _("Answered")
        RETURNED = "returned", _("Sent back")
        VERIFIED = "verified", _("Verified")
        ASKED = "asked", _("More time asked for")
        GRANTED = "granted", _("More time granted")
        REFUSED = "refused", _("More time refused")
        ESCALATED = "escalated", _("Stepped up")
        INTERVIEW = "interview", _("Interview due")
        HELD = "held", _("Interview held")
        LIGHT = "light", _("Light changed")
        CLOSED = "closed", pgettext_lazy("notice", "Closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("notice", "Withdrawn")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="steps", verbose_name=_("notice"))
    branch = models.ForeignKey(
        Branch, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("unit's part")
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    colour = models.CharField(_("colour"), max_length=8, blank=True, default="")
    on = models.DateField(_("on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    words = models.TextField(_("in words"), blank=True, default="")
    by = _who(_("by"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a notice")
        verbose_name_plural = _("steps of a notice")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "colour"], condition=models.Q(kind="escalated"), name="step_up_once_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class Extension(Record):
    """More time, asked for before the deadline with a reason, decided by another."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="extensions", verbose_name=_("unit's part"))
    asked_on = models.DateField(_("asked on"))
    asked_by = _who(_("asked by"))
    due_then = models.DateField(_("deadline then"))
    until = models.DateField(_("new day asked for"))
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    decided_by = _who(_("decided by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    words = models.CharField(_("decision in words"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(asked_on__lte=models.F("due_then")), name="extension_in_time"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("due_then")), name="extension_is_longer"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(asked_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="extension_decided_by_another",
            ),
            models.UniqueConstraint(fields=["branch"], condition=models.Q(state="asked"), name="extension_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.branch} → {self.until}"


class Interview(Record):
    """A unit summoned (约谈) after a red notice was missed, or when a leader orders it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="interviews", verbose_name=_("notice"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    due_on = models.DateField(_("due on"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    held_by = models.CharField(_("who spoke"), max_length=120, blank=True, default="")
    with_whom = models.CharField(_("to whom"), max_length=120, blank=True, default="")
    outcome = models.TextField(_("what was agreed"), blank=True, default="")

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "organisation"], condition=models.Q(held_on__isnull=True), name="interview_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.due_on}"


class LightException(Record):
    """A good reason beside a computed light, by a named person, for a time. The colour stays what was computed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    reason = models.TextField(_("reason"))
    document = models.CharField(_("source document"), max_length=200, blank=True, default="")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    by = _who(_("by"))

    class Meta:
        verbose_name = _("exception to a light")
        verbose_name_plural = _("exceptions to lights")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="exception_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.since}–{self.until}"


class UnitMonth(models.Model):
    """A unit at the end of a month: what time asked of its projects' plans, what was completed, and the light that follows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("unit"))
    until = models.DateField(_("month until"))
    asked_minor = models.BigIntegerField(_("asked for by then"))
    done_minor = models.BigIntegerField(_("completed by then"))
    projects = models.PositiveIntegerField(_("projects"))
    missed = models.PositiveSmallIntegerField(_("months missed in a row"))
    colour = models.CharField(_("light"), max_length=8)

    class Meta:
        verbose_name = _("month of a unit")
        verbose_name_plural = _("months of units")
        ordering = ["-until", "organisation"]
        constraints = [models.UniqueConstraint(fields=["organisation", "until"], name="unit_month_once")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.until}"

    @property
    def percent(self) -> int:
        """Completed of what time asked for."""
        return 100 * self.done_minor // self.asked_minor if self.asked_minor else 100
