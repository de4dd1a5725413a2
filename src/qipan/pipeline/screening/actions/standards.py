"""How standards change: a draft, put in force from a day, taken back before that day. A version in force is never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.screening import rules
from qipan.pipeline.screening.actions.errors import (
    CannotJudge,
    DayTaken,
    InThePast,
    NoSource,
    NotADraft,
    NotYet,
    ReasonNeeded,
)
from qipan.pipeline.screening.events import StandardPutInForce
from qipan.pipeline.screening.models import Standard

State = Standard.State


def draft(*, values: Mapping[str, Any], by: User | None) -> Standard:
    """Write a new version that holds nowhere yet."""
    return changes.create(Standard(**values, state=State.DRAFT), by=by, action="draft")


def edit(*, standard: Standard, values: Mapping[str, Any], by: User, version: int | None = None) -> Standard:
    """Change a draft. Refuses anything that was put in force (`NotADraft`)."""
    with transaction.atomic():
        _draft(standard)
        return changes.change(standard, by=by, values=values, version=version)


def put_in_force(*, standard: Standard, by: User | None, on: date, version: int | None = None) -> Standard:
    """From its day the draft is what holds. The first version of a scope may begin in the past, a later one not."""
    with transaction.atomic():
        current = _draft(standard)
        if not current.source.strip():
            raise NoSource
        if odd := rules.complaints(current.criteria, current.pass_at, current.conditional_at):
            raise CannotJudge(odd)
        same = [row for row in Standard.objects.filter(state=State.SET, park=current.park_id) if _alike(row, current)]
        if any(row.effective_from == current.effective_from for row in same):
            raise DayTaken
        if same and current.effective_from < on:
            raise InThePast
        values = {"state": State.SET, "set_by": by, "set_at": timezone.now()}
        row = changes.change(standard, by=by, values=values, version=version, action="put in force")
        events.announce(StandardPutInForce(str(row.key), row.effective_from.isoformat()))
    return row


def take_back(*, standard: Standard, by: User, on: date, reason: str) -> Standard:
    """Undo before it takes effect; from its first day on a new version must replace it (`NotYet`)."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        current = Standard.objects.select_for_update().get(pk=standard.pk)
        if current.state != State.SET or current.effective_from <= on:
            raise NotYet
        values = {"state": State.TAKEN_BACK, "note": reason.strip()[:300]}
        return changes.change(current, by=by, values=values, action="take back")


def discard(*, standard: Standard, by: User, reason: str) -> None:
    """Throw a draft away; the history keeps what it said."""
    with transaction.atomic():
        changes.delete(_draft(standard), by=by, reason=reason)


def _alike(one: Standard, other: Standard) -> bool:
    return {x.casefold() for x in one.industries} == {x.casefold() for x in other.industries}


def _draft(standard: Standard) -> Standard:
    current = Standard.objects.select_for_update().get(pk=standard.pk)
    if current.state != State.DRAFT:
        raise NotADraft
    return current
