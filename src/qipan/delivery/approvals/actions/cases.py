"""A case from receipt to decision. Only who belongs to the authority accepts, pauses, decides; days are given, never read here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.core.workdays import Pause as Still
from qipan.delivery.approvals import queries, rules
from qipan.delivery.approvals.actions.nightly import refresh
from qipan.delivery.approvals.events import CaseAccepted, CaseDecided, CasePaused, CaseReceived, CaseResumed
from qipan.delivery.approvals.models import Case, Item, Pause
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation

Source = Mapping[str, Any] | None


class NotYours(PermissionDenied):
    """The case is another authority's."""


class NotNow(Exception):
    """The status does not allow this act. `act` and `status` say which."""

    def __init__(self, act: str, status: str) -> None:
        super().__init__(f"{act}: {status}")
        self.act, self.status = act, status


class NoWords(Exception):
    """A refusal, a pause, a withdrawal or a correction needs its reason in words."""


class WrongDays(Exception):
    """The days cannot be. `why`: future | order | pause_before_receipt | pause_after_decision | pauses_overlap."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AlreadyOpen(Exception):
    """The project has this item under way or approved; `case` is that one."""

    def __init__(self, case: Case) -> None:
        super().__init__(str(case))
        self.case = case


def receive(
    *,
    by: User,
    project: Project,
    item: Item,
    on: date,
    today: date,
    authority: Organisation | None = None,
    number: str = "",
    source: Source = None,
) -> Case:
    """Write down that an application came in. The promise of the day is kept with it.

    Refuses who is not of the authority (`NotYours`), a second case under way (`AlreadyOpen`), a day to come (`WrongDays`).
    """
    authority = authority or item.authority
    if authority is None or not queries.may_receive(by, authority.pk):
        raise NotYours("approvals.handle")
    refuse_second(project, item)
    case = Case(
        project=project, item=item, authority=authority, number=number, received_on=on,
        promised_days=item.promised_days, statutory_days=item.statutory_days,
    )  # fmt: skip
    check_days(case, (), today)
    with transaction.atomic():
        changes.create(case, by=by, action="case.receive", source=source)
        refresh([case.pk], on=today)
        events.announce(CaseReceived(*told(case), on.isoformat()))
    return Case.objects.get(pk=case.pk)


def accept(*, by: User, case: Case, on: date, today: date, number: str = "", version: int | None = None) -> Case:
    """Take it on: from the next working day the promise runs."""
    values: dict[str, Any] = {"status": Case.Status.ACCEPTED, "accepted_on": on, "handler": by}
    if number:
        values["number"] = number
    with transaction.atomic():
        changed = _move(case, "accept", values, by=by, today=today, version=version)
        events.announce(CaseAccepted(*told(changed), on.isoformat()))
    return changed


def turn_away(*, by: User, case: Case, on: date, today: date, words: str, version: int | None = None) -> Case:
    """Not accept it, with grounds."""
    return _end(case, "turn_away", Case.Status.NOT_ACCEPTED, by=by, on=on, today=today, words=words, version=version)


def pause(*, by: User, case: Case, on: date, today: date, kind: str, reason: str, version: int | None = None) -> Case:
    """Let the clock stand still from the day after `on`, with the reason."""
    if not reason.strip():
        raise NoWords
    with transaction.atomic():
        current = _current(case, "pause", by)
        row = Pause(case=current, kind=kind, reason=reason.strip(), since=on)
        check_days(current, (*current.pauses.all(), row), today)
        changed = changes.change(
            current, by=by, values={"status": Case.Status.PAUSED}, version=version, action="case.pause"
        )
        changes.create(row, by=by)
        refresh([case.pk], on=today)
        events.announce(CasePaused(*told(changed), on.isoformat(), kind, row.reason))
    return Case.objects.get(pk=case.pk)


def resume(*, by: User, case: Case, on: date, today: date, version: int | None = None) -> Case:
    """Let it run again; the day after `on` counts."""
    with transaction.atomic():
        current = _current(case, "resume", by)
        row = current.pauses.filter(until__isnull=True).get()
        if on < row.since or on > today:
            raise WrongDays("future" if on > today else "order")
        changes.change(row, by=by, values={"until": on})
        status = Case.Status.ACCEPTED if current.accepted_on else Case.Status.RECEIVED
        changed = changes.change(current, by=by, values={"status": status}, version=version, action="case.resume")
        refresh([case.pk], on=today)
        events.announce(CaseResumed(*told(changed), on.isoformat()))
    return Case.objects.get(pk=case.pk)


def decide(
    *,
    by: User,
    case: Case,
    on: date,
    today: date,
    is_approved: bool,
    document: str = "",
    words: str = "",
    version: int | None = None,
) -> Case:
    """Approve, with the document's number, or refuse, with grounds."""
    status = Case.Status.APPROVED if is_approved else Case.Status.REFUSED
    if not is_approved and not words.strip():
        raise NoWords
    return _end(
        case, "decide", status, by=by, on=on, today=today, words=words, document=document, version=version, is_free=True
    )


