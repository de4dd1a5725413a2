"""The list of leads under any filter, and what a list says in sum. Who stands behind a lead is searched only where it is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from qipan.core import search
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.leads.queries.clock import LIVING, with_disputes
from qipan.pipeline.leads.queries.sight import LINKED, TYPE, open_to, visible_to

IDENTITY = "leads.identity"
ORDERS: dict[str, tuple[Any, ...]] = {
    "due": (F("next_due").asc(nulls_last=True), "-pk"),
    "received": ("-received_on", "-pk"),
    "amount": (F("amount_minor").desc(nulls_last=True), "-pk"),
    "sector": ("sector", "-pk"),
}


def listed(user: Any, asked: Mapping[str, str], *, on: date) -> QuerySet[Lead]:
    """Leads as filtered: q, status (living by default), source, unit, sector, region, due (late | week), sorted."""
    rows = with_disputes(visible_to(user)).select_related(*LINKED)
    status = asked.get("status", "")
    if status in Lead.Status.values:
        rows = rows.filter(status=status)
    elif status != "all":
        rows = rows.filter(status__in=LIVING)
    for name, path in (("source", "source"), ("unit", "unit_id"), ("region", "region_id"), ("team", "team_id")):
        if value := asked.get(name, ""):
            rows = rows.filter(**{path: value}) if name == "source" or value.isdigit() else rows.none()
    if sector := asked.get("sector", ""):
        rows = rows.filter(sector=sector)
    if asked.get("due") == "late":
        rows = rows.filter(next_due__lt=on)
    if asked.get("due") == "disputed":
        rows = rows.filter(standing_claims__gt=1)
    if text := asked.get("q", "").strip():
        rows = rows.filter(worded(user, text))
    return rows.order_by(*ORDERS.get(asked.get("sort", ""), ORDERS["due"]))


def worded(user: Any, text: str) -> Q:
    """Leads by what everybody may read of them, and by who they are where that is open to this reader."""
    match = search.matching(text, TYPE, "leads_lead.id")
    found = Q(match) if match is not None else Q(pk__in=())
    return found | Q(pk__in=search.find(text, IDENTITY, within=open_to(user), limit=200))


def identities(user: Any, leads: QuerySet[Lead] | list[Lead]) -> dict[int, Identity]:
    """Lead → who it is, of those open to this reader. The only way from a list to a name."""
    ids = [lead.pk for lead in leads]
    rows = Identity.objects.filter(lead__in=open_to(user).filter(pk__in=ids)).select_related("investor", "referrer_org")
    return {row.lead_id: row for row in rows}


def summary(user: Any, *, on: date) -> dict[str, Any]:
    """How many live, are late, are disputed; how much they intend, by currency the largest."""
    living = visible_to(user).filter(status__in=LIVING)
    counts = living.order_by().aggregate(
        living=Count("pk"), late=Count("pk", filter=Q(next_due__lt=on)), open=Count("pk", filter=Q(status="open"))
    )
    amount = living.order_by().filter(amount_minor__isnull=False).values("currency").annotate(total=Sum("amount_minor"))
    return {**counts, "amounts": list(amount.order_by("-total"))}


def sectors(user: Any) -> list[str]:
    return list(visible_to(user).exclude(sector="").order_by("sector").values_list("sector", flat=True).distinct())
