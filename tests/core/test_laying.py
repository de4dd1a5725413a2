"""A new database laid at once is the one that every migration, one after another, would have made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections

from qipan.core import laying

# What names its own moment, and numbers given in the order things were made.
TOLD_BY_THE_CLOCK = {"applied", "id", "content_type_id"}
# What has no name of ours: SQLite numbers it in the order of the columns, PostgreSQL names a unique column by how it came to be one.
UNNAMED = re.compile(r"^(fk_|__unnamed_constraint_)\d+_*$|_key\b|_[0-9a-f]{8}_uniq\b")
# A table of Django's own whose key is an integer here and a larger one there; nothing of ours points at it.
NOT_OURS = "auth_group_permissions"
# In a process of its own: a step of a migration may take the default database for the one it is run on.
STEP_BY_STEP = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), interactive=False, verbosity=0)
"""


@contextmanager
def _bare(name: str, folder: Path) -> Iterator[Any]:
    """An empty database beside the tests' own, of the same kind."""
    here = connection.settings_dict
    at = str(folder / name / "qipan.sqlite3") if connection.vendor == "sqlite" else f"{here['NAME']}_{name}"
    (folder / name).mkdir()
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{at}"')
    connections.databases[name] = {**here, "NAME": at}
    try:
        yield connections[name]
    finally:
        connections[name].close()
        del connections[name]
        del connections.databases[name]
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{at}"')


def _migrate_step_by_step(made: Any) -> None:
    at = Path(made.settings_dict["NAME"])
    url = os.environ.get("DATABASE_URL", "")
    there = (
        {"QIPAN_HOME": str(at.parent)}
        if made.vendor == "sqlite"
        else {"DATABASE_URL": f"{url.rpartition('/')[0]}/{at}"}
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "qipan.config.settings"} | there
    subprocess.run([sys.executable, "-c", STEP_BY_STEP], env=environment, check=True, timeout=600)


def _tables(made: Any) -> list[Any]:
    """Columns, conditions, keys and indexes, table by table; the order of columns is of no account."""
    found = []
    with made.cursor() as cursor:
        for table in set(made.introspection.table_names(cursor)) - {NOT_OURS}:
            for column in made.introspection.get_table_description(cursor, table):
                found.append((table, *map(str, column)))
            for name, one in made.introspection.get_constraints(cursor, table).items():
                found.append((table, UNNAMED.sub("", name), *map(str, one.values())))
    return sorted(found)


def _guards(made: Any) -> list[Any]:
    """Triggers, functions and indexes as the database itself tells them."""
    asked = {
        "sqlite": ["SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'"],
        "postgresql": [
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT relname, reloptions::text FROM pg_class WHERE reloptions IS NOT NULL AND relname LIKE 'core_%'",
        ],
    }[made.vendor]
    with made.cursor() as cursor:
        found = [row for question in asked for row in (cursor.execute(question), cursor.fetchall())[1]]
    return sorted(tuple(UNNAMED.sub("", one) for one in row) for row in found)


def _rows(made: Any) -> dict[str, list[Any]]:
    found = {}
    with made.cursor() as cursor:
        for table in made.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description]
            found[table] = sorted(
                str(sorted((k, v) for k, v in zip(names, row, strict=True) if k not in TOLD_BY_THE_CLOCK))
                for row in cursor.fetchall()
            )
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_laid_at_once_and_step_by_step_are_one_database(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), _bare("laid", tmp_path) as laid, _bare("stepwise", tmp_path) as stepwise:
        call_command("migrate", database="laid", interactive=False, verbosity=0)
        _migrate_step_by_step(stepwise)

        assert sorted(set(_tables(laid)) ^ set(_tables(stepwise))) == []
        assert sorted(set(_guards(laid)) ^ set(_guards(stepwise))) == []
        assert _rows(laid) == _rows(stepwise)


@pytest.mark.django_db
def test_a_database_with_tables_is_never_laid_again() -> None:
    assert not laying.is_bare(connection)
