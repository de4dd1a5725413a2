"""Verbs of teams: set up, join, leave; a visit, a contact, a promise and its keeping; the question after a long silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.core import access, changes
from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import Kind
from qipan.pipeline.leads.models import Interaction, Lead, Promise, Team, TeamMember, Visit
from qipan.pipeline.leads.queries import teams as asking
from qipan.territory.orgs.models import Person

Source = Mapping[str, Any] | None
SILENCE = Kind("lead-silent", _("A lead of mine was not heard of for long"), "message", order=26)
SILENT = gettext_noop(
    "No contact with %(lead)s is on record since %(since_on)s. If you were in touch, please write it down; if not, what comes next?"
)


class Member(Exception):
    """The person is in the team on these days."""


class BadDays(Exception):
    """Ends before it begins."""


class Kept(Exception):
    """The promise was kept already."""


class Foreign(Exception):
    """The lead belongs to another team."""


def set_up(*, by: User | None, name: str, source: Source = None, **values: Any) -> Team:
    return changes.create(Team(name=name, **values), by=by, source=source)


def change_team(*, by: User | None, team: Team, values: Mapping[str, Any], version: int | None = None) -> Team:
    return changes.change(team, by=by, values=values, version=version)


def join_team(*, by: User | None, team: Team, person: Person, since: date, until: date | None = None) -> TeamMember:
    """From a day on the investors of the team's leads are open to this person. Refuses overlapping days (`Member`)."""
    if until is not None and until < since:
        raise BadDays
    overlapping = team.members.filter(Q(until__isnull=True) | Q(until__gte=since), person=person)
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise Member
    return changes.create(TeamMember(team=team, person=person, since=since, until=until), by=by)


def leave_team(*, by: User | None, member: TeamMember, until: date) -> TeamMember:
    """The last day somebody belongs to the team; what they did stays."""
    if until < member.since:
        raise BadDays
    return changes.change(member, by=by, values={"until": until})


def plan_visit(*, by: User | None, team: Team, on: date, source: Source = None, **values: Any) -> Visit:
    return changes.create(Visit(team=team, on=on, by=by, **values), by=by, source=source)


def change_visit(*, by: User | None, visit: Visit, values: Mapping[str, Any], version: int | None = None) -> Visit:
    return changes.change(visit, by=by, values=values, version=version)


def write_contact(
    *, by: User | None, team: Team, on: date, lead: Lead | None = None, promised: str = "", due_on: date | None = None,
    person: Person | None = None, source: Source = None, **values: Any,
) -> Interaction:  # fmt: skip
    """A contact, and with it what was promised there for a day. Refuses another team's lead (`Foreign`)."""
    _own(team, lead)
    with transaction.atomic():
        made = changes.create(Interaction(team=team, on=on, lead=lead, by=by, **values), by=by, source=source)
        if promised.strip() and due_on:
            promise(by=by, team=team, words=promised, due_on=due_on, lead=lead, person=person, interaction=made)
    return made


def promise(
    *, by: User | None, team: Team, words: str, due_on: date, lead: Lead | None = None, **values: Any
) -> Promise:
    _own(team, lead)
    return changes.create(Promise(team=team, words=words.strip(), due_on=due_on, lead=lead, by=by, **values), by=by)


def keep(*, by: User | None, promise: Promise, words: str, on: date) -> Promise:
    """What was promised is done; says how. Refuses to be kept twice (`Kept`)."""
    if promise.done_on is not None:
        raise Kept
    return changes.change(promise, by=by, values={"done_on": on, "done_words": words.strip()}, action="keep")


def postpone(*, by: User | None, promise: Promise, due_on: date, version: int | None = None) -> Promise:
    """Another day; the history keeps the first."""
    return changes.change(promise, by=by, values={"due_on": due_on}, version=version, action="postpone")


def ask_silent(*, on: date) -> int:
    """Ask once, politely, about each lead nobody was in contact with for long; once a silence, however often this runs.

    Asked is who follows it, else the head of its team, else its team. Nobody is asked about a lead they do not see.
    """
    asked = 0
    for lead in asking.silent(on=on):
        since = lead.last_heard  # type: ignore[attr-defined]
        with transaction.atomic():
            asked += notify.tell(
                [user for user in _whom(lead, on) if access.able(user, "leads.see")],
                kind=SILENCE.code,
                words=SILENT,
                figures={"lead": lead.number, "since_on": since.isoformat()},
                fact=f"lead-silent:{lead.key}:{since.isoformat()}",
                url=reverse("leads:detail", args=[lead.key]),
            )
    return asked


def _whom(lead: Lead, on: date) -> list[User]:
    if lead.holder and lead.holder.user:
        return [lead.holder.user]
    if lead.team is None:
        return []
    if lead.team.head and lead.team.head.user:
        return [lead.team.head.user]
    members = lead.team.members.filter(asking.of_today(on), person__user__isnull=False).select_related("person__user")
    return [member.person.user for member in members if member.person.user]


def _own(team: Team, lead: Lead | None) -> None:
    if lead is not None and lead.team_id not in (None, team.pk):
        raise Foreign