def withdraw(*, by: User, case: Case, on: date, today: date, words: str, version: int | None = None) -> Case:
    """The applicant took it back: the authority writes it down. A pause that is open ends with it."""
    return _end(case, "withdraw", Case.Status.WITHDRAWN, by=by, on=on, today=today, words=words, version=version)


def _end(
    case: Case,
    act: str,
    status: str,
    *,
    by: User,
    on: date,
    today: date,
    words: str,
    document: str = "",
    version: int | None = None,
    is_free: bool = False,
) -> Case:
    if not is_free and not words.strip():
        raise NoWords
    with transaction.atomic():
        current = _current(case, act, by)
        for row in current.pauses.filter(until__isnull=True):
            if on < row.since:
                raise WrongDays("order")
            changes.change(row, by=by, values={"until": on})
        values = {"status": status, "decided_on": on, "words": words.strip(), "document": document.strip()}
        changed = _move(case, act, values, by=by, today=today, version=version)
        events.announce(CaseDecided(*told(changed), on.isoformat(), status, changed.used_days or 0))
    return changed


def _move(case: Case, act: str, values: dict[str, Any], *, by: User, today: date, version: int | None) -> Case:
    current = _current(case, act, by)
    for name, value in values.items():
        setattr(current, name, value)
    check_days(current, tuple(current.pauses.all()), today)
    changed = changes.change(current, by=by, values=values, version=version, action=f"case.{act}")
    refresh([changed.pk], on=today)
    return Case.objects.get(pk=case.pk)


def _current(case: Case, act: str, by: User) -> Case:
    """The case as it stands, held until the transaction ends; refuses who is not of the authority and what cannot be now."""
    if not queries.may_handle(by, case):
        raise NotYours("approvals.handle")
    current = Case.objects.select_for_update().get(pk=case.pk)
    if not rules.may(act, current.status):
        raise NotNow(act, current.status)
    return current


def refuse_second(project: Project, item: Item, but: int | None = None) -> None:
    """One case an item and project under way or approved; of whichever edition."""
    held = (
        Case.objects.filter(project=project, item__code=item.code, status__in=(*rules.OPEN, Case.Status.APPROVED))
        .exclude(pk=but)
        .first()
    )
    if held:
        raise AlreadyOpen(held)


def check_days(case: Case, pauses: tuple[Pause, ...], today: date) -> None:
    why = rules.wrong_days(
        received_on=case.received_on,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        pauses=tuple(Still(p.since, p.until) for p in pauses),
        today=today,
    )
    if why:
        raise WrongDays(why)


def told(case: Case) -> tuple[str, str, str, int]:
    """What every event carries: case, project, item, authority."""
    return str(case.key), str(case.project.key), case.item.code, case.authority_id
