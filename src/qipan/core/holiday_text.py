"""Reading a year's holidays as people paste them: rows out of a sheet, or the paper's own sentences. Pure.

Rows: day, name, and "off" or "worked" in either language (`2027-01-01	元旦	休`), a range of days with 至, ~ or "to".
Sentences: 春节：2月15日（星期日）至23日放假调休，共9天。2月14日（星期六）、2月28日（星期六）上班。
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BRACKETS = re.compile(r"\([^)]*\)")
_SPOKEN = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_SENTENCE = re.compile(r"[。;\n]")
_TO = ("至", "到", "~", "—", "–")
_WORKED = ("上班", "调休上班", "班", "worked", "work", "working", "工作日")
_OFF = ("放假", "休", "休息", "假", "off", "holiday", "放假调休", "节假日")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is not as the week says."""

    on: date
    name: str
    is_working: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood, and the lines that were not."""

    days: tuple[Day, ...]
    refused: tuple[str, ...]


def read(text: str, year: int) -> Reading:
    """Days out of pasted text; a day named twice keeps its last line. Nothing is guessed: a line not understood is handed back."""
    found: dict[date, Day] = {}
    refused: list[str] = []
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if not line.strip():
            continue
        days = _row(line) if _FULL.match(line.strip()) else _sentences(line, year)
        if not days:
            refused.append(line.strip())
        found.update({day.on: day for day in days})
    return Reading(tuple(found[on] for on in sorted(found)), tuple(refused))


def _row(line: str) -> list[Day]:
    """One row: a day or a range, then name and mark in any order."""
    dates = list(_FULL.finditer(line))
    try:
        first, last = (date(*map(int, m.groups())) for m in (dates[0], dates[1] if len(dates) > 1 else dates[0]))
    except ValueError:
        return []
    rest = line[dates[min(len(dates), 2) - 1].end() :]
    words = [w for w in re.split(r"[\t,;、 ]+", rest) if w and w not in _TO and w != "to"]
    marks = [w for w in words if w.lower() in _WORKED or w.lower() in _OFF]
    name = " ".join(w for w in words if w not in marks)
    is_working = bool(marks) and marks[-1].lower() in _WORKED
    return [Day(on, name[:60], is_working) for on in _range(first, last)]


def _sentences(line: str, year: int) -> list[Day]:
    """The paper's own words: a name before a colon, days off, days worked."""
    head, colon, body = line.partition(":")
    name = re.sub(r"^[一二三四五六七八九十\d]+[、.]\s*", "", head.strip()) if colon else ""
    days: list[Day] = []
    for sentence in _SENTENCE.split(_BRACKETS.sub("", body if colon else line)):
        for part in re.split(r"(?<=放假)|(?<=调休)|(?<=上班)", sentence):
            is_working = "上班" in part
            if is_working or "放假" in part or "休" in part:
                days += [Day(on, name[:60], is_working) for on in _spoken(part, year)]
    return days


def _spoken(part: str, year: int) -> list[date]:
    """Days such as 2月15日至23日、2月28日; a month or year not said is the one said before."""
    found: list[date] = []
    month, last, end = 0, date.min, 0
    for match in _SPOKEN.finditer(part):
        year = int(match[1]) if match[1] else year
        month = int(match[2]) if match[2] else month
        try:
            day = date(year, month, int(match[3]))
        except ValueError:
            return []
        is_end = found and part[end : match.start()].strip() in _TO
        found += _range(last, day)[1:] if is_end else [day]
        last, end = day, match.end()
    return found


def _range(first: date, last: date) -> list[date]:
    if not 0 <= (last - first).days <= _LONGEST:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
