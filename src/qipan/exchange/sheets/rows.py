"""What each row of a list is: title, unit, header, section, subtotal, project, child, note, width row or blank; with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qipan.exchange.grid import Cell, Grid, is_blank_value
from qipan.exchange.reading import Corrections, RowClass, RowReading
from qipan.exchange.sheets.headers import is_width_row
from qipan.exchange.sheets.numbers import count_of, figure
from qipan.exchange.sheets.sections import Mark, Nesting, bare_count, mark_of, may_be_mark, may_be_total, serial_mark
from qipan.exchange.sheets.units import states_unit
from qipan.exchange.sheets.words import flat

_NOTE = re.compile(
    r"^(?:备注|附注|注|说明|填表说明|填报说明|note|notes|source|remarks?)[\d一二三]?[:.]|^\d[、.].{0,20}[:].{8,}"
)
_SIGNATURE = re.compile(
    r"^(?:填报单位|填报人|填表人|制表人?|审核人?|审批人?|单位负责人|填报日期|填报时间|联系电话|报送单位)[:(]?"
)
_PLAIN_SERIAL = re.compile(r"^[a-z]{0,3}\d+(?:[.、]|\.0)?[★☆●*]*$|^[★☆●*]*\d+$|^\d+-\d+$")
_SUB_SERIAL = re.compile(r"^[(]\d+[)]$|^\d+\.(?!0$)\d+$|^[①-⑳]$")
_PLACE_END = ("县", "区", "市", "镇", "乡", "街道", "园", "类", "行业", "项目", "产业", "部门", "本级", "单位")
_NUMBERED = ("number", "bracketed_number", "circled")
_TOTALS = ("total", "named_total", "small_total", "of_which")
LONG_NOTE = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """Where in a sheet the things stand that tell rows apart."""

    last_header: int
    first_header: int
    serial: int | None
    name: int | None
    count: int | None
    amounts: tuple[int, ...]  # money, area, number and percent columns
    others: tuple[int, ...]  # every other labelled column
    headings: dict[int, str]  # column → leaf header words, flattened


def classify(grid: Grid, shape: Shape, corrections: Corrections) -> list[RowReading]:
    """Give every row its class; a person's word beats every rule."""
    reader = _Reader(grid, shape)
    rows = [reader.above(row) for row in range(min(shape.first_header, grid.n_rows))]
    rows += [
        RowReading(row, RowClass.HEADER, ("header",))
        for row in range(shape.first_header, min(shape.last_header + 1, grid.n_rows))
    ]
    said = corrections.rows
    for row in range(shape.last_header + 1, grid.n_rows):
        reading = reader.below(row)
        if row in said:
            reading = reader.as_said(row, said[row], reading)
        rows.append(reading)
    for row, kind in said.items():
        if 0 <= row <= shape.last_header and row < len(rows):
            rows[row] = RowReading(row, kind, ("person",))
    _settle_tail(rows, said)
    _nest(rows)
    for row in grid.hidden_rows:
        if row < len(rows):
            rows[row].hidden = True
    return rows


def _settle_tail(rows: list[RowReading], said: dict[int, RowClass]) -> None:
    """A lonely name with no project after it heads nothing: it is a note."""
    for reading in reversed(rows):
        if reading.kind in (RowClass.PROJECT, RowClass.SUBTOTAL):
            break
        if reading.kind is RowClass.SECTION and reading.index not in said and "name_only" in reading.reasons:
            reading.kind, reading.reasons, reading.label = RowClass.NOTE, ("text_at_the_end",), ""


def _nest(rows: list[RowReading]) -> None:
    """Turn the numbering styles, kept in the first reason, into levels."""
    nesting = Nesting()
    for reading in rows:
        if reading.kind in (RowClass.SECTION, RowClass.SUBTOTAL):
            first = reading.reasons[0] if reading.reasons else ""
            reading.level = nesting.level(first.removeprefix("mark_") if first.startswith("mark_") else "plain")


