"""What every test may ask for: the reference files, the cast, and a skip that fails where nothing may be skipped."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("QIPAN_SHARED") or ROOT.parent / "shared")
# What the planner compiles is compiled once for all parts of a run, whatever home a test gives its process.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / "var" / "compiled"))
# Modules are read from their bytecode also where the shell says not to keep any: two workers and a hundred processes of the command
# would each compile the product and the tests anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# On the project's own runs a missing tool or file is a failure, never a silent skip.
REQUIRE_ALL = os.environ.get("QIPAN_REQUIRE_ALL") == "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; `shared / "ledgers"`, `shared / "uk_gmpp"` and so on."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip(f"The reference files are not at {data}; set QIPAN_SHARED to the folder that holds data/.")
    return data


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; the one without windows of its own is the same judge for less work."""
    found = [
        os.environ.get("QIPAN_CHROMIUM"),
        *map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser")),
    ]
    if not any(found):
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium-headless-shell fonts-noto-cjk).")
    return next(filter(None, found))


DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


@pytest.fixture
def cast(db: None) -> Cast:
    """One person for each role, and the outsider."""
    from tests.cast import Cast

    return Cast()


@pytest.fixture
def sign_in(client: Any) -> Any:
    """`sign_in(cast.leader)` → a client that is that person."""

    def as_user(user: Any) -> Any:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_user


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database, or makes its own (the house, the command), proves nothing a second time on the other one."""
    for item in items:
        makes_its_own = {"house", "cli"} & set(item.path.relative_to(ROOT).parts[:2])
        asks_none = not item.get_closest_marker("django_db") and not DATABASE_FIXTURES & set(
            getattr(item, "fixturenames", ())
        )
        if (makes_its_own or asks_none) and not item.get_closest_marker("postgres"):
            item.add_marker("once")
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def _turn(item: pytest.Item) -> int:
    """What takes long goes first, or one worker waits for the other at the end. What really commits keeps its place after the others:
    it leaves an empty database."""
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if commits or (marker and marker.kwargs.get("transaction")):
        return 2
    return 0 if item.get_closest_marker("slow") else 1


def pytest_runtest_setup(item: pytest.Item) -> None:
    from django.db import connection

    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("Runs on PostgreSQL only; `make test` runs everything on both.")


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """The same for a whole file that skips itself."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {collector.nodeid}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """With QIPAN_REQUIRE_ALL=1 a skip is a failure, except a test that belongs to the other database."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail") and not item.get_closest_marker("postgres"):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {report.longrepr[2] if report.longrepr else ''}"
