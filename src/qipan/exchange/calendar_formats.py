"""Dates and times as a number format shows them: "2022年3月", "2022/3/1 9:05", "星期二"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

BRACKET = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)  # [Red], [$-804]; not [h]
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|AM/PM|A/P|上午/下午|\[[hms]+\]|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|[^"\\_*]', re.IGNORECASE
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = "一二三四五六日"


@lru_cache(maxsize=4096)
def is_date(pattern: str) -> bool:
    """Does this format show a number as a date or a time?"""
    bare = LITERAL.sub("", BRACKET.sub("", pattern.split(";")[0])).lower()
    return "general" not in bare and re.search("[ymdhs]|a{3}", bare) is not None and not re.search("[#?]", bare)


def moment(value: object, pattern: str | None) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        hours, rest = divmod(abs(seconds), 3600)
        return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02d}:{rest % 60:02d}"
    if pattern and is_date(pattern):
        return _date(value, pattern.split(";")[0])
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


@lru_cache(maxsize=16384)
def _date(value: object, pattern: str) -> str:
    at = (
        value
        if isinstance(value, datetime)
        else datetime.combine(value, time())
        if isinstance(value, date)
        else datetime.combine(date(1900, 1, 1), value)  # type: ignore[arg-type]
    )
    tokens, noon = _tokens(pattern)
    return "".join([_piece(at, token, minutes, noon) for token, minutes in tokens]).strip()


@lru_cache(maxsize=4096)
def _tokens(pattern: str) -> tuple[list[tuple[str, bool]], bool]:
    """A format taken apart: each token with "does m mean minutes here", and whether it counts in half days."""
    tokens = _DATE_TOKEN.findall(BRACKET.sub("", pattern))
    noon = any(t.upper() in ("AM/PM", "A/P", "上午/下午") for t in tokens)
    return [(token, _is_minutes(tokens, position)) for position, token in enumerate(tokens)], noon


def _is_minutes(tokens: list[str], position: int) -> bool:
    """m means minutes right after hours or right before seconds, else months (the format language's own rule)."""
    letters = [
        (i, t[0].lower()) for i, t in enumerate(tokens) if re.fullmatch(r"[ymdhs]+(\.0+)?|\[[hms]+\]", t, re.IGNORECASE)
    ]
    order = [i for i, _ in letters]
    if position not in order:
        return False
    at = order.index(position)
    before = tokens[order[at - 1]].strip("[]")[0].lower() if at else ""
    after = tokens[order[at + 1]].strip("[]")[0].lower() if at + 1 < len(order) else ""
    return before == "h" or after == "s"


def _piece(at: datetime, token: str, minutes: bool, noon: bool) -> str:
    low, size = token.lower(), len(token)
    if token[0] in '"\\_*':
        return {'"': token[1:-1], "\\": token[1:], "_": " ", "*": ""}[token[0]]
    if low in ("am/pm", "a/p", "上午/下午"):
        half = ("上午", "下午") if "上" in low else ("AM", "PM")
        return half[at.hour >= 12]
    kind = low.strip("[]")[:1]
    if kind == "m" and minutes:
        return f"{at.minute:02d}" if size > 1 else str(at.minute)
    if kind == "y":
        return f"{at.year:04d}" if size > 2 else f"{at.year % 100:02d}"
    if kind == "m":
        return (str(at.month), f"{at.month:02d}", _MONTHS[at.month - 1], _LONG_MONTHS[at.month - 1])[min(size, 4) - 1]
    if kind == "d":
        name = _DAYS[at.weekday()]
        return (str(at.day), f"{at.day:02d}", name[:3], name)[min(size, 4) - 1]
    if kind == "h":
        hour = (at.hour % 12 or 12) if noon else at.hour
        return f"{hour:02d}" if size > 1 and low[0] != "[" else str(hour)
    if kind == "s":
        return f"{at.second:02d}" if size > 1 else str(at.second)
    if low in ("aaa", "aaaa"):
        return ("星期" if size == 4 else "") + _WEEK[at.weekday()]
    return token
