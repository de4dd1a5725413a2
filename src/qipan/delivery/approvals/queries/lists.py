"""Lists of cases: what waits for us, what is open, over, due soon, standing still, decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from qipan.core.workdays import Calendar
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Case
from qipan.delivery.approvals.queries import clocks, sight

TABS = ("ours", "open", "over", "soon", "paused", "decided", "all")
_RUNNING = ("received", "accepted")


def _tab(user: Any, tab: str, on: date, soon: date) -> Q:
    match tab:
        case "ours":
            return clocks.waiting_for(user)
        case "open":
            return Q(status__in=rules.OPEN)
        case "over":
            return Q(status__in=_RUNNING, due_on__lt=on)
        case "soon":
            return Q(status__in=_RUNNING, due_on__gte=on, due_on__lte=soon)
        case "paused":
            return Q(status="paused")
        case "decided":
            return Q(status__in=rules.DECIDED)
        case _:
            return Q()


def listed(
    user: Any,
    tab: str,
    *,
    on: date,
    calendar: Calendar,
    authority_id: int | None = None,
    code: str = "",
    text: str = "",
) -> QuerySet[Case]:
    """A list in order of what presses most; decided ones latest first."""
    found = sight.shown(user).filter(_tab(user, tab, on, calendar.add(on, rules.SOON)))
    if authority_id:
        found = found.filter(authority_id=authority_id)
    if code:
        found = found.filter(item__code=code)
    if text:
        found = found.filter(Q(project__name__icontains=text) | Q(number__icontains=text) | Q(document__icontains=text))
    if tab in ("decided", "all"):
        return found.order_by(F("decided_on").desc(nulls_first=True), "-received_on", "-pk")
    return found.order_by(F("due_on").asc(nulls_last=True), "received_on", "pk")


def counts(user: Any, *, on: date, calendar: Calendar) -> dict[str, int]:
    """How many stand under each tab, in one question."""
    soon = calendar.add(on, rules.SOON)
    return sight.visible_to(user).aggregate(
        **{tab: Count("pk", filter=_tab(user, tab, on, soon)) for tab in TABS if tab != "all"}, all=Count("pk")
    )
