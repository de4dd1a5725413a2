"""A sheet as it came: plain values, merges, what is hidden, how numbers were shown. No meaning yet; `exchange.sheets` finds that.

Lean on purpose: rows are the reader's own lists (they may be shorter than `n_cols`), formats are kept only where they differ.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from qipan.exchange import formats

Cell = None | str | int | float | bool | datetime | date | time | timedelta
Merge = tuple[int, int, int, int]  # top, left, bottom, right: 0-based, inclusive

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\x00"


def column_letters(column: int) -> str:
    """0 → "A", 26 → "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """(4, 5) → "F5"."""
    return f"{column_letters(column)}{row + 1}"


def cell_position(address: str) -> tuple[int, int]:
    """ "F5" → (4, 5). Refuses what is not an address with ValueError."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    if not (
        1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and number.isascii() and 0 < len(number) < 8
    ):
        raise ValueError(address)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(number) - 1, column - 1


def is_blank_value(value: Cell) -> bool:
    """None, or text of nothing but white space (full-width and zero-width too)."""
    return value is None or (isinstance(value, str) and not value.strip().strip(_INVISIBLE).strip())


@dataclass(slots=True)
class Grid:
    """One sheet. Positions are 0-based; `row_offset` is never needed: row 0 is the sheet's first row."""

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    hidden: bool = False
    formats: dict[tuple[int, int], str] = field(default_factory=dict)  # number format where it differs from …
    column_formats: dict[int, str] = field(default_factory=dict)  # … the commonest of its column
    flipped: bool = False  # a transposed view: addresses still name the cell in the file
    n_cols: int = -1
    _by_column: dict[int, tuple[list[int], list[Merge]]] | None = None

    def __post_init__(self) -> None:
        if self.n_cols < 0:
            self.n_cols = max(map(len, self.rows), default=0)

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    def value(self, row: int, column: int) -> Cell:
        """The cell as it is; None outside the sheet."""
        if row < 0 or column < 0 or row >= len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def number_format(self, row: int, column: int) -> str | None:
        """The cell's number format, None = General."""
        found = self.formats.get((row, column))
        return found if found is not None else self.column_formats.get(row if self.flipped else column)

    def text(self, row: int, column: int) -> str:
        """What a person saw in the cell: "350001", "2022.10", "12.5%", "2022年3月"."""
        value = self.value(row, column)
        return value if isinstance(value, str) else formats.shown(value, self.number_format(row, column))

    def address(self, row: int, column: int) -> str:
        """The cell's name in the file, "F5"."""
        return cell_address(column, row) if self.flipped else cell_address(row, column)

    def is_blank(self, row: int, column: int) -> bool:
        return is_blank_value(self.value(row, column))

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range over this cell, if any."""
        if not self.merges:
            return None
        tops, merges = self._merge_index().get(column, ([], []))
        at = bisect_right(tops, row) - 1
        return merges[at] if at >= 0 and merges[at][2] >= row else None

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that holds the value shown here: the top left of a merged range, else the cell itself."""
        merge = self.merge_at(row, column)
        return (merge[0], merge[1]) if merge else (row, column)

    def filled(self, row: int, column: int) -> Cell:
        """The value with merged ranges filled from their first cell."""
        return self.value(*self.anchor(row, column))

    def filled_text(self, row: int, column: int) -> str:
        return self.text(*self.anchor(row, column))

    def is_blank_row(self, row: int) -> bool:
        return row >= len(self.rows) or all(map(is_blank_value, self.rows[row]))

    def cells(self, row: int) -> Iterator[tuple[int, Cell]]:
        """The cells of a row that are not blank, with their columns."""
        if row < len(self.rows):
            for column, value in enumerate(self.rows[row]):
                if not is_blank_value(value):
                    yield column, value

    def transposed(self) -> Grid:
        """Rows for columns; `address` keeps naming the cell in the file."""
        return Grid(
            name=self.name,
            rows=[list(column) for column in zip_longest(*self.rows)],
            merges=[(left, top, right, bottom) for top, left, bottom, right in self.merges],
            hidden_rows=set(self.hidden_cols),
            hidden_cols=set(self.hidden_rows),
            hidden=self.hidden,
            formats={(column, row): pattern for (row, column), pattern in self.formats.items()},
            column_formats=dict(self.column_formats),
            flipped=not self.flipped,
            n_cols=len(self.rows),
        )

    def _merge_index(self) -> dict[int, tuple[list[int], list[Merge]]]:
        if self._by_column is None:
            index: dict[int, tuple[list[int], list[Merge]]] = {}
            for merge in sorted(self.merges):
                for column in range(merge[1], merge[3] + 1):
                    tops, merges = index.setdefault(column, ([], []))
                    tops.append(merge[0])
                    merges.append(merge)
            self._by_column = index
        return self._by_column


@dataclass(slots=True)
class Workbook:
    """A file as read. `remarks` are codes of what was passed over on purpose (macros, charts); `exchange.refusal` has the words."""

    grids: list[Grid]
    format: str  # xlsx | xls | ods | csv | geojson
    sha256: str
    size: int
    encoding: str = ""
    delimiter: str = ""
    filename: str = ""
    remarks: tuple[str, ...] = ()

    def grid(self, name: str) -> Grid | None:
        """The sheet of this name."""
        return next((grid for grid in self.grids if grid.name == name), None)
