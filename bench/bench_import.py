"""A ledger of 100,000 rows × 30 columns, from upload to applied and undoable, against the bare floor in one run.

    python bench/bench_import.py [--rows 100000] [--profile read|apply|again]

Floor: calamine reads the sheet, one executemany puts the same rows into a bare table of 30 columns, one commit. Target: ≤ 4 × the
floor, ≤ 1.5 GiB for all processes together, and the same file again changes nothing. Exit code 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import _house
from _ledger import COLUMNS, Ledger

LIMIT_RATIO = 4.0
LIMIT_MEMORY = 1536.0
ON = date(2026, 10, 31)
PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;
"""


def floor(source: Path, home: Path) -> dict[str, float]:
    """The bare way, in a process of its own: seconds of reading and writing, without the start of Python."""
    done = subprocess.run(
        [sys.executable, __file__, "--floor", str(source), str(home)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def bare(source: Path, home: Path) -> None:
    """What `floor` runs."""
    from python_calamine import CalamineWorkbook

    marks = ", ".join("?" * len(COLUMNS))
    place = home / "floor.sqlite3"
    held = sqlite3.connect(place, isolation_level=None)
    held.executescript(PRAGMAS)
    held.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(len(COLUMNS)))})")
    clock = _house.Clock()
    rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
    held.execute("BEGIN IMMEDIATE")
    held.executemany(f"INSERT INTO bare VALUES ({marks})", ([_plain(value) for value in row] for row in rows))
    held.execute("COMMIT")
    clock.stop()
    print(json.dumps({"wall": clock.wall, "cpu": clock.cpu}))
    held.close()
    place.unlink()


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
    parser.add_argument("--floor", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.floor:
        bare(*given.floor)
        return 0
    home = _house.open_house()
    from tests.cast import Cast

    source = Ledger(given.rows, on=ON).write(home / "2026年10月重点项目台账.xlsx")
    print(f"{given.rows:,} rows × {len(COLUMNS)} columns, {source.stat().st_size / 1e6:.0f} MB, {_house.vendor()}\n")
    by = Cast().officer
    steps = Steps()
    steps.listen()
    floors = [floor(source, home)]
    with _house.Peak() as peak:
        whole = _house.Clock()
        batch = take_in(source, by, steps, given.profile)
        whole.stop()
    steps = steps.so_far()
    floors += [floor(source, home) for _ in range(2)]
    again = _house.Clock()
    second = profiled(given.profile == "again", lambda: take_in(source, by, Steps()))
    again.stop()
    return _say(given.rows, batch, second, steps, floors, whole, again, peak.most)


def _say(
    rows: int, batch: Any, second: Any, steps: Steps, floors: list[dict[str, float]],
    whole: _house.Clock, again: _house.Clock, memory: float,
) -> int:  # fmt: skip
    bottom, bottom_cpu = (statistics.median(one[of] for one in floors) for of in ("wall", "cpu"))
    held = whole.wall / bottom <= LIMIT_RATIO, memory <= LIMIT_MEMORY, not second.counts.get("new", 0) + second.counts.get("changed", 0)
    lines = [("bare floor", f"{bottom:.1f}", "1.00", f"{bottom_cpu:.1f}", "1.00", "")]
    for name, took in steps.took.items():
        lines.append((f"– {name}", f"{took.wall:.1f}", f"{took.wall / bottom:.2f}", f"{took.cpu:.1f}", f"{took.cpu / bottom_cpu:.2f}", ""))
    for name, clock, target in (
        ("whole import", whole, f"≤ {LIMIT_RATIO:g} {_word(held[0])}"), ("the same file again", again, f"0 changes {_word(held[2])}"),
    ):  # fmt: skip
        figures = f"{clock.wall:.1f}", f"{clock.wall / bottom:.2f}", f"{clock.cpu:.1f}", f"{clock.cpu / bottom_cpu:.2f}"
        lines.append((f"**{name}**", *figures, target))
    lines.append(("peak memory, all processes", f"{memory:,.0f} MiB", "", "", "", f"≤ {LIMIT_MEMORY:,.0f} MiB {_word(held[1])}"))
    _house.table((f"import of {rows:,} × {len(COLUMNS)}", "s", "× floor", "CPU s", "× floor", "target"), lines)
    states = ("new", "changed", "unchanged", "question", "skip")
    first, then = ({name: one.counts.get(name, 0) for name in states} for one in (batch, second))
    print(f"\nfirst: {first}; again: {then}; {steps.ticks} notes of progress")
    _house.keep("import", {
        "rows": rows, "floor": floors, "whole": vars(whole), "ratio": whole.wall / bottom, "ratio_cpu": whole.cpu / bottom_cpu,
        "steps": {name: vars(took) for name, took in steps.took.items()}, "again": vars(again), "memory_mib": memory,
        "counts": batch.counts, "counts_again": second.counts, "held": all(held),
    })  # fmt: skip
    return int(not all(held))


def _word(is_held: bool) -> str:
    return "✓" if is_held else "✗"


if __name__ == "__main__":
    sys.exit(main())
