"""Who is told of a claim, a decision, a transfer: whoever signs in for the units concerned. Never who stands behind the lead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import Kind
from qipan.pipeline.leads.models import Claim, Lead, Transfer
from qipan.territory.orgs import queries as orgs

KINDS = (Kind("lead", _("A lead of ours is claimed, decided or handed over"), "target-arrow", order=25),)
CLAIMED = gettext_noop("%(unit)s claims the first contact of %(lead)s.")
DECIDED = gettext_noop("The first contact of %(lead)s is %(unit)s's.")
OFFERED = gettext_noop("%(unit)s offers %(lead)s: your share is %(share)s percent.")
HANDED = gettext_noop("%(lead)s went to %(unit)s.")


def _tell(
    lead: Lead, units: Iterable[int | None], words: str, fact: str, figures: dict[str, Any], by: User | None, on: date
) -> None:
    people = orgs.accounts_of([pk for pk in units if pk], on=on, ability="leads.see")
    notify.tell(
        [user for user in people if by is None or user.pk != by.pk],
        kind="lead",
        words=words,
        figures={"lead": lead.number, **figures},
        fact=f"lead:{lead.key}:{fact}",
        url=reverse("leads:detail", args=[lead.key]),
    )


def claimed(lead: Lead, claim: Claim, *, by: User | None, on: date) -> None:
    others = lead.claims.filter(state=Claim.State.OPEN).exclude(pk=claim.pk).values_list("unit_id", flat=True)
    _tell(lead, [lead.unit_id, *others], CLAIMED, f"claim:{claim.key}", {"unit": str(claim.unit)}, by, on)


def decided(lead: Lead, claim: Claim, *, by: User | None, on: date) -> None:
    units = lead.claims.exclude(state=Claim.State.WITHDRAWN).values_list("unit_id", flat=True)
    _tell(lead, units, DECIDED, f"decided:{claim.key}", {"unit": str(claim.unit)}, by, on)


def offered(lead: Lead, transfer: Transfer, *, by: User | None, on: date) -> None:
    figures = {"unit": str(transfer.giver), "share": transfer.taker_share}
    _tell(lead, [transfer.taker_id], OFFERED, f"offered:{transfer.key}", figures, by, on)


def handed(lead: Lead, transfer: Transfer, *, by: User | None, on: date) -> None:
    _tell(
        lead,
        [transfer.giver_id, transfer.taker_id],
        HANDED,
        f"handed:{transfer.key}",
        {"unit": str(transfer.taker)},
        by,
        on,
    )
