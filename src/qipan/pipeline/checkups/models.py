"""What the check-up found, and what was answered to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Project


class Finding(Record):
    """A rule that complains of a project, with the figures it compared. It ends by itself when the figures change."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("finding", "Open")
        ANSWERED = "answered", pgettext_lazy("finding", "Answered")
        ACCEPTED = "accepted", pgettext_lazy("finding", "Answer accepted")
        CLEARED = "cleared", pgettext_lazy("finding", "Cleared")

    project = models.ForeignKey(Project, models.CASCADE, related_name="findings", verbose_name=_("project"))
    rule = models.CharField(_("rule"), max_length=40)
    numbers = models.JSONField(_("figures"), default=dict)
    source = models.CharField(_("source of the threshold"), max_length=300, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    since = models.DateField(_("found on"))
    seen_on = models.DateField(_("last seen on"))
    cleared_on = models.DateField(_("cleared on"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-since", "rule", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rule"], condition=Q(cleared_on__isnull=True), name="finding_once_while_it_holds"
            ),
            models.CheckConstraint(
                condition=Q(state="cleared", cleared_on__isnull=False)
                | (~Q(state="cleared") & Q(cleared_on__isnull=True)),
                name="finding_cleared_has_day",
            ),
        ]
        indexes = [models.Index(fields=["rule", "state"], name="finding_rule")]

    def __str__(self) -> str:
        return f"{self.project} · {self.rule}"


class Answer(Record):
    """What somebody says to a finding. Decided by another person: the database holds to it."""

    class Kind(models.TextChoices):
        EXPLAIN = "explain", pgettext_lazy("answer", "Explain: the figures are right, and this is why")
        DISPUTE = "dispute", pgettext_lazy("answer", "Dispute: the finding is wrong")
        MEND = "mend", pgettext_lazy("answer", "Mend: the figures were wrong and are put right")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="answers", verbose_name=_("finding"))
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind)
    words = models.TextField(_("in words"))
    mended_by_on = models.DateField(_("put right by"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("on"))
    is_accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.CharField(_("reason of the decision"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("answer to a finding")
        verbose_name_plural = _("answers to findings")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")), name="answer_decided_by_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding} · {self.get_kind_display()}"
