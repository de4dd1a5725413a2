"""Reading what a keeper of minutes types in a hurry, and judging a decision. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = {name: n % 7 for names in ("一二三四五六日", "123456天") for n, name in enumerate(names)}
_ENGLISH = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_PLUS = re.compile(r"\+\s*(\d{1,3})\s*(d|w|天|日|周)?$")
_WHOLE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?$")
_DAY = re.compile(r"(\d{1,2})[日号]$")
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天1-6])$")


def day_of(text: str, *, on: date) -> date | None:
    """A deadline as it is said: "12-15", "12月15日", "2026-12-15", "15日", "周五", "下周三", "fri", "+7", "月底".

    None = not understood. Without a year the next such day from `on` is meant; a weekday is the next
    one to come, today excluded, "下周" the one in next week.
    """
    said = text.strip().lower().replace(" ", "")
    for read in (_whole, _short, _day, _weekday, _plus, _month_end):
        found = read(said, on)
        if found is not None:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(said: str, on: date) -> date | None:
    m = _WHOLE.match(said)
    return _made(int(m[1]), int(m[2]), int(m[3])) if m else None


def _short(said: str, on: date) -> date | None:
    m = _SHORT.match(said)
    if not m:
        return None
    found = _made(on.year, int(m[1]), int(m[2]))
    return _made(on.year + 1, int(m[1]), int(m[2])) if found is not None and found < on else found


def _day(said: str, on: date) -> date | None:
    m = _DAY.match(said)
    if not m:
        return None
    found = _made(on.year, on.month, int(m[1]))
    if found is not None and found >= on:
        return found
    following = _month_end("月底", on) or on
    return _made((following + timedelta(days=1)).year, (following + timedelta(days=1)).month, int(m[1]))


def _weekday(said: str, on: date) -> date | None:
    m = _WEEKDAY.match(said)
    wanted = _WEEKDAYS[m[2]] if m else _ENGLISH.get(said[:3]) if said[:3] in _ENGLISH and said.isalpha() else None
    if wanted is None:
        return None
    if m and m[1]:
        return on + timedelta(days=7 - on.weekday() + wanted)
    return on + timedelta(days=(wanted - on.weekday() - 1) % 7 + 1)


def _plus(said: str, on: date) -> date | None:
    m = _PLUS.match(said)
    return on + timedelta(days=int(m[1]) * (7 if m[2] in ("w", "周") else 1)) if m else None


def _month_end(said: str, on: date) -> date | None:
    if said not in ("月底", "月末", "eom"):
        return None
    return date(on.year + on.month // 12, on.month % 12 + 1, 1) - timedelta(days=1)


def standing(task_status: str, due_on: date | None, *, on: date) -> str:
    """done | withdrawn | late | answered | open: how a decision stands, from its task."""
    if task_status == "closed":
        return "done"
    if task_status in ("withdrawn", "answered"):
        return task_status
    return "late" if due_on is not None and due_on < on else "open"


def follow_up(standings: list[str]) -> tuple[int, int, int]:
    """(all that still count, done, late) of a list of standings; withdrawn ones do not count."""
    counted = [s for s in standings if s != "withdrawn"]
    return len(counted), counted.count("done"), counted.count("late")
