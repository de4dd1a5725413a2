"""How a project goes through a gate: what was submitted, who confirmed it or sent it back, and decisions to let one pass without."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.models.files import Attachment
from qipan.pipeline.projects.models.project import Project


class Submission(Record):
    """A claim that a project is at another stage, with its evidence; confirmed or sent back by somebody else (the database says so too).

    `roles`: "|key-projects-officer|leader|", who confirms as the rule set said on that day; empty: everybody who may confirm.
    `evidence_held`: the files as they were, with their hashes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    project = models.ForeignKey(Project, models.CASCADE, related_name="submissions", verbose_name=_("project"))
    before = models.CharField(_("from stage"), max_length=20, choices=Stage)
    after = models.CharField(_("to stage"), max_length=20, choices=Stage)
    claim = models.TextField(_("claim"), blank=True, default="")
    on = models.DateField(_("submitted on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("submitted by"))
    roles = models.CharField(_("confirmed by the roles"), max_length=200, blank=True, default="")
    evidence = models.ManyToManyField(Attachment, related_name="submissions", verbose_name=_("evidence"), blank=True)
    evidence_held = models.JSONField(_("evidence as it was"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    words = models.TextField(_("words of the decision"), blank=True, default="")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "project"], name="submission_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("by")),
                name="submission_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["confirmed", "returned"])
                | models.Q(decided_by__isnull=False, decided_on__isnull=False),
                name="submission_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(words=""), name="submission_returned_with_words"
            ),
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="submission_goes_somewhere"),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(state="waiting"), name="submission_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"


class GateException(Record):
    """A gate passed without all it asks, by decision: what was missing, why, and the paper that says so. Kept forever."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="exceptions", verbose_name=_("project"))
    before = models.CharField(_("from stage"), max_length=20, choices=Stage)
    after = models.CharField(_("to stage"), max_length=20, choices=Stage)
    missing = models.JSONField(_("what was missing"), default=list)
    reason = models.TextField(_("reason"))
    document = models.ForeignKey(Attachment, models.RESTRICT, related_name="+", verbose_name=_("document"))
    on = models.DateField(_("on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="gate_exception_has_reason")]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
