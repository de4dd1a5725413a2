"""A chain by its name, with its chief, its lead organisation and its leader firm."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.exchange.simple import Field, SimpleTarget
from qipan.territory.chains import actions, ledger
from qipan.territory.chains.intake.reading import delete, firm_finder
from qipan.territory.chains.models import Chain
from qipan.territory.orgs import names

CHAINS = SimpleTarget(
    code="chains",
    page="chains:detail",
    label=_("Chains"),
    ability="chains.edit",
    columns=ledger.CHAINS,
    model=Chain,
    fields={
        "name": Field("name"),
        "chief": Field("chief", finder=lambda: names.person_index().find),
        "lead_org": Field("lead_org", finder=lambda: names.organisation_index().find),
        "leader_firm": Field("leader_firm", finder=firm_finder),
        "notes": Field("notes"),
    },
    keys=(("name",),),
    create=lambda *, by, source, **values: actions.open_chain(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_chain(
        by=by, chain=record, values=values, source=source
    ),
    delete=delete,
)
