"""A plan comes into force by two people: one proposes, another confirms; it is superseded by the next, or repealed with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from qipan.board import dispatch, events, telling
from qipan.board.actions.ordering import NotNow
from qipan.board.models import Adoption, Run
from qipan.core import changes
from qipan.core import events as outbox
from qipan.core.models import User

State = Adoption.State


class SamePerson(Exception):
    """Who proposed a plan does not confirm it."""


class NotAllowed(Exception):
    """The run has no plan that keeps every rule."""


def propose(*, by: User, run: Run, note: str = "") -> Adoption:
    """Put a plan forward. Refuses one that breaks a rule (`NotAllowed`) and a second proposal beside an open one (`NotNow`)."""
    if not run.is_sound:
        raise NotAllowed
    with transaction.atomic():
        if Adoption.objects.select_for_update().filter(state=State.PROPOSED).exists():
            raise NotNow("proposed")
        adoption = changes.create(Adoption(run=run, proposed_by=by, note=note), by=by, action="propose")
        outbox.announce(events.PlanProposed(str(adoption.key), str(run.key), by.pk))
        telling.proposed(adoption)
    return adoption


def withdraw(*, by: User, adoption: Adoption, reason: str, at: datetime) -> Adoption:
    """Take a proposal back, or turn it down, with a reason."""
    with transaction.atomic():
        held = _held(adoption, State.PROPOSED)
        values = {"state": State.WITHDRAWN, "reason": reason, "ended_at": at}
        done = changes.change(held, by=by, values=values, action="withdraw")
        telling.turned_down(done, by=by)
    return done


def confirm(*, by: User, adoption: Adoption, on: date, at: datetime) -> Adoption:
    """Put the plan in force and hand it down: tasks, dates, allocations. Refuses who proposed it (`SamePerson`)."""
    if adoption.proposed_by_id == by.pk:
        raise SamePerson
    with transaction.atomic():
        held = _held(adoption, State.PROPOSED)
        before = Adoption.objects.select_for_update().filter(state=State.IN_FORCE).first()
        if before is not None:
            dispatch.take_back(adoption=before, by=by, on=on, keep_dates=True)
            changes.change(before, by=by, values={"state": State.SUPERSEDED, "ended_at": at}, action="supersede")
        values = {"state": State.IN_FORCE, "confirmed_by": by, "confirmed_at": at}
        held = changes.change(held, by=by, values=values, action="adopt")
        written = dispatch.hand_down(adoption=held, by=by, on=on)
        Adoption.objects.filter(pk=held.pk).update(dispatched=written)
        held.dispatched = written
        outbox.announce(events.PlanAdopted(str(held.key), str(held.run.key), on.isoformat()))
        telling.adopted(held)
    return held


def repeal(*, by: User, adoption: Adoption, reason: str, on: date, at: datetime) -> Adoption:
    """Take the plan out of force: open tasks withdrawn, dates put back where nobody wrote since, allocations released."""
    with transaction.atomic():
        held = _held(adoption, State.IN_FORCE)
        back = dispatch.take_back(adoption=held, by=by, on=on)
        values = {"state": State.REPEALED, "reason": reason, "ended_at": at}
        held = changes.change(held, by=by, values=values, action="repeal")
        Adoption.objects.filter(pk=held.pk).update(dispatched={**held.dispatched, "back": back})
        outbox.announce(events.PlanRepealed(str(held.key), str(held.run.key), on.isoformat()))
    return held


def _held(adoption: Adoption, state: str) -> Adoption:
    current = Adoption.objects.select_for_update(of=("self",)).select_related("run").get(pk=adoption.pk)
    if current.state != state:
        raise NotNow(current.state)
    return current
