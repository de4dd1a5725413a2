"""A ledger of 100,000 rows × 30 columns, from upload to applied and undoable, against two bare floors in one run.

    python bench/bench_import.py [--rows 100000] [--profile read|apply|again]

Bare floor: calamine reads the sheet, one executemany puts the same rows as they are into a bare table of 30 columns, one commit.

Same table: calamine reads the sheet, one executemany puts the rows into the product's own project table and one their sums into its own
table of amounts (a line of a ledger is one project and one amount for each money column), as they are stored and with the constraints
and indexes that stand there, one commit. This is what "the same rows into the same table" says; values are stored ready-made, nothing is
understood, matched, checked, audited, indexed for search or made undoable, and foreign keys are not looked at. Only on SQLite.

Target: ≤ 4 × the same table (on PostgreSQL: the bare floor), ≤ 1.5 GiB for all processes together, and the same file again changes
nothing. Both ratios are printed; the exit code is 1 when one of the targets does not hold. `--others` is a run of its own: another
process writes every tenth of a second, to say how long somebody else's writing waits on SQLite.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import _house
from _ledger import COLUMNS, Ledger
from python_calamine import CalamineWorkbook

EMPTY = "empty.sqlite3"
LIMIT_RATIO = 4.0
LIMIT_MEMORY = 1536.0
ON = date(2026, 10, 31)
PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;
"""


def floor(source: Path, home: Path, stored: Path | None = None) -> dict[str, float]:
    """The bare way, in a process of its own: seconds of reading and writing, without the start of Python."""
    places = [str(place) for place in (source, home, stored) if place]
    done = subprocess.run([sys.executable, __file__, "--floor", *places], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def bare(source: Path, home: Path, stored: Path | None = None) -> None:
    """What `floor` runs: into a bare table, or the rows `stored` in the product's database into an empty copy of it."""
    place = home / "floor.sqlite3"
    if stored:
        shutil.copy(home / EMPTY, place)
    held = sqlite3.connect(place, isolation_level=None)
    held.executescript(PRAGMAS)
    writes = list(_as_stored(stored, held)) if stored else []
    clock = _house.Clock()
    rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
    if not stored:
        held.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(len(COLUMNS)))})")
        writes = [(f"INSERT INTO bare VALUES ({_marks(COLUMNS)})", ([_plain(value) for value in row] for row in rows))]
    held.execute("BEGIN IMMEDIATE")
    for statement, values in writes:
        held.executemany(statement, values)
    held.execute("COMMIT")
    clock.stop()
    print(json.dumps({"wall": clock.wall, "cpu": clock.cpu}))
    held.close()
    place.unlink()


def _as_stored(stored: Path, held: sqlite3.Connection) -> Iterator[tuple[str, list[Any]]]:
    with closing(sqlite3.connect(stored)) as full:
        for table in ("projects_project", "projects_amount"):
            names = [f'"{row[1]}"' for row in held.execute(f"PRAGMA table_info({table})")]
            rows = full.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            yield f"INSERT INTO {table} ({', '.join(names)}) VALUES ({_marks(names)})", rows


def _marks(names: Sequence[Any]) -> str:
    return ", ".join("?" * len(names))


def others(place: Path) -> None:
    """Somebody else's writes while an import is written: a short transaction every tenth of a second; the longest wait, and failures."""
    held = sqlite3.connect(place, isolation_level=None, timeout=60)
    waits, failed = [], 0
    until = Path(f"{place}.over")
    while not until.exists():
        began = time.perf_counter()
        try:
            held.execute("BEGIN IMMEDIATE")
            held.execute("UPDATE core_user SET language = language")
            held.execute("COMMIT")
        except sqlite3.OperationalError:
            failed += 1
        waits.append(time.perf_counter() - began)
        time.sleep(0.1)
    waits.sort()
    print(
        json.dumps({"writes": len(waits), "longest": waits[-1], "median": statistics.median(waits), "failed": failed})
    )


