"""Search from anywhere: each room's records through its own `visible_to`, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.core import search
from qipan.pipeline.leads import queries as leads
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


def _project(project: Any) -> Hit:
    aside = (str(project.get_stage_display()), project.code or "", str(project.region or ""))
    return Hit(project.name, " · ".join(filter(None, aside)), reverse("projects:detail", args=[project.key]))


def _company(company: Any) -> Hit:
    return Hit(company.name, company.credit_code or company.industry, reverse("companies:detail", args=[company.key]))


def _organisation(organisation: Any) -> Hit:
    return Hit(organisation.name, organisation.short_name, reverse("orgs:organisation", args=[organisation.key]))


def _parcel(parcel: Any) -> Hit:
    return Hit(
        parcel.code, f"{parcel.park.name} · {parcel.get_status_display()}", reverse("parks:parcel", args=[parcel.key])
    )


def _park(park: Any) -> Hit:
    return Hit(park.name, park.level, reverse("parks:detail", args=[park.key]))


def _chain(chain: Any) -> Hit:
    return Hit(chain.name, chain.name_en, reverse("chains:detail", args=[chain.key]))


def _lead(lead: Any) -> Hit:
    return Hit(str(lead), str(lead.get_status_display()), reverse("leads:detail", args=[lead.key]))


PLACES = (
    Place("projects.project", _("Projects"), projects.visible_to, _project, ("region",), 8),
    Place(leads.TYPE, _("Leads"), leads.visible_to, _lead),
    Place(leads.IDENTITY, _("Leads by investor"), leads.open_to, _lead),
    Place(companies.TYPE, _("Companies"), companies.visible_to, _company),
    Place("orgs.organisation", _("Organisations"), orgs.visible_to, _organisation),
    Place(parks.PARCEL, _("Parcels"), parks.parcels_visible_to, _parcel, ("park",)),
    Place(parks.PARK, _("Parks"), parks.visible_to, _park),
    Place(chains.CHAIN, _("Chains"), chains.visible_to, _chain),
)


def find(user: Any, query: str) -> list[Group]:
    """What matches, group by group; empty groups are left out. Rooms where nothing could match are not gone through."""
    # Among so many projects something nearly always matches: not worth asking beforehand.
    projects_place, *others = PLACES
    able = search.kinds(query, [place.object_type for place in others])
    groups = []
    for place in (projects_place, *(place for place in others if place.object_type in able)):
        within = place.seen(user).order_by()
        ids = search.find(query, place.object_type, within=within, limit=place.limit)
        if ids:
            rows = within.select_related(*place.linked).in_bulk(ids)
            groups.append(Group(place.label, [place.show(rows[pk]) for pk in ids if pk in rows]))
    return groups
