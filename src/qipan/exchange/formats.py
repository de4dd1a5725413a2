"""Number formats of a spreadsheet: what a person saw in the cell ("2022.10", "12.5%"), made from value and format.

Only what the trade's ledgers use: decimals, thousands, percent, scientific, masks, quoted words; dates are in
`calendar_formats`. Anything else falls back to the plain number.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from qipan.exchange.builtin_formats import BUILTIN, GENERAL
from qipan.exchange.calendar_formats import BRACKET, LITERAL, is_date, moment

__all__ = ["BUILTIN", "GENERAL", "is_date", "plain", "shown"]

_DIGITS = re.compile(
    r"(?=[#0?.])(?P<whole>[#0?,]*)(?:\.(?P<fraction>[#0?]*))?(?P<scale>,*)(?P<power>E[+-][#0?]+)?", re.I
)
_GENERAL = re.compile(r"general|g/通用格式", re.IGNORECASE)
_LARGEST = 30  # digits; beyond, no format makes a number readable


@dataclass(frozen=True, slots=True)
class Shape:
    """One section of a number format, taken apart. `mask` is set when digits stand in several groups ("000 0000")."""

    prefix: str
    suffix: str
    decimals: int = 0
    optional: int = 0  # of the decimals, how many vanish when zero
    thousands: bool = False
    percent: bool = False
    scale: int = 0  # thousands scaled away
    scientific: bool = False
    mask: str = ""
    figures: bool = True  # False: only words
    general: bool = False


def plain(number: float) -> str:
    """A number as a person writes it: no ".0", no binary dust, at most 15 digits, never scientific below 10^21."""
    if isinstance(number, int) or not math.isfinite(number):
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
    return moment(value, pattern)


def _number(value: float, pattern: str) -> str:
    if not math.isfinite(value):
        return str(value)
    section, magnitude, sign = _section(value, pattern)
    shape = _shape(section)
    if shape.general or not shape.figures:
        return f"{sign}{shape.prefix}{plain(magnitude) if shape.general else ''}{shape.suffix}" or plain(value)
    if shape.scientific:
        return f"{sign}{shape.prefix}{magnitude:.{shape.decimals}E}{shape.suffix}"
    exact = Decimal(repr(magnitude)) * (100 if shape.percent else 1) / (Decimal(1000) ** shape.scale)
    if abs(exact.adjusted()) > _LARGEST:
        return plain(value)
    if shape.mask:
        return sign + shape.prefix + _masked(exact, shape.mask) + shape.suffix
    body = f"{_rounded(exact, shape.decimals):{',' if shape.thousands else ''}f}"
    for _ in range(shape.optional):
        body = body.removesuffix("0")
    return f"{sign}{shape.prefix}{body.removesuffix('.')}{shape.suffix}"


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    return exact if exact.adjusted() + decimals > 26 else exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _masked(exact: Decimal, mask: str) -> str:
    """Digits put into the places of a mask from the right: 13012345678 in "000 0000 0000"."""
    digits = list(f"{_rounded(exact, 0):f}")
    out: list[str] = []
    for sign in reversed(mask):
        if sign in "0#?":
            out.append(digits.pop() if digits else "0" * (sign == "0"))
        else:
            out.append(sign)
    return "".join(digits) + "".join(reversed(out))


def _section(value: float, pattern: str) -> tuple[str, float, str]:
    """Positive;negative;zero: the section for this value, its magnitude and the sign still to be printed."""
    parts = pattern.split(";")
    if value < 0 and len(parts) > 1 and parts[1].strip():
        return parts[1], -value, ""
    if value == 0 and len(parts) > 2 and parts[2].strip():
        return parts[2], 0, ""
    return parts[0], abs(value), "-" if value < 0 else ""


@lru_cache(maxsize=4096)
def _shape(section: str) -> Shape:
    words: list[str] = []

    def keep(match: re.Match[str]) -> str:
        words.append(match.group(1) or match.group(2) or "")
        return chr(0xE000 + len(words) - 1)  # a private character stands in, `back` puts the words back

    def back(text: str) -> str:
        stand_ins = {0xE000 + number: word for number, word in enumerate(words)}
        return text.replace("?", "").translate(stand_ins).strip(" ")

    bare = LITERAL.sub(keep, BRACKET.sub(_currency, section))
    if match := _GENERAL.search(bare):
        return Shape(back(bare[: match.start()]), back(bare[match.end() :]), general=True)
    found = _DIGITS.search(bare)
    if found is None:
        return Shape(back(bare), "", figures=False)
    fraction, rest = found["fraction"] or "", bare[found.end() :]
    if last := re.search(r"[#0?](?=[^#0?]*$)", rest):
        end = found.end() + last.end()
        return Shape(back(bare[: found.start()]), back(bare[end:]), mask=back(bare[found.start() : end]))
    if not re.search("[0#]", found.group()) and not fraction:  # "??" alone: the dash of an accounting zero
        return Shape(back(bare[: found.start()]), back(rest), figures=False)
    whole = found["whole"]
    return Shape(
        prefix=back(bare[: found.start()]),
        suffix=back(rest),
        decimals=len(fraction),
        optional=len(fraction) - len(fraction.rstrip("#?")),
        thousands="," in whole.rstrip(","),
        percent="%" in bare,
        scale=len(whole) - len(whole.rstrip(",")) + len(found["scale"]),
        scientific=bool(found["power"]),
    )


def _currency(match: re.Match[str]) -> str:
    inner = match.group()[1:-1]
    return inner[1:].split("-")[0] if inner.startswith("$") else ""
