"""Derived days of cases, and telling broken promises once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from qipan.core import events
from qipan.delivery.approvals import queries, rules, telling
from qipan.delivery.approvals.events import CaseOverdue
from qipan.delivery.approvals.models import Case

_CHUNK = 500
_KEPT = timedelta(days=730)  # how far back a decided case follows a calendar that was recorded late


def refresh(ids: Iterable[int] | None = None, *, on: date) -> int:
    """Compute `due_on` and `used_days` anew: of some cases, else of all open and lately decided. Returns how many changed."""
    rows = Case.objects.filter(pk__in=list(ids)) if ids is not None else _lately(on)
    rows = rows.select_related("item__edition", "authority__region").prefetch_related("pauses")
    calendars = queries.Calendars()
    changed: list[Case] = []
    for case in rows.order_by("pk").iterator(chunk_size=_CHUNK):
        standing = queries.standing(case, on, calendars)
        due = standing.due_on if case.status in ("received", "accepted") else None
        used = standing.used if case.accepted_on else None
        if (case.due_on, case.used_days) != (due, used):
            case.due_on, case.used_days = due, used
            changed.append(case)
    Case.objects.bulk_update(changed, ["due_on", "used_days"], batch_size=_CHUNK)
    return len(changed)


def _lately(on: date) -> QuerySet[Case]:
    return Case.objects.filter(Q(status__in=rules.OPEN) | Q(decided_on__gte=on - _KEPT))


def tell_overdue(*, on: date) -> int:
    """Announce each promise broken by `on`, once a case whatever happens between; run twice it tells nothing twice."""
    told = 0
    found = queries.overdue(Case.objects.all(), on=on).filter(accepted_on__isnull=False, told_over_on__isnull=True)
    for pk in list(found.values_list("pk", flat=True)):
        with transaction.atomic():
            if Case.objects.filter(pk=pk, told_over_on__isnull=True).update(told_over_on=on):
                case = Case.objects.select_related("project", "item").get(pk=pk)
                due = case.due_on.isoformat() if case.due_on else ""
                events.announce(
                    CaseOverdue(
                        str(case.key), str(case.project.key), case.item.code, case.authority_id, due, on.isoformat()
                    )
                )
                telling.overdue(case, on=on)
                told += 1
    return told
