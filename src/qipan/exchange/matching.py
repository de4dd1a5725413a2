"""Is this record one we hold? Code → name → plain name with parties and amount → ask. Dictionary look-ups only; pure.

Never a silent duplicate: whatever is neither surely the same nor surely new comes back as a question with candidates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

_MARKS = re.compile(r"[★☆●○▲△■□◆◇※*#·•]+")
_NOT_WORD = re.compile(r"\.(?!\d)|(?<!\d)\.|[^\w.]|_")  # a decimal point stays: 1.5万吨 is not 15万吨
_YEARS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年?度?")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十ivx]+")
# Words that two spellings of one project's name may differ in.
_EMPTY_WORDS = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "有限公司", "集团公司", "分公司", "公司", "集团",
    "建设项目", "工程项目", "项目", "工程",
    "programme", "program", "project", "limited", "company", "ltd", "plc", "inc", "the",
)  # fmt: skip
_KIND_AT_END = re.compile(r"(?:建设项目|工程项目|项目|工程|programme|program|project)$")
_MEASURES = re.compile(r"年产|万?(?:吨|支|台|套|件|米|亩)|生产|建设")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_STEP = log(1.05)
ALIKE = 0.5
_RUN = {True: 3, False: 7}  # characters in a row that two names must share to be asked about: in Chinese, else
_LARGE = 60  # candidates under one key beyond which nothing is compared one by one


@lru_cache(maxsize=1 << 17)
def tidy(name: str) -> str:
    """One spelling of a name: half width, lower case; marks, spaces, brackets and punctuation do not count."""
    text = unicodedata.normalize("NFKC", name).lower()
    return _NOT_WORD.sub("", _MARKS.sub("", text)) or "".join(text.split())


@lru_cache(maxsize=1 << 17)
def plain_name(name: str) -> str:
    """A name stripped for matching: beyond `tidy`, years, 有限公司 and 项目 do not count. Never empty for a name."""
    text = tidy(name)
    bare = _YEARS.sub("", text)
    for word in _EMPTY_WORDS:
        if word in bare and len(shorter := bare.replace(word, "")) > 1:
            bare = shorter
    return bare or text


@lru_cache(maxsize=1 << 17)
def stem(name: str) -> str:
    """A name without the word at its end that says it is a project: 「…包装纸项目」 and 「…包装纸」 are one name."""
    text = tidy(name)
    return _KIND_AT_END.sub("", text) or text


def best_written(held: str, new: str) -> str:
    """Of two spellings with one stem the better one: no spaces among Chinese, no wide figures, then the fuller; else the held one."""
    if stem(held) != stem(new):
        return held
    return max((held, written(held), new, written(new)), key=_care)  # the first of equals: what is held stays


def written(name: str) -> str:
    """A name as it should be written: figures half width, brackets as the language has them, no stray blanks."""
    text = _WIDE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), name).strip()
    if not _CHINESE.search(text):
        return " ".join(text.split())
    return "".join(text.split()).replace("(", "（").replace(")", "）")


def _care(name: str) -> tuple[bool, int, int]:
    """Cleanly written comes first, then the fuller name, then figures parted by thousands."""
    return name == written(name), len(tidy(name)), len(_THOUSANDS.findall(name))


_THOUSANDS = re.compile(r"\d,\d{3}")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e]")


@dataclass(slots=True)
class Identity:
    """What tells one record from another. `ref`: an id of a held record, or (sheet, row) of one in the same file."""

    ref: object
    name: str
    code: str = ""
    external: str = ""
    parties: tuple[str, ...] = ()  # plain names of owner and investor
    place: tuple[str, ...] = ()  # plain names of lead organisation and region
    total: int | None = None
    group: object = None  # the sheet, for records of one file
    printed: str = ""  # its total as printed, also where nobody named the unit yet


@dataclass(slots=True)
class Candidate:
    ref: object
    score: float
    why: str  # name | plain | alike


@dataclass(slots=True)
class Verdict:
    """`kind`: same (with `ref`) | new | ask (with `candidates`). `why`: code | external | name | plain."""

    kind: str
    ref: object = None
    why: str = ""
    candidates: list[Candidate] = field(default_factory=list)


NEW = Verdict("new")


class Index:
    """Everything held, under every key it may be found by."""

    def __init__(self, held: Iterable[Identity] = ()) -> None:
        self.codes: dict[str, Identity] = {}
        self.externals: dict[str, list[Identity]] = {}
        self.names: dict[str, list[Identity]] = {}
        self.plains: dict[str, list[Identity]] = {}
        self.sizes: dict[tuple[str, int], dict[object, list[Identity]]] = {}  # party, size → group → records
        self.groups: set[object] = set()
        for identity in held:
            self.add(identity)

    def add(self, one: Identity) -> None:
        self.groups.add(one.group)
        if one.code:
            self.codes.setdefault(one.code, one)
        if one.external:
            self.externals.setdefault(one.external, []).append(one)
        self.names.setdefault(tidy(one.name), []).append(one)
        self.plains.setdefault(plain_name(one.name), []).append(one)
        if one.total:
            step = int(log(abs(one.total)) / _STEP)
            for party in one.parties:
                self.sizes.setdefault((party, step), {}).setdefault(one.group, []).append(one)

    def match(self, one: Identity) -> Verdict:
        """The verdict on one record."""
        if one.code and (found := self.codes.get(one.code)):
            return Verdict("same", found.ref, "code")
        same_number = (
            [c for c in self.externals.get(one.external, ()) if not _contradicts(one, c)] if one.external else []
        )
        if same_number:
            return _of_namesakes(one, same_number, "external")
        spelled = tidy(one.name)
        same_name = [c for c in self.names.get(spelled, ()) if not _contradicts(one, c)]
        if same_name:
            return _of_namesakes(one, same_name, "name")
        if any(c.group is not None and c.group == one.group for c in self.names.get(spelled, ())):
            return Verdict("new", why="namesake")
        return self._alike(one)

    def _alike(self, one: Identity) -> Verdict:
        """Other spellings: the same plain name, or the same party with nearly the same amount and a similar name."""
        spelled = [c for c in self.plains.get(plain_name(one.name), ())[:_LARGE] if not _contradicts(one, c)]
        same_stem = [
            c
            for c in spelled
            if stem(c.name) == stem(one.name) and (c.group is None or c.group != one.group) and not _differs(one, c)
        ]
        if same_stem:
            return _of_namesakes(one, same_stem, "plain")
        found = {id(c): Candidate(c.ref, _score(one, c), "plain") for c in spelled}
        if one.total and one.parties and not self._holds_only(one.group):
            step = int(log(abs(one.total)) / _STEP)
            for key in ((party, step + shift) for party in one.parties for shift in (-2, -1, 0, 1, 2)):
                for group, others in self.sizes.get(key, {}).items():
                    if group is not None and group == one.group:
                        continue  # within one sheet similar names are neighbours (phase one, phase two), not spellings
                    for other in others[:_LARGE]:
                        if id(other) not in found and self._is_alike(one, other):
                            found[id(other)] = Candidate(other.ref, _score(one, other), "alike")
        if not found:
            return NEW
        return Verdict("ask", candidates=sorted(found.values(), key=lambda c: -c.score)[:5])

    def _holds_only(self, group: object) -> bool:
        """Nothing but neighbours of one sheet: an empty county's first ledger."""
        return group is not None and self.groups <= {group}

    def _is_alike(self, one: Identity, other: Identity) -> bool:
        if _contradicts(one, other) or not near(one.total, other.total):
            return False
        a, b = plain_name(one.name), plain_name(other.name)
        if a != b and _NUMERALS.sub("", a) == _NUMERALS.sub("", b):
            return False
        return likeness(a, b) >= ALIKE or _shares_run(_bare(a, one, other), _bare(b, one, other))


