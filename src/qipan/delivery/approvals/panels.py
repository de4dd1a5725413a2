"""What this room shows on a project's page: its approvals under way, and what the plan says."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from qipan.delivery.approvals import queries
from qipan.delivery.approvals.models import Case
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.web.waiting import Line

SLOT = "project"


def of_project(user: Any, key: UUID, on: date) -> tuple[Project, list[Case]]:
    """The project and its cases, open ones first."""
    project = projects.one(user, key)
    cases = queries.dressed(queries.shown(user).filter(project=project), on=on)
    return project, sorted(cases, key=lambda c: (c.is_decided, c.due_on or date.max, c.received_on))


def waiting(user: Any, on: date, most: int) -> list[Line]:
    """Cases whose next move is the reader's, the most pressing first."""
    found = queries.shown(user).filter(queries.waiting_for(user))
    cases = queries.dressed(found.order_by(F("due_on").asc(nulls_last=True), "received_on", "pk")[:most], on=on)
    return [
        Line(
            title=f"{case.item.title} · {case.project.name}",
            url=reverse("approvals:case", args=[case.key]),
            words=str(case.pause) if case.pause else case.get_status_display(),  # type: ignore[attr-defined]
            due_on=case.due_on,
            tone=case.tone,  # type: ignore[attr-defined]
        )
        for case in cases
    ]
