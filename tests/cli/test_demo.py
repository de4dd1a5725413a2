"""The demo: a made-up county from nothing, kept apart from every real installation."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Installation

pytestmark = pytest.mark.slow


def test_a_real_installation_is_never_taken_for_a_demo(installation: Installation) -> None:
    before = (installation.home / "qipan.sqlite3").read_bytes()

    done = installation.run("demo", "--no-serve", "--fresh")

    assert done.returncode == 1
    assert "real installation" in done.stderr
    assert (installation.home / "qipan.sqlite3").read_bytes() == before


def test_a_demo_cut_short_begins_anew(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    home.mkdir()
    (home / "demo.home").touch()
    (home / "qipan.sqlite3").write_bytes(b"half written")
    demo = Installation(home)

    first = demo.run("demo", "--no-serve")
    again = demo.run("demo", "--no-serve")

    assert first.returncode == 0, first.stdout + first.stderr
    assert again.returncode == 0
    with sqlite3.connect(home / "qipan.sqlite3") as database:
        (projects,) = database.execute("SELECT count(*) FROM projects_project").fetchone()
        (accounts,) = database.execute("SELECT count(*) FROM core_user").fetchone()
    assert projects > 100
    assert accounts == 10
    assert demo.run("audit", "verify").returncode == 0