def _contradicts(one: Identity, other: Identity) -> bool:
    """Two codes are two projects, whatever their names; so are two lines of one list with two totals."""
    pairs = ((one.code, other.code), (one.external, other.external))
    if any(a and b and a != b for a, b in pairs):
        return True
    if one.group is None or one.group != other.group or near(one.total, other.total):
        return False
    return bool(one.printed and other.printed and one.printed != other.printed)


def _differs(one: Identity, other: Identity) -> bool:
    """Owners that are others, or another total where no owner vouches for it: the same stem alone does not decide."""
    if one.parties and other.parties:
        return not _shares_party(one, other) and not _alike_party(one, other)
    if one.total is None or other.total is None:
        return False
    return not near(one.total, other.total, 30) and not unit_apart(one.total, other.total)


def _bare(plain: str, one: Identity, other: Identity) -> str:
    """A plain name without its place, figures and measures: what is to be built, and whose."""
    for place in (*one.place, *other.place):
        plain = plain.replace(place, "")
    return _MEASURES.sub("", _NUMERALS.sub("", plain))


def _shares_run(a: str, b: str) -> bool:
    """Is a word of the one within the other?"""
    length = _RUN[bool(_CHINESE.search(a) and _CHINESE.search(b))]
    return any(a[i : i + length] in b for i in range(len(a) - length + 1))


