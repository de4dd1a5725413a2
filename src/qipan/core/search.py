"""Search from anywhere: Chinese from one character, pinyin initials, codes and words, on both databases.

Rooms index what may be found (`index`), pages ask (`find`) and always narrow by their own `visible_to`. Tokens are made here: every
character and pair of a Chinese run, words of other scripts from each of their parts on (matched by prefix, so that a code is one
word), and the pinyin initials of the title from every position. Each token carries the mark of its kind of record: asking for companies
never walks through projects. SQLite keeps them in an FTS5 table, PostgreSQL in a GIN-indexed tsvector; both are filled by the database.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from qipan.core import bulk
from qipan.core.models import SearchEntry
from qipan.core.pinyin import initial

START = "0"  # opens the token of a title's first characters: those hits come first
INITIALS_LENGTH = 6
INITIALS_STARTS = 16  # positions of a title from which its initials are found
CANDIDATES = 200
_RUN = re.compile(r"[㐀-鿿]+|[^\W_㐀-鿿]+")
_WORD = re.compile(r"[㐀-鿿]+|[^\s㐀-鿿]+")
Hit = tuple[int, int, str]  # which question it answers, id, title
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FOUND = {
    "sqlite": "core_search_fts f CROSS JOIN core_searchentry e ON e.id = f.rowid WHERE f.core_search_fts MATCH %s",
    "postgresql": "core_searchentry e WHERE array_to_tsvector(string_to_array(e.tokens, ' ')) @@ CAST(%s AS tsquery)",
}
# Hits among what one may see. PostgreSQL gathers them from the index first: left to itself it reads the whole table for the first few.
_AMONG = {
    "sqlite": "SELECT {number}, e.object_id, e.title FROM {found} AND e.object_type = %s AND e.object_id IN ({seen}) LIMIT %s",
    "postgresql": "WITH e AS MATERIALIZED (SELECT e.object_id, e.title FROM {found} AND e.object_type = %s) "
    "SELECT {number}, e.object_id, e.title FROM e WHERE e.object_id IN ({seen}) LIMIT %s",
}


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _is_chinese(run: str) -> bool:
    return "㐀" <= run[0] <= "鿿"


def initials(text: str) -> str:
    return fold(text).translate(_LETTERS)


class _Letters(dict[int, str]):
    """What each character of a folded title gives to its initials, learned as met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = letter = initial(char) if "㐀" <= char <= "鿿" else char if char.isalnum() else ""
        return letter


_LETTERS = _Letters()


@cache
def mark(object_type: str) -> str:
    """Two letters before every token of a kind of record. Kinds that happen to share them cost time, never a wrong hit."""
    high, low = divmod(zlib.crc32(object_type.encode()) % 36**2, 36)
    return _DIGITS[high] + _DIGITS[low]


def _word_tokens(word: str) -> tuple[str, ...]:
    """A Chinese run as characters and pairs; another word from each of its parts on: "2606-130599-04" → 260613059904, 13059904, 04."""
    if _is_chinese(word):
        return (*word, *map(str.__add__, word, word[1:]))
    parts = _RUN.findall(word)
    return tuple(["".join(parts[n:]) for n in range(len(parts))])


@lru_cache(maxsize=1 << 16)
def _known_tokens(words: str) -> tuple[str, ...]:
    return tuple([token for word in _WORD.findall(fold(words)) for token in _word_tokens(word)])


def tokens(title: str, more: str = "") -> set[str]:
    """Everything one entry is found by. A title is met once; firms and trades come again and again."""
    found: set[str] = set()
    folded = fold(title)
    for word in _WORD.findall(folded):
        found.update(_word_tokens(word))
    for words in more.split():
        found.update(_known_tokens(words))
    letters = folded.translate(_LETTERS)
    found.update([letters[i : i + INITIALS_LENGTH] for i in range(min(len(letters), INITIALS_STARTS))])
    head = "".join(_RUN.findall(folded))[:INITIALS_LENGTH]
    found.update((START + head, START + letters[:INITIALS_LENGTH]))
    found.discard("")
    return found


def _terms(query: str) -> Iterator[tuple[str, bool]]:
    """(token, by prefix) that must all stand in an entry."""
    for word in _WORD.findall(fold(query)):
        if not _is_chinese(word):
            if joined := "".join(_RUN.findall(word)):
                yield joined, True
        elif len(word) == 1:
            yield word, False
        else:
            yield from ((word[i : i + 2], False) for i in range(len(word) - 1))


def _loose_terms(query: str) -> Iterator[tuple[str, bool]]:
    """The same less strictly: "某某公司" then also finds 某某有限公司, "tea-house" Tea House. A number of several parts stays whole:
    its parts (a year, a county) stand in nearly every code."""
    for word in _WORD.findall(fold(query)):
        parts = _RUN.findall(word)
        if _is_chinese(word):
            yield from ((char, False) for char in word)
        elif all(part.isdecimal() for part in parts):
            yield "".join(parts), True
        else:
            yield from ((part, True) for part in parts)


