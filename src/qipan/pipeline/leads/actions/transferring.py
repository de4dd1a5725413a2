"""A lead goes from one unit to another with written shares of the credit: agreed by the taker, or decided by the office."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.actions import telling
from qipan.pipeline.leads.actions.keeping import NotNow, demand_status, demand_words, refresh, write
from qipan.pipeline.leads.events import LeadTransferred
from qipan.pipeline.leads.models import Lead, Transfer
from qipan.pipeline.leads.rules import credit
from qipan.territory.orgs.models import Organisation

S, T = Lead.Status, Transfer.State


class Waits(Exception):
    """A transfer of this lead waits for its answer already."""


class BadShares(Exception):
    """The two shares do not make 100. `least`: or the unit of the first contact would keep less than the rules give it."""

    def __init__(self, least: int = 0) -> None:
        super().__init__(str(least))
        self.least = least


class OwnHand(Exception):
    """Who proposed it does not answer it."""


def propose(
    *, by: User, lead: Lead, taker: Organisation, giver_share: int, taker_share: int, why: str, on: date
) -> Transfer:
    """Offer the lead to another unit. Refuses shares that do not make 100 or leave the first contact too little (`BadShares`)."""
    demand_status(lead, S.OPEN, S.FOLLOWED, S.PARKED)
    if lead.unit is None or lead.unit_id == taker.pk:
        raise NotNow("unit")
    if giver_share + taker_share != 100 or not 0 <= giver_share <= 100:
        raise BadShares
    if least := credit.too_small(lead.first_unit_id, lead.unit_id or 0, giver_share, queries.figures(on)):
        raise BadShares(least)
    transfer = Transfer(
        lead=lead, giver=lead.unit, taker=taker, giver_share=giver_share, taker_share=taker_share, why=demand_words(why),
        proposed_on=on, proposed_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            transfer = changes.create(transfer, by=by, action="propose")
            refresh(lead)
            telling.offered(lead, transfer, by=by, on=on)
    except IntegrityError:
        raise Waits from None
    return transfer


def agree(*, by: User, transfer: Transfer, on: date) -> Lead:
    """The receiving unit agrees to the lead and to the shares."""
    return _settle(by, transfer, on, T.AGREED, "")


def decide_transfer(*, by: User, transfer: Transfer, on: date, reason: str) -> Lead:
    """The office decides it, with a reason."""
    return _settle(by, transfer, on, T.DECIDED, demand_words(reason))


def _settle(by: User, transfer: Transfer, on: date, state: str, reason: str) -> Lead:
    _demand_waiting(transfer)
    if transfer.proposed_by_id == by.pk:
        raise OwnHand
    lead = transfer.lead
    values = {"state": state, "answered_by": by, "answered_on": on, "reason": reason}
    with transaction.atomic():
        changes.change(transfer, by=by, values=values, action="agree" if state == T.AGREED else "decide")
        lead = write(lead, {"unit": transfer.taker, "holder": None}, by=by, action="transfer")
        telling.handed(lead, transfer, by=by, on=on)
        events.announce(LeadTransferred(lead.key.hex, transfer.giver_id, transfer.taker_id, on.isoformat()))
    return lead


def refuse_transfer(*, by: User, transfer: Transfer, on: date, reason: str) -> Transfer:
    """The receiving unit does not take it, and says why."""
    values = {"state": T.REFUSED, "answered_by": by, "answered_on": on, "reason": demand_words(reason)}
    return _end(by, transfer, values, "refuse")


def withdraw_transfer(*, by: User, transfer: Transfer, on: date) -> Transfer:
    """Taken back before an answer."""
    return _end(by, transfer, {"state": T.WITHDRAWN, "answered_on": on}, "withdraw")


def _end(by: User, transfer: Transfer, values: dict[str, object], action: str) -> Transfer:
    _demand_waiting(transfer)
    with transaction.atomic():
        transfer = changes.change(transfer, by=by, values=values, action=action)
        refresh(transfer.lead)
    return transfer


def _demand_waiting(transfer: Transfer) -> None:
    if transfer.state != T.PROPOSED:
        raise NotNow(transfer.state)
