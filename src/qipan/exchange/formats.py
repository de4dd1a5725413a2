"""Number formats of a spreadsheet: what a person saw in the cell ("2022.10", "12.5%", "2022年3月"), made from value and format.

Pure. Only what the trade's ledgers use: decimals, thousands, percent, scientific, quoted words, dates; anything else falls back to the plain number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"

# Numbers below 164 carry no text in the file. 27–36 and 50–58 are those of Chinese Excel, which counties use.
BUILTIN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0',
    6: '"¥"#,##0',
    7: '"¥"#,##0.00',
    8: '"¥"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: '"¥"#,##0',
    43: "#,##0.00",
    44: '"¥"#,##0.00',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

_BRACKET = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-][#0?]+)?%?|\.[#0?]+%?", re.IGNORECASE)
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
    bare = _LITERAL.sub("", _BRACKET.sub("", pattern.split(";")[0]))
    return (
        "general" not in bare.lower()
        and bool(re.search(r"[ymdhs]", bare, re.IGNORECASE))
        and not re.search(r"[#?]", bare)
    )


def plain(number: float) -> str:
    """A number as a person writes it: no ".0", no binary dust, at most 15 digits, never scientific below 10^21."""
    if isinstance(number, int):
        return str(number)
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    if "e" in text and 1e-12 < abs(number) < 1e21:
        text = f"{Decimal(text):f}"
    return text


def shown(value: object, pattern: str | None) -> str:
    """The displayed text of a cell value under a number format (None = General)."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, pattern) if pattern and pattern not in (GENERAL, "@") else plain(value)
    return _moment(value, pattern)


def _number(value: float, pattern: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    section, magnitude, sign = _section(value, pattern)
    prefix, digits, suffix, decimals, thousands, percent, scale, scientific = _parsed(section)
    if digits is None:
        return f"{sign}{prefix}" if prefix and not section.strip().lower().startswith("general") else plain(value)
    if scientific:
        return f"{sign}{prefix}{magnitude:.{decimals}E}{suffix}"
    exact = Decimal(repr(magnitude)) * (100 if percent else 1) / (Decimal(1000) ** scale)
    if exact.adjusted() > 300 or exact.adjusted() < -300:
        return plain(value)
    optional = _optional(digits)
    body = f"{_rounded(exact, decimals):,f}" if thousands else f"{_rounded(exact, decimals):f}"
    for _ in range(optional):
        body = body.removesuffix("0")
    body = body.removesuffix(".")
    return f"{sign}{prefix}{body}{'%' if percent else ''}{suffix}"


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    if exact.adjusted() + decimals > 26:
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _section(value: float, pattern: str) -> tuple[str, float | int, str]:
    """Positive;negative;zero: the section for this value, its magnitude and the sign still to be printed."""
    parts = pattern.split(";")
    if value < 0 and len(parts) > 1 and parts[1].strip():
        return parts[1], -value, ""
    if value == 0 and len(parts) > 2 and parts[2].strip():
        return parts[2], 0, ""
    return parts[0], abs(value), "-" if value < 0 else ""


@lru_cache(maxsize=4096)
def _parsed(section: str) -> tuple[str, str | None, str, int, bool, bool, int, bool]:
    """Prefix, digit pattern, suffix, decimals, thousands?, percent?, thousands scaled away, scientific?"""
    bare = _BRACKET.sub(_currency, section)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return chr(0xE000 + len(literals) - 1)  # private-use stand-in, put back below

    bare = _LITERAL.sub(keep, bare)
    match = _DIGITS.search(bare)

    def back(text: str) -> str:
        return "".join(
            literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c for c in text if c != "?"
        ).strip(" ")

    if match is None:
        return back(bare), None, "", 0, False, False, 0, False
    digits = match.group()
    whole, _, fraction = digits.rstrip("%").partition(".")
    mantissa = re.split("E", fraction or whole, flags=re.IGNORECASE)[0]
    decimals = len(mantissa.replace(",", "")) if fraction else 0
    scale = len(whole) - len(whole.rstrip(","))
    rest = bare[match.end() :]
    percent = digits.endswith("%") or "%" in rest
    return (
        back(bare[: match.start()]),
        digits,
        back(rest.replace("%", "", 1) if percent and not digits.endswith("%") else rest),
        decimals,
        "," in whole.rstrip(","),
        percent,
        scale,
        bool(re.search("E[+-]", digits, re.IGNORECASE)),
    )


def _currency(match: re.Match[str]) -> str:
    inner = match.group()[1:-1]
    return inner[1:].split("-")[0] if inner.startswith("$") else ""


def _optional(digits: str) -> int:
    fraction = digits.rstrip("%").partition(".")[2]
    return len(fraction) - len(fraction.rstrip("#?"))


def _moment(value: object, pattern: str | None) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        hours, rest = divmod(abs(seconds), 3600)
        return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02d}:{rest % 60:02d}"
    if pattern and is_date(pattern):
        return _date(value, pattern.split(";")[0])
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _date(value: object, pattern: str) -> str:
    moment = (
        value
        if isinstance(value, datetime)
        else datetime.combine(value, time())
        if isinstance(value, date)
        else datetime.combine(date(1900, 1, 1), value)  # type: ignore[arg-type]
    )
    tokens = _DATE_TOKEN.findall(_BRACKET.sub("", pattern))
    noon = any(t.upper() in ("AM/PM", "A/P", "上午/下午") for t in tokens)
    out: list[str] = []
    for position, token in enumerate(tokens):
        out.append(_piece(moment, token, _is_minutes(tokens, position), noon))
    return "".join(out).strip()


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
