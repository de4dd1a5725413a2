"""Words and tones the pages share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from qipan.oversight.supervision import queries, rules
from qipan.oversight.supervision.models import Notice
from qipan.oversight.supervision.rules import Move
from qipan.pipeline.projects.models import LightReading

TONES = {"blue": "blue", "orange": "yellow", "red": "red"}
STATES = {"open": "yellow", "returned": "red", "replied": "accent", "verified": "green"}
MOVES = {
    "reply": gettext_lazy("to answer the notice"),
    "verify": gettext_lazy("to verify the answer"),
    "close": gettext_lazy("to close the notice"),
    "interview": gettext_lazy("to hold the interview"),
    "unblock": gettext_lazy("to clear what blocks"),
    "act": gettext_lazy("leads the project"),
    "nobody": gettext_lazy("no unit is named"),
}

# Ratings other systems gave, as the import keeps them; five steps, not our four.
RATINGS = {
    "green": pgettext_lazy("rating", "Green"),
    "amber_green": pgettext_lazy("rating", "Amber/Green"),
    "amber": pgettext_lazy("rating", "Amber"),
    "amber_red": pgettext_lazy("rating", "Amber/Red"),
    "red": pgettext_lazy("rating", "Red"),
    "exempt": pgettext_lazy("rating", "Exempt"),
    "unrated": pgettext_lazy("rating", "Not rated"),
}
SYSTEMS = {"gmpp": gettext_lazy("UK major projects portfolio"), "ledger": gettext_lazy("As the ledger says")}


def ratings(found: Iterable[LightReading]) -> list[dict[str, Any]]:
    """In the giver's own steps; a word nobody knows stays as it was written."""
    return [
        {"row": row, "said": RATINGS.get(row.colour, row.colour), "system": SYSTEMS.get(row.system, row.system)}
        for row in found
    ]


def crumbs(notice: Notice | None = None) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [
        (_("Supervision"), reverse("supervision:index")),
        (_("Notices"), reverse("supervision:notices")),
    ]
    if notice is not None:
        found.append((notice.number or notice.title, reverse("supervision:notice", args=[notice.key])))
    return found


def move(one: Move) -> dict[str, Any]:
    """Whose move in words."""
    return {"units": "、".join(filter(None, one.units)), "what": MOVES[one.what], "due_on": one.due_on}


def since(days: int | None) -> str:
    if days is None:
        return ""
    return ngettext("for %(n)s day", "for %(n)s days", days) % {"n": days} if days else _("since today")


def rows(found: Any, on: date) -> list[Any]:
    """Notices with tone, whose move and lateness."""
    shown = []
    for notice in found:
        notice.tone = TONES[notice.colour]
        notice.late = [b for b in notice.branches.all() if rules.is_overdue(b.state, b.due_on, on)]
        is_open = notice.state == Notice.State.ISSUED
        notice.move = move(queries.move_of(notice)) if is_open else None
        shown.append(notice)
    return shown
