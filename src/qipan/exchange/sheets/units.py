"""Units of money and area, wherever a ledger prints them: in the header's brackets, in a row "单位：万元", or in the cell itself.

A unit turns a printed figure into minor units (fen, pence, cents) or, for areas, into square metres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from qipan.exchange.reading import Unit
from qipan.exchange.sheets.words import flat, half, is_chinese

SCALES: dict[str, int] = {
    "": 1,
    "百": 100,
    "千": 10**3,
    "k": 10**3,
    "thousand": 10**3,
    "thousands": 10**3,
    "000": 10**3,
    "000s": 10**3,
    "'000": 10**3,
    "’000": 10**3,
    "万": 10**4,
    "tenthousand": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
}
CURRENCIES: dict[str, str] = {
    "元": "CNY",
    "人民币": "CNY",
    "元人民币": "CNY",
    "人民币元": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
    "¥": "CNY",
    "元(人民币)": "CNY",
    "美元": "USD",
    "美金": "USD",
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "dollars": "USD",
    "usdollars": "USD",
    "欧元": "EUR",
    "eur": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "gbp": "GBP",
    "£": "GBP",
    "pounds": "GBP",
    "港元": "HKD",
    "港币": "HKD",
    "hkd": "HKD",
    "日元": "JPY",
    "jpy": "JPY",
}
AREAS: dict[str, Decimal] = {
    "亩": Decimal(2000) / 3,
    "mu": Decimal(2000) / 3,
    "平方米": Decimal(1),
    "平米": Decimal(1),
    "m2": Decimal(1),
    "sqm": Decimal(1),
    "squaremetres": Decimal(1),
    "squaremeters": Decimal(1),
    "万平方米": Decimal(10**4),
    "万m2": Decimal(10**4),
    "万平米": Decimal(10**4),
    "公顷": Decimal(10**4),
    "ha": Decimal(10**4),
    "hectare": Decimal(10**4),
    "hectares": Decimal(10**4),
    "平方公里": Decimal(10**6),
    "km2": Decimal(10**6),
}
_MINOR = {"JPY": 1}
_CENT = Decimal("0.01")
_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_UNIT_ROW = re.compile(r"(?:计量|金额|货币)?单位[::]?[(\[]?([^()\[\]]{1,24})|\b(?:units?|amounts?in):?\(?(.{1,24})")
_UNIT_ROW_STRICT = re.compile(r"(?:计量|金额|货币)单位[::]|(?<![一-鿿])单位[::]|^(?:units?|amountsin):")
_TAIL = re.compile(r"([£$¥€](?:m|mn|million|bn|billion|k|000)?|[百千]?[万亿]?美?元|亩|万?平方米|公顷|%age|%)$")
_SPLIT = re.compile(r"[、,;|和及]")  # not "/": 万元/亩 is an intensity, no money


@lru_cache(maxsize=2048)
def unit_of(plain: str) -> Unit | None:
    """Flattened unit words → a unit with an empty source; None when they are none."""
    words = plain.strip(":.。,、;()[]")
    words = re.sub(r"^(?:单位:?|均为|in)", "", words)
    if words in AREAS:
        return Unit(words, "", AREAS[words], "")
    for spelling, scale in _candidates(words):
        currency = CURRENCIES.get(spelling)
        if currency is not None:
            return Unit(words, currency, Decimal(scale * _MINOR.get(currency, 100)), "")
    if words and words in SCALES and words[-1] in "万亿":
        return Unit(words, "CNY", Decimal(SCALES[words] * 100), "")
    return None


def _candidates(words: str) -> list[tuple[str, int]]:
    """Every way to part the words into a scale and a currency, longest scale first."""
    found = []
    for scale, factor in sorted(SCALES.items(), key=lambda item: -len(item[0])):
        if not scale:
            found.append((words, 1))
        elif words.startswith(scale):
            found.append((words[len(scale) :], factor))
        elif words.endswith(scale):
            found.append((words[: -len(scale)], factor))
    return found


def scale_of(plain: str) -> int | None:
    """The bare scale in a cell ("万", "m", "亿"), or None."""
    return SCALES.get(plain) if plain else None


def with_source(unit: Unit | None, source: str) -> Unit | None:
    """The same unit, said to come from `source`."""
    return None if unit is None else Unit(unit.text, unit.currency, unit.factor, source)


@lru_cache(maxsize=4096)
def split_header(text: str) -> tuple[str, Unit | None, bool]:
    """A header cell → (its words without unit, the unit, is it in percent). Both kinds and widths of brackets."""
    plain = flat(text)
    unit: Unit | None = None
    percent = False
    printed = [match.group(1) for match in _BRACKET.finditer(half(text))]
    for at, match in enumerate(_BRACKET.finditer(plain)):
        inner = match.group(1)
        found = next((u for u in map(unit_of, [inner, *_SPLIT.split(inner)]) if u is not None), None)
        is_percent = inner in ("%", "百分比")
        if found is not None and at < len(printed) and not is_chinese(inner):
            found = Unit(
                " ".join(printed[at].split()), found.currency, found.factor, found.source
            )  # as printed: "CNY million"
        if found is not None or is_percent:
            unit, percent = unit or found, percent or is_percent
            plain = plain.replace(match.group(0), "")
    if unit is None:
        bare = _BRACKET.sub("", plain)
        tail = _TAIL.search(bare)
        if tail is not None and tail.start() > 0:
            if "%" in tail.group(1):
                percent = True
            else:
                unit = unit_of(tail.group(1)) or unit_of(tail.group(1)[-1:])
                if unit is not None:
                    plain = bare[: tail.start()]
    return plain, unit, percent or "%" in plain


def units_in_row(text: str) -> list[Unit]:
    """The units a "单位：万元、亩" cell states (several are possible); empty when the cell states none."""
    plain = flat(text)
    match = _UNIT_ROW.search(plain)
    if match is None:
        return []
    words = match.group(1) or match.group(2)
    return [unit for unit in map(unit_of, [words, *_SPLIT.split(words)]) if unit is not None]


def states_unit(text: str) -> bool:
    """Is this cell a statement of units and nothing else?"""
    return bool(_UNIT_ROW_STRICT.search(flat(text))) and bool(units_in_row(text))


def own_unit(before: str, after: str, column: Unit | None) -> Unit | None:
    """The unit printed in the cell, completed by the column's: "£6.20" under (£million) is millions, "£1.90m" needs nobody."""
    if not before and not after:
        return column
    whole = unit_of(after) or unit_of(before + after)
    if before and not after:  # a currency sign alone says no magnitude: the column says it
        return column if column is not None else whole
    if whole is not None and (before or scale_of(after) is None):
        return whole
    scale = scale_of(after)
    if scale is not None:
        currency = column.currency if column is not None and column.currency else "CNY"
        return Unit(after, currency, Decimal(scale * _MINOR.get(currency, 100)), "cell")
    return whole


