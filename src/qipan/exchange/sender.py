"""The child's side of the pipe: sheets as frames of rows, counted while they flow."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, NoReturn

from qipan.exchange import wire
from qipan.exchange.limits import MEGA, Limits
from qipan.exchange.marks import Marks
from qipan.exchange.refusal import Refusal

ROWS_A_FRAME = 500


class Sender:
    """Frames of rows, counted: too many cells or too much text is refused while it flows."""

    def __init__(self, out: BinaryIO, limits: Limits) -> None:
        self.out, self.limits = out, limits
        self._lock = threading.Lock()
        self.text = self.cells = self.filled_rows = 0
        self.remarks: set[str] = set()
        self.about: dict[str, str] = {}

    def sheet(
        self,
        name: str,
        rows: Iterable[list[Any]],
        *,
        pad: int = 0,
        hidden: bool = False,
        merges: list[tuple[int, int, int, int]] | None = None,
        marks: Callable[[], Marks] = Marks,
    ) -> None:
        """One sheet: its head, its rows, then what is known besides values."""
        self._send({"sheet": name, "hidden": hidden})
        empty = [None] * pad
        batch: list[list[Any]] = []
        for row in rows:
            batch.append(_trimmed(empty + row if pad else row))
            if len(batch) >= ROWS_A_FRAME:
                self._rows(batch)
                batch = []
        self._rows(batch)
        found = marks()
        if found.formats_cut:
            self.remarks.add("formats_cut")
        self.filled_rows += len(found.values)
        self._send(
            {
                "merges": merges or [],
                "hidden_rows": found.hidden_rows,
                "hidden_cols": found.hidden_cols,
                "columns": list(found.column_formats.items()),
                "formats": found.formats,
                "values": found.values,
            }
        )

    def refuse(self, code: str, values: Mapping[str, object] | None = None) -> NoReturn:
        """Say why not, and end the process at once, from whichever thread: calamine cannot be interrupted."""
        with self._lock:
            wire.send(self.out, wire.encoded({"refusal": code, "values": dict(values or {})}))
            self.out.flush()
            os._exit(0)

    def finish(self) -> None:
        if not self.filled_rows:
            raise Refusal("no_table")
        self.done()

    def done(self) -> None:
        """The last frame: without it, everything before counts as nothing."""
        self._send({"end": True, "remarks": sorted(self.remarks), **self.about})
        self.out.flush()

    def _rows(self, batch: list[list[Any]]) -> None:
        cells = sum(map(len, batch))
        self.cells += cells
        self.filled_rows += sum(map(bool, batch))
        if self.cells > 2 * self.limits.cells:
            raise Refusal("too_many_cells", {"sheet": "", "limit": self.limits.cells})
        body = wire.encoded(batch)
        self.text += len(body)
        if self.text > self.limits.text + self.limits.text_per_cell * self.cells:
            raise Refusal("too_much_text", {"limit": self.limits.text // MEGA})
        if len(body) > wire.FRAME_LIMIT:
            raise Refusal("too_much_text", {"limit": self.limits.text // MEGA})
        with self._lock:
            wire.send(self.out, body)

    def _send(self, frame: dict[str, Any]) -> None:
        body = wire.encoded(frame)
        with self._lock:
            wire.send(self.out, body)


def _trimmed(row: list[Any]) -> list[Any]:
    """Empty text is None; nothing after the last value."""
    if "" in row:
        row = [None if value == "" else value for value in row]
    while row and row[-1] is None:
        row.pop()
    return row
