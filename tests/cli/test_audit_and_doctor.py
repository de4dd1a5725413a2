"""What was tampered with, or is wrong, is found and said with its remedy."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli.conftest import Installation

pytestmark = pytest.mark.slow
GUARDS = ("audit_no_update", "audit_no_delete")
TAMPERINGS = {
    "changed": 'UPDATE core_auditentry SET changes = \'{"name": [null, "x"]}\' WHERE seq = 3',
    "renamed": "UPDATE core_auditentry SET actor_name = 'somebody else' WHERE seq = 3",
    "removed": "DELETE FROM core_auditentry WHERE seq = 3",
    "moved": "UPDATE core_auditentry SET seq = 1000 WHERE seq = 3",
}


def tamper(installation: Installation, statement: str) -> None:
    with sqlite3.connect(installation.home / "qipan.sqlite3") as database:
        for guard in GUARDS:
            database.execute(f"DROP TRIGGER {guard}")
        database.execute(statement)


def test_an_untouched_chain_holds(installation: Installation) -> None:
    done = installation.run("audit", "verify")

    assert done.returncode == 0
    assert "The chain holds" in done.stdout


@pytest.mark.parametrize("how", TAMPERINGS)
def test_each_tampering_is_found(installation: Installation, how: str) -> None:
    tamper(installation, TAMPERINGS[how])

    verified, looked_over = installation.run("audit", "verify"), installation.run("doctor")

    assert verified.returncode == 1
    assert "entry 3" in verified.stdout
    assert looked_over.returncode == 1
    assert "broken at entry 3" in looked_over.stdout


def test_a_cut_off_end_is_found_by_the_head_on_paper(installation: Installation) -> None:
    head = installation.run("audit", "head").stdout.strip()
    tamper(installation, "DELETE FROM core_auditentry WHERE seq = (SELECT max(seq) FROM core_auditentry)")

    assert installation.run("audit", "verify").returncode == 0  # a chain alone cannot know
    assert installation.run("audit", "verify", "--expect", head).returncode == 1


def test_the_database_itself_refuses_to_change_the_trail(installation: Installation) -> None:
    with (
        sqlite3.connect(installation.home / "qipan.sqlite3") as database,
        pytest.raises(sqlite3.DatabaseError, match="append-only"),
    ):
        database.execute("DELETE FROM core_auditentry WHERE seq = 3")


def test_a_key_others_can_read_is_wrong(installation: Installation) -> None:
    (installation.home / "secret.key").chmod(0o644)

    done = installation.run("doctor")

    assert done.returncode == 1
    assert "chmod 600" in done.stdout


def test_a_database_of_an_older_version_is_said_so(installation: Installation) -> None:
    with sqlite3.connect(installation.home / "qipan.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'django_tasks_database'")

    done, served = installation.run("doctor"), installation.run("serve", "--port", "0")

    assert done.returncode == 1
    assert "qipan init" in done.stdout
    assert served.returncode == 1
    assert "older version" in served.stderr


def test_no_installation_is_said_so_with_the_remedy(tmp_path) -> None:
    done = Installation(tmp_path / "nowhere").run("doctor")

    assert done.returncode == 1
    assert "qipan init" in done.stdout
    assert "Traceback" not in done.stderr


def test_making_it_again_changes_nothing(installation: Installation) -> None:
    head = installation.run("audit", "head").stdout

    done = installation.run("init", "--admin", "zhao")

    assert done.returncode == 0
    assert "up to date" in done.stdout
    assert installation.run("audit", "head").stdout == head
