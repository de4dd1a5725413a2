"""Verbs of the room: open a chain, add a segment, say which firms stand in it and whether it is a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from qipan.core import changes, search
from qipan.core.models import User
from qipan.territory.chains.models import Chain, Segment
from qipan.territory.chains.queries import CHAIN
from qipan.territory.companies.models import Company

Source = Mapping[str, Any] | None


class NameTaken(Exception):
    """The chain has a segment of this name."""


class Standing(Exception):
    """Projects stand on the segment; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def open_chain(*, by: User | None, name: str, source: Source = None, **values: Any) -> Chain:
    with transaction.atomic():
        chain = changes.create(Chain(name=name, **values), by=by, source=source)
        _findable(chain)
    return chain


def change_chain(
    *, by: User | None, chain: Chain, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Chain:
    with transaction.atomic():
        chain = changes.change(chain, by=by, values=values, version=version, source=source)
        _findable(chain)
    return chain


def add_segment(
    *, by: User | None, chain: Chain, name: str, companies: Iterable[Company] = (), source: Source = None, **values: Any
) -> Segment:
    """Add a link of the chain; without an order given it goes to the end. Refuses a name the chain has (`NameTaken`)."""
    if chain.segments.filter(name=name).exists():
        raise NameTaken(name)
    values.setdefault("order", (chain.segments.order_by("-order").values_list("order", flat=True).first() or 0) + 1)
    with transaction.atomic():
        segment = changes.create(Segment(chain=chain, name=name, **values), by=by, source=source)
        place(by=by, segment=segment, companies=companies)
    return segment


def change_segment(
    *, by: User | None, segment: Segment, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Segment:
    name = values.get("name", segment.name)
    if Segment.objects.filter(chain_id=segment.chain_id, name=name).exclude(pk=segment.pk).exists():
        raise NameTaken(name)
    return changes.change(segment, by=by, values=values, version=version, source=source)


def place(*, by: User | None, segment: Segment, companies: Iterable[Company]) -> None:
    """These firms, and no others, stand in the segment."""
    with transaction.atomic():
        before = sorted(segment.companies.values_list("name", flat=True))
        segment.companies.set(companies)
        after = sorted(segment.companies.values_list("name", flat=True))
        if before != after:
            changes.note(segment, by=by, action="place", changes={"companies": [before, after]})


def remove_segment(*, by: User | None, segment: Segment, reason: str) -> None:
    """Take a link out of the chain. Refuses one that projects stand on (`Standing`)."""
    try:
        with transaction.atomic():
            changes.delete(segment, by=by, reason=reason)
    except ProtectedError as error:
        raise Standing(len(error.protected_objects)) from error


def _findable(chain: Chain) -> None:
    search.index(CHAIN, [(chain.pk, chain.name, " ".join([chain.name_en, *chain.aliases]))])
