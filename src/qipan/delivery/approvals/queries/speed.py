"""How fast authorities are: promised, statutory and actual working days of what they decided; what they hold now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Max, Q, QuerySet
from django.utils.translation import get_language

from qipan.core import units
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Case

# Only what was approved or refused on its merits shows how long judging takes.
_JUDGED = Q(status__in=("approved", "refused"), used_days__isnull=False)


@dataclass(frozen=True, slots=True)
class Speed:
    """One authority, or one item: mean working days, how many in time, what is held now."""

    key: int | str
    name: str
    decided: int
    in_time: int
    promised: float | None
    statutory: float | None
    used: float | None
    longest: int | None
    open: int
    over: int
    paused: int

    @property
    def share_in_time(self) -> float | None:
        return 100 * self.in_time / self.decided if self.decided else None

    @property
    def saved(self) -> float | None:
        """Working days below the promise, on average; below zero: above it."""
        return None if self.used is None or self.promised is None else self.promised - self.used


def by_authority(found: QuerySet[Case], *, on: date, since: date | None = None) -> list[Speed]:
    """Each authority with cases, the slowest against its promise first."""
    return _speeds(found, ("authority_id", "authority__short_name", "authority__name"), on, since)


def by_item(found: QuerySet[Case], *, on: date, since: date | None = None) -> list[Speed]:
    return _speeds(found, ("item__code", "item__name", "item__name_en"), on, since)


def _speeds(found: QuerySet[Case], names: tuple[str, str, str], on: date, since: date | None) -> list[Speed]:
    judged = _JUDGED & Q(decided_on__gte=since) if since else _JUDGED
    rows = (
        found.order_by()
        .values(*names)
        .annotate(
            decided=Count("pk", filter=judged),
            in_time=Count("pk", filter=judged & Q(used_days__lte=F("promised_days"))),
            promised=Avg("promised_days", filter=judged),
            statutory=Avg("statutory_days", filter=judged),
            used=Avg("used_days", filter=judged),
            longest=Max("used_days", filter=judged),
            open=Count("pk", filter=Q(status__in=rules.OPEN)),
            over=Count("pk", filter=Q(status__in=("received", "accepted"), due_on__lt=on)),
            paused=Count("pk", filter=Q(status="paused")),
        )
    )
    key, short, full = names
    merged = [
        Speed(row[key], _name(row, short, full), **{f: row[f] for f in _FIGURES})
        for row in rows
        if row["decided"] or row["open"]
    ]
    return sorted(merged, key=lambda s: (s.saved is None, s.saved if s.saved is not None else 0, s.name))


_FIGURES = ("decided", "in_time", "promised", "statutory", "used", "longest", "open", "over", "paused")


def _name(row: dict[str, object], first: str, second: str) -> str:
    if first.startswith("item"):
        is_chinese = units.is_chinese(get_language() or "")
        return str(row[first] if is_chinese or not row[second] else row[second])
    return str(row[first] or row[second])
