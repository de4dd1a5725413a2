"""Mending what was written: corrections with a reason, taking back a decision, recording from a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import changes
from qipan.core.models import User
from qipan.delivery.approvals import queries, rules
from qipan.delivery.approvals.actions.cases import NotNow, NotYours, NoWords, check_days, refuse_second
from qipan.delivery.approvals.actions.nightly import refresh
from qipan.delivery.approvals.models import Case, Pause

Source = Mapping[str, Any] | None
CORRECTED = ("number", "received_on", "accepted_on", "decided_on", "document", "words", "promised_days")


def correct(
    *, by: User, case: Case, values: Mapping[str, Any], reason: str, today: date, version: int | None = None
) -> Case:
    """Mend days, numbers or words of a case, whatever its status; the reason stands in the history beside old and new.

    Refuses another authority's case, a status changed this way, and days out of order.
    """
    if not queries.may_handle(by, case):
        raise NotYours("approvals.handle")
    if not reason.strip():
        raise NoWords
    if set(values) - set(CORRECTED):
        raise NotNow("correct", case.status)
    return _write(case, values, by=by, today=today, version=version, action="case.correct", reason=reason.strip())


def reopen(*, by: User, case: Case, reason: str, today: date, version: int | None = None) -> Case:
    """Take a decision back: the case stands as before it, the history keeps both."""
    if not queries.may_handle(by, case):
        raise NotYours("approvals.handle")
    if not reason.strip():
        raise NoWords
    if not rules.may("reopen", case.status):
        raise NotNow("reopen", case.status)
    refuse_second(case.project, case.item, but=case.pk)
    status = Case.Status.ACCEPTED if case.accepted_on else Case.Status.RECEIVED
    values = {"status": status, "decided_on": None, "document": "", "words": ""}
    return _write(case, values, by=by, today=today, version=version, action="case.reopen", reason=reason.strip())


def _write(
    case: Case,
    values: Mapping[str, Any],
    *,
    by: User | None,
    today: date,
    version: int | None,
    action: str,
    reason: str,
) -> Case:
    with transaction.atomic():
        current = Case.objects.select_for_update().get(pk=case.pk)
        for name, value in values.items():
            setattr(current, name, value)
        check_days(current, tuple(current.pauses.all()), today)
        changed = changes.change(current, by=by, values=values, version=version, action=action)
        changes.note(changed, by=by, action=action, changes={"reason": [None, reason]})
        refresh([case.pk], on=today)
    return Case.objects.get(pk=case.pk)


def record(
    *, by: User | None, today: date, source: Source = None, pauses: tuple[Mapping[str, Any], ...] = (), **values: Any
) -> Case:
    """Take a case over from a ledger as it stands there, its status following from its days. Refuses what cannot be."""
    case = Case(**values)
    if case.decided_on and case.accepted_on is None and case.status != Case.Status.NOT_ACCEPTED:
        case.accepted_on = case.received_on  # an application not turned away counts as accepted when it came
    case.status = _status(case, pauses)
    if case.promised_days is None:
        case.promised_days = case.item.promised_days
    if case.statutory_days is None:
        case.statutory_days = case.item.statutory_days
    if case.status in (*rules.OPEN, Case.Status.APPROVED):
        refuse_second(case.project, case.item)
    rows = tuple(Pause(case=case, **given) for given in pauses)
    check_days(case, rows, today)
    with transaction.atomic():
        changes.create(case, by=by, action="case.receive", source=source)
        for row in rows:
            row.case = case
            changes.create(row, by=by, source=source)
        refresh([case.pk], on=today)
    return Case.objects.get(pk=case.pk)


def overwrite(*, by: User | None, case: Case, values: Mapping[str, Any], today: date, source: Source = None) -> Case:
    """Take over from a ledger what differs; the status follows from the days. Refuses what cannot be."""
    with transaction.atomic():
        current = Case.objects.select_for_update().get(pk=case.pk)
        wanted = dict(values)
        for name, value in wanted.items():
            setattr(current, name, value)
        if current.decided_on and current.accepted_on is None and current.status != Case.Status.NOT_ACCEPTED:
            wanted["accepted_on"] = current.accepted_on = current.received_on
        pauses = tuple(current.pauses.all())
        wanted["status"] = _status(current, tuple({"until": p.until} for p in pauses))
        check_days(current, pauses, today)
        changed = changes.change(current, by=by, values=wanted, source=source)
        refresh([changed.pk], on=today)
    return Case.objects.get(pk=case.pk)


def _status(case: Case, pauses: tuple[Mapping[str, Any], ...]) -> str:
    if case.decided_on:
        return case.status if case.status in rules.DECIDED else Case.Status.APPROVED
    if any(given.get("until") is None for given in pauses):
        return Case.Status.PAUSED
    return Case.Status.ACCEPTED if case.accepted_on else Case.Status.RECEIVED


def drop(*, by: User | None, case: Case, reason: str, source: Source = None) -> None:
    """Remove a case that was taken over from a ledger by mistake; the history keeps what it held."""
    changes.delete(case, by=by, reason=reason, source=source)
