"""Teams as they are read: who belongs to them, how their leads stand, who was silent, what was promised, which visits are planned.

Whom a team talks with is open to the team and to those its leads are open to. No question here counts what people do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from qipan.core import access, rulesets
from qipan.pipeline.leads.models import Interaction, Lead, Promise, Team, TeamMember, Visit
from qipan.pipeline.leads.queries.sight import open_to, visible_to
from qipan.pipeline.leads.rules import contact as rules

TEAM = "leads.team"
CONTACT_KIND = "lead-contact"
LIVE = (Lead.Status.OPEN, Lead.Status.FOLLOWED)


def contact_figures(on: date) -> Mapping[str, Any]:
    return rulesets.in_force(CONTACT_KIND, on=on)


def teams_visible_to(user: Any) -> QuerySet[Team]:
    """Teams are no secret within the county: who has leads.see sees all of them."""
    return Team.objects.all() if access.able(user, "leads.see") else Team.objects.none()


def of_today(on: date) -> Q:
    """Members of a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def visits_visible_to(user: Any) -> QuerySet[Visit]:
    return Visit.objects.filter(team__in=teams_visible_to(user)).select_related("team")


def members_visible_to(user: Any) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(team__in=teams_visible_to(user)).select_related("team", "person")


def belongs(user: Any, on: date) -> QuerySet[Team]:
    """Teams a person works in today, or heads."""
    member = TeamMember.objects.filter(of_today(on), person__user=user).values("team_id")
    return Team.objects.filter(Q(pk__in=member) | Q(head__user=user))


def works_in(user: Any, team: Team, on: date) -> bool:
    return belongs(user, on).filter(pk=team.pk).exists()


def may_manage(user: Any) -> bool:
    """The office sets teams up and says who belongs to them: membership opens names."""
    return access.able(user, "leads.decide") and access.able(user, "leads.edit")


def may_write(user: Any, team: Team, on: date) -> bool:
    """Visits, contacts and promises are written by the team itself, or by the office."""
    return access.able(user, "leads.edit") and (may_manage(user) or works_in(user, team, on))


def _open(user: Any, on: date) -> Q:
    """Contacts and promises this person may read: of their own team, written by them, theirs to do, or of a lead that is open to them."""
    own = Q(lead__isnull=True) & Q(team__in=belongs(user, on))
    return own | Q(by=user) | Q(lead__in=open_to(user))


def interactions_open_to(user: Any, on: date) -> QuerySet[Interaction]:
    return Interaction.objects.filter(_open(user, on), team__in=teams_visible_to(user))


def promises_open_to(user: Any, on: date) -> QuerySet[Promise]:
    return Promise.objects.filter(_open(user, on) | Q(person__user=user), team__in=teams_visible_to(user))


def promises_of(user: Any, on: date) -> QuerySet[Promise]:
    """What this person promised, or the team they head did without naming anybody; not kept yet, the first due first."""
    mine = Q(person__user=user) | Q(person__isnull=True, team__head__user=user)
    return (
        promises_open_to(user, on).filter(mine, done_on__isnull=True).select_related("team", "lead").order_by("due_on")
    )


