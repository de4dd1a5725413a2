"""Parks, their parcels, and which land is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from qipan.core import access, rulesets, search
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.names import NameIndex, indexed
from qipan.territory.parks import rules
from qipan.territory.parks.models import Parcel, Park

PARK = "parks.park"
PARCEL = "parks.parcel"


def visible_to(user: Any) -> QuerySet[Park]:
    """Parks are the county's shop window: every role that may look sees all of them."""
    return Park.objects.all() if access.able(user, "parks.see") else Park.objects.none()


def parcels_visible_to(user: Any) -> QuerySet[Parcel]:
    return Parcel.objects.all() if access.able(user, "parks.see") else Parcel.objects.none()


def may_edit(user: Any, park: Park) -> bool:
    """A park manager edits their own park, a county office every park."""
    scope = orgs.scope_of(user, to="parks.edit")
    return "parks.edit" in scope.abilities and (scope.is_everything or park.pk in scope.park_ids)


def of_organisations(organisation_ids: frozenset[int]) -> Iterable[int]:
    """Parks these committees run; fills `Scope.park_ids`."""
    return Park.objects.filter(committee_id__in=organisation_ids).values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """One status of a park's land: for the occupancy bar."""

    status: str
    label: str
    area_m2: Decimal
    percent: float
    start: str  # where it begins on the bar, as SVG writes it
    width: str


@dataclass(slots=True)
class Standing:
    """A park with how its land stands."""

    park: Park
    pieces: list[Piece]
    total_m2: Decimal
    free_m2: Decimal
    free_count: int
    count: int
    checked_on: date | None

    @property
    def taken_percent(self) -> float:
        return float(100 * (self.total_m2 - self.free_m2) / self.total_m2) if self.total_m2 else 0.0


def standings(user: Any) -> list[Standing]:
    """Every park with its land by status: two questions."""
    return [
        _standing(park) for park in visible_to(user).select_related("region", "committee").prefetch_related("parcels")
    ]


def standing(park: Park) -> Standing:
    return _standing(park)


def _standing(park: Park) -> Standing:
    areas: dict[str, Decimal] = {}
    parcels = list(park.parcels.all())
    for parcel in parcels:
        areas[parcel.status] = areas.get(parcel.status, Decimal(0)) + (parcel.area_m2 or 0)
    shares = rules.occupancy(areas)
    pieces: list[Piece] = []
    begun = 0.0
    for status in (s for s in Parcel.Status if s.value in shares):
        share = shares[status.value]
        pieces.append(
            Piece(status.value, str(status.label), areas[status.value], share, f"{begun:.2f}", f"{share:.2f}")
        )
        begun += share
    free = [p for p in parcels if p.status == Parcel.Status.FREE]
    return Standing(
        park=park,
        pieces=pieces,
        total_m2=sum(areas.values(), Decimal(0)),
        free_m2=areas.get(Parcel.Status.FREE, Decimal(0)),
        free_count=len(free),
        count=len(parcels),
        checked_on=min((p.fresh_on for p in parcels if p.fresh_on), default=None),
    )


def freshness_figures(on: date) -> dict[str, int]:
    return rulesets.in_force("parcel-freshness", on=on)


def parcels(
    user: Any,
    *,
    park: Park | None = None,
    status: str = "",
    at_least_m2: Decimal | None = None,
    at_most_m2: Decimal | None = None,
    text: str = "",
) -> QuerySet[Parcel]:
    """Parcels as filtered."""
    found = parcels_visible_to(user).select_related("park")
    if park:
        found = found.filter(park=park)
    if status:
        found = found.filter(status=status)
    if at_least_m2:
        found = found.filter(area_m2__gte=at_least_m2)
    if at_most_m2:
        found = found.filter(area_m2__lte=at_most_m2)
    if text.strip():
        words = (
            Q(code__icontains=text)
            | Q(holder__icontains=text)
            | Q(land_use__icontains=text)
            | Q(utilities__icontains=text)
        )
        match = search.matching(text, PARCEL, "parks_parcel.id")
        found = found.filter(words if match is None else words | Q(match))
    return found.order_by("park__name", "code")


def free_parcels(*, on: date, at_least_m2: Decimal | None = None) -> QuerySet[Parcel]:
    """Land that can be offered: free, available by the day, and not known from a record too old to trust."""
    found = Parcel.objects.filter(status=Parcel.Status.FREE).filter(
        Q(available_on__isnull=True) | Q(available_on__lte=on)
    )
    figures = freshness_figures(on)
    found = found.exclude(fresh_on__lt=date.fromordinal(on.toordinal() - figures["hidden_after_days"]))
    return found.filter(area_m2__gte=at_least_m2) if at_least_m2 else found


def total_free_m2() -> Decimal:
    return Parcel.objects.filter(status=Parcel.Status.FREE).aggregate(sum=Sum("area_m2"))["sum"] or Decimal(0)


def park_index() -> NameIndex:
    """Parks by name and other spellings, for the importer."""
    return indexed(
        (rank, pk, spelling)
        for pk, name, aliases in Park.objects.values_list("pk", "name", "aliases")
        for rank, spelling in [(0, name), *((1, alias) for alias in aliases)]
    )


def find_park(name: str) -> Park | None:
    pk = park_index().find(name)
    return Park.objects.get(pk=pk) if pk else None
