"""What this room shows elsewhere: a firm's, park's or chain's projects, red first; and on the desk what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project, Submission
from qipan.territory.orgs import queries as orgs
from qipan.web.waiting import Line

LINKS = {"company": "owner", "park": "park", "chain": "chain"}  # slot → the project's link
SHOWN = 10
LOOKED_AT = 300


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


def uncared(user: Any, on: date, most: int) -> Sequence[Line]:
    """Projects before completion my organisations lead where a required slot of the "five ones" is empty."""
    own = orgs.scope_of(user).organisation_ids
    rows = (
        queries.visible_to(user)
        .filter(lead_org_id__in=own, stage__in=queries.care_stages(on))
        .exclude(status__in=queries.ENDED)
    )
    listed = list(rows.only("key", "name", "leader_id").order_by("name")[:LOOKED_AT])
    gaps = queries.care_gaps(listed, on)
    part = 0 if units.is_chinese(get_language() or "en") else 1
    lines = [
        Line(p.name, reverse("projects:detail", args=[p.key]) + "#care", ", ".join(name.split("|")[part] for name in gaps[p.pk]))
        for p in listed if p.pk in gaps
    ]  # fmt: skip
    return lines[:most]