def with_contact(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Leads with the day of the last contact: on record, else the response, the first contact, the day it came in."""
    return leads.annotate(last_contact=Max("interactions__on")).annotate(
        last_heard=Coalesce("last_contact", "responded_on", "first_contact_on", "received_on")
    )


def silent(*, on: date) -> QuerySet[Lead]:
    """Live leads nobody was in contact with for longer than the rule set bears. For the nightly question; not cut to a reader."""
    before = on - timedelta(days=int(contact_figures(on)["silent_days"]))
    rows = with_contact(Lead.objects.filter(status=Lead.Status.FOLLOWED))
    return rows.filter(last_heard__lt=before).select_related("holder__user", "team__head__user").order_by("pk")


@dataclass(frozen=True, slots=True)
class Summary:
    """A team in the list of teams."""

    team: Team
    members: list[TeamMember]
    live: int
    overdue: int
    next_visit: Visit | None


def teams(user: Any, *, on: date) -> list[Summary]:
    """Every team, by kind and name: never in the order of any figure."""
    current = TeamMember.objects.filter(of_today(on)).select_related("person").order_by("since", "pk")
    coming = Visit.objects.filter(on__gte=on).order_by("on", "pk")
    rows = (
        teams_visible_to(user)
        .select_related("chain", "organisation", "head")
        .prefetch_related(Prefetch("members", current, to_attr="current"), Prefetch("visits", coming, to_attr="coming"))
        .order_by("kind", "name")
    )
    live = _counted(visible_to(user).filter(status__in=LIVE))
    overdue = _counted(Promise.objects.filter(done_on__isnull=True, due_on__lt=on))
    found = []
    for team in rows:
        held: Any = team  # with what was fetched along
        visit = held.coming[0] if held.coming else None
        found.append(Summary(team, held.current, live.get(team.pk, 0), overdue.get(team.pk, 0), visit))
    return found


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.filter(team__isnull=False).order_by().values_list("team_id").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How far the team's leads of the last months came, and how long the live ones were not heard of."""

    steps: list[rules.Step]
    bands: list[tuple[int, int | None, int]]
    live: list[Lead]
    silent_ids: frozenset[int]
    months: int
    silent_days: int


def pipeline(user: Any, team: Team, *, on: date) -> Pipeline:
    """Of the leads this reader reaches. Two questions."""
    figures = contact_figures(on)
    months = int(figures["months"])
    since = date(on.year - (months // 12), on.month, 1) if months % 12 == 0 else on - timedelta(days=30 * months)
    mine = visible_to(user).filter(team=team)
    statuses = list(mine.filter(received_on__gte=since).values_list("status", flat=True))
    live = list(
        with_contact(mine.filter(status__in=LIVE))
        .select_related("chain", "unit", "holder", "region")
        .order_by("last_heard", "pk")
    )
    ages = [(on - lead.last_heard).days for lead in live]  # type: ignore[attr-defined]
    quiet = frozenset(lead.pk for lead, age in zip(live, ages, strict=True) if age > figures["silent_days"])
    edges = [int(edge) for edge in figures["age_edges"]]
    return Pipeline(rules.funnel(statuses), rules.bands(ages, edges), live, quiet, months, int(figures["silent_days"]))


@dataclass(frozen=True, slots=True)
class Due:
    """A promise as a reader sees it: its words only where they are open to them."""

    promise: Promise
    is_open: bool
    tone: str


def promises(user: Any, team: Team, *, on: date) -> list[Due]:
    """What is promised and not kept, the first due first. Two questions."""
    rows = list(team.promises.filter(done_on__isnull=True).select_related("person", "lead").order_by("due_on", "pk"))
    known = set(promises_open_to(user, on).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    soon = on + timedelta(days=int(contact_figures(on)["due_soon_days"]))
    return [
        Due(row, row.pk in known, "red" if row.due_on < on else "yellow" if row.due_on <= soon else "") for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit with the contacts on it that are open to the reader, and how many are not."""

    visit: Visit
    met: list[Interaction]
    hidden: int
    is_coming: bool


def visits(user: Any, team: Team, *, on: date, most: int = 40) -> list[Trip]:
    """The team's visits, what is coming first, then the latest. Three questions."""
    met = Interaction.objects.select_related("lead").order_by("on", "pk")
    rows = list(team.visits.select_related("led_by").prefetch_related(Prefetch("interactions", met))[:most])
    ids = [one.pk for row in rows for one in row.interactions.all()]
    known = set(interactions_open_to(user, on).filter(pk__in=ids).values_list("pk", flat=True))
    trips = []
    for row in rows:
        shown = [one for one in row.interactions.all() if one.pk in known]
        trips.append(Trip(row, shown, len(row.interactions.all()) - len(shown), row.last_on >= on))
    coming = sorted((trip for trip in trips if trip.is_coming), key=lambda trip: trip.visit.on)
    return [*coming, *(trip for trip in trips if not trip.is_coming)]


def contacts(user: Any, team: Team, *, on: date, most: int = 12) -> Sequence[Interaction]:
    """The latest contacts that are open to this reader."""
    rows = interactions_open_to(user, on).filter(team=team).select_related("lead", "by", "visit")
    return list(rows.order_by("-on", "-pk")[:most])
