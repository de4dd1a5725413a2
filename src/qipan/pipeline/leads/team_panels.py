"""What waits on the desk from the work of teams: promises I made, the first due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from qipan.pipeline.leads.queries import teams as asking
from qipan.web.waiting import Line, Source


def promised(user: Any, on: date, most: int) -> Sequence[Line]:
    """What I promised to investors and is due soon or late."""
    lines = []
    for row in asking.promises_of(user, on)[:most]:
        words = str(row.lead) if row.lead else str(row.team)
        tone = "red" if row.due_on < on else ""
        lines.append(Line(row.words, reverse("leads:promise", args=[row.key]), words, row.due_on, tone))
    return lines


SOURCES = {
    "leads.promises": Source(
        gettext_lazy("Promises to investors"), "message", promised, "leads.edit", 18, "leads:teams"
    ),
}
