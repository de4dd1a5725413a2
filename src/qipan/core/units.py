"""Money, area and dates as people read them. One stored value, two languages; never formatted by hand elsewhere.

Money is stored in minor units (fen, pence, cents), areas in m², dates with their precision.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

MU_M2 = Decimal(2000) / 3  # 1 亩 = 666.67 m² (domain.md 2.4)
WAN = 10_000 * 100
YI = 10_000 * WAN
MILLION = 1_000_000 * 100
PRECISIONS = ("day", "ten_days", "month", "quarter", "half", "year", "text")
_CURRENCY_ZH = {"CNY": "元", "USD": "美元", "GBP": "英镑", "EUR": "欧元"}


def is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def figure(value: Decimal | int | float, places: int = 2) -> str:
    """Thousands separated, trailing zeros dropped: 1378400 → "1,378,400", 12.50 → "12.5"."""
    text = f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_figure(minor: int, language: str, *, large: bool = False) -> tuple[str, str]:
    """(figure, scale) of an amount: 万 or 亿 in Chinese, million elsewhere. `large` prefers 亿 from 1亿 on."""
    if is_chinese(language):
        if large and abs(minor) >= YI:
            return figure(Decimal(minor) / YI), "亿"
        return figure(Decimal(minor) / WAN), "万"
    return figure(Decimal(minor) / MILLION), "million"


def money_text(minor: int | None, currency: str = "CNY", language: str = "en", *, large: bool = True) -> str:
    """ "32.89亿元" / "CNY 3,289 million" from one value; an unknown amount is a dash, never zero."""
    if minor is None:
        return "–"
    number, scale = money_figure(minor, language, large=large)
    if is_chinese(language):
        return f"{number} {scale}{_CURRENCY_ZH.get(currency, currency)}"
    return f"{currency} {number} {scale}"


def money_unit(currency: str, language: str) -> str:
    """The unit printed over a column of amounts: 万元, CNY million."""
    if is_chinese(language):
        return f"万{_CURRENCY_ZH.get(currency, currency)}"
    return f"{currency} million"


def money_scale(language: str) -> int:
    """Minor units in one printed unit of a column of amounts."""
    return WAN if is_chinese(language) else MILLION


def area_text(m2: Decimal | None, language: str = "en") -> str:
    """ "117 亩" in Chinese; hectares above 1 ha, else m², elsewhere."""
    if m2 is None:
        return "–"
    if is_chinese(language):
        return f"{figure(Decimal(m2) / MU_M2, 1)} 亩"
    if m2 >= 10_000:
        return f"{figure(Decimal(m2) / 10_000)} ha"
    return f"{figure(m2, 0)} m²"


def date_text(on: date | None, precision: str = "day", language: str = "en") -> str:
    """A date no more exact than it was given: 2010年10月, 2010, Q3 2010."""
    if on is None:
        return "–"
    zh = is_chinese(language)
    quarter = (on.month + 2) // 3
    match precision:
        case "year":
            return f"{on.year}年" if zh else f"{on.year}"
        case "half":
            first = on.month <= 6
            return f"{on.year}年{'上' if first else '下'}半年" if zh else f"H{1 if first else 2} {on.year}"
        case "quarter":
            return f"{on.year}年{'一二三四'[quarter - 1]}季度" if zh else f"Q{quarter} {on.year}"
        case "month":
            return f"{on.year}年{on.month}月" if zh else f"{on:%b %Y}"
        case "ten_days":
            part = min((on.day - 1) // 10, 2)
            return (
                f"{on.year}年{on.month}月{'上中下'[part]}旬" if zh else f"{('early', 'mid', 'late')[part]} {on:%b %Y}"
            )
        case _:
            return f"{on.year}年{on.month}月{on.day}日" if zh else f"{on.day} {on:%b %Y}"


def percent_text(share: Decimal | float | None, places: int = 1) -> str:
    return "–" if share is None else f"{figure(share, places)}%"
