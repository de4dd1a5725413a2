"""Search from anywhere: Chinese from one character, pinyin initials, codes and words, on both databases.

Rooms index what may be found (`index`), pages ask (`find`) and always narrow by their own `visible_to`. Tokens are made here: every
character and pair of a Chinese run, whole words of other scripts (matched by prefix), and the pinyin initials of the title from every
position. SQLite keeps them in an FTS5 table, PostgreSQL in a GIN-indexed tsvector; both are filled by the database itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from pypinyin.constants import PINYIN_DICT

from qipan.core.models import SearchEntry

START = "0"  # opens the token of a title's first characters: those hits come first
INITIALS_LENGTH = 6
INITIALS_STARTS = 16  # positions of a title from which its initials are found
CANDIDATES = 200
_RUN = re.compile(r"[㐀-鿿]+|[^\W_㐀-鿿]+")
_FOUND = {
    "sqlite": "core_search_fts f CROSS JOIN core_searchentry e ON e.id = f.rowid WHERE f.core_search_fts MATCH %s",
    "postgresql": "core_searchentry e WHERE array_to_tsvector(string_to_array(e.tokens, ' ')) @@ CAST(%s AS tsquery)",
}


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _is_chinese(run: str) -> bool:
    return "㐀" <= run[0] <= "鿿"


@cache
def initial(char: str) -> str:
    """First letter of a character's commonest reading, without its accent; empty where it has none."""
    reading = PINYIN_DICT.get(ord(char), "")
    return unicodedata.normalize("NFD", reading[:1])[:1].lower()


def initials(text: str) -> str:
    return fold(text).translate(_LETTERS)


class _Letters(dict[int, str]):
    """What each character of a folded title gives to its initials, learned as met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = letter = initial(char) if "㐀" <= char <= "鿿" else char if char.isalnum() else ""
        return letter


_LETTERS = _Letters()


@lru_cache(maxsize=1 << 16)
def _run_tokens(run: str) -> tuple[str, ...]:
    if not _is_chinese(run):
        return (run,)
    return (*run, *map(str.__add__, run, run[1:]))


def tokens(title: str, more: str = "") -> str:
    """Everything one entry is found by, space-separated."""
    found: set[str] = set()
    folded = fold(title)
    named = _RUN.findall(folded)
    for run in named + _RUN.findall(fold(more)):
        found.update(_run_tokens(run))
    found.update(map(_joined, f"{folded} {fold(more)}".split()))
    letters = folded.translate(_LETTERS)
    found.update([letters[i : i + INITIALS_LENGTH] for i in range(min(len(letters), INITIALS_STARTS))])
    head = "".join(named)[:INITIALS_LENGTH]
    found.update((START + head, START + letters[:INITIALS_LENGTH]))
    found.discard("")
    return " ".join(found)


def _joined(word: str) -> str:
    """A code with its separators left out: "2606-130599-04" → "260613059904"; empty for what is no code of several parts."""
    runs = _RUN.findall(word)
    return "".join(runs) if len(runs) > 1 and not any(map(_is_chinese, runs)) else ""


def _terms(query: str) -> Iterator[tuple[str, bool]]:
    """(token, by prefix) that must all stand in an entry."""
    for run in _RUN.findall(fold(query)):
        if not _is_chinese(run):
            yield run, True
        elif len(run) == 1:
            yield run, False
        else:
            yield from ((run[i : i + 2], False) for i in range(len(run) - 1))


def _loosened(token: str) -> Iterable[str]:
    """A pair of Chinese characters as two: "某某公司" then also finds 某某有限公司."""
    return token if _is_chinese(token) else (token,)


def _expression(terms: Iterable[tuple[str, bool]]) -> str:
    if connection.vendor == "sqlite":
        return " ".join(f'"{token}"{"*" if prefix else ""}' for token, prefix in terms)
    return " & ".join(f"'{token}'{':*' if prefix else ''}" for token, prefix in terms)


def _hits(expression: str, object_type: str, within: QuerySet, limit: int) -> list[tuple[int, str]]:  # type: ignore[type-arg]
    try:
        visible, params = within.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # the asker sees none
        return []
    statement = (
        f"SELECT e.object_id, e.title FROM {_FOUND[connection.vendor]} "  # noqa: S608
        f"AND e.object_type = %s AND e.object_id IN ({visible}) LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [expression, object_type, *params, limit])
        return cursor.fetchall()


def _stands(expression: str) -> bool:
    """Does any entry at all match?"""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_FOUND[connection.vendor]} LIMIT 1", [expression])  # noqa: S608
        return cursor.fetchone() is not None


def find(query: str, object_type: str, *, within: QuerySet, limit: int = 20) -> list[int]:  # type: ignore[type-arg]
    """Ids of what matches every term of `query` among `within` (a room's `visible_to`), best first."""
    terms = list(_terms(query))
    if not terms:
        return []
    code = _joined(fold(query)) if len(query.split()) == 1 else ""
    if code and _stands(whole := _expression([(code, True)])):
        return [
            pk for pk, _ in _hits(whole, object_type, within, limit)
        ]  # its parts (a year, a county) stand in nearly every code
    head = START + "".join(_RUN.findall(fold(query)))[:INITIALS_LENGTH]
    first = [pk for pk, _ in _hits(_expression([(head, True)]), object_type, within, limit)]
    if len(first) >= limit:
        return first
    rest = _hits(_expression(terms), object_type, within, CANDIDATES)
    if not rest and not first:
        loose = [(part, not _is_chinese(part)) for token, _ in terms for part in _loosened(token)]
        rest = _hits(_expression(loose), object_type, within, CANDIDATES)
    plain = fold(query).strip()
    ranked = sorted(rest, key=lambda hit: (plain not in fold(hit[1]), len(hit[1]), hit[0]))
    seen = set(first)
    return (first + [pk for pk, _ in ranked if pk not in seen])[:limit]


def matching(query: str, object_type: str, field: str = "id") -> RawSQL | None:
    """A condition "this record matches" for a ledger's text filter; None when the query holds no letter or figure."""
    terms = list(_terms(query))
    if not terms:
        return None
    statement = f"{field} IN (SELECT e.object_id FROM {_FOUND[connection.vendor]} AND e.object_type = %s)"  # noqa: S608
    return RawSQL(statement, [_expression(terms), object_type], output_field=BooleanField())  # noqa: S611


def index(object_type: str, rows: Iterable[tuple[int, str, str]], *, is_new: bool = False) -> None:
    """Make rows of (id, title, further words) findable, in the caller's transaction. `is_new`: none of them was indexed before."""
    entries = [(object_type, pk, title[:300], tokens(title, more)) for pk, title, more in rows]
    if not entries:
        return
    if not is_new:
        forget(object_type, [pk for _, pk, _, _ in entries])
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_searchentry")
        last = cursor.fetchone()[0]
        cursor.executemany(
            "INSERT INTO core_searchentry (object_type, object_id, title, tokens) VALUES (%s, %s, %s, %s)", entries
        )
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
