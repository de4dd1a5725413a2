"""Running one of our own modules in a child process that may die: limits by the child itself, wall clock and clean-up here.

Nothing is inherited but the open files handed over: no environment, no working directory, no secrets. Whatever becomes of the child
(killed by a limit, crashed, silent, babbling) is a refusal with a sentence; no child outlives the call.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from qipan.exchange import wire
from qipan.exchange.limits import Limits
from qipan.exchange.refusal import Refusal

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys, importlib; sys.path.insert(0, sys.argv.pop(1)); importlib.import_module(sys.argv.pop(1)).main()"
_AT_ONCE = threading.BoundedSemaphore(2)  # children at a time in this process: each may take `Limits.memory`

# What killed the child → what to say. Rust aborts when an allocation fails, hence SIGABRT = memory.
_DEATHS = {
    -signal.SIGABRT: "too_much_memory",
    -signal.SIGKILL: "too_much_memory",
    -signal.SIGXCPU: "too_slow",
    -signal.SIGALRM: "too_slow",
}
# What a frame can be wrong in: torn, no JSON, not of the shape agreed.
_ODD = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError)


class Confined:
    """One child's life. `module` has a `main()`; it answers frames, the last one with "end"."""

    def __init__(self, module: str, files: Sequence[BinaryIO], filename: str, limits: Limits) -> None:
        self.limits = limits
        self._arguments = [
            module,
            json.dumps([file.fileno() for file in files]),
            filename[-200:],
            json.dumps(limits.as_dict()),
        ]
        self._descriptors = tuple(file.fileno() for file in files)
        self._timed_out = False

    def run(self, accept: Callable[[Any], None], progress: Callable[[], None] | None = None) -> None:
        """Hand every frame to `accept`; refuse if the child did not come to its end. `progress` may raise to cancel."""
        with _AT_ONCE:
            child = self._start()
            timer = threading.Timer(self.limits.wall, self._stop, (child,))
            timer.daemon = True
            timer.start()
            try:
                finished = self._take(child, accept, progress)
                code = None if finished else _own_end(child)
            finally:
                timer.cancel()
                _kill(child)
                child.stdout.close()  # type: ignore[union-attr]
                child.wait()
        if finished:
            return
        if self._timed_out:
            raise Refusal("too_slow", {"limit": round(self.limits.wall)})
        raise Refusal(_DEATHS.get(code or 0, "damaged"), {"limit": self.limits.cpu})

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own module, arguments as a list
                [sys.executable, "-I", "-c", _START, _ROOT, *self._arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=self._descriptors,
                env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
                cwd="/",
                start_new_session=True,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise Refusal("cannot_start") from error

    def _stop(self, child: subprocess.Popen[bytes]) -> None:
        self._timed_out = True
        _kill(child)

    @staticmethod
    def _take(
        child: subprocess.Popen[bytes], accept: Callable[[Any], None], progress: Callable[[], None] | None
    ) -> bool:
        """True when the child said it is done; False when it broke off or sent something odd."""
        while True:
            try:
                frame = wire.receive(child.stdout)  # type: ignore[arg-type]
                if frame is None:
                    return False
                if isinstance(frame, dict) and "refusal" in frame:
                    raise Refusal(frame["refusal"], frame.get("values"))
                accept(frame)
            except _ODD:
                return False
            if isinstance(frame, dict) and "end" in frame:
                return True
            if progress and isinstance(frame, list):
                progress()


def _own_end(child: subprocess.Popen[bytes]) -> int | None:
    """How a child ended that broke off; None if it did not end by itself."""
    try:
        return child.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return None


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started (it leads its own session)."""
    if child.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