class _Reader:
    """Classifies row after row; remembers whether a plainly numbered project came last."""

    def __init__(self, grid: Grid, shape: Shape) -> None:
        self.grid, self.shape = grid, shape
        self.after_numbered = False
        self.any_project = False
        self.tall = {
            row
            for top, _l, bottom, _r in grid.merges
            if bottom > top > shape.last_header
            for row in range(top + 1, bottom + 1)
        }
        self.wide: dict[int, int] = {}
        for top, left, _bottom, right in grid.merges:
            if right > left:
                self.wide[top] = max(self.wide.get(top, 0), right - left + 1)

    def above(self, row: int) -> RowReading:
        """A row over the header."""
        texts = [str(value) for _column, value in self.grid.cells(row)]
        if not texts:
            return RowReading(row, RowClass.BLANK, ("empty",))
        if any(states_unit(text) for text in texts):
            return RowReading(row, RowClass.UNIT, ("states_unit",))
        return RowReading(row, RowClass.TITLE, ("above_the_header",), label=max(texts, key=len).strip())

    def below(self, row: int) -> RowReading:
        """A row under the header: the common case first, the rest by rule."""
        cells = self.grid.rows[row]
        shape = self.shape
        width = len(cells)
        name = cells[shape.name] if shape.name is not None and shape.name < width else None
        if type(name) is str and name and not may_be_total(name) and not name.isspace():
            serial = cells[shape.serial] if shape.serial is not None and shape.serial < width else None
            kind = type(serial)
            if kind is int or kind is float or (kind is str and serial.isdigit()):  # type: ignore[union-attr]
                self.after_numbered = self.any_project = True
                return RowReading(row, RowClass.PROJECT, _NUMBERED_PROJECT)
        return self.slow(row, cells)

    def slow(self, row: int, cells: list[Cell]) -> RowReading:
        """Every other case, in the order in which they exclude each other."""
        filled = [(column, value) for column, value in enumerate(cells) if not is_blank_value(value)]
        for rule in (self._blank, self._repeated, self._note, self._marked, self._nameless, self._named):
            found = rule(row, filled)
            if found is not None:
                if found.kind is RowClass.PROJECT:
                    self.any_project = True
                elif found.kind in (RowClass.SECTION, RowClass.SUBTOTAL):
                    self.after_numbered = False
                return found
        return RowReading(row, RowClass.NOTE, ("not_understood",))

    def as_said(self, row: int, kind: RowClass, guessed: RowReading) -> RowReading:
        """The class a person gave, with what can be read of a label."""
        label = guessed.label or (
            self._text(row, self.shape.name) if kind in (RowClass.SECTION, RowClass.SUBTOTAL) else ""
        )
        first = guessed.reasons[:1] if guessed.reasons and guessed.reasons[0].startswith("mark_") else ()
        return RowReading(row, kind, (*first, "person"), label=label)

    def _text(self, row: int, column: int | None) -> str:
        if column is None:
            return ""
        value = self.grid.value(row, column)
        return value.strip() if isinstance(value, str) else "" if is_blank_value(value) else self.grid.text(row, column)

    def _blank(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        if not filled:
            return RowReading(row, RowClass.BLANK, ("empty",))
        if all((value == 0 and not isinstance(value, bool)) or value == "0" for _column, value in filled):
            return RowReading(row, RowClass.BLANK, ("only_zeros",))
        serial = flat(self._text(row, self.shape.serial))
        bare = all(column == self.shape.serial or value in (0, "0") for column, value in filled)
        if bare and self.shape.name is not None and (not serial or _PLAIN_SERIAL.match(serial)):
            return RowReading(row, RowClass.BLANK, ("serial_only",))
        return None

    def _repeated(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        """Printed headers on every page, rows of column numbers, unit rows, and template rows that repeat the header's words."""
        headings = self.shape.headings
        texts = [(column, flat(value)) for column, value in filled if isinstance(value, str)]
        same = sum(1 for column, text in texts if headings.get(column) == text)
        if same >= 3 and same >= 0.5 * len(filled):
            return RowReading(row, RowClass.HEADER, ("header_again",))
        if (
            self.shape.name is not None
            and headings.get(self.shape.name) == flat(self._text(row, self.shape.name)) != ""
        ):
            return RowReading(row, RowClass.BLANK, ("template_words",))
        if not self.any_project and is_width_row(self.grid, row):
            return RowReading(row, RowClass.WIDTH, ("column_numbers",))
        if len(filled) <= 3 and any(isinstance(value, str) and states_unit(value) for _column, value in filled):
            return RowReading(row, RowClass.UNIT, ("states_unit",))
        return None

    def _note(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        first = filled[0][1]
        if not isinstance(first, str):
            return None
        plain = flat(first)
        numbers = any(not isinstance(value, str) for _column, value in filled)
        lonely = len(filled) == 1 or (self.wide.get(row, 0) >= 0.5 * self.grid.n_cols and len(filled) <= 2)
        if not numbers and (_SIGNATURE.match(plain) or (_NOTE.match(plain) and lonely)):
            return RowReading(row, RowClass.NOTE, ("remark",))
        if lonely and len(plain) > LONG_NOTE and filled[0][0] != self.shape.name:
            return RowReading(row, RowClass.NOTE, ("long_text",))
        if lonely and len(plain) > LONG_NOTE and (self.shape.serial is not None or self.wide.get(row)):
            return RowReading(row, RowClass.NOTE, ("long_text",))
        return None

    def _marked(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        """Totals and sections by their marks; a full row with a mark in its name is still a project."""
        found = self._mark(row, filled)
        if found is None:
            return None
        mark, column = found
        texts = self._other_texts(filled, column)
        if texts >= 2 and mark.style not in _TOTALS:
            return None
        amounts = any(column in self.shape.amounts for column, _value in filled)
        count = mark.count is not None or self._count_column(filled) is not None
        reasons = [f"mark_{mark.style}"]
        reasons += ["amounts"] if amounts else []
        reasons += ["count_in_text"] if mark.count is not None else ["count_in_column"] if count else []
        kind = RowClass.SUBTOTAL if mark.style in _TOTALS or amounts or count else RowClass.SECTION
        return RowReading(row, kind, tuple(reasons), label=mark.label)

    def _mark(self, row: int, filled: list[tuple[int, Cell]]) -> tuple[Mark, int] | None:
        """The mark of a row and the column of its label: in the serial cell, the name cell, or the row's first text."""
        shape = self.shape
        serial, name = self._text(row, shape.serial), self._text(row, shape.name)
        if serial and not _PLAIN_SERIAL.match(flat(serial)) and not _SUB_SERIAL.match(flat(serial)):
            mark = mark_of(serial)
            if mark is not None and (mark.label or mark.style in _TOTALS):
                return mark, shape.serial or 0
            style = serial_mark(serial)
            if style is not None and name:
                inner = mark_of(f"一、{name}")
                return Mark(style, inner.label if inner else name, inner.count if inner else None), shape.name or 0
        if name:
            mark = mark_of(name) if may_be_mark(name) else None
            if mark is None or (serial and mark.style not in _TOTALS):
                return None
            if mark.style in _NUMBERED and not self._heads(row, filled, mark):
                return None
            return mark, shape.name or 0
        first = filled[0]
        if isinstance(first[1], str) and first[0] not in (shape.serial, shape.name):
            mark = mark_of(first[1])
            if mark is not None and mark.style not in _NUMBERED:
                return mark, first[0]
        return None

    def _heads(self, row: int, filled: list[tuple[int, Cell]], mark: Mark) -> bool:
        """Does "1.铁路" head projects, rather than being one? Only where nothing but sums stands beside it."""
        if self.shape.serial is None or (self.after_numbered and mark.style != "number"):
            return False
        return self._other_texts(filled, self.shape.name or 0) == 0

    def _other_texts(self, filled: list[tuple[int, Cell]], label: int) -> int:
        """Cells with words beside the label; a bare count is no words."""
        skip = (self.shape.serial, self.shape.name, label)
        return sum(
            1
            for column, value in filled
            if column not in skip
            and column not in self.shape.amounts
            and isinstance(value, str)
            and count_of(value) is None
            and bare_count(flat(value)) is None
            and not flat(value).startswith("#")
        )

    def _count_column(self, filled: list[tuple[int, Cell]]) -> int | None:
        return next(
            (
                c
                for c, value in filled
                if (c == self.shape.count or c in self.shape.others) and (count_of(value) is not None)
            ),
            None,
        )

    def _nameless(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        """No name: a further row of the project above, or a row nobody can place."""
        if self.shape.name is None or self._text(row, self.shape.name):
            return None
        if self.any_project and row in self.tall and not is_blank_value(self.grid.filled(row, self.shape.name)):
            return RowReading(row, RowClass.CHILD, ("merged_under",))
        if self.any_project and not self._text(row, self.shape.serial):
            return RowReading(row, RowClass.CHILD, ("continues",))
        return RowReading(row, RowClass.NOTE, ("name_missing",))

    def _named(self, row: int, filled: list[tuple[int, Cell]]) -> RowReading | None:
        shape = self.shape
        serial = self._text(row, shape.serial)
        name = self._text(row, shape.name)
        plain = flat(serial)
        if _SUB_SERIAL.match(plain) or (not serial and re.match(r"^[((]\d+[))]", name)):
            if self.after_numbered:
                return RowReading(row, RowClass.CHILD, ("numbered_under_project",))
            return RowReading(row, RowClass.PROJECT, ("bracketed_serial",))
        self_and_serial = (shape.serial, shape.name)
        beside = [column for column, _value in filled if column not in self_and_serial]
        if serial:
            self.after_numbered = bool(_PLAIN_SERIAL.match(plain))
            return RowReading(row, RowClass.PROJECT, _NUMBERED_PROJECT if self.after_numbered else ("named",))
        if not beside and (shape.serial is not None or self.wide.get(row, 0) >= 3):
            return RowReading(row, RowClass.SECTION, ("mark_plain", "name_only"), label=name)
        if (
            shape.serial is not None
            and all(column in shape.amounts for column in beside)
            and flat(name).endswith(_PLACE_END)
        ):
            return RowReading(row, RowClass.SUBTOTAL, ("mark_plain", "amounts", "no_serial"), label=name)
        self.after_numbered = False
        return RowReading(row, RowClass.PROJECT, ("named", "no_serial") if shape.serial is not None else ("named",))


_NUMBERED_PROJECT = ("serial_and_name",)


def declared_count(grid: Grid, row: int, shape: Shape) -> int | None:
    """How many projects a total line says it has: in its text, beside it ("13个"), or in a text column (241 under 建设规模及内容)."""
    for column in (shape.serial, shape.name):
        value = grid.value(row, column) if column is not None else None
        if isinstance(value, str):
            mark = mark_of(value)
            if mark is not None and mark.count is not None:
                return mark.count
            found = bare_count(flat(value))
            if found is not None:
                return found
            inner = mark_of(f"一、{value}") if serial_mark(grid.text(row, shape.serial or 0)) else None
            if inner is not None and inner.count is not None:
                return inner.count
    columns: Iterable[int] = (shape.count,) if shape.count is not None else shape.others
    for column in columns:
        value = grid.value(row, column)
        if value is None or column in (shape.serial, shape.name):
            continue
        found = count_of(value)
        found = bare_count(flat(value)) if found is None and isinstance(value, str) else found
        if found is not None:
            return found
    return None


def amount(value: Cell) -> object:
    """The printed figure of an amount cell, or None."""
    return figure(value).number
