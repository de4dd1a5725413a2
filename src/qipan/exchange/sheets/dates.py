"""Dates as ledgers write them, with how precise they are: 2007.10-2010.12, 09.10-11.3, 2010-, 2022年上半年, 40377, 31/05/2010, 年底前投产.

What cannot be read as a date stays as text with precision "text"; nothing is guessed silently.
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from qipan.exchange.sheets.words import NUMERALS, flat, special_word

_N = "十[一二]?|[一二三四五六七八九]|\\d{1,2}"
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_HALVES = {"上": (1, 6), "下": (7, 12)}
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}

_FULL = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\d{1,2}:\d\d(?::\d\d)?)?(?:t.*)?$")
_SHORT = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$")
_MONTH = re.compile(r"^(\d{4}|\d{2}(?=[.年]))[-/.年](\d{1,2})月?(?:份)?(上旬|中旬|下旬|初|底|末)?$")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?$")
_HALF = re.compile(r"^(?:(\d{4})年?)?(上|下)半年$")
_QUARTER = re.compile(r"^(?:(\d{4})年?)?(?:第?([一二三四1-4])季度?|q([1-4]))$")
# "Q3 2026", "H1 2026", "third quarter of 2026", "first half 2026" with the blanks taken out
_ENGLISH_PART = re.compile(
    r"^(?:([qh])([1-4])|(first|second|third|fourth|1st|2nd|3rd|4th)(quarter|half))(?:of|,|-)?(\d{4})?$"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR = re.compile(r"^((?:19|20)\d\d)(?:年度?)?(初|底|末|年底|年内)?$")
_BARE_MONTH = re.compile(rf"^({_N})月(?:份)?(上旬|中旬|下旬|初|底|末)?$")
_BARE_DAY = re.compile(rf"^({_N})月(\d{{1,2}})日$")
_ENGLISH = re.compile(r"^(?:(\d{1,2})-?)?([a-z]{3})[a-z]*[-,.']*(\d{4}|\d{2})$")
_FINISH = re.compile(r"(?:开工|竣工|投产|完工|建成|完成|开始|动工)$")
_RANGE = re.compile(r"^(.+?)(?:-|至|到)(.+)$")
_FIRST_SERIAL, _LAST_SERIAL = 20000, 73050  # 1954 … 2099
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time as read. `flags` say what was doubtful."""

    since: str | None
    until: str | None
    precision: str
    text: str
    flags: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As stored in a Value."""
        return {"since": self.since, "until": self.until, "precision": self.precision, "text": self.text}


def _day(year: int, month: int, day: int, text: str, flags: tuple[str, ...] = ()) -> When | None:
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    return When(iso, iso, "day", text, flags)


def _span(year: int, first: int, last: int, precision: str, text: str, flags: tuple[str, ...] = ()) -> When | None:
    if not 1 <= first <= last <= 12 or not 1900 <= year <= 2200:
        return None
    end = monthrange(year, last)[1]
    return When(f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{end:02d}", precision, text, flags)


def _part(year: int, month: int, part: str, text: str) -> When | None:
    if not 1 <= month <= 12:
        return None
    first, last = _PARTS[part]
    last = min(last, monthrange(year, month)[1])
    return When(f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{month:02d}-{last:02d}", "ten_days", text)


def century(word: str) -> int:
    """ "09" → 2009, "98" → 1998, "2009" → 2009."""
    number = int(word)
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() else NUMERALS[word]


def one(plain: str, year: int | None = None, order: str = "ymd") -> When | None:
    """One date in flattened words; `order` says how 01/02/03 is meant ("ymd", "dmy" or "mdy")."""
    plain = plain.strip(".,。;")
    if m := _FULL.match(plain):
        return _day(int(m[1]), int(m[2]), int(m[3]), plain)
    if m := _SHORT.match(plain):
        return _short(m, order, plain)
    if m := _MONTH.match(plain):
        at = century(m[1])
        return _part(at, int(m[2]), m[3], plain) if m[3] else _span(at, int(m[2]), int(m[2]), "month", plain)
    if m := _COMPACT.match(plain):
        at, month = int(m[1]), int(m[2])
        return _day(at, month, int(m[3]), plain) if m[3] else _span(at, month, month, "month", plain)
    if m := _YEAR.match(plain):
        return _span(int(m[1]), 1, 12, "year", plain)
    if m := _ENGLISH.match(plain):
        named = _MONTHS.get(m[2])
        if named is not None:
            at = century(m[3])
            return _day(at, named, int(m[1]), plain) if m[1] else _span(at, named, named, "month", plain)
    return _without_year(plain, year)


def _short(match: re.Match[str], order: str, plain: str) -> When | None:
    a, b, c = match[1], match[2], match[3]
    if len(c) == 4:
        day, month = (b, a) if order == "mdy" else (a, b)
        return _day(int(c), int(month), int(day), plain)
    if order == "ymd":
        return _day(century(a), int(b), int(c), plain)
    day, month = (b, a) if order == "mdy" else (a, b)
    return _day(century(c), int(month), int(day), plain)


def _without_year(plain: str, year: int | None) -> When | None:
    """Halves, quarters and months; the year may stand in the sheet instead of the cell."""
    if m := _HALF.match(plain):
        at = int(m[1]) if m[1] else year
        return _span(at, *_HALVES[m[2]], "half", plain) if at else None
    if m := _QUARTER.match(plain):
        at, quarter = (int(m[1]) if m[1] else year), _ordinal(m[2] or m[3])
        return _span(at, quarter * 3 - 2, quarter * 3, "quarter", plain) if at else None
    if m := _ENGLISH_PART.match(plain):
        return _english_part(m, int(m[5]) if m[5] else year, plain)
    if year is None:
        return None
    if m := _BARE_MONTH.match(plain):
        month = _ordinal(m[1])
        return _part(year, month, m[2], plain) if m[2] else _span(year, month, month, "month", plain)
    if m := _BARE_DAY.match(plain):
        return _day(year, _ordinal(m[1]), int(m[2]), plain)
    return None


def _english_part(match: re.Match[str], year: int | None, plain: str) -> When | None:
    """A quarter or a half of a year."""
    number = int(match[2]) if match[2] else _ORDINALS[match[3]]
    is_half = match[1] == "h" or match[4] == "half"
    if year is None or (is_half and number > 2):
        return None
    months = 6 if is_half else 3
    return _span(year, (number - 1) * months + 1, number * months, "half" if is_half else "quarter", plain)


@lru_cache(maxsize=8192)
def of_text(plain: str, text: str, year: int | None = None, order: str = "ymd") -> When:
    """A date or a range in flattened words; free text is kept as it stands."""
    plain = plain.replace("——", "-").replace("--", "-")
    found = one(plain, year, order) or one(_FINISH.sub("", plain), year, order)
    if found is not None:
        return When(found.since, found.until, found.precision, text, found.flags)
    if plain.endswith("-") and (start := one(plain[:-1], year, order)) is not None:
        return When(start.since, None, start.precision, text, ("open_end",))
    if plain.startswith("-") and (end := one(plain[1:], year, order)) is not None:
        return When(None, end.until, end.precision, text, ("open_start",))
    for head, tail in _parts(plain):
        first = one(head, year, order)
        last = one(tail, int(first.since[:4]) if first and first.since else year, order) if first else None
        if first is not None and last is not None and first.since is not None and last.until is not None:
            if last.until < first.since:
                return When(None, None, "text", text, ("reversed",))
            precision = first.precision if first.precision == last.precision else "month"
            return When(first.since, last.until, precision, text)
    return When(None, None, "text", text)


def _parts(plain: str) -> Iterable[tuple[str, str]]:
    """Every place where a range may be cut in two."""
    for match in re.finditer(r"-|至|到", plain):
        if match.start() and match.end() < len(plain):
            yield plain[: match.start()], plain[match.end() :]


def _of_number(value: float, shown: str, text: str, year: int | None) -> When:
    """A bare number in a date column: an Excel serial, a year, a year and month typed as 2022.1, or 202203."""
    if not math.isfinite(value):
        return When(None, None, "text", text)
    if value == int(value):
        whole = int(value)
        if 1900 <= whole <= 2100:
            return When(f"{whole}-01-01", f"{whole}-12-31", "year", text)
        if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
            iso = (_EPOCH + timedelta(days=whole)).isoformat()
            return When(iso, iso, "day", text)
        return of_text(str(whole), text, year)
    stated, _, fraction = shown.partition(".")
    if not (
        stated.isdigit()
        and len(stated) == 4
        and 1900 <= int(stated) <= 2100
        and fraction.isdigit()
        and len(fraction) <= 2
    ):
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:  # a serial with a time of day
            return _of_number(float(int(value)), shown, text, year)
        return When(None, None, "text", text)
    found = _span(int(stated), int(fraction), int(fraction), "month", text)
    if found is None:
        return When(None, None, "text", text)
    # 2022.1 shown with one decimal may be January, or October typed as 2022.10
    return When(found.since, found.until, "month", text, ("ambiguous_month",) if fraction == "1" else ())


def read(value: object, shown: str, year: int | None = None, order: str = "ymd") -> When | None:
    """A cell as a date or range; None when the cell is blank."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        precision = (
            "month"
            if value.day == 1 and re.search(r"月$|^\d{4}[.\-/]\d{1,2}$|^[a-z]{3}-\d\d$", shown.lower())
            else "day"
        )
        if precision == "month":
            return _span(value.year, value.month, value.month, "month", shown)
        return When(value.isoformat(), value.isoformat(), "day", shown or value.isoformat())
    if isinstance(value, bool):
        return When(None, None, "text", shown)
    if isinstance(value, int | float):
        return _of_number(float(value), shown or repr(value), shown or repr(value), year)
    plain = flat(str(value))
    said = special_word(plain)
    if said == "blank":
        return None
    if said is not None:
        return When(None, None, "text", shown, (said,))
    return of_text(plain, shown.strip(), year, order)


def order_of(samples: Iterable[str], chinese: bool) -> str:
    """How 01/02/2003 is meant in a column: by what the other cells allow, else by the sheet's language."""
    first = second = 0
    for sample in samples:
        if m := _SHORT.match(flat(sample)):
            first, second = max(first, int(m[1])), max(second, int(m[2]))
    if first > 31 or (chinese and second <= 12 and first <= 12):
        return "ymd"
    if second > 12:
        return "mdy"
    return "dmy" if first > 12 or not chinese else "ymd"
