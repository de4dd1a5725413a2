"""What waits on the desk: what my unit owes by a day, what two units claim, what I am asked to take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Lead
from qipan.web.waiting import Line, Source

_OWED = {
    "respond": gettext_lazy("to be responded to"),
    "triage": gettext_lazy("to be triaged"),
    "answer": gettext_lazy("its referrer waits for an answer"),
    "wake": gettext_lazy("parked until today or before"),
}


def _page(lead: Lead) -> str:
    return reverse("leads:detail", args=[lead.key])


def owed(user: Any, on: date, most: int) -> Sequence[Line]:
    """What my unit owes by a day; parked leads only when their day has come."""
    rows = [lead for lead in queries.owed_by(user)[: most * 2] if lead.status != "parked" or _is_awake(lead, on)][:most]
    standings = queries.standings(rows, on)
    lines = []
    for lead in rows:
        move = next((m for m in standings[lead.pk].moves if m.due == lead.next_due), None)
        words = str(_OWED.get(move.code, "")) if move else ""
        tone = standings[lead.pk].tone
        lines.append(Line(str(lead), _page(lead), words, lead.next_due, tone if tone != "green" else ""))
    return lines


def _is_awake(lead: Lead, on: date) -> bool:
    return lead.next_due is not None and lead.next_due <= on


def disputed(user: Any, on: date, most: int) -> Sequence[Line]:
    """Leads more than one unit claims."""
    return [
        Line(str(lead), _page(lead), _("%(count)s units claim it") % {"count": lead.standing_claims}, None, "yellow")  # type: ignore[attr-defined]
        for lead in queries.to_decide(user)[:most]
    ]


def offered(user: Any, on: date, most: int) -> Sequence[Line]:
    """Transfers my unit is to agree to."""
    return [
        Line(
            str(row.lead),
            _page(row.lead),
            _("from %(unit)s, your share %(share)s percent") % {"unit": row.giver, "share": row.taker_share},
        )
        for row in queries.to_take(user)[:most]
    ]


SOURCES = {
    "leads.owed": Source(gettext_lazy("Leads with a clock"), "target-arrow", owed, "leads.edit", 15, "leads:index"),
    "leads.disputed": Source(
        gettext_lazy("Leads two units claim"), "flag", disputed, "leads.decide", 16, "leads:index"
    ),
    "leads.offered": Source(
        gettext_lazy("Leads offered to us"), "arrows-exchange", offered, "leads.edit", 17, "leads:index"
    ),
}