def _copy(name: str, home: Path) -> Path | None:
    """The product's database as it stands, on SQLite."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    place = home / name
    connection.ensure_connection()
    with closing(sqlite3.connect(place)) as copy:
        connection.connection.backup(copy)
    return place


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


class Steps:
    """Where the time of the whole way went, heard from the import's own progress."""

    def __init__(self) -> None:
        self.took: dict[str, _house.Clock] = {}
        self.ticks = 0
        self._name, self._clock = "", _house.Clock()

    def begin(self, name: str) -> None:
        if self._name:
            self._clock.stop()
            self.took.setdefault(self._name, _house.Clock.empty()).add(self._clock)
        self._name, self._clock = name, _house.Clock()

    def so_far(self) -> Steps:
        """As it stands: later ticks belong to another import."""
        kept = Steps()
        kept.took, kept.ticks = dict(self.took), self.ticks
        self.took = {}
        return kept

    def listen(self) -> None:
        """Every tick of `Progress` passes here."""
        from qipan.exchange.progress import Progress

        tick = Progress.tick

        def heard(note: Progress, step: str, done: int = 0, total: int = 0) -> None:
            self.ticks += 1
            if step != self._name:
                self.begin(step)
            tick(note, step, done, total)

        Progress.tick = heard  # type: ignore[method-assign]


def profiled(wanted: bool, act: Callable[[], Any]) -> Any:
    if not wanted:
        return act()
    profile = cProfile.Profile(time.process_time)
    answer = profile.runcall(act)
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    return answer


