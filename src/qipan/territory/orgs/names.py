"""Which organisation, person or region a spelling in a ledger means; singly, or thousands at once through an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qipan.territory.orgs import rules
from qipan.territory.orgs.models import Membership, Organisation, Person, Region


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Plain spelling → id, for thousands of rows at once. A spelling two records share means neither."""

    ids: dict[str, int]

    def find(self, text: str) -> int | None:
        return self.ids.get(rules.plain(text))


def indexed(spellings: Iterable[tuple[int, int, str]]) -> NameIndex:
    """(rank, id, spelling): the better rank wins a spelling, two of the same rank lose it."""
    held: dict[str, tuple[int, int | None]] = {}
    for rank, pk, text in spellings:
        key = rules.plain(text)
        if not key:
            continue
        there = held.get(key)
        if there is None or rank < there[0]:
            held[key] = (rank, pk)
        elif rank == there[0] and there[1] != pk:
            held[key] = (rank, None)
    return NameIndex({key: pk for key, (_, pk) in held.items() if pk is not None})


def organisation_index() -> NameIndex:
    """Organisations by name, short name, other spellings, and the name without its official ending."""

    def spellings() -> Iterable[tuple[int, int, str]]:
        fields = ("pk", "name", "short_name", "aliases")
        for pk, name, short, aliases in Organisation.objects.values_list(*fields):
            yield 0, pk, name
            yield 0, pk, short
            yield from ((1, pk, alias) for alias in aliases)
            yield 2, pk, rules.without_ending(rules.plain(name), rules.ORGANISATION_ENDINGS)
            yield 2, pk, rules.without_ending(rules.plain(short), rules.ORGANISATION_ENDINGS)

    return indexed(spellings())


def region_index() -> NameIndex:
    """Regions by code, name, English name, and the name without 镇, 乡, 县."""

    def spellings() -> Iterable[tuple[int, int, str]]:
        for pk, code, name, name_en in Region.objects.values_list("pk", "code", "name", "name_en"):
            yield 0, pk, code
            yield 0, pk, name
            yield 1, pk, name_en
            yield 2, pk, rules.without_ending(rules.plain(name), rules.REGION_ENDINGS)

    return indexed(spellings())


@dataclass(frozen=True, slots=True)
class PersonIndex:
    """People by name; namesakes are told apart by the organisation when it is known."""

    ids: dict[str, int]
    within: dict[tuple[str, int], int]

    def find(self, text: str, organisation_id: int | None = None) -> int | None:
        key = rules.plain(rules.person_name(text))
        if organisation_id is not None and (key, organisation_id) in self.within:
            return self.within[key, organisation_id]
        return self.ids.get(key)


def person_index() -> PersonIndex:
    rows = list(Person.objects.values_list("pk", "name"))
    alone = indexed((0, pk, name) for pk, name in rows)
    names = {pk: rules.plain(name) for pk, name in rows}
    within: dict[tuple[str, int], int | None] = {}
    for person_id, organisation_id in Membership.objects.values_list("person_id", "organisation_id"):
        key = (names[person_id], organisation_id)
        within[key] = person_id if within.get(key, person_id) == person_id else None
    return PersonIndex(alone.ids, {key: pk for key, pk in within.items() if pk is not None})


def find_organisation(name: str) -> Organisation | None:
    pk = organisation_index().find(name)
    return Organisation.objects.get(pk=pk) if pk else None


def find_region(name: str) -> Region | None:
    pk = region_index().find(name)
    return Region.objects.get(pk=pk) if pk else None


def find_person(name: str, organisation: Organisation | None = None) -> Person | None:
    pk = person_index().find(name, organisation.pk if organisation else None)
    return Person.objects.get(pk=pk) if pk else None
