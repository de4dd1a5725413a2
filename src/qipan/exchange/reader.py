"""Reading an uploaded file: `read(file, name) -> Workbook`, or a `Refusal` with a sentence. A child process opens the file.

The parent hashes it, hands the child an open descriptor (`confined`), and puts the frames together as they come.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from typing import Any, BinaryIO

from qipan.exchange import magic
from qipan.exchange.confined import Confined
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.limits import MEGA, Limits
from qipan.exchange.refusal import Refusal

Progress = Callable[[int], None]


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
    with opened(source, limits) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limits.packed:
            raise Refusal("too_big", {"size": size // MEGA, "limit": limits.packed // MEGA})
        if not size:
            raise Refusal("empty")
        workbook = Workbook([], "", _sha256(file), size, filename=name)
        file.seek(0)
        reading = _Reading(workbook)
        child = Confined("qipan.exchange.child", (file,), name, limits.for_size(size))
        child.run(reading.accept, (lambda: progress(reading.rows)) if progress else None)
    return workbook


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def opened(source: str | os.PathLike[str] | bytes, limits: Limits) -> BinaryIO:
    """The file, or the bytes as a nameless temporary file: a descriptor is what a child can be handed."""
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
    """A workbook growing frame by frame."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.rows = 0

    def accept(self, frame: Any) -> None:
        if isinstance(frame, list):
            self.workbook.grids[-1].rows += frame
            self.rows += len(frame)
        elif "sheet" in frame:
            self.workbook.grids.append(Grid(frame["sheet"], [], hidden=frame["hidden"]))
        elif "end" in frame:
            book = self.workbook
            book.format, book.remarks = frame["format"], tuple(frame["remarks"])
            book.encoding, book.delimiter = frame.get("encoding", ""), frame.get("delimiter", "")
        else:
            _complete(self.workbook.grids[-1], frame)


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
