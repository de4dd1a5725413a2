"""Figures as typed: "1,200万", "约50亩", "-£120.11m", full-width digits, and the cells that say there is no figure.

A figure is a Decimal made from what was printed, never from binary fractions: 113934.98 stays 113934.98.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from qipan.exchange.sheets.words import flat, special_word

_NUMBER = re.compile(
    r"^(?P<about>约|大约|about|around|近|超|逾|不少于|不低于|approx\.?|circa|c\.|~|-(?=约))?"
    r"(?P<sign>[-+(]?)(?P<before>(?:人民币|rmb|cny|usd|gbp|us\$|[£$¥€])?)(?P<sign2>-?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\)?)"
    r"(?P<after>[^\d]{0,12})$"
)
_ABOUT_AFTER = ("左右", "上下", "余")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its number (None when there is none), the unit words around it and what is odd about it."""

    number: Decimal | None
    before: str = ""
    after: str = ""
    flags: tuple[str, ...] = ()


NOTHING = Figure(None)
ERROR = Figure(None, flags=("error",))
UNSETTLED = Figure(None, flags=("unsettled",))
WITHHELD = Figure(None, flags=("withheld",))
UNREADABLE = Figure(None, flags=("unreadable",))
_SAID = {"blank": NOTHING, "error": ERROR, "unsettled": UNSETTLED, "withheld": WITHHELD}


def exact(value: int | float) -> Decimal | None:
    """The number a spreadsheet shows, without binary dust; None for not-a-number and infinity."""
    if type(value) is int:
        return Decimal(value)
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return Decimal(int(value))
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(maxsize=1 << 15, typed=True)
def figure(value: object) -> Figure:
    """Read a cell as a figure. Blank is not zero; text that is no figure is flagged, never guessed. Remembered: sums ask again."""
    kind = type(value)
    if kind is int or kind is float:
        number = exact(value)  # type: ignore[arg-type]
        return Figure(number) if number is not None else UNREADABLE
    if value is None:
        return NOTHING
    if kind is not str:
        return UNREADABLE
    return figure_of_text(flat(value))  # type: ignore[arg-type]


def figure_of_text(plain: str) -> Figure:
    """Read flattened text as a figure with the unit words that stand beside it."""
    said = special_word(plain)
    if said is not None:
        return _SAID[said]
    match = _NUMBER.match(plain)
    if match is None:
        return UNREADABLE
    number = Decimal(match["digits"].replace(",", ""))
    if "-" in (match["sign"], match["sign2"]) or (match["sign"] == "(" and match["close"]):
        number = -number
    after = match["after"].rstrip("。;,.")
    about = bool(match["about"]) or after.endswith(_ABOUT_AFTER)
    for tail in _ABOUT_AFTER:
        after = after.removesuffix(tail)
    return Figure(number, match["before"], after, ("approximate",) if about else ())


def places(number: Decimal) -> int:
    """Decimal places as printed."""
    return max(0, -int(number.as_tuple().exponent))


def count_of(value: object) -> int | None:
    """A whole, not negative number, or None."""
    if type(value) is int:
        return value if value >= 0 else None
    if type(value) is float:
        return int(value) if value.is_integer() and value >= 0 else None
    if type(value) is str:
        plain = flat(value)
        return int(plain) if plain.isdigit() and len(plain) < 9 else None
    return None
