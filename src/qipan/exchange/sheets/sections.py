"""Section and total lines: 合计, 一、, （一）, ——, "一" + "工业", 其中：在建（90项）, "龙海市合计14个".

`mark_of` says what a label is; `Nesting` turns the marks of a sheet into levels as they come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qipan.exchange.sheets.words import flat

_CN = "一二三四五六七八九十百"
_COUNT = r"(?:共|计|合计|总计)?:?(\d+)(?:个|项|家|宗|户|件|类)?(?:项目)?"
_TOTAL = re.compile(
    r"^(?P<who>.{0,16}?)(?:总合计|合计|总计|小计|共计|总数|累计|grandtotal|subtotal|total)"
    rf"(?:[((]?{_COUNT}[))]?)?[::]?$"
)
_OF_WHICH = re.compile(r"^其中[::]?(?P<label>.*)$")
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"^第[{_CN}\d]+(?:部分|类|批|篇|章)[、:.]?(?P<label>.*)$")),
    ("chinese", re.compile(rf"^[{_CN}]{{1,3}}[、.,:](?P<label>.*)$")),
    ("bracketed", re.compile(rf"^[((][{_CN}]{{1,3}}[))][、.,:]?(?P<label>.*)$")),
    ("dash", re.compile(r"^-{2,}(?P<label>.+)$")),
    ("roman", re.compile(r"^[ivx]{1,4}[、.](?P<label>.+)$")),
    ("letter", re.compile(r"^[a-z][、.](?P<label>[^\d].*)$")),
    ("number", re.compile(r"^\d{1,2}[、.](?P<label>[^\d].*)$")),
    ("bracketed_number", re.compile(r"^[((]\d{1,2}[))](?P<label>.+)$")),
    ("circled", re.compile(r"^[①-⑳](?P<label>.+)$")),
)
_SERIAL_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chinese", re.compile(rf"^[{_CN}]{{1,3}}[、.,]?$")),
    ("bracketed", re.compile(rf"^[((][{_CN}]{{1,3}}[))]$")),
    ("dash", re.compile(r"^-{2,}$")),
    ("roman", re.compile(r"^[ivx]{1,4}[.、]?$")),
    ("letter", re.compile(r"^[a-z][.、]?$")),
)
_TRAILING_COUNT = re.compile(
    r"[((]?(?:共计?|(?<![合总小共])计)?(\d+)(?:个|项|家|宗|户|件)(?:项目)?[))]?$|[((](?:共|计)?(\d+)[))]$"
)
_BARE_COUNT = re.compile(r"^(?:共|计)?(\d+)(?:个|项|家|宗|户|件|projects?)(?:项目)?$")
_STARTS = frozenset("合总小共累其一二三四五六七八九十第(（①②③④⑤⑥⑦⑧⑨⑩-—–─GgSsTt0123456789０１２３４５６７８９")
_STRONG = ("合计", "总计", "小计", "共计", "合 计", "小 计", "总 计", "total", "Total", "TOTAL")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a label says: the style of its numbering, its words, the count printed in it."""

    style: str
    label: str
    count: int | None = None


def may_be_mark(label: str) -> bool:
    """A quick no for ordinary names; yes sends the label to `mark_of`."""
    return label[:1] in _STARTS or any(word in label for word in _STRONG) or ("计" in label and len(label) < 24)


def may_be_total(name: str) -> bool:
    """A quick no for a numbered row: only a total's words could make it anything but a project."""
    return "计" in name or "其中" in name or "otal" in name or "OTAL" in name


def count_in(plain: str) -> tuple[str, int | None]:
    """ "工业项目82个" → ("工业项目", 82)."""
    match = _TRAILING_COUNT.search(plain)
    if match is None or match.start() == 0:
        return plain, None
    return plain[: match.start()], int(match.group(1) or match.group(2))


def bare_count(plain: str) -> int | None:
    """ "13个" → 13."""
    match = _BARE_COUNT.match(plain)
    return int(match.group(1)) if match else None


def named(plain: str) -> str:
    """A section's name without the filler: "工业项目" → "工业"; "项目" alone stays."""
    words = plain.strip(":、.,;-")
    words = words[1:-1] if words[:1] == "(" and words[-1:] == ")" else words
    return words.removesuffix("项目") or words


@lru_cache(maxsize=4096)
def mark_of(text: str) -> Mark | None:
    """What kind of section or total line this label makes, or None."""
    plain = flat(text)
    if not plain or len(plain) > 40:
        return None
    found = _OF_WHICH.match(plain)
    if found:
        label, count = count_in(found["label"])
        return Mark("of_which", named(label), count)
    for style, pattern in _MARKS:
        found = pattern.match(plain)
        if found:
            label, count = count_in(found["label"])
            total = _TOTAL.match(label)
            return Mark(style, named(total["who"] if total and total["who"] else label), count)
    found = _TOTAL.match(plain)
    if found:
        who = found["who"].strip("()-:")
        count = int(found[2]) if found[2] else None
        if plain.startswith(("小计", "subtotal")):
            return Mark("small_total", "", count)
        return Mark(
            "named_total" if who and who not in ("总", "全部", "共") else "total", named(who) if who else "", count
        )
    return None


@lru_cache(maxsize=4096)
def serial_mark(text: str) -> str | None:
    """The numbering style of a serial cell that numbers sections ("一", "（二）"), or None for a project's serial."""
    plain = flat(text)
    return next((style for style, pattern in _SERIAL_MARKS if pattern.match(plain)), None)


class Nesting:
    """Levels from styles: a style seen inside another is one deeper; one seen before closes what it holds."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def level(self, style: str) -> int:
        """The level of the next line of this style, 1 = outermost."""
        if style == "total":
            self._open = ["total"]
            return 1
        if style == "of_which":
            return len(self._open) + 1
        if style == "small_total":  # sums the section it stands in
            return max(1, len(self._open))
        if style in self._open:
            del self._open[self._open.index(style) + 1 :]
        else:
            self._open.append(style)
        return len(self._open)

    def depth(self) -> int:
        return len(self._open)
