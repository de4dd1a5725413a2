"""What this room shows elsewhere: on the desk what waits; at the gate where to go; the panel of a project."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import queries
from qipan.web.waiting import Line

LONG = 30  # days in discussion without a screening


def place(project: Project) -> str:
    return reverse("screening:project", args=[project.key])


def to_decide(user: Any, on: date, most: int) -> Sequence[Line]:
    """Waivers that wait for this person."""
    return [
        Line(
            row.screening.project.name,
            reverse("screening:detail", args=[row.screening.key]) + "#waiver",
            _("A waiver, proposed by %(who)s") % {"who": row.proposed_by},
            row.proposed_on,
        )
        for row in queries.waiting_waivers(user)[:most]
    ]


def to_screen(user: Any, on: date, most: int) -> Sequence[Line]:
    """Projects in discussion a standard holds for and nobody decided on, the longest wait first."""
    among = queries.in_force(on)
    if not among:
        return []
    found = []
    for project in queries.listed(user, tab="waiting")[: most * 10]:
        standard = queries.holding(project, on, among)
        if standard is not None:
            tone = "yellow" if project.stage_since and (on - project.stage_since).days > LONG else ""
            found.append(Line(project.name, place(project), str(standard), project.stage_since, tone))
    return found[:most]
