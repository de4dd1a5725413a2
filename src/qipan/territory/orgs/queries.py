"""Who is who, who reaches what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from qipan.core import access
from qipan.core.models import AuditEntry, User
from qipan.territory.orgs.models import Membership, Organisation, Person, Region, Role
from qipan.territory.orgs.names import (
    NameIndex,
    PersonIndex,
    find_organisation,
    find_person,
    find_region,
    organisation_index,
    person_index,
    region_index,
)
from qipan.territory.orgs.scope import KINDS, NOTHING, Ground, Scope

__all__ = [
    "NameIndex",
    "PersonIndex",
    "Scope",
    "find_organisation",
    "find_person",
    "find_region",
    "organisation_index",
    "person_index",
    "region_index",
]

# Rooms above say which of their records belong to organisations (parks a committee runs, the firm behind an account).
_reaches: dict[str, Callable[[frozenset[int]], Iterable[int]]] = {}


def reach(field: str, finder: Callable[[frozenset[int]], Iterable[int]]) -> None:
    """`parks` and `companies` fill `park_ids` and `company_ids` of a scope from organisation ids."""
    _reaches[field] = finder


def current(on: date) -> Q:
    """Memberships that hold on a day."""
    return (Q(since__isnull=True) | Q(since__lte=on)) & (Q(until__isnull=True) | Q(until__gte=on))


def scope_of(user: Any, *, on: date | None = None, to: str = "") -> Scope:
    """What is reached through today's posts that hold the ability `to` (else the one the page was opened under, else any), with the
    abilities of all of them. Kept on the user object, which lives as long as one request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOTHING
    if on is not None or getattr(user, "_qipan_posts", None) is None:
        user._qipan_posts, user._qipan_scopes = _posts(user, on or timezone.localdate()), {}
    ability = to or access.acting_under(user)
    posts = user._qipan_posts
    counting = tuple(n for n, post in enumerate(posts) if not ability or ability in post.role__abilities)
    if counting not in user._qipan_scopes:
        user._qipan_scopes[counting] = _scope(posts, [posts[n] for n in counting])
    return user._qipan_scopes[counting]


def _posts(user: Any, on: date) -> list[Any]:
    return list(_POSTS.filter(current(on), person__user=user))


def _scope(posts: list[Any], counting: list[Any]) -> Scope:
    if not posts:
        return NOTHING
    by_kind: dict[str, list[Any]] = {}
    for row in counting:
        by_kind.setdefault(row.role__scope, []).append(row)
    parks, firms, banks = (_organisation_ids(by_kind.get(kind, [])) for kind in ("park", "company", "bank"))
    return Scope(
        kind=next((kind for kind in KINDS if kind in by_kind), "none"),
        bank_ids=banks,
        park_ids=_reached("park_ids", parks),
        company_ids=_reached("company_ids", firms),
        abilities=_abilities(posts),
        person_id=posts[0].person_id,
        roles=tuple(dict.fromkeys(row.role__code for row in posts)),
        find_ground=lambda: _ground(counting, by_kind),
    )


def _ground(counting: list[Any], by_kind: dict[str, list[Any]]) -> Ground:
    """One question for organisations and regions, only when they are needed."""
    kinds = ("organisation", "region", "park")
    answering = tuple(row.organisation__path for kind in kinds for row in by_kind.get(kind, ()))
    places = [row.organisation__region__path for row in by_kind.get("region", ())]
    below = [
        *_below(Organisation, [row.organisation__path for row in counting if row.role__scope != "none"]),
        *_below(Region, places),
    ]
    if not below:
        return Ground()
    first, *others = below
    found = list(first.union(*others, all=True))
    organisations = {pk: path for what, pk, path in found if what == Organisation.__name__}
    return Ground(
        organisation_ids=frozenset(organisations),
        answering_ids=frozenset(pk for pk, path in organisations.items() if path.startswith(answering)),
        region_ids=frozenset(pk for what, pk, _path in found if what == Region.__name__),
    )


def _abilities(posts: list[Any]) -> frozenset[str]:
    """All of them together; a class of fields only where every post that reaches records opens it, or one that reaches everything."""
    held = {a for post in posts for a in post.role__abilities if a in access.ABILITIES}
    reaching = [post for post in posts if post.role__scope != "none"]
    for ability in held & access.FIELD_CLASSES:
        opened = [ability in post.role__abilities for post in reaching]
        everywhere = any(is_open and post.role__scope == "all" for is_open, post in zip(opened, reaching, strict=True))
        if not all(opened) and not everywhere:
            held.discard(ability)
    return frozenset(held)


# Of a membership, what decides sight.
_HELD = (
    "person_id",
    "organisation_id",
    "organisation__path",
    "organisation__region__path",
    "role__scope",
    "role__abilities",
    "role__code",
)
# Stands ready: every page begins with this question, and only the person and the day differ.
_POSTS = Membership.objects.filter(role__isnull=False).order_by("pk").values_list(*_HELD, named=True)


def _organisation_ids(rows: list[Any]) -> frozenset[int]:
    return frozenset(row.organisation_id for row in rows)


def _below(model: Any, paths: Iterable[str | None]) -> list[QuerySet[Any, tuple[str, int, str]]]:
    """Organisations or regions on these paths and under them: what, id, path. Ids, not a subquery: so the database can use its indexes."""
    under = Q()
    for path in filter(None, paths):
        under |= Q(path__startswith=path)
    return [model.objects.filter(under).order_by().values_list(Value(model.__name__), "pk", "path")] if under else []


