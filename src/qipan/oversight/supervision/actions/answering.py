"""A unit answers its part; another verifies it or sends it back. More time is asked for before the deadline and decided by another."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.oversight.supervision import rules
from qipan.oversight.supervision.actions import steps, telling
from qipan.oversight.supervision.actions.errors import NotLonger, NotNow, NoWords, SamePerson, TooLate
from qipan.oversight.supervision.events import (
    ExtensionAsked,
    ExtensionDecided,
    NoticeReplied,
    NoticeReturned,
    NoticeVerified,
)
from qipan.oversight.supervision.models import Branch, Extension, Notice, Step


def reply(*, branch: Branch, by: User, on: date, text: str, document: str = "", version: int | None = None) -> Branch:
    """Answer for the unit. Late is possible and stays visible; a verified part is not answered again (`NotNow`)."""
    if not text.strip():
        raise NoWords
    with transaction.atomic():
        notice, current = _moving(branch, "reply")
        values = {
            "state": Branch.State.REPLIED, "answer": text.strip(), "document": document.strip()[:120], "replied_by": by, "replied_on": on,
            "verified_by": None, "verified_on": None,
        }  # fmt: skip
        done = changes.change(branch, by=by, values=values, version=version, action="answer")
        steps.add(notice, Step.Kind.REPLIED, on=on, by=by, branch=current, words=text.strip())
        events.announce(NoticeReplied(str(notice.key), str(done.key), on.isoformat()))
        telling.watchers(notice, "replied", on=on, unit=str(current.organisation), turn=current.returns)
    return done


def verify(*, branch: Branch, by: User, on: date, words: str = "", version: int | None = None) -> Branch:
    """Take the answer as true. Refuses whoever gave it (`SamePerson`)."""
    with transaction.atomic():
        notice, current = _moving(branch, "verify")
        _refuse_same(current.replied_by_id, by)
        values = {"state": Branch.State.VERIFIED, "verified_by": by, "verified_on": on}
        done = changes.change(branch, by=by, values=values, version=version, action="verify")
        steps.add(notice, Step.Kind.VERIFIED, on=on, by=by, branch=current, words=words.strip())
        events.announce(NoticeVerified(str(notice.key), str(done.key), on.isoformat()))
    return done


def send_back(
    *, branch: Branch, by: User, on: date, words: str, due_on: date | None = None, version: int | None = None
) -> Branch:
    """The answer will not do; say why. The deadline stays unless a later one is given."""
    if not words.strip():
        raise NoWords
    with transaction.atomic():
        notice, current = _moving(branch, "return")
        _refuse_same(current.replied_by_id, by)
        due = max(filter(None, (due_on, current.due_on)), default=None)
        values = {"state": Branch.State.RETURNED, "returns": current.returns + 1, "due_on": due}
        done = changes.change(branch, by=by, values=values, version=version, action="send-back")
        steps.add(notice, Step.Kind.RETURNED, on=on, by=by, branch=current, words=words.strip(), due_on=due)
        events.announce(NoticeReturned(str(notice.key), str(done.key), due.isoformat() if due else ""))
        telling.units(notice, "returned", on=on, branches=[current], turn=done.returns)
    return done


def ask_for_time(*, branch: Branch, by: User, on: date, until: date, reason: str) -> Extension:
    """Before the deadline only (`TooLate`), with a reason; the deadline stands until somebody grants it."""
    if not reason.strip():
        raise NoWords
    with transaction.atomic():
        notice, current = _moving(branch, "extend")
        if not rules.may_ask_for_time(current.due_on, on):
            raise TooLate
        if until <= current.due_on:  # type: ignore[operator]
            raise NotLonger
        if current.extensions.filter(state=Extension.State.ASKED).exists():
            raise NotNow("extend", Extension.State.ASKED)
        asked = Extension(
            branch=current, asked_on=on, asked_by=by, due_then=current.due_on, until=until, reason=reason.strip()
        )
        changes.create(asked, by=by, action="ask")
        steps.add(notice, Step.Kind.ASKED, on=on, by=by, branch=current, words=reason.strip(), due_on=until)
        events.announce(ExtensionAsked(str(notice.key), str(asked.key), until.isoformat()))
        telling.watchers(notice, "asked", on=on, unit=str(current.organisation), turn=str(asked.key))
    return asked


def decide(*, extension: Extension, by: User, on: date, is_granted: bool, words: str = "") -> Extension:
    """Grant or refuse; refused, the first deadline judges. Refuses whoever asked (`SamePerson`)."""
    with transaction.atomic():
        asked = Extension.objects.select_for_update().get(pk=extension.pk)
        if asked.state != Extension.State.ASKED:
            raise NotNow("decide", asked.state)
        _refuse_same(asked.asked_by_id, by)
        branch = steps.branch_locked(asked.branch)
        notice = steps.locked(branch.notice)
        state = Extension.State.GRANTED if is_granted else Extension.State.REFUSED
        values = {"state": state, "decided_by": by, "decided_on": on, "words": words.strip()[:300]}
        done = changes.change(asked, by=by, values=values, action="decide")
        if is_granted:
            changes.change(branch, by=by, values={"due_on": asked.until})
        kind = Step.Kind.GRANTED if is_granted else Step.Kind.REFUSED
        steps.add(
            notice, kind, on=on, by=by, branch=branch, words=words.strip(), due_on=asked.until if is_granted else None
        )
        events.announce(ExtensionDecided(str(notice.key), str(done.key), is_granted))
        figures = {"due_on": asked.until.isoformat()} if is_granted else {"turn": str(asked.key)}
        telling.units(notice, "granted" if is_granted else "refused", on=on, branches=[branch], **figures)
    return done


def _moving(branch: Branch, act: str) -> tuple[Notice, Branch]:
    current = steps.branch_locked(branch)
    notice = steps.locked(current.notice)
    if notice.state != Notice.State.ISSUED:
        raise NotNow(act, notice.state)
    if not rules.may(act, current.state):
        raise NotNow(act, current.state)
    return notice, current


def _refuse_same(who: int | None, by: User) -> None:
    if who is not None and who == by.pk:
        raise SamePerson
