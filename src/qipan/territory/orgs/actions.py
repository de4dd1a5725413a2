"""Verbs of the room: found an organisation, take somebody in, let them go, hand a post over, name a region."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from qipan.core import audit, changes, search
from qipan.core.models import User
from qipan.territory.orgs.models import Membership, Organisation, Person, Region, Role

ROLES = Path(__file__).with_name("roles.json")
ORGANISATION = "orgs.organisation"
Source = Mapping[str, Any] | None


class Circular(Exception):
    """An organisation cannot be part of itself or of one of its own parts."""


class StillHeld(Exception):
    """The membership has already ended, or ends before it began."""


def seed(*, by: User | None = None) -> int:
    """Create the shipped roles that are missing, and give those that are here the abilities new in this version.

    An ability a county took away was offered before: it does not come back. Returns how many roles were made or grew.
    """
    shipped = {row["code"]: row for row in json.loads(ROLES.read_text(encoding="utf-8"))}
    held = {role.code: role for role in Role.objects.filter(code__in=shipped)}
    missing = [Role(**row, offered=row["abilities"]) for code, row in shipped.items() if code not in held]
    grown: list[audit.Act] = []
    with transaction.atomic():
        if missing:
            Role.objects.bulk_create(missing)
        for code, role in held.items():
            offer: list[str] = shipped[code]["abilities"]
            if role.offered == offer:
                continue
            known = set(_offered(role)) | set(role.abilities)
            before, fresh = role.abilities, [ability for ability in offer if ability not in known]
            role.abilities, role.offered = [*before, *fresh], offer
            role.save(update_fields=["abilities", "offered"])
            if fresh:
                grown.append(audit.Act("change", "orgs.role", None, role.name, {"abilities": [before, role.abilities]}))
        acts = [audit.Act("create", "orgs.role", None, r.name, {"abilities": [None, r.abilities]}) for r in missing]
        if acts or grown:
            audit.append([*acts, *grown], by=by)
    return len(missing) + len(grown)


def _offered(role: Role) -> list[str]:
    """What the software has offered this role so far; of a home older than this record: what the role was made with."""
    if role.offered is not None:
        return list(role.offered)
    made = audit.named("orgs.role", role.name).filter(action="create").first()
    return list((made.changes.get("abilities") or [None, []])[1] or []) if made else []


def add_region(
    *, by: User | None, code: str, name: str, name_en: str = "", parent: Region | None = None, source: Source = None
) -> Region:
    path = f"{parent.path if parent else '/'}{code}/"
    return changes.create(Region(code=code, name=name, name_en=name_en, parent=parent, path=path), by=by, source=source)


def change_region(
    *, by: User | None, region: Region, values: Mapping[str, Any], version: int | None = None, source: Source = None
) -> Region:
    """Change a region; under another parent, or with another code, everything below moves along. Refuses a circle."""
    with transaction.atomic():
        before = region.path
        parent = values.get("parent")
        if parent and parent.path.startswith(before):
            raise Circular(region.name)
        region = changes.change(region, by=by, values=values, version=version, source=source)
        after = f"{region.parent.path if region.parent else '/'}{region.code}/"
        if after != before:
            Region.objects.filter(path__startswith=before).update(
                path=Concat(Value(after), Substr(F("path"), len(before) + 1))
            )
            region.path = after
    return region


def found(*, by: User | None, name: str, source: Source = None, **values: Any) -> Organisation:
    """Create an organisation; `values` are its other fields."""
    organisation = Organisation(name=name, **values)
    organisation.path = _path(organisation)
    with transaction.atomic():
        changes.create(organisation, by=by, source=source)
        _findable(organisation)
    return organisation


def change_organisation(
    *,
    by: User | None,
    organisation: Organisation,
    values: Mapping[str, Any],
    version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    source: Source = None,
) -> Organisation:
    """Change fields; under another parent everything below moves along. Refuses a circle."""
    with transaction.atomic():
        before = organisation.path
        parent = values.get("parent")
        if parent and (parent.pk == organisation.pk or parent.path.startswith(before)):
            raise Circular(organisation.name)
        organisation = changes.change(organisation, by=by, values=values, version=version, seen=seen, source=source)
        after = _path(organisation)
        if after != before:
            moved = Concat(Value(after), Substr(F("path"), len(before) + 1))
            Organisation.objects.filter(path__startswith=before).update(path=moved)
            organisation.path = after
        _findable(organisation)
    return organisation


def _path(organisation: Organisation) -> str:
    return f"{organisation.parent.path if organisation.parent else '/'}{organisation.key.hex}/"


def _findable(organisation: Organisation) -> None:
    words = " ".join([organisation.short_name, *organisation.aliases])
    search.index(ORGANISATION, [(organisation.pk, organisation.name, words)])


def add_person(*, by: User | None, name: str, source: Source = None, **values: Any) -> Person:
    return changes.create(Person(name=name, **values), by=by, source=source)


def change_person(
    *,
    by: User | None,
    person: Person,
    values: Mapping[str, Any],
    version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    source: Source = None,
) -> Person:
    return changes.change(person, by=by, values=values, version=version, seen=seen, source=source)


def join(
    *,
    by: User | None,
    person: Person,
    organisation: Organisation,
    role: Role | None = None,
    post: str = "",
    since: date | None = None,
    source: Source = None,
) -> Membership:
    """Take a person into an organisation from a day on, in a role or without one."""
    return changes.create(
        Membership(person=person, organisation=organisation, role=role, post=post, since=since),
        by=by,
        action="join",
        source=source,
    )


def leave(*, by: User | None, membership: Membership, until: date, version: int | None = None) -> Membership:
    """End a membership: `until` is its last day. Refuses one already ended, or an end before the start."""
    if membership.until and membership.until <= until:
        raise StillHeld(str(membership))
    if membership.since and until < membership.since:
        raise StillHeld(str(membership))
    return changes.change(membership, by=by, values={"until": until}, version=version, action="leave")


def hand_over(
    *, by: User | None, membership: Membership, to: Person, on: date, version: int | None = None
) -> Membership:
    """From `on` the post is another's: the one before ends the day before, the next begins with the same role and post."""
    with transaction.atomic():
        leave(by=by, membership=membership, until=on - timedelta(days=1), version=version)
        return changes.create(
            Membership(
                person=to, organisation=membership.organisation, role=membership.role, post=membership.post, since=on
            ),
            by=by,
            action="take-over",
        )