def take_in(source: Path, by: Any, steps: Steps, profile: str = "") -> Any:
    """The whole way, through the functions the pages use."""
    from django.core.files.uploadedfile import TemporaryUploadedFile
    from django.utils import timezone

    from qipan.exchange import actions
    from qipan.exchange.models import Batch

    with TemporaryUploadedFile(source.name, "application/vnd.ms-excel", source.stat().st_size, None) as upload:
        upload.file.write(source.read_bytes())
        upload.file.seek(0)
        steps.begin("receive")
        batch = actions.receive(upload=upload, by=by, on=ON)
    profiled(profile == "read", lambda: actions.read(batch=batch, at=timezone.now()))
    assert batch.state == Batch.State.PREVIEW, (batch.state, batch.refusal)
    profiled(profile == "apply", lambda: actions.apply(batch=batch, by=by, at=timezone.now(), set_aside=True))
    steps.begin("")
    assert batch.state == Batch.State.APPLIED, batch.state
    return batch


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--profile", default="", choices=("", "read", "apply", "again"))
    parser.add_argument("--others", action="store_true", help="only say how long other writers wait meanwhile")
    parser.add_argument("--floor", nargs="+", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--writer", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.floor:
        bare(*given.floor)
        return 0
    if given.writer:
        others(given.writer)
        return 0
    home = _house.open_house()
    from tests.cast import Cast

    _copy(EMPTY, home)
    source = Ledger(given.rows, on=ON).write(home / "2026年10月重点项目台账.xlsx")
    print(f"{given.rows:,} rows × {len(COLUMNS)} columns, {source.stat().st_size / 1e6:.0f} MB, {_house.vendor()}\n")
    by = Cast().officer
    if given.others:
        return _beside_others(source, by)
    steps = Steps()
    steps.listen()
    floors = [floor(source, home)]
    with _house.Peak() as peak:
        whole = _house.Clock()
        batch = take_in(source, by, steps, given.profile)
        whole.stop()
    steps = steps.so_far()
    steps.took["(the log taken over, after the answer)"] = _house.log_taken_over()
    floors += [floor(source, home) for _ in range(2)]
    stored = _copy("stored.sqlite3", home)
    same = [floor(source, home, stored) for _ in range(3)] if stored else []
    again = _house.Clock()
    second = profiled(given.profile == "again", lambda: take_in(source, by, Steps()))
    again.stop()
    return _say(given.rows, batch, second, steps, floors, same, whole, again, peak.most)


def _beside_others(source: Path, by: Any) -> int:
    from django.conf import settings

    place = settings.DATABASES["default"]["NAME"]
    command = [sys.executable, __file__, "--writer", str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        take_in(source, by, Steps())
        Path(f"{place}.over").touch()
        waits = json.loads(writer.communicate()[0])
    print("another process wrote meanwhile: " + ", ".join(f"{name} {value:.3g}" for name, value in waits.items()))
    return int(waits["failed"] > 0)


def _say(
    rows: int, batch: Any, second: Any, steps: Steps, floors: list[dict[str, float]], same: list[dict[str, float]],
    whole: _house.Clock, again: _house.Clock, memory: float,
) -> int:  # fmt: skip
    bottom, bottom_cpu = _middle(floors)
    aim = _middle(same)[0] if same else bottom
    held = (
        whole.wall / aim <= LIMIT_RATIO,
        memory <= LIMIT_MEMORY,
        not second.counts.get("new", 0) + second.counts.get("changed", 0),
    )
    lines = [("bare floor", f"{bottom:.1f}", "1.00", f"{bottom_cpu:.1f}", "1.00", "")]
    for name, took in steps.took.items():
        lines.append(
            (
                f"– {name}",
                f"{took.wall:.1f}",
                f"{took.wall / bottom:.2f}",
                f"{took.cpu:.1f}",
                f"{took.cpu / bottom_cpu:.2f}",
                "",
            )
        )
    for name, clock, target in (
        ("whole import", whole, "" if same else f"≤ {LIMIT_RATIO:g} {_word(held[0])}"),
        ("the same file again", again, f"0 changes {_word(held[2])}"),
    ):
        figures = f"{clock.wall:.1f}", f"{clock.wall / bottom:.2f}", f"{clock.cpu:.1f}", f"{clock.cpu / bottom_cpu:.2f}"
        lines.append((f"**{name}**", *figures, target))
    ratios = {"ratio": whole.wall / bottom, "ratio_cpu": whole.cpu / bottom_cpu}
    if same:
        fair, fair_cpu = _middle(same)
        lines.append(
            (
                "the same rows into the same tables",
                f"{fair:.1f}",
                f"{fair / bottom:.2f}",
                f"{fair_cpu:.1f}",
                f"{fair_cpu / bottom_cpu:.2f}",
                "",
            )
        )
        ratios |= {"ratio_same_table": whole.wall / fair, "ratio_same_table_cpu": whole.cpu / fair_cpu}
        figures = "", f"{whole.wall / fair:.2f}", "", f"{whole.cpu / fair_cpu:.2f}"
        lines.append(("**whole import against those**", *figures, f"≤ {LIMIT_RATIO:g} {_word(held[0])}"))
    lines.append(
        ("peak memory, all processes", f"{memory:,.0f} MiB", "", "", "", f"≤ {LIMIT_MEMORY:,.0f} MiB {_word(held[1])}")
    )
    _house.table((f"import of {rows:,} × {len(COLUMNS)}", "s", "× floor", "CPU s", "× floor", "target"), lines)
    states = ("new", "changed", "unchanged", "question", "skip")
    first, then = ({name: one.counts.get(name, 0) for name in states} for one in (batch, second))
    print(f"\nfirst: {first}; again: {then}; {steps.ticks} notes of progress")
    _house.keep("import", {
        "rows": rows, "floor": floors, "same_table": same, "whole": vars(whole), **ratios,
        "steps": {name: vars(took) for name, took in steps.took.items()}, "again": vars(again), "memory_mib": memory,
        "counts": batch.counts, "counts_again": second.counts, "held": all(held),
    })  # fmt: skip
    return int(not all(held))


def _middle(floors: list[dict[str, float]]) -> tuple[float, ...]:
    return tuple(statistics.median(one[of] for one in floors) for of in ("wall", "cpu"))


def _word(is_held: bool) -> str:
    return "✓" if is_held else "✗"


if __name__ == "__main__":
    sys.exit(main())
