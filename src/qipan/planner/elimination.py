"""The greatest sum of tables over start periods, found by eliminating one activity after another.

Where that would take tables of more than three activities a link is dropped, which can only raise the sum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEVER = -(1 << 50)
Vector = NDArray[np.int64]
Table = tuple[tuple[int, ...], Vector]
Waiting = tuple[int, int, Vector]  # before, after, and by the start of the one when the other may start


def most(tables: list[Table], waiting: list[Waiting]) -> int:
    """The greatest total of one entry of each table under the links."""
    times = np.arange(len(tables[0][1]))
    tables = tables + [((i, j), np.where(times[None, :] >= ready[:, None], 0, NEVER)) for i, j, ready in waiting]
    left = {name for names, _ in tables for name in names}
    while left:
        around = {name: {other for names, _ in tables if name in names for other in names} for name in left}
        name = min(sorted(left), key=lambda one: len(around[one]))
        mine = sorted((table for table in tables if name in table[0]), key=lambda table: len(table[0]))
        tables = [table for table in tables if name not in table[0]]
        while len({other for names, _ in mine for other in names}) > 3:
            mine.pop()
        names = sorted({other for names, _ in mine for other in names}, key=lambda other: other != name)
        total = spread(mine[0], names)
        for table in mine[1:]:
            total = total + spread(table, names)
        tables.append((tuple(names[1:]), np.maximum(total.max(axis=0), NEVER)))
        left.remove(name)
    return sum(int(table) for _, table in tables)


def spread(table: Table, names: list[int]) -> Vector:
    """The table with an axis for each of the names."""
    order = sorted(range(len(table[0])), key=lambda axis: names.index(table[0][axis]))
    shape = [len(table[1]) if name in table[0] else 1 for name in names]
    return np.transpose(table[1], order).reshape(shape)
