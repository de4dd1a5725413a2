"""A missed deadline: blue becomes orange, orange red, red an interview. Runs by itself; run twice it steps once.

A step is taken on the day it is noticed and gives the units its full new deadline, even when the worker was down for a week: nobody is
judged by a warning that never reached them. The day that was missed stands in the step.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from qipan.core import changes, events, units
from qipan.core.models import User
from qipan.oversight.supervision import rules
from qipan.oversight.supervision.actions import steps, telling
from qipan.oversight.supervision.actions.errors import NotNow, NoWords
from qipan.oversight.supervision.events import InterviewDue, NoticeEscalated
from qipan.oversight.supervision.models import Branch, Extension, Interview, Notice, Step

OWING = (Branch.State.OPEN, Branch.State.RETURNED)


def escalate_overdue(*, on: date) -> int:
    """Every issued notice with a unit whose last day is over. Returns how many stepped up."""
    owing = Branch.objects.filter(state__in=OWING, due_on__lt=on, notice__state=Notice.State.ISSUED)
    keys = sorted(set(owing.values_list("notice_id", flat=True)))
    return sum(escalate(notice=notice, on=on) for notice in Notice.objects.filter(pk__in=keys))


def escalate(*, notice: Notice, on: date) -> bool:
    """One step for this notice, if one is due; False when nothing is."""
    with transaction.atomic():
        current = steps.locked(notice)
        if current.state != Notice.State.ISSUED:
            return False
        rows = [b for b in current.branches.select_related("organisation") if rules.is_overdue(b.state, b.due_on, on)]
        if not rows:
            return False
        following = rules.step_up(current.colour)
        return _summon(current, rows, on) if following == rules.INTERVIEW else _climb(current, rows, following, on)


def _climb(notice: Notice, rows: list[Branch], colour: str, on: date) -> bool:
    missed = min(row.due_on for row in rows if row.due_on)
    before = notice.colour
    due = steps.calendar(notice).add(on, int(steps.limits(notice, on)["next"][colour]))
    done = changes.change(notice, by=None, values={"colour": colour, "due_on": due}, action="escalate")
    for row in rows:
        changes.change(row, by=None, values={"due_on": due})
        # Time asked for and not decided in time: the first deadline judges.
        for asked in row.extensions.filter(state=Extension.State.ASKED):
            changes.change(asked, by=None, values={"state": Extension.State.REFUSED, "decided_on": on}, action="decide")
    steps.add(done, Step.Kind.ESCALATED, on=on, colour=colour, due_on=due, words=_missed(rows, missed))
    events.announce(NoticeEscalated(str(done.key), before, colour, due.isoformat()))
    telling.units(done, "escalated", on=on, branches=rows, due_on=due.isoformat())
    return True


def _missed(rows: list[Branch], missed: date) -> str:
    return (
        f"{units.date_text(missed, 'day', settings.LANGUAGE_CODE)} · {'、'.join(str(row.organisation) for row in rows)}"
    )


def _summon(notice: Notice, rows: list[Branch], on: date) -> bool:
    """Red was missed too: an interview with each unit that owes, one at a time."""
    due = steps.calendar(notice).add(on, int(steps.limits(notice, on)["interview"]))
    held = set(notice.interviews.values_list("organisation_id", flat=True))
    fresh = [row for row in rows if row.organisation_id not in held]
    for row in fresh:
        summon(notice=notice, branch=row, by=None, on=on, due_on=due)
    return bool(fresh)


def summon(*, notice: Notice, branch: Branch, by: User | None, on: date, due_on: date, words: str = "") -> Interview:
    """An interview with a unit, by the ladder or by a leader's order."""
    with transaction.atomic():
        if notice.interviews.filter(organisation=branch.organisation, held_on__isnull=True).exists():
            raise NotNow("summon", "due")
        row = Interview(notice=notice, organisation=branch.organisation, due_on=due_on)
        changes.create(row, by=by, action="summon")
        steps.add(notice, Step.Kind.INTERVIEW, on=on, by=by, branch=branch, due_on=due_on, words=words)
        events.announce(InterviewDue(str(notice.key), str(row.key), due_on.isoformat()))
        unit = str(branch.organisation)
        telling.units(notice, "interview", on=on, branches=[branch], unit=unit, due_on=due_on.isoformat())
        telling.watchers(notice, "interview", on=on, unit=unit, due_on=due_on.isoformat())
    return row


def hold(
    *, interview: Interview, by: User, on: date, held_on: date, held_by: str, with_whom: str, outcome: str,
    due_on: date | None = None, version: int | None = None,
) -> Interview:  # fmt: skip
    """Write down who spoke to whom and what was agreed; the unit gets a last day to answer."""
    if not (held_by.strip() and outcome.strip()):
        raise NoWords
    with transaction.atomic():
        current = Interview.objects.select_for_update().get(pk=interview.pk)
        if current.held_on is not None:
            raise NotNow("hold", "held")
        values = {
            "held_on": held_on,
            "held_by": held_by.strip(),
            "with_whom": with_whom.strip(),
            "outcome": outcome.strip(),
        }
        done = changes.change(interview, by=by, values=values, version=version, action="interview")
        notice = steps.locked(done.notice)
        branch = notice.branches.filter(organisation_id=done.organisation_id).first()
        if branch and due_on and branch.state in OWING:
            changes.change(branch, by=by, values={"due_on": due_on})
        steps.add(notice, Step.Kind.HELD, on=held_on, by=by, branch=branch, words=outcome.strip(), due_on=due_on)
    return done
