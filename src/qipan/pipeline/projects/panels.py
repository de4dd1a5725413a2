"""What this room shows elsewhere: a firm's, park's or chain's projects, red first; and on the desk what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project, Submission
from qipan.web.waiting import Line

LINKS = {"company": "owner", "park": "park", "chain": "chain"}  # slot → the project's link
SHOWN = 10


def projects_of(user: Any, slot: str, key: UUID) -> QuerySet[Project]:
    """Projects of a record, as far as the reader sees them."""
    rows = queries.visible_to(user).filter(**{f"{LINKS[slot]}__key": key})
    return rows.select_related("region", "leader").order_by("attention", "-total_minor", "id")


LATE_DAYS = 7  # a submission that waits longer is pressing


def to_confirm(user: Any, on: date, most: int) -> Sequence[Line]:
    """What waits for this person's confirmation: the step, who submitted it, since when."""
    return [
        Line(
            row.project.name,
            _place(row),
            _("%(step)s, by %(who)s") % {"step": row, "who": row.by},
            row.on,
            "yellow" if (on - row.on).days > LATE_DAYS else "",
        )
        for row in queries.to_confirm(user)[:most]
    ]


def returned(user: Any, on: date, most: int) -> Sequence[Line]:
    """What somebody sent back to this person, with what was wrong."""
    return [
        Line(row.project.name, _place(row), f"{row}: {row.words[:80]}", row.decided_on, "yellow")
        for row in queries.returned_to(user)[:most]
    ]


def _place(row: Submission) -> str:
    return f"{reverse('projects:detail', args=[row.project.key])}#gate"
