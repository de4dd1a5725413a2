"""Teams that attract investment, by chain or by city, and who belongs to them from when to when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.territory.chains.models import Chain
from qipan.territory.orgs.models import Organisation, Person


class Team(Record):
    """A team works a chain or a city. Who an investor is, is open to the team of its lead."""

    class Kind(models.TextChoices):
        CHAIN = "chain", _("By chain")
        CITY = "city", _("By city")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CHAIN)
    chain = models.ForeignKey(Chain, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chain"))
    city = models.CharField(_("city"), max_length=60, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    head = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("head of the team")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class TeamMember(Record):
    """A person in a team, from a day until a day. What they may see follows from their account."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", verbose_name=_("team"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["team", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="team_member_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.team}"
