"""A connection is kept from one request to the next (CONN_MAX_AGE); the pages it read are given back, so that eight threads hold little."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db import connection


def give_back(**_signal: Any) -> None:
    """SQLite only: the next request reads from the system's own memory, as with a connection opened anew."""
    if connection.vendor == "sqlite" and connection.connection is not None and not connection.closed_in_transaction:
        connection.connection.execute("PRAGMA shrink_memory")


def watch() -> None:
    request_finished.connect(give_back, dispatch_uid="qipan.core.connections")
