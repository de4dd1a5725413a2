"""A project's answers, and what its record proposes where none were given yet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Edition, Enquiry
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project


def enquiry_of(project: Project) -> Enquiry | None:
    return Enquiry.objects.filter(project=project).first()


def prefilled(project: Project, edition: Edition | None) -> dict[str, rules.Guess]:
    """A proposal for every question, from what the project's record holds, each with why."""
    owner = project.owner.name if project.owner_id and project.owner else project.owner_text or project.investor
    facts = rules.Facts(
        words=" ".join((project.name, project.content, project.industry, project.nature)),
        owner=owner,
        land_m2=project.land_m2,
        has_parcel=project.parcel_id is not None,
        in_park=project.park_id is not None,
    )
    return rules.guess(facts, edition.thresholds if edition else {})


def answered(user: Any) -> QuerySet[Enquiry]:
    """Enquiries of the projects this reader sees, lately changed first."""
    seen = projects.visible_to(user).values("pk")
    return Enquiry.objects.filter(project__in=seen).select_related("project__owner").order_by("-updated_at")
