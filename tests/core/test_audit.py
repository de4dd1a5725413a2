"""The audit chain: append-only, chained, and every tampering found."""

from __future__ import annotations

import random
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from qipan.core import audit
from qipan.core.models import AuditEntry, User

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    user = User.objects.create_user("clerk", password="a long pass phrase")
    with transaction.atomic():
        acts = (
            audit.Act("edit", "projects.project", uuid4(), f"Mill {n}", {"name": [None, f"Mill {n}"]})
            for n in range(count)
        )
        audit.append(acts, by=user)


def tamper(statement: str, *params: object) -> None:
    """Change the table as somebody with the database's own password could: the guard taken off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table is in use by its own waiting checks
            cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER audit_no_change")
        cursor.execute(statement, params)


def test_an_untouched_chain_verifies() -> None:
    write(50)

    assert list(audit.verify()) == []


def test_the_database_refuses_to_change_an_entry() -> None:
    write(3)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(seq=2).update(actor_name="somebody else")


def test_the_database_refuses_to_delete_an_entry() -> None:
    write(3)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE seq = 2")


def test_an_entry_is_not_written_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.append([audit.Act("edit", "x.y", None)], by=None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "x"),
        ("action", "x"),
        ("object_name", "x"),
        ("digest", "0" * 64),
        ("hash", "0" * 64),
        ("prev_hash", "0" * 64),
    ],
)
def test_an_altered_entry_is_found(column: str, value: str) -> None:
    write(20)

    tamper(f"UPDATE core_auditentry SET {column} = %s WHERE seq = %s", value, random.randint(2, 19))

    assert list(audit.verify())


def test_altered_changes_are_found() -> None:
    write(5)

    tamper("UPDATE core_auditentry SET changes = '{}' WHERE seq = 3")

    assert audit.Break(3, "changes") in list(audit.verify())


def test_a_deleted_entry_is_found() -> None:
    write(5)

    tamper("DELETE FROM core_auditentry WHERE seq = 3")

    assert audit.Break(3, "gap") in list(audit.verify())


def test_two_entries_that_changed_places_are_found() -> None:
    write(5)

    tamper("UPDATE core_auditentry SET seq = 99 WHERE seq = 2")
    tamper("UPDATE core_auditentry SET seq = 2 WHERE seq = 3")
    tamper("UPDATE core_auditentry SET seq = 3 WHERE seq = 99")

    assert list(audit.verify())


def test_a_cut_off_tail_shows_in_the_head() -> None:
    write(5)
    before = audit.head()

    tamper("DELETE FROM core_auditentry WHERE seq = 5")

    assert audit.head() != before
