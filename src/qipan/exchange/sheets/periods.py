"""Periods named by headers: "2010年1-7月完成投资", "至2009年底累计", "8月"/"上旬", "后五个月", "2013/2014 Budget", and template blanks.

`read_period` takes the period out of a header's words and hands back what remains ("完成投资"), which is what synonyms are matched on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from qipan.exchange.reading import Period
from qipan.exchange.sheets.words import NUMERALS

_N = r"(十[一二]?|[一二两三四五六七八九]|\d{1,2})"
_Y = r"((?:19|20)\d\d)"
_TO = r"(?:-|至|到)"
_UNTIL_MONTH = (
    rf"(?:截止|截至|至|到)(?:(?P<y>(?:19|20)\d\d)年)?{_N.replace('(', '(?P<a>', 1)}月(?:底|末|\d+日)?止?"
    r"(?=累计|已|$|完成|到位|实际)"
)
_ENGLISH_MONTHS = (
    *(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
)
_EN = "|".join(_ENGLISH_MONTHS)
_EN_YEAR = r",?(?P<y>(?:19|20)\d\d)?"
TEN_DAYS = {"1-10": (1, 10), "11-20": (11, 20), "21-end": (21, 31), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class Named:
    """What a header's words said of time: the period (if complete), what is left of the words, and what a person must fill in."""

    period: Period | None
    rest: str
    missing: str = ""  # "year" | "month" | "ten_days" when the template left it blank
    named: bool = False  # did the words speak of time at all?


def number(word: str) -> int:
    """ "七" or "7" → 7."""
    if word.isdigit():
        return int(word)
    return NUMERALS.get(word) or next(
        at for at, name in enumerate(_ENGLISH_MONTHS[:12], 1) if name.startswith(word[:3])
    )


def month_period(year: int, first: int, last: int, text: str = "", *, cumulative: bool = False) -> Period:
    """From the first day of one month to the last of another."""
    precision = (
        "month" if first == last else {(1, 12): "year", (1, 6): "half", (7, 12): "half"}.get((first, last), "months")
    )
    if precision == "months":
        precision = "quarter" if last - first == 2 and first in (1, 4, 7, 10) else "month"
    since = None if cumulative else f"{year:04d}-{first:02d}-01"
    return Period(since, f"{year:04d}-{last:02d}-{monthrange(year, last)[1]:02d}", precision, cumulative, text)


