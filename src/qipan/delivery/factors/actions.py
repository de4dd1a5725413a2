"""Verbs of the room: set up a factor, say what there is, ask, give and take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from qipan.core import changes
from qipan.core.models import User
from qipan.delivery.factors.models import Allocation, Factor, Need, Supply
from qipan.pipeline.projects.models import Project

Source = Mapping[str, Any] | None


class NameTaken(Exception):
    """There is a factor of this name."""


class InUse(Exception):
    """Needs or allocations stand on the factor; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class WrongKind(Exception):
    """The need is of one kind, the factor of another."""


def set_up(*, by: User | None, kind: str, name: str, source: Source = None, **values: Any) -> Factor:
    """Write a factor down. Refuses a name that is held (`NameTaken`)."""
    if Factor.objects.filter(name=name).exists():
        raise NameTaken(name)
    return changes.create(Factor(kind=kind, name=name, **values), by=by, source=source)


def change_factor(
    *, by: User | None, factor: Factor, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Factor:
    if Factor.objects.filter(name=values.get("name", factor.name)).exclude(pk=factor.pk).exists():
        raise NameTaken(values["name"])
    return changes.change(factor, by=by, values=values, version=version, source=source)


def remove_factor(*, by: User | None, factor: Factor, reason: str, source: Source = None) -> None:
    """Take a factor out with its supplies. Refuses one that is asked or given (`InUse`)."""
    try:
        with transaction.atomic():
            changes.delete(factor, by=by, reason=reason, source=source)
    except ProtectedError as error:
        raise InUse(len(error.protected_objects)) from error


def supply(
    *,
    by: User | None,
    factor: Factor,
    since: date,
    amount: Decimal,
    paper: str = "",
    version: int | None = None,
    source: Source = None,
) -> Supply:
    """Say what is added (or what there is, of a returning factor) from a day. The same day again replaces."""
    with transaction.atomic():
        held = Supply.objects.filter(factor=factor, since=since).first()
        if held:
            values = {"amount": amount, "paper": paper or held.paper}
            return changes.change(held, by=by, values=values, version=version, source=source)
        return changes.create(
            Supply(factor=factor, since=since, amount=amount, paper=paper), by=by, action="supply", source=source
        )


def drop_supply(*, by: User | None, supply: Supply, reason: str, source: Source = None) -> None:
    changes.delete(supply, by=by, reason=reason, source=source)


def ask(*, by: User | None, project: Project, kind: str, amount: Decimal, source: Source = None, **values: Any) -> Need:
    """Write down what a project needs. Refuses a factor of another kind (`WrongKind`). The same again replaces the amount."""
    _same_kind(kind, values.get("factor"))
    slot = {"project": project, "kind": kind, "factor": values.get("factor"), "since": values.get("since")}
    with transaction.atomic():
        held = Need.objects.filter(**slot).first()
        if held:
            return changes.change(held, by=by, values={**values, "amount": amount}, source=source)
        return changes.create(
            Need(project=project, kind=kind, amount=amount, **values), by=by, action="ask", source=source
        )


def change_need(
    *, by: User | None, need: Need, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Need:
    _same_kind(values.get("kind", need.kind), values.get("factor", need.factor))
    return changes.change(need, by=by, values=values, version=version, source=source)


def drop_need(*, by: User | None, need: Need, reason: str, source: Source = None) -> None:
    changes.delete(need, by=by, reason=reason, source=source)


def allocate(
    *,
    by: User | None,
    project: Project,
    factor: Factor,
    amount: Decimal,
    since: date,
    until: date | None = None,
    origin_type: str = "",
    origin_key: UUID | None = None,
) -> Allocation:
    """Give a project so much of a factor from a day."""
    row = Allocation(
        project=project, factor=factor, amount=amount, since=since, until=until,
        origin_type=origin_type, origin_key=origin_key,
    )  # fmt: skip
    return changes.create(row, by=by, action="allocate")


def release(*, by: User | None, allocation: Allocation, on: date) -> Allocation:
    """Take it back; what was given stays in the history."""
    return changes.change(allocation, by=by, values={"released_on": on}, action="release")


def _same_kind(kind: str, factor: Factor | None) -> None:
    if factor is not None and factor.kind != kind:
        raise WrongKind(f"{kind}: {factor}")
