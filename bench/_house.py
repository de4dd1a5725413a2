"""What every bench needs: a home of its own that is thrown away, the process tree's memory, medians, a table and a JSON file.

`DATABASE_URL` in the environment is obeyed (see `scripts/with_postgres.py`); without it a SQLite file in the home is used.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "artifacts" / "bench"
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def open_house() -> Path:
    """Django on an empty, migrated database in a home that disappears at the end. Answers the home."""
    home = Path(tempfile.mkdtemp(prefix="qipan-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["QIPAN_HOME"] = str(home)
    os.environ["QIPAN_SECRET_KEY"] = "only-for-benches-" + "x" * 40
    os.environ["QIPAN_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "qipan.config.settings"
    for name in ("QIPAN_DEMO", "QIPAN_DEBUG", "QIPAN_HTTPS"):
        os.environ.pop(name, None)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return home


def vendor() -> str:
    from django.db import connection

    return connection.vendor


def medians(act: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Milliseconds on the wall and of the processor, the middle of `rounds` after one to warm up."""
    act()
    clocks = []
    for _ in range(rounds):
        clock = Clock()
        act()
        clock.stop()
        clocks.append(clock)
    return tuple(statistics.median(of) * 1000 for of in ([c.wall for c in clocks], [c.cpu for c in clocks]))  # type: ignore[return-value]


class Clock:
    """Seconds on the wall and of the processors (children too, once they ended). On a busy machine only the second can be compared."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), _processor()

    def stop(self) -> None:
        self.wall, self.cpu = time.perf_counter() - self.wall, _processor() - self.cpu

    @classmethod
    def empty(cls) -> Clock:
        clock = cls()
        clock.wall = clock.cpu = 0.0
        return clock

    def add(self, other: Clock) -> None:
        self.wall += other.wall
        self.cpu += other.cpu


def _processor() -> float:
    """Own seconds exactly, those of children as the system counts them."""
    return time.process_time() + sum(os.times()[2:4])


def log_taken_over() -> Clock:
    """How long SQLite's log of a large transaction is still copied into its file after the answer (`core.walog`)."""
    from qipan.core.walog import TAKING_OVER

    clock = Clock()
    for thread in threading.enumerate():
        if thread.name == TAKING_OVER:
            thread.join()
    clock.stop()
    return clock


class Peak:
    """The most memory this process and its children held together, in MiB. Counts shared pages once for each process: never too low."""

    def __init__(self, every: float = 0.05) -> None:
        self.most = 0.0
        self.every = every
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        self._watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        known: set[int] = (
            set()
        )  # a child that has only just been forked still shares every page with its parent: not counted twice
        while not self._over.wait(self.every):
            there = _tree(os.getpid())
            self.most = max(self.most, sum(_resident(pid) for pid in there if pid in known))
            known = set(there)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += _tree(int(child)) if Path(f"/proc/{child}/task").exists() else []
    return found


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_SIZE / (1 << 20)
    except (OSError, IndexError):
        return 0.0


def table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A Markdown table, so that it can be copied into the README as it is."""
    print(f"| {' | '.join(header)} |")
    print(f"| --- |{' ---: |' * (len(header) - 1)}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


def keep(name: str, result: dict[str, Any]) -> None:
    """One JSON file a bench and database, overwritten by the next run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    about = {"at": now, "database": vendor(), "cores": os.cpu_count(), "load": os.getloadavg()}
    path = RESULTS / f"{name}.{vendor()}.json"
    path.write_text(json.dumps(about | result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"\n{path.relative_to(ROOT)} · load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
