"""How rules change: a draft, put in force from a day, taken back before that day. A version in force is never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qipan.core import changes, events
from qipan.core.events import RulesPutInForce, RulesTakenBack
from qipan.core.models import RuleSet, User


class NotADraft(Exception):
    """A version put in force, or taken back, is never edited; make a new one."""


class InForce(Exception):
    """It is in force already; a new version must replace it."""


class InThePast(Exception):
    """Rules do not reach back: the days before were judged by what held then."""


class DayTaken(Exception):
    """Another version of this kind begins at this place on that day."""


class NoSource(Exception):
    """No rule holds without the paper that says so."""


class ReasonNeeded(Exception):
    """Taking rules back must say why."""


def draft(
    *, kind: str, name: str, source: str, body: Mapping[str, Any], by: User | None, effective_from: date, place: str = "",
    effective_to: date | None = None, note: str = "",
) -> RuleSet:  # fmt: skip
    """Write a new version that holds nowhere yet."""
    row = RuleSet(
        kind=kind, name=name, source=source, body=dict(body), place=place, effective_from=effective_from, effective_to=effective_to,
        note=note, state=RuleSet.State.DRAFT,
    )  # fmt: skip
    return changes.create(row, by=by)


def edit(*, rules: RuleSet, by: User, values: Mapping[str, Any], version: int | None = None) -> RuleSet:
    """Change a draft. Refuses anything that was put in force (`NotADraft`)."""
    with transaction.atomic():
        _refuse_unless_draft(rules)
        return changes.change(rules, by=by, values=values, version=version)


def put_in_force(*, rules: RuleSet, by: User | None, on: date, version: int | None = None) -> RuleSet:
    """From its day the draft is what holds. The first version of a kind at a place may begin in the past, a later one not."""
    with transaction.atomic():
        current = _refuse_unless_draft(rules)
        if not current.source.strip():
            raise NoSource
        same = RuleSet.objects.filter(kind=current.kind, place=current.place, state=RuleSet.State.SET)
        if same.filter(effective_from=current.effective_from).exists():
            raise DayTaken
        if current.effective_from < on and same.exists():
            raise InThePast
        values = {"state": RuleSet.State.SET, "set_by": by, "set_at": timezone.now()}
        row = changes.change(rules, by=by, values=values, version=version, action="put in force")
        events.announce(RulesPutInForce(row.kind, str(row.key), row.place, row.effective_from.isoformat()))
    return row


def take_back(*, rules: RuleSet, by: User, on: date, reason: str, version: int | None = None) -> RuleSet:
    """Undo before it takes effect; from its first day on a new version must replace it (`InForce`)."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        current = RuleSet.objects.select_for_update().get(pk=rules.pk)
        if current.state != RuleSet.State.SET:
            raise NotADraft
        if current.effective_from <= on:
            raise InForce
        values = {"state": RuleSet.State.TAKEN_BACK, "note": reason.strip()[:300]}
        row = changes.change(rules, by=by, values=values, version=version, action="take back")
        events.announce(RulesTakenBack(row.kind, str(row.key), row.place))
    return row


def discard(*, rules: RuleSet, by: User, reason: str) -> None:
    """Throw a draft away; the history keeps what it said."""
    with transaction.atomic():
        _refuse_unless_draft(rules)
        changes.delete(rules, by=by, reason=reason)


def next_day(on: date) -> date:
    """The day proposed for a new version: tomorrow, so that it can still be taken back."""
    return on + timedelta(days=1)


def _refuse_unless_draft(rules: RuleSet) -> RuleSet:
    current = RuleSet.objects.select_for_update().get(pk=rules.pk)
    if current.state != RuleSet.State.DRAFT:
        raise NotADraft
    return current
