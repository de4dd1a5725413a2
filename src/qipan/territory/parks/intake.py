"""How the land ledger is let in: parks by name, parcels and buildings by park and code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.models import User
from qipan.exchange.simple import Field, SimpleTarget, day
from qipan.exchange.within import WithinTarget
from qipan.territory.orgs import names
from qipan.territory.parks import actions, ledger, queries
from qipan.territory.parks.models import Building, Parcel, Park


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)


def _park(text: str) -> int | None:
    """Asked anew for each row: the sheet before may have made it."""
    return queries.park_index().find(text)


def _m2(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


PARKS = SimpleTarget(
    code="parks",
    page="parks:detail",
    label=_("Parks"),
    ability="parks.edit",
    columns=ledger.PARKS,
    model=Park,
    fields={
        "name": Field("name"),
        "short_name": Field("aliases", read=lambda text: [text]),
        "level": Field("level"),
        "region": Field("region", finder=lambda: names.region_index().find),
        "planned": Field("planned_m2", read=_m2),
        "notes": Field("notes"),
        "committee": Field("committee", finder=lambda: names.organisation_index().find),
    },
    keys=(("name",),),
    born=frozenset({"aliases"}),
    create=lambda *, by, source, **values: actions.lay_out(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_park(by=by, park=record, values=values, source=source),
    delete=_delete,
)

PARCELS = WithinTarget(
    code="parcels",
    page="parks:parcel",
    label=_("Parcels"),
    ability="parks.edit",
    columns=ledger.PARCELS,
    model=Parcel,
    fields={
        "name": Field("code"),
        "park": Field("park", finder=lambda: _park),
        "area": Field("area_m2", read=_m2),
        "land_use": Field("land_use"),
        "status": Field("status"),
        "available_on": Field("available_on", read=day),
        "holder": Field("holder"),
        "price": Field("price_minor"),
        "utilities": Field("utilities"),
        "fresh_on": Field("fresh_on", read=day),
    },
    keys=(("park", "code"),),
    required=("name", "park"),
    within="park",
    make=lambda *, by, name, source: actions.lay_out(by=by, name=name, source=source),
    create=lambda *, by, source, **values: actions.record_parcel(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_parcel(
        by=by, parcel=record, values=values, source=source
    ),
    delete=_delete,
    held=lambda: Parcel.objects.select_related("park"),
)

BUILDINGS = WithinTarget(
    code="buildings",
    label=_("Buildings to let"),
    ability="parks.edit",
    columns=ledger.BUILDINGS,
    model=Building,
    fields={
        "name": Field("name"),
        "park": Field("park", finder=lambda: _park),
        "floor": Field("floor_m2", read=_m2),
        "vacant": Field("vacant_m2", read=_m2),
        "storey": Field("storey_m", read=Decimal),
        "power": Field("power_kva", read=Decimal),
    },
    keys=(("park", "name"),),
    required=("name", "park"),
    within="park",
    make=lambda *, by, name, source: actions.lay_out(by=by, name=name, source=source),
    create=lambda *, by, source, **values: actions.record_building(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_building(
        by=by, building=record, values=values, source=source
    ),
    delete=_delete,
    held=lambda: Building.objects.select_related("park"),
)
