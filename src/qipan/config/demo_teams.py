"""The demonstration's teams: one for each chain, three by city; their leads, visits out and in, contacts, promises kept, due and late."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.pipeline.leads import actions as leads
from qipan.pipeline.leads.actions import teams
from qipan.pipeline.leads.models import Identity, Lead, Team, Visit
from qipan.territory.chains.models import Chain, Target
from qipan.territory.orgs.models import Membership, Organisation, Person

WORKING = ("investment", "park", "township")
LIVE = (Lead.Status.OPEN, Lead.Status.FOLLOWED)


def load(*, by: User, today: date) -> int:
    """How many teams stand; none is set up where some stand already."""
    if Visit.objects.exists():
        return Team.objects.count()
    with transaction.atomic():
        _wanted(today)
        people = [p for name in WORKING if (p := Person.objects.filter(user__username=name).first())]
        made = _by_chain(by, people, today) + _by_city(by, people, today)
        _deal(by, made)
        for number, team in enumerate(made):
            _work(by, team, number, today)
    return len(made)


def _wanted(today: date) -> None:
    """Two wanted firms of each chain were called on and answered: leads on the nodes they would fill."""
    by = User.objects.filter(username="investment").first()
    office = Organisation.objects.filter(memberships__person__user=by).first()
    if by is None or office is None:
        return
    for number, chain in enumerate(Chain.objects.order_by("pk")):
        rows = Target.objects.filter(node__segment__chain=chain, state=Target.State.WANTED).select_related("node")
        for at, target in enumerate(rows.order_by("-node__is_gap", "pk")[:2]):
            received = today - timedelta(days=(75, 16)[at] + number)
            values = {
                "source": Lead.Source.CHAIN, "sector": target.node.name, "chain": chain, "node": target.node, "unit": office,
                "investor_text": target.name, "content": target.reason, "amount_minor": (18 + 7 * number) * 10**9,
                "land_m2": target.node.land_m2, "received_on": received,
            }  # fmt: skip
            lead = leads.register(by=by, on=received, values=values)
            lead = leads.respond(by=by, lead=lead, on=received, words=_("Called on them; papers were sent."))
            leads.follow(
                by=by, lead=lead, on=received + timedelta(days=2), reason=_("It would fill a gap of the chain.")
            )


def _by_chain(by: User, people: list[Person], today: date) -> list[Team]:
    """The chain's lead organisation works it, with its chief as head."""
    made = []
    for number, chain in enumerate(Chain.objects.select_related("chief", "lead_org").order_by("pk")):
        name = _("Team of %(chain)s") % {"chain": chain.name}
        team = Team.objects.filter(chain=chain).first() or teams.set_up(
            by=by, name=name, kind=Team.Kind.CHAIN, chain=chain, organisation=chain.lead_org, head=chain.chief
        )
        own = Person.objects.filter(memberships__organisation=chain.lead_org).order_by("pk").distinct()[:2]
        _fill(by, team, [*own, *people[number % 3 :][:1]], today)
        made.append(team)
    return made


def _by_city(by: User, people: list[Person], today: date) -> list[Team]:
    office = Organisation.objects.filter(memberships__person__user__username="investment").first()
    staff = Person.objects.filter(memberships__organisation=office).order_by("-pk").distinct()[:3]
    made = []
    for number, city in enumerate((_("Boning"), _("Lanji"), _("Wangshu"))):
        name = _("Team in %(city)s") % {"city": city}
        team = Team.objects.filter(name=name).first() or teams.set_up(
            by=by, name=name, kind=Team.Kind.CITY, city=city, organisation=office,
            head=staff[number] if number < len(staff) else None,
        )  # fmt: skip
        _fill(by, team, people[:1], today)
        made.append(team)
    return made


def _fill(by: User, team: Team, people: list[Person], today: date) -> None:
    for number, person in enumerate(dict.fromkeys(people)):
        since = today - timedelta(days=300 - 40 * number)
        until = today - timedelta(days=20) if number == 1 and team.pk % 2 else None
        if not team.members.filter(person=person).exists():
            teams.join_team(by=by, team=team, person=person, since=since, until=until)


def _deal(by: User, made: list[Team]) -> None:
    """Leads go to the team of their chain; every sixth to one by city."""
    by_chain = {team.chain_id: team for team in made if team.chain_id}
    in_cities = [team for team in made if team.kind == Team.Kind.CITY]
    for number, lead in enumerate(Lead.objects.filter(team__isnull=True).order_by("pk")):
        team = in_cities[number // 6 % len(in_cities)] if number % 6 == 5 else by_chain.get(lead.chain_id or 0)
        if team:
            leads.change(by=by, lead=lead, values={"team": team})


def _work(by: User, team: Team, number: int, today: date) -> None:
    held = Membership.objects.filter(person__user__username="investment").first()
    # Whoever writes a contact down may read it: not the loader.
    writer = held.person.user if held and held.person.user else by
    person = held.person if held else None
    led = team.head or person
    city = team.city or _("Jinyan")
    gone = teams.plan_visit(
        by=by, team=team, direction="out", on=today - timedelta(days=26 - number), days=3, place=city, led_by=led,
        purpose=_("Calls on firms that extend"),
    )  # fmt: skip
    received = teams.plan_visit(
        by=by, team=team, direction="in", on=today - timedelta(days=9 + number), days=1, place=_("Development zone"), led_by=led,
        purpose=_("Guests look at parcels and plants"),
    )  # fmt: skip
    teams.plan_visit(
        by=by, team=team, direction="out" if number % 2 else "in", on=today + timedelta(days=4 + number), days=2, place=city,
        led_by=led, purpose=_("Second talks"),
    )  # fmt: skip
    live = list(Lead.objects.filter(team=team, status__in=LIVE).order_by("-received_on", "-pk")[:4])
    names = {row.lead_id: row.name for row in Identity.objects.filter(lead__in=live).select_related("investor")}
    for at, lead in enumerate(live[: 1 if number % 2 else 3]):
        visit, kind, back = ((gone, "visit", 25 - number), (received, "meeting", 9 + number), (None, "call", 3))[at]
        teams.write_contact(
            by=writer, team=team, lead=lead, visit=visit, kind=kind, on=max(today - timedelta(days=back), lead.received_on),
            firm=names.get(lead.pk, "")[:200], words=_("They asked for land, steam and the day the road is done."),
            promised=(_("Send the parcel's papers"), _("Say the price of steam"), _("Invite them to the zone"))[at],
            due_on=today + timedelta(days=(-4, 2, 12)[at] + number), person=person,
        )  # fmt: skip
    first = team.promises.order_by("due_on").first()
    if first and number % 2:
        teams.keep(by=writer, promise=first, words=_("Sent with the drawing."), on=today)