def _of_namesakes(one: Identity, found: list[Identity], why: str) -> Verdict:
    """The very same name or number: one unless its parties are others; several are told apart by parties, place, amount."""
    if len(found) > 1:
        for tell in (_same_name, _shares_party, _shares_place, _near_total):
            left = [c for c in found if tell(one, c)]
            if left:
                found = left
            if len(found) == 1:
                return Verdict("same", found[0].ref, why)
        return Verdict("ask", candidates=[Candidate(c.ref, _score(one, c), why) for c in found[:5]])
    other = found[0]
    if (
        why != "external"
        and one.parties
        and other.parties
        and not _shares_party(one, other)
        and not _alike_party(one, other)
    ):
        return Verdict("ask", candidates=[Candidate(other.ref, _score(one, other), why)])
    return Verdict("same", other.ref, why)


def _same_name(one: Identity, other: Identity) -> bool:
    return tidy(one.name) == tidy(other.name)


def _shares_party(one: Identity, other: Identity) -> bool:
    return not set(one.parties).isdisjoint(other.parties)


def _alike_party(one: Identity, other: Identity) -> bool:
    return any(likeness(a, b) >= ALIKE or a in b or b in a for a in one.parties for b in other.parties)


def _shares_place(one: Identity, other: Identity) -> bool:
    return not set(one.place).isdisjoint(other.place)


def _near_total(one: Identity, other: Identity) -> bool:
    return near(one.total, other.total)


def near(a: int | None, b: int | None, percent: int = 5) -> bool:
    """Do two amounts differ by no more than so many percent of the larger?"""
    if a is None or b is None:
        return False
    return abs(a - b) * 100 <= percent * max(abs(a), abs(b))


def unit_apart(a: int | None, b: int | None) -> bool:
    """Is one about 10⁴ times the other (亿元 read as 万元), or 10³ (billion read as million)?"""
    return ten_thousand_apart(a, b) or _times_apart(a, b, 1_000)


def ten_thousand_apart(a: int | None, b: int | None) -> bool:
    """Is one about 10⁴ times the other: 亿元 read as 万元, or 万元 as 元?"""
    return _times_apart(a, b, 10_000)


def _times_apart(a: int | None, b: int | None, times: int) -> bool:
    if not a or not b or (a < 0) != (b < 0):
        return False
    large, small = max(abs(a), abs(b)), min(abs(a), abs(b))
    return abs(large - small * times) * 20 <= large


def likeness(a: str, b: str) -> float:
    """How alike two plain names are, 0 to 1: shared pairs of characters over all pairs."""
    if a == b:
        return 1.0
    pairs_a, pairs_b = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    if not pairs_a or not pairs_b:
        return 0.0
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))


def _score(one: Identity, other: Identity) -> float:
    """How sure, 0 to 1: the name for half, a shared party, the amount, the place for the rest."""
    score = 0.5 * likeness(plain_name(one.name), plain_name(other.name))
    score += 0.25 * _shares_party(one, other) + 0.15 * near(one.total, other.total) + 0.1 * _shares_place(one, other)
    return round(score, 2)
