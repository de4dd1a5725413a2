"""What this room shows on the pages of firms, parks and chains: their projects, red first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project

LINKS = {"company": "owner", "park": "park", "chain": "chain"}  # slot → the project's link
SHOWN = 10


def projects_of(user: Any, slot: str, key: UUID) -> QuerySet[Project]:
    """Projects of a record, as far as the reader sees them."""
    rows = queries.visible_to(user).filter(**{f"{LINKS[slot]}__key": key})
    return rows.select_related("region", "leader").order_by("attention", "-total_minor", "id")
