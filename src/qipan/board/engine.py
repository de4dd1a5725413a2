"""Running the planner in a process of its own: the request beside it, its notes, the way to stop it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from qipan.board.models import Run

log = structlog.get_logger(__name__)
_LOOK = 0.3  # seconds between two looks at the child
LONGEST = 1800.0  # seconds after which a child is taken for lost
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "QIPAN_PLANNER_PLAIN", "NUMBA_NUM_THREADS")


class Failed(Exception):
    """The child found no plan: `code` refused (the board contradicts itself) | broken | lost; `words` say more."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def folder(run: Run) -> Path:
    return Path(settings.MEDIA_ROOT) / "moves" / run.key.hex


def ask_to_stop(run: Run) -> None:
    folder(run).mkdir(parents=True, exist_ok=True)
    (folder(run) / "cancel").touch()


def noted(run: Run) -> dict[str, Any]:
    """How far the child is; empty when nothing is noted."""
    try:
        return json.loads((folder(run) / "progress.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def forget(run: Run) -> None:
    shutil.rmtree(folder(run), ignore_errors=True)


def plan(run: Run, request: dict[str, Any], on_look: Callable[[], None]) -> dict[str, Any]:
    """Start the child, look after it, return what it found. Raises `Failed`."""
    place = folder(run)
    place.mkdir(parents=True, exist_ok=True)
    for name in ("result.json", "failed.json", "progress.json"):
        with suppress(FileNotFoundError):
            (place / name).unlink()
    (place / "request.json").write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
    child = subprocess.Popen(  # noqa: S603 — our own module, arguments of our own
        [sys.executable, "-m", "qipan.board.child", str(place)],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _look_after(child, on_look)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    return _answer(place, child.returncode)


def _look_after(child: subprocess.Popen[bytes], on_look: Callable[[], None]) -> None:
    begun = time.monotonic()
    while child.poll() is None:
        if time.monotonic() - begun > LONGEST:
            raise Failed("lost", "")
        on_look()
        with suppress(subprocess.TimeoutExpired):
            child.wait(_LOOK)


def _answer(place: Path, status: int) -> dict[str, Any]:
    with suppress(FileNotFoundError, ValueError):
        return json.loads((place / "result.json").read_text(encoding="utf-8"))
    with suppress(FileNotFoundError, ValueError):
        failed = json.loads((place / "failed.json").read_text(encoding="utf-8"))
        raise Failed(failed["code"], failed["words"])
    raise Failed("lost", f"exit status {status}")


def _environment() -> dict[str, str]:
    """Little of ours: no secrets; compiled loops are kept in the installation's home."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    source = Path(__file__).resolve().parents[2]
    cache = os.environ.get("NUMBA_CACHE_DIR") or str(Path(settings.HOME) / "cache" / "numba")
    return {**kept, "PYTHONPATH": str(source), "NUMBA_CACHE_DIR": cache, "PYTHONIOENCODING": "utf-8"}
