"""Wanted firms, each in its node."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.exchange.simple import Field
from qipan.territory.chains import actions, ledger
from qipan.territory.chains.intake.along import AlongTarget, make_node
from qipan.territory.chains.intake.reading import delete
from qipan.territory.chains.models import Target
from qipan.territory.chains.queries.finding import node_index

TARGETS = AlongTarget(
    code="targets-wanted",
    label=_("Target firms"),
    ability="chains.edit",
    columns=ledger.TARGETS,
    model=Target,
    fields={
        "name": Field("name"),
        "chain": Field("chain"),
        "segment": Field("segment"),
        "node": Field("node", finder=lambda: node_index),
        "place": Field("place"),
        "business": Field("business"),
        "reason": Field("reason"),
        "hint": Field("hint"),
        "state": Field("state"),
    },
    keys=(("node", "name"),),
    required=("name", "chain"),
    within="node",
    path=("chain", "segment", "node"),
    beside=("chain", "segment"),
    make=make_node,
    create=lambda *, by, source, **values: actions.want(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_target(
        by=by, target=record, values=values, source=source
    ),
    delete=delete,
    held=lambda: Target.objects.select_related("node__segment__chain"),
)
