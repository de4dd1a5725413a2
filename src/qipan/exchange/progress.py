"""How far a batch is, in a small file beside it: readable while the database is being written, and the way to ask for a stop."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EVERY = 0.2  # seconds between two notes


class Cancelled(Exception):
    """Somebody asked for a stop."""


@dataclass(slots=True)
class Progress:
    """`tick(step, done, total)` notes where the work is and raises `Cancelled` when a stop was asked."""

    folder: Path
    _last: float = field(default=0.0)
    _step: str = field(default="")

    def tick(self, step: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if step == self._step and now - self._last < _EVERY:
            return
        self._step, self._last = step, now
        if (self.folder / "cancel").exists():
            raise Cancelled
        part = self.folder / "progress.part"
        part.write_text(json.dumps({"step": step, "done": done, "total": total}), encoding="utf-8")
        os.replace(part, self.folder / "progress.json")

    def clear(self) -> None:
        for name in ("progress.json", "cancel"):
            with suppress(FileNotFoundError):
                (self.folder / name).unlink()


def ask_to_stop(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cancel").touch()


def noted(folder: Path) -> dict[str, Any]:
    """Where the work is; empty when nothing was noted."""
    try:
        return json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """While somebody works on a batch. The system lets go when that process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "held").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # several at once are told apart by the batch's state
        yield


def is_held(folder: Path) -> bool:
    """Does a living process of this machine work on it right now?"""
    try:
        with (folder / "held").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
