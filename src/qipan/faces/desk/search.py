"""Search from anywhere: each room's records through its own `visible_to`, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.core import search
from qipan.pipeline.projects import queries as projects
from qipan.territory.chains import queries as chains
from qipan.territory.companies import queries as companies
from qipan.territory.orgs import queries as orgs
from qipan.territory.parks import queries as parks


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    aside: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    label: Any
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of record: where it is looked for and how a hit is shown."""

    object_type: str
    label: Any
    seen: Callable[[Any], QuerySet[Any]]
    show: Callable[[Any], Hit]
    linked: tuple[str, ...] = ()
    limit: int = 5


PLACES = (
    Place(
        "projects.project", _("Projects"), projects.visible_to,
        lambda p: Hit(p.name, " · ".join(filter(None, (str(p.get_stage_display()), p.code or "", str(p.region or "")))), reverse("projects:detail", args=[p.key])),
        ("region",), 8,
    ),
    Place(
        companies.TYPE, _("Companies"), companies.visible_to,
        lambda c: Hit(c.name, c.credit_code or c.industry, reverse("companies:detail", args=[c.key])),
    ),
    Place("orgs.organisation", _("Organisations"), orgs.visible_to, lambda o: Hit(o.name, o.short_name, reverse("orgs:organisation", args=[o.key]))),
    Place(
        parks.PARCEL, _("Parcels"), parks.parcels_visible_to,
        lambda p: Hit(p.code, f"{p.park.name} · {p.get_status_display()}", reverse("parks:parcel", args=[p.key])), ("park",),
    ),
    Place(parks.PARK, _("Parks"), parks.visible_to, lambda p: Hit(p.name, p.level, reverse("parks:detail", args=[p.key]))),
    Place(chains.CHAIN, _("Chains"), chains.visible_to, lambda c: Hit(c.name, c.name_en, reverse("chains:detail", args=[c.key]))),
)  # fmt: skip


def find(user: Any, query: str) -> list[Group]:
    """What matches, group by group; empty groups are left out."""
    groups = []
    for place in PLACES:
        within = place.seen(user)
        ids = search.find(query, place.object_type, within=within, limit=place.limit)
        if ids:
            rows = within.select_related(*place.linked).in_bulk(ids)
            groups.append(Group(place.label, [place.show(rows[pk]) for pk in ids if pk in rows]))
    return groups
