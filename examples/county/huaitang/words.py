"""A phrase in the county's two languages, and money as each language prints it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class Words(NamedTuple):
    """One phrase twice. `words[lang]` is not how tuples index, hence `say`."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


# How many 万元 (10,000 yuan) make one of the printed unit.
WAN, YI, MILLION, BILLION = 1, 10_000, 100, 100_000
UNIT_WORDS = {WAN: "万元", YI: "亿元", MILLION: "CNY million", BILLION: "CNY billion"}


def unit_of(size: Literal["small", "large"], lang: Lang) -> int:
    """The unit an office prints: the key-projects office counts small, the investment bureau counts large."""
    table = {("small", "zh"): WAN, ("large", "zh"): YI, ("small", "en"): MILLION, ("large", "en"): BILLION}
    return table[size, lang]


def printed(wan: float, unit: int) -> int | float:
    """An amount in 万元 as a figure in the printed unit, without a needless `.0`."""
    figure = round(wan / unit, 6)
    return int(figure) if figure == int(figure) else figure


def thousands(wan: float, unit: int) -> str:
    """The same figure typed as text with commas, as people do."""
    figure = printed(wan, unit)
    return f"{figure:,}"
