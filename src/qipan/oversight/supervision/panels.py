"""Where this room shows itself on lower rooms' pages, and what of it waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.oversight.supervision import queries, rules
from qipan.web.waiting import Line, Source

SLOTS = {
    "project": gettext_lazy("Lights and supervision"),
    "task": gettext_lazy("Supervision"),
    "finding": gettext_lazy("Supervision"),
}


def to_answer(user: Any, on: date, most: int) -> Sequence[Line]:
    """Notices my units owe an answer to."""
    found = []
    for branch in queries.waiting_replies(user)[:most]:
        late = rules.is_overdue(branch.state, branch.due_on, on)
        words = _("sent back") if branch.state == "returned" else str(branch.notice.get_colour_display())
        tone = "red" if late or branch.notice.colour == "red" else "yellow" if branch.notice.colour == "orange" else ""
        url = reverse("supervision:notice", args=[branch.notice.key])
        found.append(Line(str(branch.notice), url, words, branch.due_on, tone))
    return found


def to_verify(user: Any, on: date, most: int) -> Sequence[Line]:
    """Answers somebody else gave and I may verify."""
    return [
        Line(
            str(branch.notice),
            reverse("supervision:notice", args=[branch.notice.key]),
            _("%(unit)s answered") % {"unit": branch.organisation},
            branch.replied_on,
        )
        for branch in queries.waiting_verdicts(user)[:most]
    ]


TO_ANSWER = Source(
    gettext_lazy("Notices to answer"), "bell-ringing", to_answer, "supervision.see", 20, "supervision:notices"
)
TO_VERIFY = Source(
    gettext_lazy("Answers to verify"), "checks", to_verify, "supervision.verify", 30, "supervision:notices"
)
