"""What the made-up county shares out, and what its projects ask: written through the room's own actions."""

from __future__ import annotations

import zlib
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.core.units import MU_M2, WAN
from qipan.delivery.factors import actions as factors
from qipan.delivery.factors.models import Factor
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation
from qipan.territory.parks.models import Park

YI = 10_000 * WAN
CENT = Decimal("0.01")
# Which words name the office whose desk serves a step.
DESKS = (
    ("filing", ("审批局", "Approval"), 3),
    ("land", ("自然资源", "Natural Resources"), 3),
    ("eia", ("生态环境", "Ecolog"), 3),
    ("planning", ("住房", "Housing"), 3),
    ("permit", ("审批局", "Approval"), 4),
)
ASKING = ("discussion", "admitted", "signed", "registered", "preparation")


def seed(by: User, today: date) -> None:
    """Quotas, credit lines, desks, labour and teams for this year and the next; needs for most of what is not begun."""
    if Factor.objects.exists():
        return
    year = date(today.year, 1, 1)
    next_year = today.year + 1
    paper = _("Factor meeting, made up")

    def put(factor: Factor, *rows: tuple[date, Decimal | int]) -> None:
        for since, amount in rows:
            factors.supply(by=by, factor=factor, since=since, amount=Decimal(amount).quantize(CENT), paper=paper)

    quarters = [date(next_year, month, 1) for month in (1, 4, 7, 10)]
    parks = list(Park.objects.order_by("pk"))
    for park, mu in zip(parks, (240, 140), strict=False):
        quota = factors.set_up(by=by, kind="land", name=_("Land quota, %(park)s") % {"park": park.name}, park=park)
        put(quota, *((day, mu * share * MU_M2) for day, share in zip(quarters[:3], (2, 1, 1), strict=True)))
    quota = factors.set_up(by=by, kind="land", name=_("Land quota of the county, outside the parks"))
    put(quota, *((day, 160 * MU_M2) for day in quarters[:3]))
    for bank, yi in zip(
        Organisation.objects.filter(kind="bank").order_by("pk"), (Decimal("4.5"), Decimal(3), Decimal(2)), strict=False
    ):
        line = factors.set_up(by=by, kind="credit", name=_("Credit line, %(bank)s") % {"bank": bank}, organisation=bank)
        put(line, (year, yi * YI), *((day, yi * YI) for day in quarters))
    energy = factors.set_up(by=by, kind="energy", name=_("Energy quota of the county"))
    put(energy, (date(next_year, 1, 1), 14_000), (date(next_year, 7, 1), 14_000), (date(next_year + 1, 1, 1), 20_000))
    labour = factors.set_up(by=by, kind="labour", name=_("Building labour within reach"))
    put(labour, (year, 5200), (date(next_year, 3, 1), 6000))
    for step, words, capacity in DESKS:
        office = next((o for o in Organisation.objects.order_by("pk") if any(w in o.name for w in words)), None)
        name = _("Desk %(step)s, %(office)s") % {"step": step, "office": office or ""}
        put(factors.set_up(by=by, kind="desk", name=name, organisation=office, step=step), (year, capacity))
    put(factors.set_up(by=by, kind="team", name=_("Project teams of the county")), (year, 100))
    _needs(by, next_year)


def _needs(by: User, year: int) -> None:
    """Two of three projects have said what they need; the rest is for the board to ask about."""
    rows = Project.objects.filter(stage__in=ASKING, total_minor__gt=0).exclude(status__in=["lost", "abandoned"])
    for project in rows.order_by("pk"):
        lot = zlib.crc32((project.code or project.name).encode())
        if lot % 3 == 0:
            continue
        total = Decimal(project.total_minor or 0)
        since = date(year, 1 + lot % 9, 1)
        asked = {
            "land": total / YI * (8 + lot % 9) * MU_M2 if project.land_m2 is None else None,
            "credit": total * (30 + lot % 25) / 100,
            "energy": total / YI * (200 + lot % 500),
            "labour": total / YI * (25 + lot % 30),
        }
        for kind, amount in asked.items():
            if amount and amount >= 1:
                factors.ask(by=by, project=project, kind=kind, amount=amount.quantize(CENT), since=since)
