"""Finding the header: one to four rows of known words, with groups over leaves, merged or not; and the path of each column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from qipan.exchange.grid import Grid
from qipan.exchange.sheets.numbers import exact
from qipan.exchange.sheets.units import states_unit
from qipan.exchange.sheets.vocabulary import Vocabulary, spellings
from qipan.exchange.sheets.words import flat

SEARCHED_ROWS = 60
LONGEST = 4


@dataclass(frozen=True, slots=True)
class RowScore:
    """How much a row looks like a header."""

    hits: int
    texts: int
    numbers: int
    names: int  # different known words that are more than a period

    @property
    def share(self) -> float:
        return self.hits / max(1, self.texts + self.numbers)


def row_score(grid: Grid, row: int, words: Vocabulary) -> RowScore:
    """Count known words, texts and figures among a row's own cells (a merged cell counts once)."""
    again = texts = numbers = 0
    seen: set[str] = set()
    for _column, value in grid.cells(row):
        if isinstance(value, str):
            texts += 1
            if words.knows(value):
                again += value in seen
                seen.add(value)
        else:
            numbers += 1
    return RowScore(
        len(seen) + min(again, 2 * len(seen)), texts, numbers, sum(bool(spellings(word)) for word in seen)
    )  # 上旬 stands five times in a header, 银行业 all down a column


def find_header(grid: Grid, words: Vocabulary) -> tuple[int, int] | None:
    """The first and last row of the header block, or None when no row has two known words side by side."""
    best: tuple[float, int] | None = None
    for row in range(min(grid.n_rows, SEARCHED_ROWS)):
        score = row_score(grid, row, words)
        wide = (
            score.hits >= 4 and not score.numbers and score.texts >= 0.8 * grid.n_cols and score.share >= 0.2
        )  # many words we do not know
        if score.names < 2 or (score.share < 0.4 and not wide):
            continue
        worth = score.hits * (0.5 + score.share) - row * 0.01
        if best is None or worth > best[0] + 1e-9:
            best = (worth, row)
    if best is None:
        return None
    first = last = best[1]
    while first > 0 and last - first < LONGEST - 1 and _joins_above(grid, first - 1, first, words):
        first -= 1
    while last + 1 < grid.n_rows and last - first < LONGEST - 1 and _joins_below(grid, first, last, words):
        last += 1
    return first, last


def _whole_width(grid: Grid, row: int) -> bool:
    """Is the row one merged title (or one lonely text)?"""
    cells = list(grid.cells(row))
    if len(cells) > 1:
        return False
    return (
        not any(m[0] == row and m[1] == cells[0][0] and m[3] - m[1] + 1 < 0.8 * grid.n_cols for m in grid.merges)
        if cells
        else True
    )


def _joins_above(grid: Grid, row: int, first: int, words: Vocabulary) -> bool:
    """Does the row above belong to the header: merged into it, or group words over its blanks?"""
    if any(top <= row < first <= bottom for top, _left, bottom, _right in grid.merges) and not _whole_width(grid, row):
        return True
    cells = list(grid.cells(row))
    if len(cells) < 2 or any(not isinstance(value, str) or states_unit(value) for _column, value in cells):
        return False
    return sum(words.knows(str(value)) for _column, value in cells) >= max(1, len(cells) // 2)


def _joins_below(grid: Grid, first: int, last: int, words: Vocabulary) -> bool:
    """Does the row below belong to the header: merged from it, or leaves under its groups?"""
    row = last + 1
    if any(
        first <= top <= last and bottom >= row and bottom - top < LONGEST for top, _left, bottom, _right in grid.merges
    ):
        return True
    cells = list(grid.cells(row))
    if not cells or any(not isinstance(value, str) for _column, value in cells):
        return False
    score = row_score(grid, row, words)
    if score.share < 0.5 or _whole_width(grid, row):
        return False
    spread = any(top == last and right > left for top, left, _bottom, right in grid.merges)
    under_blank = sum(1 for column, _value in cells if grid.is_blank(last, column))
    split_words = _completes(grid, last, row, words)
    return spread or under_blank >= 0.4 * len(cells) or split_words


def _completes(grid: Grid, last: int, row: int, words: Vocabulary) -> bool:
    """Words broken over two rows: "项目" over "名称"."""
    cells = list(grid.cells(row))
    whole = sum(1 for column, value in cells if words.knows(f"{grid.filled_text(last, column)}{value}"))
    return whole >= 0.6 * len(cells) and len(cells) >= 2


def is_width_row(grid: Grid, row: int) -> bool:
    """A row of column numbers: 1 2 3 4 … (or 甲 乙 1 2 …)."""
    cells = [value for _column, value in grid.cells(row)]
    if len(cells) < 3:
        return False
    counted: list[int] = []
    for value in cells:
        plain = flat(value) if isinstance(value, str) else exact(value) if isinstance(value, int | float) else None
        if isinstance(plain, str) and plain in "甲乙丙丁" and not counted:
            continue
        text = str(plain).strip("()[]")
        if not text.isdigit():
            return False
        counted.append(int(text))
    return len(counted) >= 3 and all(b - a == 1 for a, b in pairwise(counted)) and counted[0] in (0, 1, 2)


def paths(grid: Grid, first: int, last: int) -> list[tuple[str, ...]]:
    """For every column its header cells from group to leaf, merges filled, group words carried over the blanks they span."""
    rows = [_row_words(grid, row, first, last) for row in range(first, last + 1)]
    result: list[tuple[str, ...]] = []
    left: set[tuple[int, int]] = set()
    for column in range(grid.n_cols):
        path: list[str] = []
        anchors: set[tuple[int, int]] = set()
        for offset, row in enumerate(rows):
            word, anchor = row[column]
            if word and anchor not in anchors:
                anchors.add(anchor)
                if not (path and path[-1] == word and offset):
                    path.append(word)
        result.append(
            () if anchors and anchors == left else tuple(path)
        )  # the tail of one wide header cell has no header
        left = anchors
    return result


def _row_words(grid: Grid, row: int, first: int, last: int) -> list[tuple[str, tuple[int, int]]]:
    """One header row: each column's word and the cell it stands in; without merges a group word spans the leaves beside it."""
    words: list[tuple[str, tuple[int, int]]] = []
    for column in range(grid.n_cols):
        anchor = grid.anchor(row, column)
        text = grid.text(*anchor).strip() if first <= anchor[0] <= last else ""
        if text and states_unit(text):
            text = ""
        words.append((text, anchor))
    if row < last:
        for column in range(1, len(words)):
            below = any(not grid.is_blank(under, column) for under in range(row + 1, last + 1))
            left_word, left_anchor = words[column - 1]
            alone = grid.merge_at(row, column) is None and grid.merge_at(*left_anchor) is None
            if not words[column][0] and below and left_word and alone and _spans(grid, row, last, column - 1):
                words[column] = (left_word, left_anchor)
    return words


def _spans(grid: Grid, row: int, last: int, column: int) -> bool:
    """Does the word left of a blank stand over a leaf of its own, so that it is a group?"""
    return any(not grid.is_blank(under, column) for under in range(row + 1, last + 1))
