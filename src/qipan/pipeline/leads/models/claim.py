"""Who was first: claims of units on one investor. Who goes on: transfers with a written share of the credit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.leads.models.lead import Lead
from qipan.territory.orgs.models import Organisation


def _who(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Claim(Record):
    """A unit says it was in contact. The unit that registered the lead holds the first one."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("claim", "Stands")
        UPHELD = "upheld", pgettext_lazy("claim", "Upheld")
        DECLINED = "declined", pgettext_lazy("claim", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="claims", verbose_name=_("lead"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    first_contact_on = models.DateField(_("first contact"))
    grounds = models.TextField(pgettext_lazy("claim", "grounds"), blank=True, default="")
    by = _who(_("lodged by"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    decided_by = _who(_("decided by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, default="")

    class Meta:
        verbose_name = pgettext_lazy("lead", "claim")
        verbose_name_plural = _("claims")
        ordering = ["first_contact_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "unit"], condition=~models.Q(state="withdrawn"), name="claim_once_a_unit"
            ),
            models.UniqueConstraint(fields=["lead"], condition=models.Q(state="upheld"), name="claim_one_upheld"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["upheld", "declined"]) | ~models.Q(reason=""),
                name="claim_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.lead.number}"


class Transfer(Record):
    """One unit hands a lead to another. Of the credit the giver holds, both shares are written and make 100."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("transfer", "Proposed")
        AGREED = "agreed", pgettext_lazy("transfer", "Agreed")
        DECIDED = "decided", pgettext_lazy("transfer", "Decided by the office")
        REFUSED = "refused", pgettext_lazy("transfer", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("transfer", "Withdrawn")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="transfers", verbose_name=_("lead"))
    giver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("transfer", "from")
    )
    taker = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("transfer", "to")
    )
    giver_share = models.PositiveSmallIntegerField(_("share of the giver, in percent"))
    taker_share = models.PositiveSmallIntegerField(_("share of the taker, in percent"))
    why = models.TextField(pgettext_lazy("transfer", "why"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = _who(pgettext_lazy("transfer", "proposed by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = _who(_("answered by"))
    reason = models.TextField(_("reason"), blank=True, default="")

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(giver_share__lte=100, taker_share__lte=100)
                & models.Q(taker_share=100 - models.F("giver_share")),
                name="transfer_shares_make_100",
            ),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="transfer_between_two"),
            models.UniqueConstraint(
                fields=["lead"], condition=models.Q(state="proposed"), name="transfer_one_proposed"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["agreed", "decided"])
                | models.Q(answered_by__isnull=True)
                | ~models.Q(answered_by=models.F("proposed_by")),
                name="transfer_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker} · {self.lead.number}"
