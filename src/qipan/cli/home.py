"""Where an installation lives, and how a command opens it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from qipan.cli.language import _, code


class Trouble(Exception):
    """Something a person can put right; the sentence says what."""


def folder(options: Any) -> Path:
    """The home asked for: the option, else the environment, else the person's own."""
    given = getattr(options, "home", None) or os.environ.get("QIPAN_HOME") or Path.home() / ".qipan"
    return Path(given).expanduser().resolve()


def open_house(options: Any) -> None:
    """Make Django ready in this home, speaking the terminal's language."""
    home = folder(options)
    os.environ["QIPAN_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qipan.config.settings")
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "static").mkdir(exist_ok=True)  # the static files' server looks there too, and grumbles when it is not
    except OSError as error:
        raise Trouble(
            _("the folder %(folder)s cannot be made: %(why)s") % {"folder": home, "why": error.strerror}
        ) from error
    import django
    from django.utils import translation

    try:
        django.setup()
    except PermissionError as error:
        raise Trouble(_("%(file)s cannot be read or written by this user") % {"file": error.filename}) from error
    translation.activate(code())


def database_file() -> Path | None:
    """The database's file, when it is a file."""
    from django.db import connection

    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def waiting_migrations() -> list[str]:
    """Migrations this version brings that the database has not had yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise Trouble(_("the database cannot be reached: %(why)s") % {"why": error}) from error
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate() -> None:
    """Bring the database to this version."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def top_up() -> int:
    """What this version brings of its own: roles and abilities that are new, the catalogue of approvals where none is held. Answers how
    many roles were made or grew."""
    from qipan.delivery.approvals import seeds as approvals
    from qipan.territory.orgs import actions as orgs

    made = orgs.seed()
    approvals.seed()
    return made


def demand_ready() -> None:
    """Refuse to work on a database that was never set up or is of an older version."""
    file = database_file()
    if file is not None and not file.exists():
        raise Trouble(_("there is no installation at %(folder)s yet; “qipan init” makes one") % {"folder": file.parent})
    if waiting_migrations():
        raise Trouble(_("the database is of an older version; make a backup, then “qipan init” brings it up to date"))


def say(sentence: str) -> None:
    """One line, at once, even into a pipe; letters the terminal cannot show must not stop a server."""
    try:
        print(sentence, flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        print(sentence.encode(encoding, "replace").decode(encoding), flush=True)
