"""May two names be one firm? The keys a firm is found by, and how alike two are. Pure.

A key is a short word; firms that share one are worth a look, and `judge` says whether and why. Keys: `c` credit code, `t` telephone,
`n` the name's root, with and without what stood in brackets, `p` its pinyin, `d` the root with one character left out (two names one
character apart share such a key).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from qipan.core import pinyin
from qipan.territory.companies.rules import credit_code, plain_name

# Why two may be one, surest first; what a weaker reason finds beside a surer one is left out.
REASONS = ("code", "name", "pinyin", "near", "phone")
_SURE = frozenset({"code", "name"})
SHORTEST_NEAR = 4  # of a shorter root one character is too much
LONGEST = 40
POLYPHONES = 3  # characters of a root read in two ways; each doubles the pinyin keys
_BRANCH = re.compile(
    r"^(?P<firm>.{4,}?(?:有限责任公司|股份有限公司|有限公司|公司|集团))(?P<rest>.{0,14}(?:分公司|分厂|分店|办事处|营业部|代表处|事业部))$"
)
_BRANCH_LATIN = re.compile(
    r"^(?P<firm>.+?(?:\bltd\b|\blimited\b|\binc\b|\bcorp\b)\.?)[\s,]+.*\bbranch\b.*$", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
_PINYIN_FORMS = (
    "gufenyouxianzerengongsi", "gufenyouxiangongsi", "youxianzerengongsi", "youxiangongsi", "jituangongsi", "fengongsi", "gongsi", "jituan",
)  # fmt: skip
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm, or of one that is asked for."""

    names: tuple[str, ...] = ()
    code: str = ""
    phones: tuple[str, ...] = ()

    @property
    def roots(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(root, self.names))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why`: one of `REASONS`; `alike` 0 to 1."""

    why: str
    alike: float


@lru_cache(maxsize=1 << 15)
def root(name: str) -> str:
    """The name without branch, legal form, width and brackets: two spellings of one firm have one root."""
    text = unicodedata.normalize("NFKC", name or "").strip()
    if found := _BRANCH.match(text.replace(" ", "")) or _BRANCH_LATIN.match(text):
        text = found["firm"]
    plain = plain_name(text).removeprefix("集团")
    return plain.replace("(集团)", "")[:LONGEST]


def _bare(name: str) -> str:
    """The root without what stands in brackets: (中国), (集团), a place."""
    text = unicodedata.normalize("NFKC", name or "")
    cut = _BRACKETS.sub("", text)
    return root(cut) if cut != text else root(text.replace("集团", "")) if "集团" in text else ""


def letters(text: str) -> str:
    """Latin letters of pinyin as typed, tones, spaces, ü and legal form gone."""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    joined = "".join(c for c in bare if c.isascii() and c.isalpha()).replace("v", "u")
    for form in _PINYIN_FORMS:
        if joined.endswith(form) and len(joined) > len(form) + 2:
            return joined.removesuffix(form)
    return joined


def _is_latin(text: str) -> bool:
    return text.isascii()


def sounds(plain: str) -> tuple[str, ...]:
    """How a root may be written in pinyin, in one word; the commonest reading first."""
    ways: list[tuple[str, ...]] = []
    doubled = 0
    for char in plain:
        heard = pinyin.readings(char) or (char,) if not char.isascii() else (char,)
        if len(heard) > 1 and doubled < POLYPHONES:
            doubled += 1
            ways.append(heard[:2])
        else:
            ways.append(heard[:1])
    return tuple(dict.fromkeys("".join(way).replace("v", "u") for way in product(*ways)))


def shortened(plain: str) -> set[str]:
    """The root with each one character left out."""
    return {plain[:n] + plain[n + 1 :] for n in range(len(plain))} if len(plain) >= SHORTEST_NEAR else set()


def telephone(text: str) -> str:
    """The figures of one number, without the country's; "" when too few to tell anybody."""
    figures = (
        "".join(_DIGITS.findall(unicodedata.normalize("NFKC", text or ""))).removeprefix("0086").removeprefix("86")
    )
    return figures if len(figures) >= 7 else ""


def telephones(text: str) -> tuple[str, ...]:
    """Several numbers in one cell, each alone."""
    return tuple(
        dict.fromkeys(filter(None, (telephone(part) for part in re.split(r"[,，;；、/\s]+(?=\+?\d{5,})", text or ""))))
    )


def keys(firm: Firm) -> set[str]:
    """Every key a firm is found by."""
    found = {f"t:{phone}" for phone in firm.phones}
    if code := credit_code(firm.code):
        found.add(f"c:{code}")
    for name in firm.names:
        found |= _name_keys(name, is_asked=False)
    return found


def asked(firm: Firm) -> set[str]:
    """Every key a question looks under."""
    found = {f"t:{phone}" for phone in firm.phones}
    if code := credit_code(firm.code):
        found.add(f"c:{code}")
    for name in firm.names:
        found |= _name_keys(name, is_asked=True)
    return found


def _name_keys(name: str, *, is_asked: bool) -> set[str]:
    plain = root(name)
    if not plain:
        return set()
    found = {f"n:{plain}"}
    if bare := _bare(name):
        found |= {f"n:{bare}"} if len(bare) >= 3 else set()
    if _is_latin(plain):
        found.add(f"p:{letters(name)[: LONGEST * 2]}")
    else:
        heard = sounds(plain)
        found |= {f"p:{one}"[: LONGEST * 2] for one in (heard[:1] if is_asked else heard)}
    found |= {f"d:{one}" for one in shortened(plain)}
    if len(plain) >= SHORTEST_NEAR:
        found.add(f"d:{plain}")
    return found


def judge(one: Firm, other: Firm) -> Verdict | None:
    """Why the two may be one, or None. Two different codes are two firms, however alike their names."""
    codes = credit_code(one.code), credit_code(other.code)
    if all(codes):
        return Verdict("code", 1.0) if codes[0] == codes[1] else None
    best: Verdict | None = None
    for a in one.names:
        for b in other.names:
            found = _names_alike(a, b)
            if found and (best is None or _rank(found) < _rank(best)):
                best = found
    if best is None and set(one.phones) & set(other.phones):
        return Verdict("phone", 0.6)
    return best


def _names_alike(a: str, b: str) -> Verdict | None:
    one, other = root(a), root(b)
    if not one or not other:
        return None
    if one == other or _bare_match(a, b):
        return Verdict("name", 1.0)
    if _is_latin(one) != _is_latin(other):
        latin, chinese = (a, other) if _is_latin(one) else (b, one)
        return Verdict("pinyin", 0.9) if letters(latin) in sounds(chinese) else None
    if not _is_latin(one) and sounds(one)[0] == sounds(other)[0]:
        return Verdict("pinyin", 0.9)
    if _is_latin(one) and letters(a) == letters(b):
        return Verdict("pinyin", 0.9)
    if min(len(one), len(other)) >= SHORTEST_NEAR and one_apart(one, other):
        return Verdict("near", 1 - 1 / max(len(one), len(other)))
    return None


def _bare_match(a: str, b: str) -> bool:
    spellings_a, spellings_b = {root(a), _bare(a)} - {""}, {root(b), _bare(b)} - {""}
    return any(len(one) >= 3 for one in spellings_a & spellings_b)


def one_apart(a: str, b: str) -> bool:
    """One character put in, left out, changed, or two neighbours swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        rest_a, rest_b = a[start:], b[start:]
        is_swapped = len(rest_a) > 1 and rest_a[0] == rest_b[1] and rest_a[1] == rest_b[0] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or is_swapped
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[start + 1 :] == shorter[start:]


def _rank(verdict: Verdict) -> tuple[int, float]:
    return REASONS.index(verdict.why), -verdict.alike


@dataclass(frozen=True, slots=True)
class Found:
    """A firm that may be the one asked for."""

    id: int
    verdict: Verdict
    firm: Firm = field(compare=False, default_factory=Firm)


def best(question: Firm, candidates: Iterable[tuple[int, Firm]], *, most: int = 5) -> list[Found]:
    """Those that may be it, surest first. Beside a sure one only what shares the telephone stays."""
    found = [Found(pk, verdict, firm) for pk, firm in candidates if (verdict := judge(question, firm))]
    found.sort(key=lambda f: (*_rank(f.verdict), f.id))
    if found and found[0].verdict.why in _SURE:
        found = [f for f in found if f.verdict.why in _SURE or f.verdict.why == "phone"]
    return found[:most]
