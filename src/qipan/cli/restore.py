"""`qipan restore FILE`: a backup put back into a fresh place, and proved equal before anybody may use it."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qipan.cli import archive, dumps, home, inventory
from qipan.cli.language import _

DATABASE = "qipan.sqlite3"


def summary() -> str:
    return _("put a backup into a fresh place and prove that everything is there; --verify proves only")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FILE"))
    parser.add_argument(
        "--verify", action="store_true", help=_("restore into a temporary place, compare, and throw it away")
    )
    parser.epilog = _("Refuses a file in which anything was changed, and a place that already holds data.")


def run(options: argparse.Namespace) -> int:
    manifest = _read(options.file)
    target = home.folder(options)
    if not options.verify and (target / DATABASE).exists():
        raise home.Trouble(_("%(folder)s already holds data; name a fresh place with --home") % {"folder": target})
    place = Path(tempfile.gettempdir()) if options.verify else target.parent
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".qipan-restore-", dir=place) as work:
        folder = Path(work)
        try:
            archive.unpack(options.file, manifest, folder)
        except archive.Broken as broken:
            raise home.Trouble(reasons()[str(broken)]) from broken
        with _engine(manifest)(folder, manifest, options.verify):
            options.home = work
            home.open_house(options)
            _demand_known(manifest)
            _demand_chain(manifest)
            if not options.verify:
                home.migrate()
                home.top_up()
                _close()
                _move(folder, target)
    count = sum(table["rows"] for table in manifest["tables"].values())
    facts = {
        "rows": count,
        "tables": len(manifest["tables"]),
        "files": len(manifest["files"]) - 1,
        "head": manifest["audit"][0],
    }
    home.say(_("Equal: %(rows)d rows in %(tables)d tables, %(files)d files, audit chain up to %(head)d.") % facts)
    if not options.verify:
        home.say(
            _("Restored into %(folder)s. A new secret key was made: everybody signs in anew.") % {"folder": target}
        )
    return 0


def reasons() -> dict[str, str]:
    return {
        "cut": _("this is not a whole backup: its end is missing"),
        "altered": _("the backup was altered or damaged: its content does not match its seal"),
        "format": _("this is not a backup this version can read"),
        "member": _("a file in the backup does not match the list of its content"),
    }


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise home.Trouble(_("no such file: %(files)s") % {"files": path})
    try:
        archive.sealed_digest(path)
        return archive.manifest_of(path)
    except archive.Broken as broken:
        raise home.Trouble(reasons()[str(broken)]) from broken


def _engine(manifest: dict[str, Any]) -> Any:
    return {"sqlite": _into_sqlite, "postgresql": _into_postgres}[manifest["engine"]]


def _demand_equal(manifest: dict[str, Any], found: inventory.Tables) -> None:
    differing = inventory.differences(manifest["tables"], found)
    if differing:
        raise home.Trouble(
            _("restored, but not equal to what was saved: %(tables)s") % {"tables": ", ".join(differing)}
        )


@contextmanager
def _into_sqlite(folder: Path, manifest: dict[str, Any], is_trial: bool) -> Iterator[None]:
    database = folder / DATABASE
    dumps.put_sqlite(folder / dumps.MEMBERS["sqlite"], database)
    check = sqlite3.connect(database)
    verdict = check.execute("PRAGMA integrity_check").fetchone()[0]
    check.close()
    if verdict != "ok":
        raise home.Trouble(_("the database is damaged: %(what)s") % {"what": verdict})
    _demand_equal(manifest, inventory.of_sqlite(database))
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    yield
    _close()


@contextmanager
def _into_postgres(folder: Path, manifest: dict[str, Any], is_trial: bool) -> Iterator[None]:
    import environ

    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(("postgres", "psql", "pgsql")):
        raise home.Trouble(_("this is a backup of a PostgreSQL installation: set DATABASE_URL to an empty database"))
    given = environ.Env.db_url_config(url)
    with _trial(given) if is_trial else _empty(given) as database:
        dumps.put_postgres(folder / dumps.MEMBERS["postgresql"], database)
        with dumps.connected(database) as connection:
            _demand_equal(manifest, inventory.of_postgres(connection))
        os.environ["DATABASE_URL"] = url.replace(f"/{given['NAME']}", f"/{database['NAME']}")
        yield
        _close()


@contextmanager
def _empty(database: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with dumps.connected(database) as connection:
        count = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]
    if count:
        raise home.Trouble(
            _("the database %(name)s already holds data; name an empty one in DATABASE_URL")
            % {"name": database["NAME"]}
        )
    yield database


@contextmanager
def _trial(database: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A database beside the real one, dropped afterwards."""
    name = f"qipan_verify_{os.getpid()}"
    with dumps.connected(database, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield database | {"NAME": name}
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _demand_known(manifest: dict[str, Any]) -> None:
    """A backup of a newer version is refused: this one would not understand it."""
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown:
        raise home.Trouble(
            _("the backup is of a newer Qipan (%(version)s); install that first") % {"version": manifest["qipan"]}
        )


def _demand_chain(manifest: dict[str, Any]) -> None:
    from qipan.core import audit

    number, digest = audit.head()
    saved = tuple(manifest["audit"])
    if (number, digest) != saved and not (number == 0 and saved[0] == 0):
        raise home.Trouble(_("the audit trail ends elsewhere than when the backup was made"))
    broken = next(iter(audit.verify()), None)
    if broken:
        raise home.Trouble(_("the audit trail does not hold at entry %(number)d") % {"number": broken.seq})


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _move(folder: Path, target: Path) -> None:
    """Into place, the database last: a restore cut short leaves no database that looks whole."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for item in sorted(folder.iterdir(), key=lambda path: path.name.startswith(DATABASE)):
        if item.name != "secret.key" or not (target / item.name).exists():
            shutil.move(item, target / item.name)
