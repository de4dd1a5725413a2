"""A ledger's columns as a dictionary of header words: which column may a printed header mean, and how surely.

Built once per ledger (`of` is cached); pure lookups afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qipan.core.columns import Column, Kind
from qipan.exchange.sheets.periods import read_period
from qipan.exchange.sheets.units import split_header
from qipan.exchange.sheets.words import flat, is_chinese, key, unbracketed

EXACT, GROUPED, JOINED, PLAIN, SHARED = 1.0, 0.99, 0.97, 0.95, 0.6
ASKED_BELOW = 0.75
LIKE_UP_TO = 24  # longer texts are header words only when a ledger lists them
_PARTS = frozenset({"上旬", "中旬", "下旬", "累计", "小计"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One column a header may mean."""

    column: Column
    how: str  # exact | word | fuzzy
    score: float


class Vocabulary:
    """The header words of one ledger."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = tuple(column for column in columns if column.importable)
        self.by_key = {column.key: column for column in self.columns}
        self.rank = {column.key: at for at, column in enumerate(self.columns)}
        self.words: dict[str, list[Column]] = {}
        self.groups = {c.key: tuple(key(flat(word)) for word in c.group) for c in self.columns}
        for column in self.columns:
            for word in column.words:
                listed = self.words.setdefault(key(flat(word)), [])
                if column not in listed:
                    listed.append(column)
        self.choices = {c.key: choice_words(c) for c in self.columns if c.choices}
        self._known: dict[str, bool] = {}

    def first(self, kind: Kind, group: tuple[str, ...] | None = None) -> Column | None:
        """The first column of a kind, within a group when one is given."""
        return next((c for c in self.columns if c.kind is kind and (group is None or c.group == group)), None)

    def name(self) -> Column | None:
        """The column that holds a record's name."""
        return self.by_key.get("name")

    def knows(self, text: str) -> bool:
        """Is this cell a header word (or a period over one)?"""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._is_word(text)
        return known

    def _is_word(self, text: str) -> bool:
        if not spellings(text):
            return is_chinese(text)  # nothing but a period (8月) or 上旬
        if any(spelling in self.words for spelling in spellings(text)):
            return True
        if len(text) > LIKE_UP_TO:
            return False
        return any(candidate.score >= ASKED_BELOW for candidate in self.candidates((text,)))

    def candidates(self, path: tuple[str, ...], percent: bool = False) -> list[Candidate]:
        """Every column a header path may mean, surest first."""
        parts = [spellings(part) for part in path]
        parts = [part for part in parts if part]
        if not parts:
            return []
        leaf, groups = parts[-1], [spelling for part in parts[:-1] for spelling in part]
        found: dict[str, Candidate] = {}
        for at, spelling in enumerate(leaf):  # as printed counts a little more than with its period taken out
            self._exact(spelling, groups, found, at * 0.005)
        if len(parts) > 1:
            joined = "".join(part[0] for part in parts)
            self._listed(joined, JOINED, "word", found)
        if not found:
            for spelling in leaf:
                self._fuzzy(spelling, found)
        usable = [c for c in found.values() if not (percent and c.column.kind is Kind.MONEY)]
        return sorted(usable, key=lambda c: (-c.score, self.rank[c.column.key]))

    def _exact(self, spelling: str, groups: list[str], found: dict[str, Candidate], less: float) -> None:
        listed = self.words.get(spelling, ())
        for column in listed:
            names = self.groups[column.key]
            if names and any(name in group for group in groups for name in names):
                score = EXACT if column.group else GROUPED
            elif groups and names and len(listed) > 1:
                score = SHARED - 0.1  # the word stands under another group
            else:
                score = PLAIN if len(listed) == 1 else SHARED
            _keep(found, Candidate(column, "exact", score - less))

    def _listed(self, spelling: str, score: float, how: str, found: dict[str, Candidate]) -> None:
        for column in self.words.get(spelling, ()):
            _keep(found, Candidate(column, how, score))

    def _fuzzy(self, spelling: str, found: dict[str, Candidate]) -> None:
        if len(spelling) < 2:
            return
        least = 2 if is_chinese(spelling) else 5
        first, last = spelling[0], spelling[-1]
        for word, columns in self.words.items():
            # Nothing else can be alike (see `likeness`); a sheet asks this thousands of times.
            if not word or not (word[0] == first or word[-1] == last or word in spelling or spelling in word):
                continue
            score = likeness(word, spelling, least)
            if score:
                for column in columns:
                    _keep(found, Candidate(column, "fuzzy", score))


def _keep(found: dict[str, Candidate], candidate: Candidate) -> None:
    held = found.get(candidate.column.key)
    if held is None or held.score < candidate.score:
        found[candidate.column.key] = candidate


def likeness(word: str, spelling: str, least: int) -> float:
    """How alike a listed word and a printed one are: contained in it, or nearly the same letters."""
    if len(word) >= least and word in spelling:
        cover = len(word) / len(spelling)
        return 0.6 + 0.3 * cover if cover >= _needed(word, spelling, least) else 0.0
    if len(spelling) >= least + 1 and spelling in word and len(spelling) / len(word) >= 0.6:
        return 0.5 + 0.3 * len(spelling) / len(word)
    alike = bool(word) and (word[0] == spelling[0] or word[-1] == spelling[-1])
    if alike and abs(len(word) - len(spelling)) <= 0.25 * max(len(word), len(spelling)):
        matcher = SequenceMatcher(None, word, spelling, autojunk=False)
        if matcher.quick_ratio() >= 0.84 and (ratio := matcher.ratio()) >= 0.84:
            return 0.85 * ratio
    return 0.0


def _needed(word: str, spelling: str, least: int) -> float:
    """How much of a printed word a listed one must cover: Chinese says at the end what a thing is, English must nearly be the word."""
    if least > 2:
        return 0.8
    if spelling.endswith(word):
        return 0.4 if len(word) > 2 else 0.6
    return 0.75


@lru_cache(maxsize=8192)
def spellings(part: str) -> tuple[str, ...]:
    """The forms in which one header cell is looked up: as printed, without brackets, without its period."""
    plain = split_header(part)[0]
    if plain in _PARTS:
        return ()
    forms = [plain, unbracketed(plain)]
    stripped = [read_period(form, 2000) for form in forms]
    if any(named.named and not key(named.rest) for named in stripped):
        return ()  # nothing but a period
    forms += [named.rest for named in stripped]
    return tuple(dict.fromkeys(form for form in map(key, forms) if form))


def choice_words(column: Column) -> dict[str, str]:
    """The words of a choice column → the value they mean; the value itself counts too."""
    words: dict[str, str] = {}
    for value, spelled in column.choices.items():
        for word in (value, *spelled):
            words.setdefault(key(flat(word)), value)
    return words


_BUILT: dict[int, tuple[tuple[Column, ...], Vocabulary]] = {}


def of(columns: Iterable[Column]) -> Vocabulary:
    """The vocabulary of these columns; the same tuple is built once."""
    held = tuple(columns)
    known = _BUILT.get(id(columns))
    if known is not None and known[0] is columns:
        return known[1]
    built = Vocabulary(held)
    if isinstance(columns, tuple):
        if len(_BUILT) > 32:
            _BUILT.clear()
        _BUILT[id(columns)] = (columns, built)
    return built
