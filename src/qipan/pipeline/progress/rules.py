"""Periods of reporting, how a report stands, and what in it asks for a second look. Pure; days and thresholds come as data."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

CADENCES = ("week", "ten_days", "month", "quarter")
_DAY = timedelta(days=1)


def period_of(cadence: str, on: date) -> tuple[date, date]:
    """First and last day of the period a day lies in. Weeks begin on Monday; the third ten days take the month's rest."""
    match cadence:
        case "week":
            first = on - timedelta(days=on.weekday())
            return first, first + timedelta(days=6)
        case "ten_days":
            part = min((on.day - 1) // 10, 2)
            last = monthrange(on.year, on.month)[1] if part == 2 else part * 10 + 10
            return on.replace(day=part * 10 + 1), on.replace(day=last)
        case "month":
            return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
        case "quarter":
            month = (on.month - 1) // 3 * 3 + 1
            return date(on.year, month, 1), date(on.year, month + 2, monthrange(on.year, month + 2)[1])
    raise ValueError(f"No such cadence: {cadence}")


def following(cadence: str, until: date) -> tuple[date, date]:
    """The period after the one that ends on `until`."""
    return period_of(cadence, until + _DAY)


def latest(cadence: str, on: date, opens: int) -> tuple[date, date]:
    """The latest period whose reporting has opened: this one if it is nearly over, else the one before."""
    since, until = period_of(cadence, on)
    return (since, until) if until + timedelta(days=opens) <= on else period_of(cadence, since - _DAY)


def window(until: date, cadence: Mapping[str, Any]) -> tuple[date, date]:
    """When reporting opens and closes, in days from the period's last day."""
    return until + timedelta(days=int(cadence["opens"])), until + timedelta(days=int(cadence["closes"]))


def reminder(on: date, closes_on: date, cadence: Mapping[str, Any]) -> str:
    """ "remind" or "chase" when this is a day on which who has not reported hears of it, else ""."""
    left = (closes_on - on).days
    if left in cadence.get("remind", ()):
        return "remind"
    return "chase" if -left in cadence.get("chase", ()) and left < 0 else ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says: money in minor units, `cumulative` since New Year, `in_place` to date."""

    invested: int | None = None
    cumulative: int | None = None
    in_place: int | None = None
    percent: Decimal | None = None
    words: str = ""
    year: int = 0

    @property
    def is_empty(self) -> bool:
        return self == Figures(year=self.year)


def completed(now: Figures, before: Figures | None) -> Figures:
    """What was left out and follows from the rest: cumulative from what was invested, or the other way round.

    The year's first period starts from zero; without an earlier report nothing is guessed.
    """
    base = 0 if before is None or before.year != now.year else before.cumulative
    if base is None or (before is None and (now.invested is None or now.cumulative is None)):
        return now
    invested, cumulative = now.invested, now.cumulative
    if cumulative is None and invested is not None:
        cumulative = base + invested
    elif invested is None and cumulative is not None and cumulative >= base:
        invested = cumulative - base
    return Figures(invested, cumulative, now.in_place, now.percent, now.words, now.year)


def remarks(now: Figures, before: Figures | None, total: int | None = None) -> list[dict[str, Any]]:
    """What does not go with the period before or with itself: [{"code", …figures}]. Nothing here refuses a report; it is shown to both."""
    found: list[dict[str, Any]] = []
    if now.invested is not None and now.cumulative is not None and now.cumulative < now.invested:
        found.append({"code": "below_period", "cumulative": now.cumulative, "invested": now.invested})
    if before is None:
        return found
    same_year = before.year == now.year
    if same_year and now.cumulative is not None and before.cumulative is not None:
        if now.cumulative < before.cumulative:
            found.append({"code": "cumulative_fell", "now": now.cumulative, "before": before.cumulative})
        elif now.invested is not None and before.cumulative + now.invested != now.cumulative:
            found.append({
                "code": "sum_differs", "now": now.cumulative, "before": before.cumulative, "invested": now.invested,
            })  # fmt: skip
    if now.in_place is not None and before.in_place is not None and now.in_place < before.in_place:
        found.append({"code": "in_place_fell", "now": now.in_place, "before": before.in_place})
    if now.percent is not None and before.percent is not None and now.percent < before.percent:
        found.append({"code": "percent_fell", "now": str(now.percent), "before": str(before.percent)})
    if total is not None and now.cumulative is not None and now.cumulative > total:
        found.append({"code": "above_total", "now": now.cumulative, "total": total})
    if now.words and now.words.strip() == before.words.strip() and now.percent == before.percent:
        found.append({"code": "unchanged"})
    return found


def standing(state: str, *, is_late: bool, closes_on: date, on: date) -> str:
    """missing · overdue · reported · late · returned · verified · verified_late: one word for a line of the list."""
    if not state:
        return "overdue" if on > closes_on else "missing"
    if state == "submitted":
        return "late" if is_late else "reported"
    return "verified_late" if state == "verified" and is_late else state
