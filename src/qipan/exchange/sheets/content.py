"""Columns without a header, understood by what stands in them: the longest words are the name; choices, telephones, date ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qipan.core.columns import Kind
from qipan.exchange.grid import Grid
from qipan.exchange.reading import ColumnReading, Complaint, RowClass, RowReading, Severity
from qipan.exchange.sheets import dates
from qipan.exchange.sheets.people import looks_like_phone
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat, key

SAMPLE = 60
_CATEGORY = "category"


def texts(grid: Grid, rows: Iterable[int], column: int) -> list[str]:
    """The words standing in a column, at most a sample."""
    found: list[str] = []
    for row in rows:
        value = grid.value(row, column)
        if isinstance(value, str) and value.strip():
            found.append(value.strip())
            if len(found) >= SAMPLE:
                break
    return found


def find_name(grid: Grid, first: int, columns: Sequence[ColumnReading], sheet: str) -> Complaint | None:
    """Where no header names it, the name is the unlabelled column with the longest words; a person must agree."""
    rows = range(first, min(grid.n_rows, first + 400))
    best: tuple[float, ColumnReading] | None = None
    for column in columns:
        if column.path or column.target:
            continue
        found = texts(grid, rows, column.index)
        if found:
            length = sum(map(len, found)) / len(found) + min(len(found), 20) * 0.1
            if best is None or length > best[0]:
                best = length, column
    if best is None:
        return None
    column = best[1]
    column.target, column.how, column.score = "name", "content", 0.5
    return Complaint(sheet, None, column.index, "name_guessed", {"target": "name"}, Severity.QUESTION)


def named_by_firm(columns: Sequence[ColumnReading], words: Vocabulary, sheet: str) -> Complaint | None:
    """Where nothing holds a name, the ledger's first column of firms that is there says which record a row is."""
    there = {column.target: column for column in columns}
    for known in words.columns:
        if known.kind is Kind.COMPANY and known.key in there:
            column = there[known.key]
            return Complaint(sheet, None, column.index, "name_by_firm", {"header": column.path[-1]}, Severity.WARNING)
    return None


def helper_columns(
    grid: Grid,
    rows: list[RowReading],
    columns: list[ColumnReading],
    words: Vocabulary,
    sections: dict[int, str],
    sheet: str,
) -> list[Complaint]:
    """Give unlabelled helper columns a target by their content; each guess is said."""
    projects = [reading.index for reading in rows if reading.kind is RowClass.PROJECT][: SAMPLE * 4]
    held = {column.target for column in columns}
    said: list[Complaint] = []
    for column in columns:
        if column.path or column.target or column.how == "person":
            continue
        found = texts(grid, projects, column.index)
        if len(found) < max(1, 0.5 * min(len(projects), SAMPLE)):
            continue
        target = _guess(grid, projects, column.index, found, words, sections)
        if target is not None and target not in held:
            column.target, column.how, column.score = target, "content", 0.4
            held.add(target)
            said.append(Complaint(sheet, None, column.index, "column_by_content", {"target": target}, Severity.WARNING))
    return said


def _guess(
    grid: Grid, rows: list[int], index: int, found: list[str], words: Vocabulary, sections: dict[int, str]
) -> str | None:
    spelled = [key(flat(text)) for text in found]
    for target, listed in words.choices.items():
        if sum(word in listed for word in spelled) >= 0.8 * len(spelled):
            return target
    same = sum(1 for row in rows if sections.get(row) and key(flat(grid.text(row, index))) == key(flat(sections[row])))
    if same >= 0.6 * len(rows) and _CATEGORY in words.by_key:
        return _CATEGORY
    phones = sum(map(looks_like_phone, found))
    if phones >= 0.8 * len(found):
        column = words.first(Kind.PHONE)
        return column.key if column else None
    ranges = sum(
        1
        for text in found
        if (when := dates.read(text, text)) is not None and when.precision != "text" and when.since != when.until
    )
    if ranges >= 0.8 * len(found):
        column = words.first(Kind.DATE_RANGE)
        return column.key if column else None
    return None
