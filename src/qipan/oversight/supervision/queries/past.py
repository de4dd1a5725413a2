"""The lights of a project over time, ours and those of other systems apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from qipan.oversight.supervision.models import LightException
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import LightReading, Project

OURS = "qipan"


@dataclass(frozen=True, slots=True)
class Band:
    """A colour from a day until a day, with its place on a line of a thousand."""

    colour: str
    since: date
    until: date
    x: int
    width: int
    why: str


def readings(project: Project, *, ours: bool) -> QuerySet[LightReading]:
    """Our own computed lights, or the ratings other systems gave."""
    rows = LightReading.objects.filter(project=project)
    return (rows.filter(system=OURS) if ours else rows.exclude(system=OURS)).order_by("on", "pk")


def bands(
    project: Project, held: Sequence[LightReading], *, on: date, days: int = 540, with_money: bool = True
) -> list[Band]:
    """Computed lights as stretches of colour over the last year and a half; nothing before the first reading."""
    first = on - timedelta(days=days)
    ends = [row.on for row in held[1:]] + [on + timedelta(days=1)]
    found = []
    for row, end in zip(held, ends, strict=False):  # no reading yet: one end, nothing to end
        since, until = max(row.on, first), min(end, on + timedelta(days=1))
        if until <= since:
            continue
        x = round(1000 * (since - first).days / (days + 1))
        right = round(1000 * (until - first).days / (days + 1))
        why = projects.explained(row.reasons[:1], project, with_money=with_money)
        found.append(Band(row.colour, since, until - timedelta(days=1), x, max(right - x, 2), why[0] if why else ""))
    return found


def exceptions_of(project: Project) -> QuerySet[LightException]:
    return LightException.objects.filter(project=project).select_related("by")
