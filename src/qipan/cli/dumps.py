"""Taking a database out and putting it back: SQLite by its own backup interface, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qipan.cli import inventory
from qipan.cli.home import Trouble
from qipan.cli.language import _

MEMBERS = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}


def take_sqlite(database: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A copy as of one moment, while others write; what it holds is read from the copy."""
    copy = folder / "database.sqlite3"
    source, target = sqlite3.connect(database, timeout=60), sqlite3.connect(copy)
    try:
        source.backup(target, pages=4096)
        target.execute("PRAGMA journal_mode=DELETE")
        if (verdict := target.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Trouble(_("the database is damaged: %(what)s") % {"what": verdict})
        facts = {
            "engine": "sqlite",
            "migrations": inventory.migrations(target.execute(inventory.MIGRATIONS_SQL)),
            "audit": target.execute(inventory.HEAD_SQL).fetchone() or [0, ""],
        }
    finally:
        source.close()
        target.close()
    facts["tables"] = inventory.of_sqlite(copy)
    packed = folder / MEMBERS["sqlite"]
    with copy.open("rb") as plain, packed.open("wb") as out, gzip.GzipFile("", "wb", 1, out, mtime=0) as zipped:
        shutil.copyfileobj(plain, zipped, 1024 * 1024)
    copy.unlink()
    return packed, facts


def put_sqlite(packed: Path, database: Path) -> None:
    with gzip.open(packed) as zipped, database.open("wb") as out:
        shutil.copyfileobj(zipped, out, 1024 * 1024)
        out.flush()
        os.fsync(out.fileno())
    packed.unlink()


def program(name: str) -> str:
    """PostgreSQL's program; Debian keeps the newest under /usr/lib/postgresql."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3].split(".")[0]))
    found = str(kept[-1]) if kept else shutil.which(name)
    if not found:
        raise Trouble(_("%(program)s is not installed (Debian: apt-get install postgresql-client)") % {"program": name})
    return found


def _environment(database: dict[str, Any]) -> dict[str, str]:
    """The connection by environment, so that no password stands in the list of processes."""
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return os.environ | {variable: str(database[key]) for variable, key in named.items() if database.get(key)}


@contextmanager
def connected(database: dict[str, Any], **options: Any) -> Iterator[Any]:
    import psycopg

    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    wanted = {name: database[key] for name, key in named.items() if database.get(key)}
    try:
        connection = psycopg.connect(**wanted, **options)
    except psycopg.OperationalError as error:
        raise Trouble(_("the database cannot be reached: %(why)s") % {"why": str(error).strip()}) from error
    with connection:
        yield connection


def take_postgres(database: dict[str, Any], folder: Path) -> tuple[Path, dict[str, Any]]:
    """Counts, hashes and dump are of one moment: the dump is taken in the snapshot of the transaction that counts."""
    packed = folder / MEMBERS["postgresql"]
    with connected(database) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        facts = {
            "engine": "postgresql",
            "migrations": inventory.migrations(connection.execute(inventory.MIGRATIONS_SQL)),
            "audit": list(connection.execute(inventory.HEAD_SQL).fetchone() or [0, ""]),
            "tables": inventory.of_postgres(connection),
        }
        _run(program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
             f"--file={packed}", database=database)  # fmt: skip
    return packed, facts


def put_postgres(packed: Path, database: dict[str, Any]) -> None:
    _run(program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
         f"--dbname={database['NAME']}", str(packed), database=database)  # fmt: skip
    packed.unlink()


def _run(*command: str, database: dict[str, Any]) -> None:
    done = subprocess.run(command, env=_environment(database), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(_("%(program)s failed: %(why)s") % {"program": Path(command[0]).name, "why": done.stderr.strip()})
