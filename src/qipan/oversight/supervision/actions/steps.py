"""One line a step, and the deadline's arithmetic."""

from __future__ import annotations

from datetime import date
from typing import Any

from qipan.core import holidays, rulesets
from qipan.core.models import User
from qipan.core.workdays import Calendar
from qipan.oversight.supervision.models import Branch, Notice, Step


def add(
    notice: Notice, kind: str, *, on: date, by: User | None = None, branch: Branch | None = None, words: str = "", colour: str = "",
    due_on: date | None = None,
) -> Step:  # fmt: skip
    return Step.objects.create(
        notice=notice,
        branch=branch,
        kind=kind,
        on=on,
        by=by,
        words=words,
        colour=colour or notice.colour,
        due_on=due_on,
    )


def place_of(notice: Notice) -> str:
    region = notice.project.region if notice.project else None
    return region.path if region else ""


def limits(notice: Notice, on: date) -> dict[str, Any]:
    return rulesets.in_force("notices", on=on, place=place_of(notice))


def calendar(notice: Notice) -> Calendar:
    return holidays.calendar(place_of(notice))


def locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update(of=("self",)).select_related("project__region", "issuer").get(pk=notice.pk)


def branch_locked(branch: Branch) -> Branch:
    return Branch.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=branch.pk)