def ten_day_period(year: int, month: int, part: str, text: str = "") -> Period:
    """上旬, 中旬 or 下旬 of a month."""
    first, last = TEN_DAYS[part]
    last = min(last, monthrange(year, month)[1])
    return Period(f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{month:02d}-{last:02d}", "ten_days", False, text)


def year_period(year: int, text: str = "") -> Period:
    return Period(f"{year:04d}-01-01", f"{year:04d}-12-31", "year", False, text)


def financial_year(first: int, text: str = "") -> Period:
    """A British financial year, April to March: "2013/2014"."""
    return Period(f"{first:04d}-04-01", f"{first + 1:04d}-03-31", "year", False, text)


Build = Callable[[re.Match[str], int | None, date | None], "Period | str"]  # a str names what is missing


def _months(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    own = match.groupdict().get("y")
    at = int(own) if own else year
    first, last = number(match["a"]), number(match["b"])
    if at is None:
        return "year"
    return month_period(at, first, last, match[0]) if 1 <= first <= last <= 12 else "month"


def _month(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    own = match.groupdict().get("y")
    at = int(own) if own else year
    if at is None:
        return "year"
    month = number(match["a"])
    if not 1 <= month <= 12:
        return "month"
    part = match.groupdict().get("part")
    part = "21-end" if part and part.startswith("21-") else part
    return ten_day_period(at, month, part, match[0]) if part else month_period(at, month, month, match[0])


def _until_year(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return Period(None, f"{int(match['y']):04d}-12-31", "year", True, match[0])


def _until_last_year(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return "year" if year is None else Period(None, f"{year - 1:04d}-12-31", "year", True, match[0])


def _until_month(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    at = int(match["y"]) if match["y"] else year
    if at is None:
        return "year"
    month = number(match["a"])
    return month_period(at, month, month, match[0], cumulative=True) if 1 <= month <= 12 else "month"


def _last_months(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    count = number(match["a"])
    if year is None:
        return "year"
    return (
        month_period(year, 13 - count, 12, match[0]) if match["end"] == "后" else month_period(year, 1, count, match[0])
    )


def _half(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    at = int(match["y"]) if match["y"] else year
    return "year" if at is None else month_period(at, *((1, 6) if match["a"] == "上" else (7, 12)), match[0])


def _quarter(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    at = int(match["y"]) if match["y"] else year
    quarter = number(match["a"])
    if at is None:
        return "year"
    return month_period(at, quarter * 3 - 2, quarter * 3, match[0]) if 1 <= quarter <= 4 else "month"


def _year(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return year_period(int(match["y"]), match[0])


def _years(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return Period(f"{int(match['y']):04d}-01-01", f"{int(match['b']):04d}-12-31", "year", False, match[0])


def _last_year(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return "year" if year is None else year_period(year - 1, match[0])


def _this_year(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return "year" if year is None else year_period(year, match[0])


def _financial(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    first, second = int(match["y"]), int(match["b"][-2:])
    return financial_year(first, match[0]) if (first + 1) % 100 == second else "year"


def _this_month(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return "month"


def _this_ten_days(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return "ten_days"


def _window(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return Period(None, None, "text", False, match[0])


def _prior(match: re.Match[str], year: int | None, on: date | None) -> Period | str:
    return Period(None, None, "text", True, match[0])


_TABLE: tuple[tuple[str, Build], ...] = (
    (r"(?:to|until|by|at)(?:the)?endof(?P<y>(?:19|20)\d\d)", _until_year),
    (rf"(?:from)?(?P<a>{_EN})(?:-|to)(?P<b>{_EN}){_EN_YEAR}", _months),
    (rf"(?:to|until|asof)(?P<a>{_EN})(?![a-z]){_EN_YEAR}", _until_month),
    (rf"(?P<part>1-10|11-20|21-end|21-2[89]|21-3[01])(?P<a>{_EN})(?![a-z]){_EN_YEAR}", _month),
    (rf"(?<!\d)(?P<a>{_EN})(?![a-z]){_EN_YEAR}", _month),
    (rf"{_Y.replace('(', '(?P<y>', 1)}/(?P<b>(?:20)?\d\d)(?!\d)", _financial),
    (rf"{_Y.replace('(', '(?P<y>', 1)}年?{_TO}(?P<b>(?:19|20)\d\d)(?:年度?|$)", _years),
    (
        r"(?:自?开工)?(?:截止|截至|至|到|开工至)(?P<y>(?:19|20)\d\d)年?(?:底|末|12月底|12月末|12月31日)止?(?=累计|已|$|完成|到位|实际)?",
        _until_year,
    ),
    (r"(?:自?开工)?(?:截止|截至|至|到)(?:上一?年度?|去年)(?:底|末)", _until_last_year),
    (
        _UNTIL_MONTH,
        _until_month,
    ),
    (
        rf"(?:(?P<y>(?:19|20)\d\d)年度?)?{_N.replace('(', '(?P<a>', 1)}月?(?:份)?{_TO}{_N.replace('(', '(?P<b>', 1)}月(?:份)?",
        _months,
    ),
    (rf"(?:(?P<y>(?:19|20)\d\d)年度?)?{_N.replace('(', '(?P<a>', 1)}月(?:份)?(?P<part>[上中下]旬)?", _month),
    (r"(?:(?P<y>(?:19|20)\d\d)年度?)?(?P<a>[上下])半年", _half),
    (rf"(?:(?P<y>(?:19|20)\d\d)年度?)?第?{_N.replace('(', '(?P<a>', 1)}季度", _quarter),
    (r"(?P<y>(?:19|20)\d\d)年?q(?P<a>[1-4])", _quarter),
    (rf"(?P<end>[后前]){_N.replace('(', '(?P<a>', 1)}个月", _last_months),
    (r"(?:大干)?\d{2,3}天", _window),
    (r"(?P<y>(?:19|20)\d\d)(?:年度|年|财年|fy)?(?:全年)?(?!\d)", _year),
    (r"(?:全年|本年度?|当年|今年|年内|本年内)", _this_year),
    (r"(?:上一?年度?|去年)(?!底|末|同期)", _last_year),
    (r"prior_?actuals?|prior_?years?", _prior),
    (r"\d{1,2}-月", _this_month),  # "1-  月": the template's blank
    (r"至旬|本旬|当旬", _this_ten_days),
    (r"本月|当月|\(月\)", _this_month),
    (r"^月度?(?=完成|计划|投资|到位|累计|实际)", _this_month),
    (r"^旬(?=完成|计划|投资|累计)", _this_ten_days),
    (r"^年度?(?=计划|投资|完成)", _this_year),
)
_COMPILED = tuple((re.compile(pattern), build) for pattern, build in _TABLE)
_LEFTOVER = re.compile(r"^(?:的|末|底|度|份|止|期间|累计(?=完成|到位|实际|已)|:|-)+")


def read_period(plain: str, year: int | None, on: date | None = None) -> Named:
    """Take the period out of flattened header words; the year comes from the words, else from the sheet."""
    for pattern, build in _COMPILED:
        match = pattern.search(plain)
        if match is None:
            continue
        rest = plain[: match.start()] + plain[match.end() :]
        built = build(match, year, on)
        if isinstance(built, str):
            return Named(None, _LEFTOVER.sub("", rest), built, True)
        return Named(built, _LEFTOVER.sub("", rest), "", True)
    return Named(None, plain)


def combine(outer: Named, inner: Named) -> Named:
    """A group's period with its leaf's: "8月" over "上旬" is the first ten days of August."""
    if outer.period is not None and inner.missing in ("month", "ten_days"):
        return replace(inner, period=outer.period, missing="")
    return inner if inner.named else replace(inner, period=outer.period, missing=outer.missing, named=outer.named)


def narrow(period: Period, part: str) -> Period:
    """A month narrowed to one of its ten-day parts."""
    if period.since is None or period.precision != "month":
        return period
    return ten_day_period(int(period.since[:4]), int(period.since[5:7]), part, f"{period.text}{part}")


def year_in(*texts: str) -> int | None:
    """The first year printed in these texts (a title, a sheet's name)."""
    for text in texts:
        match = re.search(r"(?<!\d)((?:19|20)\d\d)(?=年|\s|$|[^\d.\-])", text)
        if match is not None:
            return int(match.group(1))
    return None


_BLANKED = re.compile(
    r"\d{1,4}(?=年|月|旬|季度|天|/|-|至|到|$|[a-z])|(?<=[年/\-至到月a-z])\d{1,4}|[一二三四五六七八九十]+(?=季度|个月)"
)


def blanked(plain: str) -> str:
    """Header words with their years and months blanked, so that next month's header is the same header."""
    return _BLANKED.sub("#", plain)
