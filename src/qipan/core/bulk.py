"""Many rows at once: COPY on PostgreSQL, executemany on SQLite; ids handed out beforehand. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from qipan.core import walog

CHUNK = 4000
FEW = 20  # rows that are not worth a COPY
ROOM = 128 * 1024  # KiB of pages


def next_ids(model: type[Model], count: int) -> Iterator[int]:
    """Ids for `count` new rows; on SQLite the write lock is held, so nobody else takes them."""
    table = model._meta.db_table
    if not count:
        return iter(())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return iter([row[0] for row in cursor.fetchall()])
        cursor.execute("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        last = cursor.fetchone()[0]
    return iter(range(last + 1, last + 1 + count))


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows of plain values (text, numbers, None; JSON and dates as text). Returns how many."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    count = 0
    rest = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rest, CHUNK)):
            if connection.vendor == "postgresql" and len(batch) > FEW:
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)  # noqa: S608 - names of our own fields
            count += len(batch)
    return count


@contextmanager
def roomy() -> Iterator[None]:
    """Begin before the transaction: SQLite keeps more of what is being written in memory, instead of writing pages out twice, and its
    log goes to the disk beside the work (`walog`)."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = {-ROOM}")
        try:
            with walog.apart(connection.connection):
                yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual}")


def moment(at: datetime) -> str:
    """A moment as the database takes it in `insert`."""
    return at.isoformat() if connection.vendor == "postgresql" else str(connection.ops.adapt_datetimefield_value(at))


def key(text: str) -> str:
    """A uuid as the database takes it in `insert`."""
    return text if _has_uuids() else text.replace("-", "")


@cache
def _has_uuids() -> bool:
    """Asked once: a connection is looked up anew at each question."""
    return connection.features.has_native_uuid_field
