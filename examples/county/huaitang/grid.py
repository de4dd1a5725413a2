"""A sheet as plain data: cells with a style, merges, hidden rows, and the traps planted in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huaitang.words import Lang, Words

Cell = str | int | float | date | None


@dataclass
class Sheet:
    name: str
    cells: dict[tuple[int, int], tuple[Cell, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    planted: list[dict[str, Any]] = field(default_factory=list)

    def put(self, row: int, column: int, value: Cell, style: str = "text") -> None:
        self.cells[row, column] = (value, style)

    def merge(self, top: int, left: int, bottom: int, right: int, value: Cell, style: str = "head") -> None:
        """One value over a rectangle; a rectangle of one cell is just a cell."""
        self.put(top, left, value, style)
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    def plant(self, trap: str, row: int, column: int, **facts: Any) -> None:
        """Remember a trap by its A1 address, for the truth file."""
        self.planted.append({"trap": trap, "sheet": self.name, "cell": address(row, column), **facts})

    @property
    def height(self) -> int:
        return 1 + max((row for row, _ in self.cells), default=-1)

    @property
    def width(self) -> int:
        return 1 + max((column for _, column in self.cells), default=-1)


@dataclass
class Book:
    """One workbook. `path` has no folder; its ending says the format."""

    id: str
    path: str
    sheets: list[Sheet] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        made = Sheet(name)
        self.sheets.append(made)
        return made


def address(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


@dataclass(frozen=True)
class Head:
    """A header: key, words, width, and the words of the groups above it, outermost first."""

    key: str
    words: Words
    width: float = 12
    groups: tuple[Words, ...] = ()

    def path(self, lang: Lang) -> tuple[str, ...]:
        return tuple(words.say(lang) for words in (*self.groups, self.words))


def heads(*rows: tuple[Any, ...]) -> tuple[Head, ...]:
    """Heads from short rows: key, Chinese, English, width, groups from outermost."""
    return tuple(Head(row[0], Words(row[1], row[2]), row[3], tuple(row[4:])) for row in rows)


def header(sheet: Sheet, top: int, columns: Sequence[Head], lang: Lang) -> int:
    """Write the header, as many rows as the deepest path, merged as people merge. Answers the next row."""
    paths = [column.path(lang) for column in columns]
    depth = max(map(len, paths))
    for level in range(depth):
        index = 0
        while index < len(paths):
            last = _last_alike(paths, index, level)
            if len(paths[index]) == level + 1:
                sheet.merge(top + level, index, top + depth - 1, index, paths[index][level])
            elif len(paths[index]) > level + 1:
                sheet.merge(top + level, index, top + level, last, paths[index][level])
            index = last + 1
    sheet.widths.update({number: column.width for number, column in enumerate(columns)})
    return top + depth


def _last_alike(paths: Sequence[tuple[str, ...]], index: int, level: int) -> int:
    """The last column under the same group as this one at this level."""
    last, path = index, paths[index]
    if len(path) <= level + 1:
        return index
    while (
        last + 1 < len(paths) and len(paths[last + 1]) > level + 1 and paths[last + 1][: level + 1] == path[: level + 1]
    ):
        last += 1
    return last


def line(
    sheet: Sheet, row: int, columns: Sequence[Head], values: Mapping[str, Cell | tuple[Cell, str]], style: str = "text"
) -> None:
    """Write one row by column keys; a pair carries its own style; what is missing stays blank."""
    for index, column in enumerate(columns):
        value = values.get(column.key)
        if value is not None:
            pair = value if isinstance(value, tuple) else (value, "figure" if isinstance(value, int | float) else style)
            sheet.put(row, index, *pair)


def place(columns: Sequence[Head], key: str) -> int:
    """The index of a column by key."""
    return next(index for index, column in enumerate(columns) if column.key == key)
