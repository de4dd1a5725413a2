"""Which calendar holds: the county's own table first, the shipped package second, weekends with a warning last (docs/adr)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import chinese_calendar
from chinese_calendar import constants
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.core import changes
from qipan.core.holiday_text import Day
from qipan.core.models import Holiday, HolidayCalendar, User
from qipan.core.workdays import Calendar, spread

PACKAGE = "chinesecalendar"


class CalendarStands(Exception):
    """The year has a calendar of this region; `calendar` is that one."""

    def __init__(self, calendar: HolidayCalendar) -> None:
        super().__init__(str(calendar))
        self.calendar = calendar


class NothingNamed(Exception):
    """A calendar without a single day says nothing."""


@lru_cache(maxsize=1)
def packaged() -> dict[date, tuple[bool, str]]:
    """Every day the package knows to differ from its weekday: day → (is it worked, name). Covers `package_years()`."""
    first, last = date(min(package_years()), 1, 1), date(max(package_years()), 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {
        day: (worked, str(constants.holidays.get(day) or constants.workdays.get(day) or "").partition(",")[2])
        for day in days
        if (worked := chinese_calendar.is_workday(day)) != (day.weekday() < 5)
    }


@lru_cache(maxsize=1)
def package_years() -> frozenset[int]:
    """The years the package speaks for, 2004 to 2026 in the pinned version."""
    years = [day.year for day in constants.holidays]
    return frozenset(range(min(years), max(years) + 1))


def calendar(region_path: str = "") -> Calendar:
    """The working-day calendar of a region, in one question.

    `region_path` is a region's `path` ("/130500/130599/") or "" for what holds everywhere. Of two tables the nearer region's line wins;
    a whole-year table replaces the package for its year, other tables add their days to it.
    """
    codes = ["", *(code for code in region_path.split("/") if code)]
    rows = Holiday.objects.filter(calendar__region__in=codes).select_related("calendar")
    held = list(rows)
    return _laid(codes, held) if held else _shipped(codes[-1])


@lru_cache(maxsize=64)
def _shipped(region: str) -> Calendar:
    """The package alone: the same value for as long as the process lives."""
    return _laid([region], [])


def _laid(codes: Sequence[str], rows: Sequence[Holiday]) -> Calendar:
    whole = {row.calendar.year for row in rows if row.calendar.is_whole}
    days = {on: said for on, said in packaged().items() if on.year not in whole}
    for row in sorted(rows, key=lambda r: codes.index(r.calendar.region)):
        days[row.on] = (row.is_working, row.name)
    off, worked = spread((on, is_worked) for on, (is_worked, _name) in days.items())
    names = tuple((row.on, row.name) for row in rows)
    return Calendar(off, worked, package_years() | whole, codes[-1], names)


def warning(held: Calendar, start: date, end: date) -> str:
    """A sentence for the page when days were counted in a year no calendar speaks for; "" when all are known."""
    years = held.unknown(start, end)
    if not years:
        return ""
    sentence = ngettext(
        "%(years)s has no holiday calendar yet: only weekends are taken as off.",
        "%(years)s have no holiday calendar yet: only weekends are taken as off.",
        len(years),
    )
    return sentence % {"years": ", ".join(map(str, years))}


def listed() -> list[HolidayCalendar]:
    """The county's own calendars, newest year first, with their days."""
    return list(HolidayCalendar.objects.prefetch_related("days"))


def keep(
    *, by: User | None, year: int, region: str, source: str, is_whole: bool, days: Iterable[Day], origin: Any = None
) -> HolidayCalendar:
    """Record a year's calendar of a region. Refuses a second one (`CalendarStands`) and an empty one (`NothingNamed`)."""
    held = HolidayCalendar.objects.filter(year=year, region=region).first()
    if held:
        raise CalendarStands(held)
    with transaction.atomic():
        made = changes.create(
            HolidayCalendar(year=year, region=region, source=source, is_whole=is_whole), by=by, source=origin
        )
        set_days(by=by, calendar=made, days=days, origin=origin)
    return made


def change(
    *,
    by: User | None,
    calendar: HolidayCalendar,
    values: Mapping[str, Any],
    days: Iterable[Day],
    version: int | None = None,
) -> HolidayCalendar:
    """Change a calendar and its days as one step; refuses what somebody else changed meanwhile."""
    other = HolidayCalendar.objects.filter(
        year=values.get("year", calendar.year), region=values.get("region", calendar.region)
    ).exclude(pk=calendar.pk)
    if stands := other.first():
        raise CalendarStands(stands)
    with transaction.atomic():
        now = HolidayCalendar.objects.select_for_update().get(pk=calendar.pk)
        if version is not None and now.version != version:
            raise changes.Stale(now, {"source": (calendar.source, values.get("source", calendar.source), now.source)})
        changed = changes.change(now, by=by, values=values)
        set_days(by=by, calendar=changed, days=days)
    return HolidayCalendar.objects.get(pk=calendar.pk)


def set_days(*, by: User | None, calendar: HolidayCalendar, days: Iterable[Day], origin: Any = None) -> int:
    """Replace the days of a calendar; the audit names each day that changed. Refuses none at all. Returns how many changed."""
    wanted = {day.on: day for day in days}
    if not wanted:
        raise NothingNamed(_("Name at least one day."))
    with transaction.atomic():
        held = {row.on: row for row in calendar.days.all()}
        differing = {
            on.isoformat(): [_said(held.get(on)), _said(wanted.get(on))]
            for on in sorted(held.keys() | wanted.keys())
            if _said(held.get(on)) != _said(wanted.get(on))
        }
        if differing:
            calendar.days.all().delete()
            Holiday.objects.bulk_create(
                Holiday(calendar=calendar, on=d.on, name=d.name, is_working=d.is_working) for d in wanted.values()
            )
            HolidayCalendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
            changes.note(calendar, by=by, action="days", changes=differing, source=origin)
    return len(differing)


def drop(*, by: User | None, calendar: HolidayCalendar, reason: str) -> None:
    changes.delete(calendar, by=by, reason=reason)


def _said(day: Holiday | Day | None) -> str | None:
    return None if day is None else f"{day.name} {'worked' if day.is_working else 'off'}".strip()
