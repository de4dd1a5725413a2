"""Which runs and plans there are, what counts as achieved, and who sees what of a plan."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from qipan.board import rules
from qipan.board.models import Adoption, Run
from qipan.core import access
from qipan.delivery.approvals import rules as approvals
from qipan.delivery.approvals.models import Enquiry
from qipan.delivery.approvals.queries import catalogue
from qipan.delivery.factors.models import Allocation
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project

ADOPTION = "board.adoption"
RUN = "board.run"


def visible_to(user: Any) -> QuerySet[Run]:
    """The board's runs are the county's: whoever may look sees each run, and in it the projects they see anyway."""
    return Run.objects.all() if access.able(user, "moves.see") else Run.objects.none()


def adoptions_visible_to(user: Any) -> QuerySet[Adoption]:
    held = Adoption.objects.select_related("run", "proposed_by", "confirmed_by")
    return held if access.able(user, "moves.see") else held.none()


def listed(user: Any) -> QuerySet[Run]:
    """Runs without their heavy parts, newest first."""
    return visible_to(user).defer(*Run.HEAVY).select_related("by", "base")


def in_force() -> Adoption | None:
    return (
        Adoption.objects.filter(state=Adoption.State.IN_FORCE)
        .select_related("run", "proposed_by", "confirmed_by")
        .defer(*(f"run__{name}" for name in Run.HEAVY))
        .first()
    )


def proposed(user: Any) -> Adoption | None:
    """A plan that waits for a second person."""
    return adoptions_visible_to(user).filter(state=Adoption.State.PROPOSED).first()


def latest(user: Any) -> Run | None:
    """The newest finished best move."""
    return listed(user).filter(base__isnull=True, state=Run.State.FINISHED, value__isnull=False).first()


def seen_projects(user: Any, keys: Iterable[str]) -> dict[str, Project]:
    """Of these projects those the reader sees, by key: one question."""
    wanted = {UUID(key) for key in keys}
    rows = projects.visible_to(user).filter(key__in=wanted).select_related("park", "lead_org", "region", "leader")
    return {str(project.key): project for project in rows}


def parts_of(key: UUID) -> dict[str, Any]:
    """A run's assignments by project: which bank, parcel, speed and track, and when."""
    text = Run.objects.filter(key=key).values_list("plan", flat=True).first()
    return {part["project"]: part for part in json.loads(text)["assignments"]} if text else {}


def granted() -> dict[int, list[Allocation]]:
    """What projects were given and did not give back, by factor."""
    found: dict[int, list[Allocation]] = {}
    for row in Allocation.objects.filter(released_on__isnull=True):
        found.setdefault(row.factor_id, []).append(row)
    return found


def approval_weeks(on: date, keys: Iterable[int], figures: Any) -> dict[int, dict[str, int]]:
    """For each project whose approvals are known (“know your approvals” answered): how many weeks each step takes by the catalogue."""
    edition = catalogue.in_force(on)
    if edition is None:
        return {}
    steps = catalogue.steps(catalogue.items(edition))
    found: dict[int, dict[str, int]] = {}
    for pk, answers in Enquiry.objects.filter(project__in=list(keys)).values_list("project_id", "answers"):
        with suppress(approvals.NotAnswered):
            found[pk] = rules.approval_weeks(approvals.chosen(steps, answers), figures)
    return found


def achieved(year: int) -> dict[str, int]:
    """What the year has already brought: counts, and completed investment in wan."""
    held = Project.objects.exclude(status__in=projects.ENDED)
    span = (date(year, 1, 1), date(year, 12, 31))
    counts = {
        "starts": "start_on", "completions": "end_on", "productions": "production_on",
        "signed": "signed_on", "registered": "registered_on",
    }  # fmt: skip
    found = {name: held.filter(Q(**{f"{day}__range": span})).count() for name, day in counts.items()}
    spent = held.filter(plan_year=year).aggregate(sum=Sum("done_year_minor"))["sum"] or 0
    return {**found, "completed": spent // 1_000_000}
