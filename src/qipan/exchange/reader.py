"""Reading an uploaded file: `read(file, name) -> Workbook`, or a `Refusal` with a sentence. The file is opened in a child process only.

The parent hashes the file, hands the child an open descriptor, and decodes frames as they come; whatever happens to the child
(killed by a limit, crashed, silent) becomes a refusal.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from qipan.exchange import magic, wire
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.limits import MEGA, Limits
from qipan.exchange.refusal import Refusal

Progress = Callable[[int], None]

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from qipan.exchange.child import main; main()"
_AT_ONCE = threading.BoundedSemaphore(2)  # children at a time in this process: each may take `Limits.memory`

# What killed the child → what to say. Rust aborts when an allocation fails, hence SIGABRT = memory.
_DEATHS = {
    -signal.SIGABRT: "too_much_memory",
    -signal.SIGKILL: "too_much_memory",
    -signal.SIGXCPU: "too_slow",
    -signal.SIGALRM: "too_slow",
}


def read(
    source: str | os.PathLike[str] | bytes,
    filename: str = "",
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Workbook:
    """The workbook in a file or in bytes. Raises `Refusal`; `progress` hears the rows read so far and may raise to cancel."""
    limits = limits or Limits()
    name = filename or ("" if isinstance(source, bytes) else os.path.basename(source))
    if magic.extension_of(name) not in magic.EXTENSIONS:
        raise Refusal("extension", {"extension": f".{magic.extension_of(name)[:20]}"})
    with _opened(source, limits) as file, _AT_ONCE:
        size = os.fstat(file.fileno()).st_size
        if size > limits.packed:
            raise Refusal("too_big", {"size": size // MEGA, "limit": limits.packed // MEGA})
        if not size:
            raise Refusal("empty")
        workbook = Workbook([], "", _sha256(file), size, filename=name)
        file.seek(0)
        _Reading(workbook, limits, progress).run(file)
    return workbook


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _opened(source: str | os.PathLike[str] | bytes, limits: Limits) -> BinaryIO:
    if not isinstance(source, bytes):
        return open(source, "rb")
    if len(source) > limits.packed:
        raise Refusal("too_big", {"size": len(source) // MEGA, "limit": limits.packed // MEGA})
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(source)
    file.flush()
    file.seek(0)
    return file  # type: ignore[return-value]


class _Reading:
    """One child's life: start, frames, end."""

    def __init__(self, workbook: Workbook, limits: Limits, progress: Progress | None) -> None:
        self.workbook, self.limits, self.progress = workbook, limits, progress
        self.rows = 0
        self.finished = self.timed_out = False

    def run(self, file: BinaryIO) -> None:
        child = self._start(file)
        timer = threading.Timer(self.limits.wall, self._stop, (child,))
        timer.daemon = True
        timer.start()
        try:
            self._take(child)
            code = None if self.finished else _own_end(child)
        finally:
            timer.cancel()
            _kill(child)
            child.stdout.close()  # type: ignore[union-attr]
            child.wait()
        if not self.finished:
            self._refuse(code)

    def _start(self, file: BinaryIO) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own module, arguments as a list
                [
                    sys.executable, "-I", "-c", _START, _ROOT,
                    str(file.fileno()), self.workbook.filename[-200:], json.dumps(self.limits.as_dict()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(file.fileno(),),
                env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},  # no inherited secrets
                cwd="/",
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise Refusal("cannot_start") from error

    def _stop(self, child: subprocess.Popen[bytes]) -> None:
        self.timed_out = True
        _kill(child)

    def _take(self, child: subprocess.Popen[bytes]) -> None:
        try:
            while (frame := wire.receive(child.stdout)) is not None:  # type: ignore[arg-type]
                self._accept(frame)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError):
            return  # torn or odd: the child died in the middle; the exit code says why

    def _accept(self, frame: Any) -> None:
        if isinstance(frame, list):
            self.workbook.grids[-1].rows += frame
            self.rows += len(frame)
            if self.progress:
                self.progress(self.rows)
        elif "refusal" in frame:
            raise Refusal(frame["refusal"], frame.get("values"))
        elif "sheet" in frame:
            self.workbook.grids.append(Grid(frame["sheet"], [], hidden=frame["hidden"]))
        elif "end" in frame:
            book = self.workbook
            book.format, book.remarks = frame["format"], tuple(frame["remarks"])
            book.encoding, book.delimiter = frame.get("encoding", ""), frame.get("delimiter", "")
            self.finished = True
        else:
            _complete(self.workbook.grids[-1], frame)

    def _refuse(self, code: int | None) -> None:
        if self.timed_out:
            raise Refusal("too_slow", {"limit": round(self.limits.wall)})
        raise Refusal(_DEATHS.get(code or 0, "damaged"), {"limit": self.limits.cpu})


def _complete(grid: Grid, frame: dict[str, Any]) -> None:
    """What came after the rows: merges, formats, what is hidden, cells to put right."""
    for row, column, value in frame["values"]:
        while len(grid.rows) <= row:
            grid.rows.append([])
        cells = grid.rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
    grid.n_cols = max(map(len, grid.rows), default=0)
    grid.merges = [(top, left, bottom, right) for top, left, bottom, right in frame["merges"]]
    grid.hidden_rows, grid.hidden_cols = set(frame["hidden_rows"]), set(frame["hidden_cols"])
    grid.column_formats = dict(frame["columns"])
    grid.formats = {(row, column): pattern for row, column, pattern in frame["formats"]}


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
