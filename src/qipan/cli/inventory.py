"""What a database holds, table by table: how many rows, and one hash over all of them in whatever order they come."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Tables = dict[str, dict[str, Any]]
WRAP = 1 << 256


def _summed(rows: Iterable[str]) -> dict[str, Any]:
    """The hashes of the rows added up: no sorting, and a row that is there twice counts twice."""
    total, count = 0, 0
    for row in rows:
        total = (total + int.from_bytes(hashlib.sha256(row.encode("utf-8", "surrogatepass")).digest())) % WRAP
        count += 1
    return {"rows": count, "hash": f"{total:064x}"}


def of_sqlite(path: Path) -> Tables:
    """Every real table of a database file; a virtual table is counted by the tables it is made of."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).fetchall()
        return {name: _summed(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for (name,) in names}  # noqa: S608
    finally:
        connection.close()


def of_postgres(connection: Any) -> Tables:
    """Every table of the public schema, in the transaction the caller holds (one moment for all)."""
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    connection.execute("SET LOCAL extra_float_digits = 3")
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    tables = {}
    for (name,) in names:
        with connection.cursor(name="inventory") as cursor:
            cursor.itersize = 5000
            tables[name] = _summed(row for (row,) in cursor.execute(f'SELECT t::text FROM "{name}" t'))  # noqa: S608
    return tables


def differences(wanted: Tables, found: Tables) -> list[str]:
    """Tables that are not the same, by name."""
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def migrations(rows: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in rows)


MIGRATIONS_SQL = "SELECT app, name FROM django_migrations"
HEAD_SQL = "SELECT seq, hash FROM core_auditentry ORDER BY seq DESC LIMIT 1"
