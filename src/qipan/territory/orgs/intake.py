"""How the county's directory is let in: regions, organisations, people with their posts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.models import User
from qipan.exchange.simple import Field, SimpleTarget
from qipan.territory.orgs import actions, ledger, names
from qipan.territory.orgs.models import Organisation, Region


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)


def _region(text: str) -> int | None:
    """Asked anew for each row: the row above may have made it."""
    return names.region_index().find(text)


def _organisation(text: str) -> int | None:
    return names.organisation_index().find(text)


REGIONS = SimpleTarget(
    code="regions",
    label=_("Regions"),
    ability="orgs.edit",
    columns=ledger.REGIONS,
    model=Region,
    fields={"code": Field("code"), "name": Field("name"), "parent": Field("parent", finder=lambda: _region)},
    keys=(("code",),),
    required=("name", "code"),
    create=lambda *, by, source, **values: actions.add_region(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_region(
        by=by, region=record, values=values, source=source
    ),
    delete=_delete,
)

ORGANISATIONS = SimpleTarget(
    code="organisations",
    page="orgs:organisation",
    label=_("Organisations"),
    ability="orgs.edit",
    columns=ledger.ORGANISATIONS,
    model=Organisation,
    fields={
        "name": Field("name"),
        "short_name": Field("short_name"),
        "kind": Field("kind"),
        "parent": Field("parent", finder=lambda: _organisation),
        "region": Field("region", finder=lambda: _region),
    },
    keys=(("name",),),
    create=lambda *, by, source, **values: actions.found(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_organisation(
        by=by, organisation=record, values=values, source=source
    ),
    delete=_delete,
)
