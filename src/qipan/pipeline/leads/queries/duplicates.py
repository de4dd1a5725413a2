"""Who may be meant already: leads, firms, and what rooms above hold (investors of projects), by code, name, pinyin, telephone, amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext_lazy

from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.leads.queries.clock import LIVING
from qipan.pipeline.leads.queries.sight import open_to, visible_to
from qipan.territory.companies import queries as companies
from qipan.territory.companies.models import Company
from qipan.territory.companies.rules.alike import Firm, best, telephones

OWNER = "leads.lead"
MOST = 5
WHY = {
    "code": pgettext_lazy("duplicate", "same credit code"),
    "name": pgettext_lazy("duplicate", "same name"),
    "pinyin": pgettext_lazy("duplicate", "sounds the same"),
    "near": pgettext_lazy("duplicate", "one character apart"),
    "phone": pgettext_lazy("duplicate", "same telephone"),
    "amount": pgettext_lazy("duplicate", "same sector, amount and land"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form knows of the investor."""

    name: str = ""
    code: str = ""
    phone: str = ""
    company: Company | None = None
    sector: str = ""
    amount_minor: int | None = None
    land_m2: Decimal | None = None

    def firm(self) -> Firm:
        held = self.company
        names = tuple(filter(None, (self.name, *((held.name, *held.aliases) if held else ()))))
        return Firm(names, self.code or (held.credit_code or "" if held else ""), telephones(self.phone))


@dataclass(frozen=True, slots=True)
class Match:
    """A lead that may be the same. `is_open`: this reader may know who it is; `is_seen`: may open its page."""

    lead: Lead
    why: str
    words: Any
    is_open: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Something of another room that may be the same: a firm, a project."""

    kind: Any
    name: str
    url: str
    words: Any
    company: Company | None = None


Source = Callable[[Any, Asked, Firm], Sequence[Other]]
_sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """A room above says what of its own may be meant; called in its `apps.py`."""
    _sources[name] = source


def firm_of(identity: Identity) -> Firm:
    """Who a lead is, as names are compared."""
    held = identity.investor
    names = tuple(filter(None, (identity.investor_text, *((held.name, *held.aliases) if held else ()))))
    return Firm(names, identity.credit_code or (held.credit_code or "" if held else ""), telephones(identity.phone))


def leads_like(user: Any, asked: Asked, *, but: int | None = None) -> list[Match]:
    """Leads that may be the same, whoever holds them. Of one this reader may not know only the unit and the days are to be shown:
    two units after one investor have to hear of each other."""
    firm = asked.firm()
    ids = [pk for pk in companies.traced(firm, OWNER) if pk != but]
    rows = Identity.objects.filter(lead_id__in=ids).exclude(lead__status=Lead.Status.JOINED)
    held = {row.lead_id: row for row in rows.select_related("lead__unit", "lead__first_unit", "investor")}
    found = best(firm, [(pk, firm_of(row)) for pk, row in held.items()], most=MOST)
    pairs = [(held[one.id].lead, one.verdict.why) for one in found]
    pairs += [(lead, "amount") for lead in _same_size(user, asked, {lead.pk for lead, _why in pairs} | {but or 0})]
    known = set(open_to(user).filter(pk__in=[lead.pk for lead, _why in pairs]).values_list("pk", flat=True))
    seen = set(visible_to(user).filter(pk__in=[lead.pk for lead, _why in pairs]).values_list("pk", flat=True))
    return [Match(lead, why, WHY[why], lead.pk in known, lead.pk in seen) for lead, why in pairs]


def _same_size(user: Any, asked: Asked, but: set[int]) -> list[Lead]:
    """Living leads of the same sector, amount and land, where nothing else told: only among those this reader reaches."""
    if not asked.sector or asked.amount_minor is None:
        return []
    rows = visible_to(user).filter(status__in=LIVING, sector=asked.sector, amount_minor=asked.amount_minor)
    rows = rows.filter(land_m2=asked.land_m2) if asked.land_m2 is not None else rows.filter(land_m2__isnull=True)
    return list(rows.exclude(pk__in=but).select_related("unit", "first_unit")[:MOST])


def others(user: Any, asked: Asked) -> list[Other]:
    """Firms, and what rooms above hold, that may be meant."""
    firm = asked.firm()
    found = [
        Other(pgettext_lazy("duplicate", "Firm"), company.name, f"companies:{company.key}", WHY[verdict.why], company)
        for company, verdict in companies.look_up(user, firm, most=MOST)
        if company != asked.company
    ]
    for source in _sources.values():
        found += source(user, asked, firm)
    return found