def _reached(field: str, organisation_ids: frozenset[int]) -> frozenset[int]:
    finder = _reaches.get(field)
    return frozenset(finder(organisation_ids)) if finder and organisation_ids else frozenset()


def reaches_alike(user: Any, one: str, other: str) -> bool:
    """Do two abilities come with the same posts? Then what is reached under one is reached under the other."""
    return scope_of(user, to=one) is scope_of(user, to=other)


def abilities_of(user: Any) -> frozenset[str]:
    return scope_of(user).abilities


def accounts_of(organisations: Iterable[int], *, on: date, ability: str = "") -> list[User]:
    """Who signs in for these organisations on a day, with this ability if one is named."""
    rows = Membership.objects.filter(
        current(on), organisation_id__in=list(organisations), role__isnull=False, person__user__is_active=True
    ).values_list("person__user_id", "role__abilities")
    return list(User.objects.filter(pk__in={pk for pk, held in rows if not ability or ability in held}))


def holders(ability: str, *, on: date) -> list[User]:
    """Who may do something for the whole county on a day: roles that reach everything."""
    rows = Membership.objects.filter(current(on), role__scope=Role.Scope.ALL, person__user__is_active=True)
    held = rows.values_list("person__user_id", "role__abilities")
    return list(User.objects.filter(pk__in={pk for pk, abilities in held if ability in abilities}))


def able_to(ability: str, *, on: date) -> list[User]:
    """Who holds an ability in any role on a day, whatever they reach by it."""
    rows = Membership.objects.filter(current(on), role__isnull=False, person__user__is_active=True)
    held = rows.values_list("person__user_id", "role__abilities")
    return list(User.objects.filter(pk__in={pk for pk, abilities in held if ability in abilities}))


def visible_to(user: Any) -> QuerySet[Organisation]:
    """Organisations: all for those who may look the county up, else one's own and those below."""
    scope = scope_of(user)
    if "orgs.see" in scope.abilities or scope.is_everything:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=scope.organisation_ids)


def people_visible_to(user: Any) -> QuerySet[Person]:
    """People of the organisations one sees, and oneself."""
    scope = scope_of(user)
    if "orgs.see" in scope.abilities or scope.is_everything:
        return Person.objects.all()
    return Person.objects.filter(Q(memberships__organisation_id__in=scope.organisation_ids) | Q(user=user)).distinct()


def may_see_phones(user: Any) -> bool:
    return access.able(user, "contacts.see")


@dataclass(slots=True)
class Branch:
    """One organisation in the tree with its people of today."""

    organisation: Organisation
    depth: int
    members: list[Membership]
    children: list[Branch]


def tree(user: Any, *, on: date) -> list[Branch]:
    """Organisations as a tree, each with today's memberships: two questions, however large."""
    members = Membership.objects.filter(current(on)).select_related("person", "role").order_by("pk")
    rows = list(
        visible_to(user)
        .select_related("region")
        .prefetch_related(Prefetch("memberships", members, to_attr="members_today"))
    )
    rows.sort(key=lambda o: (list(Organisation.Kind.values).index(o.kind), o.name))
    branches = {o.pk: Branch(o, 0, o.members_today, []) for o in rows}
    tops: list[Branch] = []
    for row in rows:
        above = branches.get(row.parent_id or 0)
        (above.children if above else tops).append(branches[row.pk])
    return tops


def flat(branches: list[Branch], depth: int = 0) -> list[Branch]:
    """The tree read from top to bottom, each with its depth."""
    found = []
    for branch in branches:
        branch.depth = depth
        found += [branch, *flat(branch.children, depth + 1)]
    return found


def people(user: Any, *, on: date, text: str = "", organisation: Organisation | None = None) -> QuerySet[Person]:
    """People with today's posts; narrowed by a piece of a name."""
    held = Membership.objects.filter(current(on)).select_related("organisation", "role")
    found = (
        people_visible_to(user)
        .select_related("user")
        .prefetch_related(Prefetch("memberships", held, to_attr="held_today"))
    )
    if text:
        found = found.filter(Q(name__icontains=text) | Q(memberships__organisation__name__icontains=text)).distinct()
    if organisation:
        found = found.filter(memberships__organisation=organisation).distinct()
    return found.order_by("name", "pk")


def memberships_of(person: Person) -> QuerySet[Membership]:
    return person.memberships.select_related("organisation", "role").order_by("-since", "-pk")


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.select_related("person__user", "role").order_by("until", "-since", "pk")


def roles() -> QuerySet[Role]:
    return Role.objects.annotate(holders=Count("memberships")).order_by("pk")


def audit_entries(
    *, who: str = "", what: str = "", record: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[AuditEntry]:
    """Entries of the audit chain, newest first, by whom, by act, by record, by day."""
    found = AuditEntry.objects.order_by("-seq")
    if who:
        found = found.filter(actor_name__icontains=who)
    if what:
        found = found.filter(Q(action__icontains=what) | Q(object_type__icontains=what))
    if record:
        found = found.filter(object_name__icontains=record)
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    return found


def places() -> list[tuple[str, str]]:
    """Where rules may hold: (path, name) of every region."""
    return list(Region.objects.order_by("path").values_list("path", "name"))
