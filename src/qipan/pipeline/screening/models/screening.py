"""A screening of a project against one version of a standard; the waiver of one that fails; the conditions that follow from either."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Attachment, Project
from qipan.pipeline.screening.models.standard import Standard
from qipan.territory.orgs.models import Organisation
from qipan.territory.tasks.models import Task

_user = settings.AUTH_USER_MODEL


class Screening(Record):
    """Figures with where they come from, and once decided the verdict. Decided, it is never written again (the database refuses it).

    `figures`: code → {"value", "unit", "from": project | submitted, "who", "source"}; `findings`: the criteria as they were judged.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("screening", "Being filled in")
        DECIDED = "decided", pgettext_lazy("screening", "Decided")
        DROPPED = "dropped", pgettext_lazy("screening", "Dropped")

    class Verdict(models.TextChoices):
        PASS = "pass", pgettext_lazy("verdict", "Pass")
        CONDITIONAL = "conditional", pgettext_lazy("verdict", "Conditional")
        FAIL = "fail", pgettext_lazy("verdict", "Fail")

    project = models.ForeignKey(Project, models.PROTECT, related_name="screenings", verbose_name=_("project"))
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="screenings", verbose_name=_("access standard"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, blank=True, default="")
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=2, null=True, blank=True)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    opened_by = models.ForeignKey(_user, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_on = models.DateField(_("opened on"))
    decided_by = models.ForeignKey(
        _user, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    words = models.TextField(_("words of the decision"), blank=True, default="")

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["project", "state", "-id"], name="screening_latest")]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(state="open"), name="screening_one_open"),
            models.CheckConstraint(
                condition=Q(state="decided", decided_by__isnull=False, decided_on__isnull=False)
                & Q(verdict__in=["pass", "conditional", "fail"])
                | ~Q(state="decided") & Q(verdict=""),
                name="screening_decided_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.standard}"


class Waiver(Record):
    """A project let in though it fails, case by case: reason, minutes, and a second person (the database holds to it)."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("waiver", "Waits for a decision")
        GRANTED = "granted", pgettext_lazy("waiver", "Granted")
        REFUSED = "refused", pgettext_lazy("waiver", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("waiver", "Withdrawn")

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="waivers", verbose_name=_("screening"))
    reason = models.TextField(_("reason"))
    minutes = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name=_("minutes"))
    proposed_by = models.ForeignKey(_user, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_on = models.DateField(_("proposed on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        _user, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    words = models.TextField(_("words of the decision"), blank=True, default="")

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="waiver_second_person"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused"]) | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="waiver_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_reason"),
            models.UniqueConstraint(
                fields=["screening"], condition=Q(state__in=["waiting", "granted"]), name="waiver_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening} · {self.get_state_display()}"


class Condition(Record):
    """What a project owes for being let in: who sees to it, by when. From signing on it is a task, until it is met."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="conditions", verbose_name=_("screening"))
    text = models.CharField(_("condition"), max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("who sees to it"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days after signing"), null=True, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("task"))

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(days__isnull=False), name="condition_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text
