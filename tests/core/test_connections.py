"""Connections stay open between requests and hold no more than they need."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from qipan.core import connections


def test_a_connection_is_kept_for_the_next_request() -> None:
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] > 0


@pytest.mark.once  # only SQLite keeps pages in the server's own memory
@pytest.mark.django_db
def test_after_a_request_the_pages_read_are_given_back_and_the_connection_still_answers() -> None:
    asked: list[str] = []
    connection.ensure_connection()
    held: Any = connection.connection
    held.set_trace_callback(asked.append)

    connections.give_back()
    held.set_trace_callback(None)

    assert "PRAGMA shrink_memory" in asked
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
