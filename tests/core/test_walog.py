"""SQLite's log of a large transaction is taken over into the database file beside us, and nothing is lost on the way."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qipan.core import walog


def _held(place: Path) -> sqlite3.Connection:
    held = sqlite3.connect(place, isolation_level=None)
    held.execute("PRAGMA journal_mode = WAL")
    held.execute("CREATE TABLE IF NOT EXISTS kept (n INTEGER)")
    return held


def _write(held: sqlite3.Connection, rows: int) -> None:
    held.execute("BEGIN IMMEDIATE")
    held.executemany("INSERT INTO kept VALUES (?)", ((n,) for n in range(rows)))
    held.execute("COMMIT")


def _fail(held: sqlite3.Connection) -> None:
    with walog.apart(held):
        held.execute("BEGIN IMMEDIATE")
        held.execute("INSERT INTO kept VALUES (1)")
        held.execute("ROLLBACK")
        raise ZeroDivisionError


def _taken_over() -> None:
    for thread in threading.enumerate():
        if thread.name == walog.TAKING_OVER:
            thread.join()


def test_a_large_log_ends_in_the_database_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walog, "LARGE", 1000)
    monkeypatch.setattr(walog, "EVERY", 0.01)
    with closing(_held(tmp_path / "held.sqlite3")) as held:
        with walog.apart(held):
            _write(held, 20_000)
        _taken_over()
        shutil.copy(tmp_path / "held.sqlite3", tmp_path / "alone.sqlite3")
        with closing(sqlite3.connect(tmp_path / "alone.sqlite3")) as alone:
            assert alone.execute("SELECT count(*) FROM kept").fetchone() == (20_000,)
        assert held.execute("PRAGMA wal_autocheckpoint").fetchone() == (1000,)


def test_what_fails_leaves_nothing_and_the_log_as_usual(tmp_path: Path) -> None:
    with closing(_held(tmp_path / "held.sqlite3")) as held:
        with pytest.raises(ZeroDivisionError):
            _fail(held)
        assert held.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        assert held.execute("PRAGMA wal_autocheckpoint").fetchone() == (1000,)


def test_a_database_in_memory_has_no_log() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as held, walog.apart(held):
        held.execute("CREATE TABLE kept (n INTEGER)")
        _write(held, 3)
