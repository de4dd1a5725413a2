"""Who is told of a meeting: whoever signs in for an organisation asked to come."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import Kind
from qipan.oversight.meetings.models import Meeting
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.models import Organisation

KINDS = (Kind("meeting", _("We are asked to a meeting"), "calendar-event", order=20),)
ASKED = gettext_noop("You are asked to %(title)s on %(held_on)s.")


def asked(meeting: Meeting, organisations: Iterable[Organisation], *, by: User | None) -> None:
    people = orgs.accounts_of([o.pk for o in organisations], on=meeting.on, ability="meetings.see")
    notify.tell(
        [user for user in people if by is None or user.pk != by.pk],
        kind="meeting",
        words=ASKED,
        figures={"title": meeting.title, "held_on": meeting.on.isoformat()},
        fact=f"meeting:{meeting.key}:{meeting.on}",
        url=reverse("meetings:detail", args=[meeting.key]),
    )
