"""What a reader of values does not tell about a sheet: hidden rows and columns, number formats, error cells. Filled from XLSX or XLS."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """`formats` counts (column, format) over number cells; `where` lists the cells of the rarer ones after `settle`."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_cols: list[int] = field(default_factory=list)
    counted: Counter[tuple[int, str]] = field(default_factory=Counter)
    column_formats: dict[int, str] = field(default_factory=dict)
    formats: list[tuple[int, int, str]] = field(default_factory=list)
    values: list[tuple[int, int, str | float]] = field(default_factory=list)  # cells the value reader gets wrong
    formats_cut: bool = False

    def settle(self) -> set[tuple[int, str]]:
        """Take the commonest format of each column for the column; answer the pairs that differ from it."""
        best: dict[int, int] = {}
        for (column, pattern), count in self.counted.items():
            if count > best.get(column, 0):
                best[column] = count
                self.column_formats[column] = pattern
        return {(column, pattern) for column, pattern in self.counted if self.column_formats[column] != pattern}
