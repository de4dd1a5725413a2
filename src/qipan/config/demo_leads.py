"""The demonstration's leads: one late, one to be triaged, one two townships claim, one handed over with shares, one parked, one refused,
one followed, one that became a project whose investor is confidential. All firms and persons are invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.core.models import User
from qipan.pipeline.leads import actions
from qipan.pipeline.leads.models import Lead
from qipan.pipeline.projects import actions as projects
from qipan.territory.chains.models import Chain
from qipan.territory.orgs.models import Organisation, Person, Region

CHAINS = {
    "late": ("纸", "paper"), "new": ("机器人", "robot"), "disputed": ("硒", "selenium"), "handed": ("装备", "equipment"),
    "followed": ("医药", "biomedicine"), "grown": ("装备", "equipment"),
}  # fmt: skip


# sector, intended 万元, land 亩, investor, content, referrer, received so many days ago, source
def _leads() -> dict[str, tuple[Any, ...]]:
    return {
        "late": (
            _("Speciality paper"),
            36_000,
            120,
            "岚麓云栖特种纸业有限公司",
            _("Wants a line for food-grade paper near steam."),
            _("A chamber of commerce"),
            6,
            "person",
        ),
        "new": (
            _("Harvesting robots"),
            28_000,
            60,
            "朔榆智采机器人有限公司",
            _("Asked on the public page for a workshop to rent."),
            "",
            0,
            "enquiry",
        ),
        "disputed": (
            _("Selenium food"),
            12_000,
            45,
            "穗陌硒源食品有限公司",
            _("Met at the autumn fair by two townships."),
            _("Fair hall four"),
            4,
            "event",
        ),
        "handed": (
            _("Press machines"),
            52_000,
            150,
            "锦堰锻压装备有限公司",
            _("Needs deep foundations; the first site does not suit."),
            _("A supplier"),
            12,
            "visit",
        ),
        "parked": (
            _("Packaging"),
            9_000,
            30,
            "泊宁青禾包装有限公司",
            _("Waits for its new products to be licensed."),
            "",
            20,
            "file",
        ),
        "refused": (
            _("Dyeing"),
            18_000,
            80,
            "澜溪织染有限公司",
            _("Wants to move a dye-house here."),
            _("A broker"),
            15,
            "person",
        ),
        "followed": (
            _("Biomedicine"),
            45_000,
            90,
            "汀洲康泽生物医药有限公司",
            _("A pilot plant for antibodies, then a factory."),
            _("A hospital"),
            9,
            "chain",
        ),
        "grown": (
            _("Smart equipment"),
            61_000,
            130,
            "云岫精工智能装备有限公司",
            _("A second base for assembly lines."),
            _("The chain leader firm"),
            25,
            "chain",
        ),
    }


def load(*, by: User, today: date) -> int:
    """How many leads were written; none where some are held already."""
    people = {
        user.username: user for user in User.objects.filter(username__in=("township", "investment", "leader", "park"))
    }
    towns = list(Organisation.objects.filter(kind="township").order_by("pk")[:4])
    if Lead.objects.exists() or len(towns) < 2 or not {"township", "investment"} <= set(people):
        return 0
    home = _home(people["township"]) or towns[0]
    other = next(town for town in towns if town.pk != home.pk)
    office = _home(people["investment"]) or home
    held = {name: _register(name, people, home, office, today) for name in _leads()}
    _triage(held, people, today)
    _fight(held, people, home, other, today)
    _grow(held["grown"], people, today)
    return Lead.objects.count()


def _home(user: User) -> Organisation | None:
    return Organisation.objects.filter(memberships__person__user=user).first()


def _chain(name: str) -> Chain | None:
    """The chain a lead belongs to, by a word of its name in either language."""
    words = CHAINS.get(name, ())
    return next((chain for chain in Chain.objects.order_by("pk") if any(w in chain.name.lower() for w in words)), None)


def _register(name: str, people: dict[str, User], home: Organisation, office: Organisation, today: date) -> Lead:
    sector, wan, mu, investor, content, referrer, days, source = _leads()[name]
    is_ours = name in ("followed", "grown", "parked", "new")
    received = today - timedelta(days=days)
    values = {
        "sector": sector,
        "amount_minor": wan * 1_000_000,
        "land_m2": (mu * units.MU_M2).quantize(Decimal("0.01")),
        "investor_text": investor,
        "content": content,
        "referrer": referrer,
        "source": source,
        "received_on": received,
        "unit": office if is_ours else home,
        "region": Region.objects.filter(pk=home.region_id).first(),
        "chain": _chain(name),
        "phone": f"1390000{1000 + len(investor) * 37 + days}",
        "contact": _("Their manager"),
    }
    return actions.register(by=people["investment" if is_ours else "township"], on=today, values=values)


def _triage(held: dict[str, Lead], people: dict[str, User], today: date) -> None:
    ours, theirs = people["investment"], people["township"]
    for name in ("disputed", "handed", "refused"):
        held[name] = _respond(held[name], theirs)
    for name in ("followed", "grown", "parked"):
        held[name] = _respond(held[name], ours)
    actions.refuse(
        by=theirs, lead=held["refused"], on=_after(held["refused"], 2), kind="environment", reason=_("The county takes in no dye-houses."),
    )  # fmt: skip
    day = today + timedelta(days=40)
    actions.park(by=ours, lead=held["parked"], on=today, until=day, reason=_("Until its licence is there."))
    for name in ("followed", "grown"):
        held[name] = actions.follow(by=ours, lead=held[name], on=_after(held[name], 2), reason=_("Fits the chain."))
        held[name] = actions.answer_referrer(by=ours, lead=held[name], on=_after(held[name], 4))
    held["handed"] = actions.follow(by=theirs, lead=held["handed"], on=_after(held["handed"], 3))


def _respond(lead: Lead, by: User) -> Lead:
    return actions.respond(by=by, lead=lead, on=_after(lead, 1), words=_("Called back; papers were sent."))


def _after(lead: Lead, days: int) -> date:
    return lead.received_on + timedelta(days=days)


def _fight(
    held: dict[str, Lead], people: dict[str, User], home: Organisation, other: Organisation, today: date
) -> None:
    """Two townships claim one lead; another lead goes to the park's committee with shares, decided by the office."""
    earlier = held["disputed"].received_on - timedelta(days=3)
    actions.lodge(
        by=people["investment"], lead=held["disputed"], unit=other, on=today, first_contact_on=earlier,
        grounds=_("Its visitor signed our book three days earlier."),
    )  # fmt: skip
    taker = _home(people["park"]) if "park" in people else other
    transfer = actions.propose(
        by=people["township"], lead=held["handed"], taker=taker or other, giver_share=30, taker_share=70, on=_after(held["handed"], 5),
        why=_("The ground that suits lies in the park."),
    )  # fmt: skip
    actions.decide_transfer(
        by=people["investment"],
        transfer=transfer,
        on=_after(held["handed"], 6),
        reason=_("One county, one board: it goes where it fits."),
    )


def _grow(lead: Lead, people: dict[str, User], today: date) -> None:
    name = _("Second base for assembly lines (%(number)s)") % {"number": lead.number}
    project = projects.open_from_lead(
        lead=lead, by=people["investment"], on=today - timedelta(days=10), name=name, content=_("Assembly lines for smart equipment."),
        progress=_("Second round of talks."),
    )  # fmt: skip
    person = Person.objects.filter(user=people["leader"]).first() if "leader" in people else None
    if person:
        actions.name_reader(by=people["investment"], lead=project.lead or lead, person=person, on=today)
