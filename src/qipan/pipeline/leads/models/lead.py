"""A lead, and apart from it who it is: what others may not read stands in a row of its own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.core.models import Record
from qipan.pipeline.leads.models.team import Team
from qipan.territory.chains.models import Chain, Node
from qipan.territory.companies.models import Company
from qipan.territory.orgs.models import Organisation, Person, Region
from qipan.territory.parks.models import Park


def _link(to: type[models.Model], label: Any) -> models.ForeignKey:
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


def _words(label: Any, length: int = 200) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def _day(label: Any) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


class Lead(Record):
    """A tip on a possible investment, with its source, its clock and who holds it.

    Only what everybody who reaches the lead may read stands here: sector, size, land, place, days. Its name is made of these. Investor,
    contact, content and referrer stand in `Identity`. Due days are kept as the rules of the day it was received gave them.
    """

    class Source(models.TextChoices):
        PERSON = "person", pgettext_lazy("source of a lead", "A person")
        FILE = "file", pgettext_lazy("source of a lead", "A file or ledger")
        ENQUIRY = "enquiry", pgettext_lazy("source of a lead", "Public enquiry")
        EVENT = "event", pgettext_lazy("source of a lead", "Fair or event")
        VISIT = "visit", pgettext_lazy("source of a lead", "A visit")
        CHAIN = "chain", pgettext_lazy("source of a lead", "Target of a chain")
        OTHER = "other", pgettext_lazy("source of a lead", "Other source")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("lead", "To be triaged")
        FOLLOWED = "followed", pgettext_lazy("lead", "Followed")
        PARKED = "parked", pgettext_lazy("lead", "Parked")
        REFUSED = "refused", pgettext_lazy("lead", "Refused")
        PROJECT = "project", pgettext_lazy("lead", "Became a project")
        JOINED = "joined", pgettext_lazy("lead", "Joined with another")

    class Refusal(models.TextChoices):
        SECTOR = "sector", pgettext_lazy("refusal", "Does not fit the county's industries")
        ENVIRONMENT = "environment", pgettext_lazy("refusal", "Environment or energy")
        SAFETY = "safety", pgettext_lazy("refusal", "Safety")
        LAND = "land", pgettext_lazy("refusal", "No fitting land or supply")
        BENEFIT = "benefit", pgettext_lazy("refusal", "Too little benefit")
        CREDIT = "credit", pgettext_lazy("refusal", "Investor not credible")
        EMPTY = "empty", pgettext_lazy("refusal", "No intention behind it")
        OTHER = "other", pgettext_lazy("refusal", "Another reason")

    class Amount(models.TextChoices):
        TOTAL = "total", _("Total investment")
        FIXED = "fixed", _("Fixed assets")
        PHASE_ONE = "phase_one", _("Phase one")

    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.PERSON)
    sector = _words(_("sector"), 120)
    chain = _link(Chain, _("chain"))
    node = _link(Node, _("chain node"))
    amount_kind = models.CharField(_("kind of amount"), max_length=20, choices=Amount, default=Amount.TOTAL)
    amount_minor = models.BigIntegerField(_("intended amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    land_m2 = models.DecimalField(_("land need"), max_digits=14, decimal_places=2, null=True, blank=True)
    region = _link(Region, _("region wished"))
    park = _link(Park, _("park wished"))

    unit = _link(Organisation, _("unit that follows"))
    holder = _link(Person, _("who follows"))
    team = _link(Team, _("team"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    first_unit = _link(Organisation, _("first-contact unit"))
    first_contact_on = _day(_("first contact"))

    received_on = models.DateField(_("received on"), db_index=True)
    needs_experts = models.BooleanField(_("experts are asked"), default=False)
    respond_by = _day(_("respond by"))
    responded_on = _day(_("responded on"))
    triage_by = _day(_("triage by"))
    triaged_on = _day(_("triaged on"))
    answer_by = _day(_("answer the referrer by"))
    answered_on = _day(_("referrer answered on"))
    next_due = models.DateField(_("next day due"), null=True, blank=True, db_index=True, editable=False)

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    refusal = models.CharField(_("kind of refusal"), max_length=20, choices=Refusal, blank=True, default="")
    reason = models.TextField(_("reason"), blank=True, default="")
    parked_until = _day(_("parked until"))
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name=_("joined with")
    )
    is_confidential = models.BooleanField(_("confidential"), default=True)

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "next_due"], name="lead_status_due"),
            models.Index(fields=["unit", "status"], name="lead_unit"),
            models.Index(fields=["amount_minor", "sector"], name="lead_amount"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__isnull=True) | models.Q(amount_minor__gte=0),
                name="lead_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="parked") | models.Q(parked_until__isnull=False), name="lead_parked_has_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="refused") | (~models.Q(refusal="") & ~models.Q(reason="")),
                name="lead_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="joined") | models.Q(joined_to__isnull=False), name="lead_joined_to_one"
            ),
        ]

    def __str__(self) -> str:
        """Sector, size and number: what every reader may see."""
        return self.neutral(get_language() or "en")

    def neutral(self, language: str) -> str:
        size = units.money_text(self.amount_minor, self.currency, language) if self.amount_minor is not None else ""
        return " · ".join(filter(None, (self.sector or str(_("sector unknown")), size, self.number)))

    @property
    def number(self) -> str:
        return f"L{self.pk:04d}" if self.pk else ""


class Identity(Record):
    """Who stands behind a lead: open to its team and the leaders it names until the project is signed."""

    is_secret = True  # not counted where firms say what points at them; its history is shown by this room only

    lead = models.OneToOneField(Lead, models.CASCADE, related_name="identity", verbose_name=_("lead"))
    investor = _link(Company, _("investor"))
    investor_text = _words(_("investor as told, or a hint"), 300)
    credit_code = _words(_("unified social credit code"), 18)
    content = models.TextField(_("content"), blank=True, default="")
    contact = _words(_("contact"), 120)
    phone = _words(_("telephone"), 120)
    referrer_org = _link(Organisation, _("referring organisation"))
    referrer = _words(_("referrer"), 120)
    response = models.TextField(_("first response"), blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")

    class Meta:
        verbose_name = _("who a lead is")
        verbose_name_plural = _("who leads are")

    def __str__(self) -> str:
        return str(self.lead)

    @property
    def name(self) -> str:
        return self.investor.name if self.investor else self.investor_text


class Reader(models.Model):
    """A leader the team named: who the investor is, is open to them."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="readers", verbose_name=_("lead"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    on = models.DateField(_("named on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("named by")
    )

    class Meta:
        verbose_name = _("person named")
        verbose_name_plural = _("people named")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["lead", "person"], name="lead_reader_once")]
