"""A notice drafted, changed, issued with a number and a deadline, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from qipan.core import changes, events
from qipan.core.models import User
from qipan.oversight.supervision.actions import steps, telling
from qipan.oversight.supervision.actions.errors import NoLead, NotNow, NoWords, StillOpen
from qipan.oversight.supervision.events import NoticeClosed, NoticeIssued
from qipan.oversight.supervision.models import Branch, Notice, Step
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation


def draft(
    *, title: str, by: User | None, reason: str = "", demand: str = "", basis: str = Notice.Basis.LIGHT, colour: str = Notice.Colour.BLUE,
    project: Project | None = None, origin_type: str = "", origin_key: UUID | None = None, lead: Organisation | None = None,
    assisting: Sequence[Organisation] = (), issuer: Organisation | None = None,
) -> Notice:  # fmt: skip
    """Write a notice down; it goes to nobody until it is issued."""
    notice = Notice(
        title=title[:200], reason=reason, demand=demand, basis=basis, colour=colour, project=project, origin_type=origin_type,
        origin_key=origin_key, issuer=issuer,
    )  # fmt: skip
    with transaction.atomic():
        changes.create(notice, by=by)
        if lead or assisting:
            set_units(notice=notice, lead=lead, assisting=assisting, by=by)
    return notice


def edit(*, notice: Notice, by: User, values: Mapping[str, Any], version: int | None = None) -> Notice:
    """Change a draft. What was issued is not rewritten (`NotNow`)."""
    with transaction.atomic():
        _refuse_unless(notice, "edit", Notice.State.DRAFT)
        return changes.change(notice, by=by, values=values, version=version)


def set_units(
    *, notice: Notice, lead: Organisation | None, assisting: Sequence[Organisation], by: User | None
) -> list[Branch]:
    """The one unit that leads and those that assist, of a draft."""
    with transaction.atomic():
        _refuse_unless(notice, "edit", Notice.State.DRAFT)
        wanted = {lead.pk: (lead, Branch.Part.LEAD)} if lead else {}
        for unit in assisting:
            wanted.setdefault(unit.pk, (unit, Branch.Part.ASSIST))
        for row in notice.branches.all():
            if row.organisation_id not in wanted:
                changes.delete(row, by=by, reason="")
            else:
                _unit, part = wanted.pop(row.organisation_id)
                changes.change(row, by=by, values={"part": part})
        for unit, part in wanted.values():
            changes.create(Branch(notice=notice, organisation=unit, part=part), by=by)
        return list(notice.branches.select_related("organisation"))


def issue(
    *, notice: Notice, by: User | None, on: date, due_on: date | None = None, issuer: Organisation | None = None, version: int | None = None
) -> Notice:  # fmt: skip
    """Give it the next number of the year and its deadline, and send it to its units. Refuses without exactly one leading unit."""
    with transaction.atomic():
        current = _refuse_unless(notice, "issue", Notice.State.DRAFT)
        rows = list(current.branches.select_related("organisation"))
        if sum(row.part == Branch.Part.LEAD for row in rows) != 1:
            raise NoLead
        limits = steps.limits(current, on)
        due = due_on or steps.calendar(current).add(on, int(limits["deadlines"][current.basis]))
        serial = _next_serial(on.year)
        values = {
            "state": Notice.State.ISSUED, "issued_on": on, "issued_by": by, "due_on": due, "year": on.year, "serial": serial,
            "number": limits["number"].format(year=on.year, number=serial), "issuer": issuer or current.issuer,
        }  # fmt: skip
        issued = changes.change(notice, by=by, values=values, version=version, action="issue")
        for row in rows:
            changes.change(row, by=by, values={"due_on": due, "first_due_on": due})
        steps.add(issued, Step.Kind.ISSUED, on=on, by=by, due_on=due)
        project = str(issued.project.key) if issued.project else ""
        events.announce(NoticeIssued(str(issued.key), issued.colour, project, due.isoformat()))
        telling.units(issued, "issued", on=on, branches=rows, due_on=due.isoformat())
    return issued


def _next_serial(year: int) -> int:
    """The number after the highest of the year. Two at once: the second finds the number taken and is refused by the database."""
    return (Notice.objects.filter(year=year).aggregate(top=Max("serial"))["top"] or 0) + 1


def withdraw(*, notice: Notice, by: User | None, on: date, reason: str, version: int | None = None) -> Notice:
    """Take a draft or an issued notice back; the reason stays with it."""
    if not reason.strip():
        raise NoWords
    with transaction.atomic():
        _refuse_unless(notice, "withdraw", Notice.State.DRAFT, Notice.State.ISSUED)
        done = changes.change(
            notice, by=by, values={"state": Notice.State.WITHDRAWN}, version=version, action="withdraw"
        )
        steps.add(done, Step.Kind.WITHDRAWN, on=on, by=by, words=reason.strip())
    return done


def close(*, notice: Notice, by: User, on: date, words: str = "", version: int | None = None) -> Notice:
    """Strike it off: every unit's part is verified and no interview is due."""
    with transaction.atomic():
        current = _refuse_unless(notice, "close", Notice.State.ISSUED)
        if current.branches.exclude(state=Branch.State.VERIFIED).exists():
            raise StillOpen
        if current.interviews.filter(held_on__isnull=True).exists():
            raise StillOpen
        values = {"state": Notice.State.CLOSED, "closed_on": on}
        done = changes.change(notice, by=by, values=values, version=version, action="close")
        steps.add(done, Step.Kind.CLOSED, on=on, by=by, words=words.strip())
        events.announce(NoticeClosed(str(done.key), on.isoformat()))
        telling.units(done, "closed", on=on)
    return done


def _refuse_unless(notice: Notice, act: str, *states: str) -> Notice:
    current = steps.locked(notice)
    if current.state not in states:
        raise NotNow(act, current.state)
    return current
