"""The land that fits a node: free parcels of at least the size a project there needs, and not far beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qipan.core import rulesets
from qipan.territory.chains.models import Node
from qipan.territory.parks import queries as parks
from qipan.territory.parks.models import Parcel


@dataclass(frozen=True, slots=True)
class Offer:
    """Parcels nearest in size first; `is_sized`: the node says how much land it needs, so that they were chosen by it."""

    parcels: list[Parcel]
    is_sized: bool
    most_times: int


def land_for(node: Node, *, user: Any, on: date) -> Offer:
    """Free land a reader may offer; nothing for who may not see parks. Two questions."""
    figures: Mapping[str, Any] = rulesets.in_force("chain-coverage", on=on)["land"]
    free = parks.free_parcels(on=on, at_least_m2=node.land_m2).filter(
        pk__in=parks.parcels_visible_to(user).values("pk"), area_m2__isnull=False
    )
    if node.land_m2:
        free = free.filter(area_m2__lte=node.land_m2 * figures["most_times"])
    rows = list(free.select_related("park").order_by("area_m2", "pk")[: figures["shown"]])
    return Offer(rows, node.land_m2 is not None, figures["most_times"])
