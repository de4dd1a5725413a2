"""Runs of the planner with all that proves them, and plans adopted from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.board import rules
from qipan.core.models import Record


class Run(Record):
    """One computation of the best move, or of a what-if beside it. What it was asked and what it found are kept whole."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Under way")
        FINISHED = "finished", pgettext_lazy("run", "Finished")
        CANCELLED = "cancelled", _("Stopped")
        FAILED = "failed", _("Failed")

    BUSY = frozenset({State.WAITING, State.RUNNING})
    HEAVY = ("problem", "plan", "result", "missing", "trail")

    name = models.CharField(_("name"), max_length=120)
    on = models.DateField(_("as of"))
    origin = models.DateField(_("first week begins"))
    year = models.PositiveSmallIntegerField(_("year planned for"))
    base = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="what_ifs", verbose_name=_("beside")
    )
    changes = models.JSONField(_("what if"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    seconds = models.FloatField(_("time allowed"), default=20)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    is_exact = models.BooleanField(_("the same on every machine"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    started_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    begun_anew = models.PositiveSmallIntegerField(_("begun anew"), default=0)
    failure = models.JSONField(_("why it failed"), default=dict, blank=True)

    problem = models.TextField(_("problem"), blank=True, default="")
    problem_hash = models.CharField(_("hash of the problem"), max_length=64, blank=True, default="")
    missing = models.JSONField(_("missing figures"), default=list, blank=True)
    plan = models.TextField(_("plan"), blank=True, default="")
    result = models.JSONField(_("result"), default=dict, blank=True)
    trail = models.JSONField(_("value and bound over time"), default=list, blank=True)
    value = models.BigIntegerField(_("value"), null=True, blank=True)
    bound = models.BigIntegerField(_("bound"), null=True, blank=True)
    accepted = models.PositiveIntegerField(_("projects taken"), null=True, blank=True)
    on_board = models.PositiveIntegerField(_("projects on the board"), null=True, blank=True)
    is_sound = models.BooleanField(_("checked"), default=False)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY

    @property
    def has_plan(self) -> bool:
        return self.value is not None

    @property
    def minor(self) -> int | None:
        """What the plan is worth, in fen."""
        return None if self.value is None else self.value * 1_000_000

    @property
    def gap(self) -> float | None:
        """How much better any plan could be at most, in percent of this one."""
        return None if self.value is None or self.bound is None else rules.better(self.value, self.bound)


class Adoption(Record):
    """A plan proposed by one person and confirmed by another; what it wrote, so that it can be taken back."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("plan", "Proposed")
        IN_FORCE = "in_force", pgettext_lazy("plan", "In force")
        SUPERSEDED = "superseded", _("Superseded")
        REPEALED = "repealed", _("Repealed")
        WITHDRAWN = "withdrawn", pgettext_lazy("plan", "Withdrawn")

    run = models.ForeignKey(Run, models.PROTECT, related_name="adoptions", verbose_name=_("run"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    dispatched = models.JSONField(_("what it wrote"), default=dict, blank=True)

    class Meta:
        verbose_name = _("adopted plan")
        verbose_name_plural = _("adopted plans")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="adoption_by_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "superseded", "repealed"])
                | models.Q(confirmed_by__isnull=False),
                name="adoption_in_force_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="in_force"), name="adoption_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["run"], condition=models.Q(state="proposed"), name="adoption_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.run.name
