"""A case: one item applied for by one project, on its way through an authority, with the times its clock stood still."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.delivery.approvals.models.catalogue import LONGEST, Item
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation

Q, F = models.Q, models.F


class Case(Record):
    """`due_on` and `used_days` are derived from the days and the calendar (`actions.refresh`); nobody types them."""

    class Status(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("case", "Received")
        ACCEPTED = "accepted", pgettext_lazy("case", "Accepted")
        PAUSED = "paused", pgettext_lazy("case", "Clock stands still")
        APPROVED = "approved", pgettext_lazy("case", "Approved")
        REFUSED = "refused", pgettext_lazy("case", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("case", "Withdrawn")
        NOT_ACCEPTED = "not_accepted", pgettext_lazy("case", "Not accepted")

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("project"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="cases", verbose_name=_("item"))
    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("authority"))
    number = models.CharField(_("number of the application"), max_length=60, blank=True)
    status = models.CharField(pgettext_lazy("case", "status"), max_length=16, choices=Status, default=Status.RECEIVED)
    received_on = models.DateField(_("received on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    document = models.CharField(_("number of the document"), max_length=120, blank=True)
    words = models.CharField(_("grounds"), max_length=400, blank=True)
    promised_days = models.PositiveSmallIntegerField(
        _("promised days"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )
    statutory_days = models.PositiveSmallIntegerField(
        _("statutory days"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    used_days = models.PositiveSmallIntegerField(_("days used"), null=True, blank=True, editable=False)
    told_over_on = models.DateField(_("told overdue on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("approval case")
        verbose_name_plural = _("approval cases")
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="case_status_due"),
            models.Index(fields=["authority", "status", "due_on"], name="case_authority_due"),
            models.Index(fields=["project", "item"], name="case_project_item"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "item"],
                condition=Q(status__in=["received", "accepted", "paused", "approved"]),
                name="case_once_open",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("received_on")), name="case_accepted_after"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | (
                    Q(decided_on__gte=F("received_on"))
                    & (Q(accepted_on__isnull=True) | Q(decided_on__gte=F("accepted_on")))
                ),
                name="case_decided_after",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "accepted", "paused"], decided_on__isnull=True)
                | Q(status__in=["approved", "refused", "withdrawn", "not_accepted"], decided_on__isnull=False),
                name="case_decided_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "approved", "refused"]) | Q(accepted_on__isnull=False),
                name="case_accepted_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.name} · {self.project.name}"

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None


class Pause(Record):
    """A time a case's clock stood still, and why. The day it began still counted, the day it ended does not."""

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", _("Papers asked of the applicant")
        EXPERT_REVIEW = "expert_review", _("Expert review")
        PUBLIC_NOTICE = "public_notice", _("Public notice")
        HEARING = "hearing", _("Hearing")
        INSPECTION = "inspection", _("Inspection or test on site")
        OTHER = "other", pgettext_lazy("pause", "Other")

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses", verbose_name=_("case"))
    kind = models.CharField(_("why the clock stands still"), max_length=16, choices=Kind)
    reason = models.CharField(_("reason"), max_length=400)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="case_one_open_pause"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"
