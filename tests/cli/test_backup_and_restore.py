"""What was backed up comes back equal, or is refused with a sentence."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qipan.cli import archive, inventory
from tests.cli.conftest import Installation

pytestmark = pytest.mark.slow


def backup_of(installation: Installation) -> Path:
    done = installation.run("backup")
    assert done.returncode == 0, done.stderr
    return max((installation.home / "backups").glob("*.backup.tar"))


def test_a_restored_installation_is_equal_row_by_row_and_file_by_file(
    installation: Installation, tmp_path: Path
) -> None:
    path = backup_of(installation)
    fresh = Installation(tmp_path / "fresh")

    done = fresh.run("restore", str(path))

    assert done.returncode == 0, done.stderr
    assert "Equal:" in done.stdout
    assert inventory.of_sqlite(fresh.home / "qipan.sqlite3") == inventory.of_sqlite(installation.home / "qipan.sqlite3")
    assert (fresh.home / "media/plans/一月.xlsx").read_bytes() == (
        installation.home / "media/plans/一月.xlsx"
    ).read_bytes()
    assert (fresh.home / "secret.key").read_text() != (installation.home / "secret.key").read_text()
    assert fresh.run("audit", "verify").returncode == 0
    assert not list(tmp_path.glob(".qipan-restore-*"))


def test_an_older_home_gets_the_roles_this_version_brings(installation: Installation, tmp_path: Path) -> None:
    """As if the backup came from a version without the auditor."""
    database = sqlite3.connect(installation.home / "qipan.sqlite3")
    database.execute("DELETE FROM orgs_role WHERE code = 'auditor'")
    database.commit()
    database.close()
    fresh = Installation(tmp_path / "fresh")

    done = fresh.run("restore", str(backup_of(installation)))

    assert done.returncode == 0, done.stderr
    restored = sqlite3.connect(fresh.home / "qipan.sqlite3")
    assert restored.execute("SELECT count(*) FROM orgs_role WHERE code = 'auditor'").fetchone() == (1,)
    restored.close()
    assert fresh.run("audit", "verify").returncode == 0


def test_verifying_changes_nothing(installation: Installation) -> None:
    path = backup_of(installation)
    before = sorted(installation.home.rglob("*"))

    done = installation.run("restore", "--verify", str(path))

    assert done.returncode == 0, done.stderr
    assert sorted(installation.home.rglob("*")) == before


def test_a_place_with_data_is_refused(installation: Installation) -> None:
    path = backup_of(installation)

    done = installation.run("restore", str(path))

    assert done.returncode == 1
    assert "already holds data" in done.stderr


def test_a_spoiled_backup_is_refused_and_leaves_nothing(installation: Installation, tmp_path: Path) -> None:
    path = backup_of(installation)
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 4
    path.write_bytes(spoiled)

    done = Installation(tmp_path / "fresh").run("restore", str(path), language="zh_CN.UTF-8")

    assert done.returncode == 1
    assert "备份被改动或已损坏" in done.stderr
    assert not (tmp_path / "fresh" / "qipan.sqlite3").exists()


def test_a_row_changed_and_sealed_again_is_found_by_the_audit_trail(installation: Installation, tmp_path: Path) -> None:
    with sqlite3.connect(installation.home / "qipan.sqlite3") as database:
        database.execute("DROP TRIGGER audit_no_update")
        database.execute("UPDATE core_auditentry SET object_name = 'another' WHERE seq = 2")
    path = backup_of(installation)

    done = Installation(tmp_path / "fresh").run("restore", str(path))

    assert done.returncode == 1
    assert "entry 2" in done.stderr
    assert not (tmp_path / "fresh" / "qipan.sqlite3").exists()


def test_a_backup_of_a_newer_version_is_refused(installation: Installation, tmp_path: Path) -> None:
    with sqlite3.connect(installation.home / "qipan.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_later', '2030-01-01')"
        )
    path = backup_of(installation)

    done = Installation(tmp_path / "fresh").run("restore", str(path))

    assert done.returncode == 1
    assert "newer" in done.stderr


def test_the_list_tells_what_the_backup_holds(installation: Installation) -> None:
    manifest = archive.manifest_of(backup_of(installation))

    assert manifest["engine"] == "sqlite"
    assert manifest["tables"]["orgs_role"]["rows"] == 10
    assert manifest["audit"][0] == manifest["tables"]["core_auditentry"]["rows"]
    assert "core.0001_initial" in manifest["migrations"]
    assert not [name for name in manifest["files"] if "secret" in name]


def test_only_the_newest_are_kept(installation: Installation) -> None:
    old = backup_of(installation)
    shutil.copy(old, old.with_name("qipan-20200101-000000.backup.tar"))

    done = installation.run("backup", "--keep", "1")

    assert done.returncode == 0
    assert len(list((installation.home / "backups").glob("*.backup.tar"))) == 1
    assert not old.exists() or max((installation.home / "backups").iterdir()) == old


@pytest.mark.postgres
def test_postgresql_comes_back_equal_too(tmp_path: Path, postgres_database: Callable[[str], str]) -> None:
    first = Installation(tmp_path / "first", postgres_database("first"))
    assert first.run("init", "--admin", "wang", "--county", "槐塘县").returncode == 0
    path = backup_of(first)
    second = Installation(tmp_path / "second", postgres_database("second"))

    verified = first.run("restore", "--verify", str(path))
    restored = second.run("restore", str(path))
    again = second.run("restore", str(path), "--home", str(tmp_path / "third"))

    assert verified.returncode == 0, verified.stderr
    assert restored.returncode == 0, restored.stderr
    assert second.run("audit", "head").stdout == first.run("audit", "head").stdout
    assert again.returncode == 1
    assert "already holds data" in again.stderr
