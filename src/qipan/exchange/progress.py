"""How far a batch is, in a small file beside it: readable while the database is being written, and the way to ask for a stop."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
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
        part.write_text(json.dumps({"step": step, "done": done, "total": total, "pid": os.getpid()}), encoding="utf-8")
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


def is_alive(folder: Path) -> bool:
    """Does another process of this machine work on it right now?"""
    pid = noted(folder).get("pid")
    if not pid or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
