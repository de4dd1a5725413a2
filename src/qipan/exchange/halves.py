"""The records of a very long list drafted in two halves at once: the lower one by the other process (`beside`), from the staged cells.

Both halves are read by the same functions as a whole sheet, so they say the same; what the lower one needs of the rows above it (header,
samples of its columns, sections that are still open) is staged with them.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from qipan.exchange import beside, sheets, targets
from qipan.exchange.grid import Cell, Grid
from qipan.exchange.reading import Complaint, RecordReading, RowClass, SheetKind, SheetReading
from qipan.exchange.staging import Staged
from qipan.exchange.targets import Draft, Setting

PART = 2000  # drafts handed over at a time
_SAMPLED = 400  # rows below the header from which it is told how a column means its days
_HEADS = (RowClass.SECTION, RowClass.SUBTOTAL)
Part = tuple[list[Draft], list[Complaint]]
_plain = attrgetter(*Draft.__slots__)


class _Drafts(list[Draft]):
    """Drafts hold plain values: marshal hands them to another process several times faster than pickle does."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (marshal.dumps(list(map(_plain, self))),)


def _unpacked(drafts: bytes) -> list[Draft]:
    return [Draft(*one) for one in marshal.loads(drafts)]  # noqa: S302 - made by `_Drafts.__reduce__`


def middle(reading: SheetReading, grid: Grid) -> int | None:
    """The row where the lower half begins; None when this sheet is read in one piece."""
    if not beside.is_ready() or reading.kind is not SheetKind.LIST or reading.record_count <= beside.WORTH:
        return None
    last = reading.header[1] if reading.header else -1
    if any(bottom > top > last for top, _left, bottom, _right in grid.merges):
        return None  # a value may reach across the middle
    projects = [row.index for row in reading.rows if row.kind is RowClass.PROJECT]
    return projects[len(projects) // 2]


def lower(path: Path, index: int, reading: SheetReading, target: str, setting: Setting, start: int) -> Iterator[Part]:
    """The drafts from a row on. Run by the other process: `stream` begins at once and is listened to when the upper half is done."""
    needed = (reading.header[1] if reading.header else 0) + _SAMPLED
    rows = [row for row in reading.rows if row.index >= start or row.kind in _HEADS]
    heads = {row.index for row in rows if row.index < start}
    about = replace(reading, rows=rows, complaints=[], subtotals=[])
    return beside.begun(_drafted, path, index, about, target, setting.apart(), start, needed, heads)


def emptied(grid: Grid, end: int) -> None:
    """Let go of the cells below the line that ends the upper half: they are staged, and their memory is needed for the records."""
    nothing: list[Cell] = []
    grid.rows[end + 1 :] = [nothing] * (len(grid.rows) - end - 1)


def _drafted(
    path: Path, index: int, reading: SheetReading, target: str, setting: Setting, start: int, needed: int, heads: set[int]
) -> Iterator[Part]:  # fmt: skip
    into = targets.get(target)
    assert into is not None
    with Staged(path) as staged:
        grid = staged.below(index, start, {*range(needed), *heads})
    make: Callable[[RecordReading], Draft] = into.drafter(reading, index, setting)
    drafts = _Drafts()
    complaints: list[Complaint] = []
    for record in sheets.records(grid, reading, into.columns, start):
        drafts.append(make(record))
        complaints += record.complaints
        if len(drafts) == PART:
            yield drafts, complaints
            drafts, complaints = _Drafts(), []
    yield drafts, complaints
