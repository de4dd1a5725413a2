"""What a team does: trips out and guests received, contacts with an investor, what was promised for when.

A visit holds what everybody who sees the team may read. Whom it was with, what was said and promised stands in `Interaction` and `Promise`,
which are open to the team, to whoever wrote them and, where they belong to a lead, to those the lead's investor is open to.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.leads.models.lead import Lead
from qipan.pipeline.leads.models.team import Team
from qipan.territory.orgs.models import Person


def _by() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )


def _person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


def _lead(related: str) -> models.ForeignKey:
    return models.ForeignKey(Lead, models.PROTECT, null=True, blank=True, related_name=related, verbose_name=_("lead"))


class Visit(Record):
    """A trip to investors (走出去) or guests received (请进来)."""

    class Direction(models.TextChoices):
        OUT = "out", pgettext_lazy("visit", "Going out")
        IN = "in", pgettext_lazy("visit", "Receiving")

    team = models.ForeignKey(Team, models.PROTECT, related_name="visits", verbose_name=_("team"))
    direction = models.CharField(_("direction of the visit"), max_length=4, choices=Direction, default=Direction.OUT)
    on = models.DateField(_("first day"), db_index=True)
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    led_by = _person(_("led by"))
    led_by_text = models.CharField(_("led by, as written"), max_length=60, blank=True, default="")
    led_as = models.CharField(_("post of who led"), max_length=40, blank=True, default="")
    purpose = models.CharField(_("purpose, without names"), max_length=200, blank=True, default="")
    by = _by()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(days__gte=1), name="visit_lasts_a_day")]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} · {self.place or self.team} · {self.on}"

    @property
    def leader(self) -> str:
        return str(self.led_by or self.led_by_text)

    @property
    def last_on(self) -> date:
        return self.on + timedelta(days=self.days - 1)


class Interaction(Record):
    """A contact with an investor: when, how, whom, what was said."""

    class Kind(models.TextChoices):
        VISIT = "visit", pgettext_lazy("contact", "Visit")
        MEETING = "meeting", pgettext_lazy("contact", "Meeting")
        CALL = "call", pgettext_lazy("contact", "Telephone or video")
        LETTER = "letter", pgettext_lazy("contact", "Letter or message")
        FAIR = "fair", pgettext_lazy("contact", "Fair or event")

    team = models.ForeignKey(Team, models.PROTECT, related_name="interactions", verbose_name=_("team"))
    lead = _lead("interactions")
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="interactions", verbose_name=_("visit")
    )
    on = models.DateField(_("day"), db_index=True)
    kind = models.CharField(_("kind of contact"), max_length=10, choices=Kind, default=Kind.MEETING)
    firm = models.CharField(_("firm met"), max_length=200, blank=True, default="")
    contact = models.CharField(_("person met"), max_length=60, blank=True, default="")
    contact_post = models.CharField(_("post of the person met"), max_length=60, blank=True, default="")
    words = models.TextField(_("what was said"), blank=True, default="")
    by = _by()

    class Meta:
        verbose_name = _("contact with an investor")
        verbose_name_plural = _("contacts with investors")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        """Nothing of whom it was with."""
        return f"{self.get_kind_display()} · {self.on}"


class Promise(Record):
    """What was promised to an investor, by when, and who does it."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="promises", verbose_name=_("team"))
    lead = _lead("promises")
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, related_name="promises", verbose_name=_("promised at")
    )
    words = models.CharField(_("what is promised"), max_length=300)
    due_on = models.DateField(_("due on"), db_index=True)
    person = _person(_("who does it"))
    done_on = models.DateField(_("kept on"), null=True, blank=True)
    done_words = models.CharField(_("how it was kept"), max_length=300, blank=True, default="")
    by = _by()

    class Meta:
        verbose_name = pgettext_lazy("follow-up", "promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} · {self.due_on}"
