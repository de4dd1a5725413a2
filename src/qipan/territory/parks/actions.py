"""Verbs of the room: lay out a park, record a parcel, say that a parcel was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import changes, search
from qipan.core.models import User
from qipan.territory.parks.models import Building, Parcel, Park
from qipan.territory.parks.queries import PARCEL, PARK

Source = Mapping[str, Any] | None


class CodeTaken(Exception):
    """The park has a parcel of this code."""


def lay_out(*, by: User | None, name: str, source: Source = None, **values: Any) -> Park:
    """Create a park."""
    with transaction.atomic():
        park = changes.create(Park(name=name, **values), by=by, source=source)
        search.index(PARK, [(park.pk, park.name, " ".join(park.aliases))])
    return park


def change_park(
    *, by: User | None, park: Park, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Park:
    with transaction.atomic():
        park = changes.change(park, by=by, values=values, version=version, source=source)
        search.index(PARK, [(park.pk, park.name, " ".join(park.aliases))])
    return park


def record_parcel(*, by: User | None, park: Park, code: str, source: Source = None, **values: Any) -> Parcel:
    """Create a parcel. Refuses a code the park has (`CodeTaken`)."""
    if Parcel.objects.filter(park=park, code=code).exists():
        raise CodeTaken(code)
    with transaction.atomic():
        parcel = changes.create(Parcel(park=park, code=code, **values), by=by, source=source)
        _findable(parcel)
    return parcel


def change_parcel(
    *, by: User | None, parcel: Parcel, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Parcel:
    code, park = values.get("code", parcel.code), values.get("park", parcel.park)
    if Parcel.objects.filter(park=park, code=code).exclude(pk=parcel.pk).exists():
        raise CodeTaken(code)
    with transaction.atomic():
        parcel = changes.change(parcel, by=by, values=values, version=version, source=source)
        _findable(parcel)
    return parcel


def check(*, by: User | None, parcel: Parcel, on: date, version: int | None = None) -> Parcel:
    """Somebody has looked: what the record says was true on this day."""
    return changes.change(parcel, by=by, values={"fresh_on": on}, version=version, action="check")


def record_building(*, by: User | None, park: Park, name: str, source: Source = None, **values: Any) -> Building:
    """Create a building to let."""
    return changes.create(Building(park=park, name=name, **values), by=by, source=source)


def change_building(
    *, by: User | None, building: Building, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Building:
    return changes.change(building, by=by, values=values, version=version, source=source)


def _findable(parcel: Parcel) -> None:
    words = " ".join([parcel.park.name, parcel.land_use, parcel.holder])
    search.index(PARCEL, [(parcel.pk, parcel.code, words)])
