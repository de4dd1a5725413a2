"""Installations of their own, driven as a person would: by the command, in a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "correct-horse-9"
DROPPED = ("DATABASE_URL", "QIPAN_SECRET_KEY", "QIPAN_HOME", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Installation:
    """A home, and the command run in it."""

    home: Path
    database_url: str = ""

    def environment(self, language: str = "C") -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in DROPPED and not name.startswith("LC_")}
        more = {
            "QIPAN_HOME": str(self.home),
            "LANG": language,
            "QIPAN_ADMIN_PASSWORD": PASSWORD,
            "PYTHONIOENCODING": "utf-8",
        }
        return kept | more | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def run(self, *words: str, language: str = "C") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qipan", *words],
            env=self.environment(language),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One SQLite installation, made once a run and copied."""
    made = Installation(tmp_path_factory.mktemp("template") / "home")
    done = made.run("init", "--admin", "wang", "--county", "槐塘县", "--code", "130599")
    assert done.returncode == 0, done.stderr
    (made.home / "media" / "plans").mkdir(parents=True)
    (made.home / "media" / "plans" / "一月.xlsx").write_bytes(os.urandom(5000))
    return made.home


@pytest.fixture
def installation(_template: Path, tmp_path: Path) -> Installation:
    """A fresh SQLite installation with an administrator and one stored file."""
    shutil.copytree(_template, tmp_path / "home")
    return Installation(tmp_path / "home")


@pytest.fixture
def postgres_database() -> Iterator[Callable[[str], str]]:
    """`postgres_database("a")` → the address of an empty database on the run's own server, dropped afterwards."""
    import psycopg

    address = os.environ["DATABASE_URL"]
    server = address.rsplit("/", 1)[0]
    made: list[str] = []

    def make(name: str) -> str:
        full = f"cli_{name}_{os.getpid()}"
        with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{full}" TEMPLATE template0')
        made.append(full)
        return f"{server}/{full}"

    yield make
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        for name in made:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