def _expression(object_type: str, terms: Iterable[tuple[str, bool]]) -> str:
    kind = mark(object_type)
    if connection.vendor == "sqlite":
        return " ".join(f'"{kind}{token}"{"*" if prefix else ""}' for token, prefix in terms)
    return " & ".join(f"'{kind}{token}'{':*' if prefix else ''}" for token, prefix in terms)


def kinds(query: str, among: Sequence[str]) -> set[str]:
    """Which of these kinds of records hold anything that `find` might find for somebody: one question, to leave out those that do not."""
    terms = list(_terms(query))
    if not terms or not among:
        return set()
    either = {"sqlite": ") OR (", "postgresql": ") | ("}[connection.vendor]
    one = "SELECT {} AS number WHERE EXISTS (SELECT 1 FROM {} AND e.object_type = %s)"
    asked, values = [], []
    for number, kind in enumerate(among):
        asked.append(one.format(number, _FOUND[connection.vendor]))
        ways = (_expression(kind, way) for way in ([_head(query)], terms, _loose_terms(query)))
        values += [f"({either.join(ways)})", kind]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        return {among[number] for (number,) in cursor.fetchall()}


def _head(query: str) -> tuple[str, bool]:
    """What a title begins with, as a term."""
    return START + "".join(_RUN.findall(fold(query)))[:INITIALS_LENGTH], True


def _hits(asked: Sequence[tuple[Iterable[tuple[str, bool]], int]], object_type: str, within: QuerySet) -> list[Hit]:  # type: ignore[type-arg]
    """What answers each of several (terms, limit), with the number of the one it answers: one question."""
    try:
        visible, params = within.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # the asker sees none
        return []
    found, among = _FOUND[connection.vendor], _AMONG[connection.vendor]
    one = "SELECT * FROM ({}) AS part{}"
    parts = [one.format(among.format(number=n, found=found, seen=visible), n) for n in range(len(asked))]
    values = [
        value for terms, limit in asked for value in (_expression(object_type, terms), object_type, *params, limit)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def find(query: str, object_type: str, *, within: QuerySet, limit: int = 20) -> list[int]:  # type: ignore[type-arg]
    """Ids of what matches every term of `query` among `within` (a room's `visible_to`), best first."""
    terms = list(_terms(query))
    if not terms:
        return []
    hits = _hits([([_head(query)], limit), (terms, CANDIDATES)], object_type, within)
    if not hits and (loose := list(_loose_terms(query))) != terms:
        hits = [(1, pk, title) for _, pk, title in _hits([(loose, CANDIDATES)], object_type, within)]
    plain = fold(query).strip()
    first = [hit for hit in hits if hit[0] == 0]
    rest = [hit for hit in hits if hit[0] > 0]
    rest.sort(key=lambda hit: (plain not in fold(hit[2]), len(hit[2]), hit[1]))
    return list(dict.fromkeys(pk for _, pk, _ in first + rest))[:limit]


def matching(query: str, object_type: str, field: str = "id") -> RawSQL | None:
    """A condition "this record matches" for a ledger's text filter; None when the query holds no letter or figure."""
    terms = list(_terms(query))
    if not terms:
        return None
    statement = f"{field} IN (SELECT e.object_id FROM {_FOUND[connection.vendor]} AND e.object_type = %s)"  # noqa: S608
    return RawSQL(statement, [_expression(object_type, terms), object_type], output_field=BooleanField())  # noqa: S611


Entry = tuple[str, int, str, str]  # object type, id, title, tokens


def entry(object_type: str, pk: int, title: str, more: str = "") -> Entry:
    """What a record will be found by. May be made in another process."""
    kind = mark(object_type)
    return object_type, pk, title[:300], kind + f" {kind}".join(tokens(title, more))


def index(object_type: str, rows: Iterable[tuple[int, str, str]], *, is_new: bool = False) -> None:
    """Make rows of (id, title, further words) findable, in the caller's transaction. `is_new`: none of them was indexed before."""
    entries = [entry(object_type, *row) for row in rows]
    if not is_new:
        forget(object_type, [pk for _, pk, _, _ in entries])
    add(entries)


def add(entries: Sequence[Entry]) -> None:
    """Put entries of records that were not indexed before into the index, in the caller's transaction."""
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_searchentry")
        last = cursor.fetchone()[0]
        bulk.insert(SearchEntry, ("object_type", "object_id", "title", "tokens"), entries)
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO core_search_fts (rowid, tokens) SELECT id, tokens FROM core_searchentry WHERE id > %s",
                [last],
            )


def forget(object_type: str, ids: Iterable[int]) -> None:
    """Take records out of the index."""
    ids = list(ids)
    for start in range(0, len(ids), 500):
        SearchEntry.objects.filter(object_type=object_type, object_id__in=ids[start : start + 500])._raw_delete(
            "default"
        )