def minor(number: Decimal, unit: Unit) -> int:
    """A printed figure in minor units, exactly; halves of a fen go up."""
    return int((number * unit.factor).to_integral_value(ROUND_HALF_UP))


def square_metres(number: Decimal, unit: Unit) -> Decimal:
    """A printed area in m², two places."""
    return (number * unit.factor).quantize(_CENT, ROUND_HALF_UP)


PROPOSALS: dict[str, tuple[str, ...]] = {  # tried in this order until a typical figure is a plausible project
    "CNY": ("万元", "亿元", "元"),
    "USD": ("$thousand", "$million", "$"),
    "GBP": ("£thousand", "£million", "£"),
    "EUR": ("€thousand", "€million", "€"),
    "HKD": ("万港元", "亿港元", "港元"),
    "JPY": ("百万日元", "亿日元", "日元"),
}
_PLAUSIBLE = (10**6, 5 * 10**9)  # what a typical project on a government's list costs, in its currency


def propose(figures: Sequence[Decimal], currency: str) -> Unit | None:
    """The unit under which the middle figure of the sheet's largest column is a plausible project; a proposal, never a fact."""
    sizes = sorted(abs(figure) for figure in figures if figure)
    if not sizes or currency not in PROPOSALS:
        return None
    middle = sizes[len(sizes) // 2]
    for words in PROPOSALS[currency]:
        unit = unit_of(words)
        if unit is not None and _PLAUSIBLE[0] <= middle * unit.factor / _MINOR.get(currency, 100) <= _PLAUSIBLE[1]:
            return with_source(unit, "proposed")
    return with_source(unit_of(PROPOSALS[currency][0]), "proposed")
