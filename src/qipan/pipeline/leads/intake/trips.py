"""How a ledger of trips (驻外招商) is let in: a row is a contact on a trip; rows of one team, day, leader and place are one trip.

Such a ledger names firms: its import is open to who brought it in, and to nobody else (`is_private`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.models import User
from qipan.exchange.simple import Field, Finder, Key, day
from qipan.exchange.targets import Done, Setting, Shown, Step
from qipan.exchange.within import WithinTarget
from qipan.pipeline.leads import ledger
from qipan.pipeline.leads.actions import teams as actions
from qipan.pipeline.leads.models import Interaction, Team, Visit
from qipan.territory.orgs import names

_OF_TRIP = frozenset({"days", "place", "led_by_text", "led_as"})


@dataclass(eq=False)
class TripTarget(WithinTarget):
    """A contact within a team; its trip is found by team, day, leader and place, or made along."""

    is_private = True

    def _known_by(self, values: Mapping[str, Any]) -> list[Key]:
        """Two people met at one firm are two contacts."""
        return super()._known_by(values)[:1]

    def _along(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        yield from super()._along(steps, setting)
        finders = {key: f.finder() for key, f in self.fields.items() if f.finder}
        for step in steps:
            if step.state != "new":
                continue
            values = self._stored(step.draft, finders)
            trip, team = _of_trip(values), Team.objects.get(pk=values["team_id"])
            if _trip(team, values["on"], trip) is None:
                made = actions.plan_visit(
                    by=setting.by, team=team, on=values["on"], source=setting.source(step.draft), **trip
                )
                kind, where = made._meta.label_lower, (step.draft.sheet, step.draft.row)
                yield Done(
                    "created", kind, made.pk, str(made.key), str(made), made.version, *where, {"made_along": True}
                )

    def show(self, name: str, value: Any, language: str) -> Shown:
        if name not in _OF_TRIP:
            return super().show(name, value, language)
        return Shown(str(Visit._meta.get_field(name).verbose_name), "" if value is None else str(value))


def _of_trip(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in _OF_TRIP}


def _trip(team: Team, on: date, trip: Mapping[str, Any]) -> Visit | None:
    """The trip these rows are of, written down by hand or by this file."""
    leader, place = trip.get("led_by_text", ""), trip.get("place", "")
    same = Q(led_by_text=leader) | Q(led_by__name=leader)
    return team.visits.filter(same, on=on, place=place, direction=Visit.Direction.OUT).order_by("pk").first()


def _write(*, by: User | None, source: Any, team: Team, on: date, **values: Any) -> Interaction:
    trip = _of_trip(values)
    met = {name: value for name, value in values.items() if name not in trip}
    return actions.write_contact(
        by=by, team=team, on=on, kind=Interaction.Kind.VISIT, visit=_trip(team, on, trip), source=source, **met
    )


def _change(*, by: User | None, record: Any, values: Any, source: Any) -> Any:
    return changes.change(record, by=by, values=values, source=source)


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)


def _team() -> Finder:
    """A team by its name, or the only team of a department."""
    organisations = names.organisation_index()

    def find(text: str) -> int | None:
        """Asked anew for each row: the row before may have made it."""
        named = Team.objects.filter(name=text.strip()).values_list("pk", flat=True).first()
        if named is not None:
            return named
        its = list(Team.objects.filter(organisation=organisations.find(text) or 0).values_list("pk", flat=True)[:2])
        return its[0] if len(its) == 1 else None

    return find


def _set_up(*, by: User | None, name: str, source: Any) -> Team:
    organisation = names.organisation_index().find(name)
    return actions.set_up(
        by=by, name=name.strip()[:80], kind=Team.Kind.CITY, organisation_id=organisation, source=source
    )


def _count(text: Any) -> int | None:
    figure = "".join(sign for sign in str(text).split(".")[0] if sign.isdigit())
    return max(1, int(figure)) if figure else None


TRIPS = TripTarget(
    code="trips",
    label=_("Trips to investors"),
    ability="leads.edit",
    columns=ledger.TRIPS,
    model=Interaction,
    fields={
        "team": Field("team", finder=_team),
        "led_as": Field("led_as"),
        "leader": Field("led_by_text"),
        "on": Field("on", read=day),
        "days": Field("days", read=_count),
        "place": Field("place"),
        "name": Field("firm"),
        "contact": Field("contact"),
        "contact_post": Field("contact_post"),
        "words": Field("words"),
    },
    keys=(("team", "on", "firm", "contact"), ("team", "on", "firm")),
    required=("name", "team", "on"),
    within="team",
    make=_set_up,
    create=_write,
    change=_change,
    delete=_delete,
    born=_OF_TRIP,
    faults=lambda values: "" if values.get("on") else "no_day",
)
