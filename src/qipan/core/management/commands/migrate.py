"""Django's `migrate`, which lays a new database at once (`qipan.core.laying`)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from qipan.core import laying

PARTIAL = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's; asked for the whole of a database without a table, it lays that first."""
        connection = connections[options["database"]]
        if laying.is_bare(connection) and not any(options[one] for one in PARTIAL):
            connection.prepare_database()
            laying.lay(connection)
        super().handle(*args, **options)
