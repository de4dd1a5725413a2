"""Projects on the nodes of industry chains: what the map shows of them, and which are sure enough to count as on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage, Status
from qipan.territory.chains.above import Line, Source

# Signed and not yet producing: before, nothing is sure and the investor's wish to stay unnamed stands; after, the firm itself is there.
COMING = (Stage.SIGNED, Stage.REGISTERED, Stage.PREPARATION, Stage.STARTED, Stage.COMPLETED)


def lines(user: Any, node_ids: Sequence[int], most: int) -> Mapping[int, Sequence[Line]]:
    """Projects a reader sees on these nodes, the furthest along first."""
    found: dict[int, list[Line]] = {}
    rows = queries.visible_to(user).filter(node_id__in=node_ids).exclude(status__in=queries.ENDED)
    order = {stage: at for at, stage in enumerate(Stage.values)}
    for project in sorted(rows.only("key", "name", "stage", "node_id"), key=lambda p: (-order[p.stage], p.name)):
        mine = found.setdefault(project.node_id or 0, [])
        if len(mine) < most:
            href = reverse("projects:detail", args=[project.key])
            mine.append(Line(project.name, href, str(project.get_stage_display())))
    return found


def coming(node_ids: Sequence[int]) -> Mapping[int, int]:
    """How many signed projects are on their way to each node."""
    alive = (Status.ONGOING, Status.DELAYED, Status.WON)
    rows = Project.objects.filter(node_id__in=node_ids, stage__in=COMING, status__in=alive)
    return dict(rows.order_by().values_list("node_id").annotate(Count("pk")))


SOURCE = Source(_("Projects"), "layout-kanban", lines, "projects.see", 10, coming)
