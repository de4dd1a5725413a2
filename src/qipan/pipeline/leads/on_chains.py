"""Leads on the nodes of industry chains, as far as the reader may know them. None counts for the coverage: nothing is sure yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.pipeline.leads import queries
from qipan.territory.chains.above import Line, Source


def lines(user: Any, node_ids: Sequence[int], most: int) -> Mapping[int, Sequence[Line]]:
    """Living leads on these nodes, the latest first; the investor's name only where it is open."""
    rows = queries.visible_to(user).filter(node_id__in=node_ids, status__in=queries.LIVING)
    leads = list(rows.order_by("-received_on", "-pk"))
    known = queries.identities(user, leads)
    found: dict[int, list[Line]] = {}
    for lead in leads:
        mine = found.setdefault(lead.node_id or 0, [])
        if len(mine) < most:
            name = known[lead.pk].name if lead.pk in known else ""
            href = reverse("leads:detail", args=[lead.key])
            mine.append(Line(" · ".join(filter(None, (str(lead), name))), href, str(lead.get_status_display())))
    return found


SOURCE = Source(_("Leads"), "target-arrow", lines, "leads.see", 20)
