"""Chromium, a server of its own for each module, and people signed in to it. Nothing here touches the other tests' database."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
# Files whose tests stand alone and are shared out among the workers; the tests of any other file follow each other on one.
ONE_BY_ONE = ("test_every_page",)
# A driver in this process runs an event loop; Django's checks in tests that follow must not mistake it for theirs.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long stories come first and what is shared out one by one last, so that no worker is left alone with a story at the end."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if item.path.stem not in ONE_BY_ONE:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: item.path.is_relative_to(HERE) and item.path.stem in ONE_BY_ONE)


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, Any]:
    return {"executable_path": chromium, "args": FLAGS, "headless": True}


def _environment(home: Path) -> dict[str, str]:
    """A clean one: what the developer's shell sets for a demo or a database must not reach the test's server."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("QIPAN_", "DATABASE_URL", "DJANGO_"))
    }
    return kept | {
        "QIPAN_HOME": str(home), "QIPAN_COUNTY": "槐棠县", "DJANGO_SETTINGS_MODULE": "tests.browser.settings", "QIPAN_SECRET_KEY": "x" * 60,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The small county's home, made once by whichever worker comes first; servers work on copies."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    home, begun = shared / "county", shared / "county-begun"
    with (shared / "county.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not home.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            made = subprocess.run(
                [sys.executable, "-m", "tests.browser.county"],
                cwd=ROOT,
                env=_environment(begun),
                capture_output=True,
                text=True,
                timeout=900,
            )
            assert made.returncode == 0, made.stderr
            begun.rename(home)
    yield home
    for server in House.stopping:
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()


class House:
    """A running Qipan over a home: its address and what the county knows."""

    stopping: ClassVar[list[subprocess.Popen[bytes]]] = []

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.log = home, log
        self.known: dict[str, str] = json.loads((home / "known.json").read_text(encoding="utf-8"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "qipan", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=_environment(self.home),
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """It finishes by itself while the next module begins; `county` waits for it at the end."""
        self.process.send_signal(signal.SIGTERM)
        House.stopping.append(self.process)


@pytest.fixture(scope="module")
def house(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The county as made, served for one module."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(county, folder / "home")
    one = House(folder / "home", folder / "server.log")
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="module")
def visit(house: House, browser: Any) -> Iterator[Callable[..., Visitor]]:
    """`visit("officer", "zh-hans")` → somebody at their own browser; the same words give the same person again."""
    met: dict[tuple[Any, ...], Visitor] = {}

    def meet(who: str = "", language: str = "zh-hans", *, seat: int = 0) -> Visitor:
        place = (who, language, seat)
        if place not in met:
            met[place] = Visitor(browser, house.url, who, language)
        return met[place]

    yield meet
    for visitor in met.values():
        visitor.leave()


@pytest.fixture(autouse=True)
def _nothing_went_wrong(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test: no violation of the policy, no error in any console, no failed request that was not announced."""
    visit = request.getfixturevalue("visit") if "visit" in request.fixturenames else None
    yield
    if visit:
        found = [trouble for visitor in Visitor.open for trouble in visitor.take_troubles()]
        assert not found, "\n".join(found)
