"""The little tables inside a form: milestones with their dates and people, and ten-day figures under months."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from qipan.exchange.grid import Grid
from qipan.exchange.reading import SheetReading, Value
from qipan.exchange.sheets import dates
from qipan.exchange.sheets.mapping import printed
from qipan.exchange.sheets.periods import TEN_DAYS, read_period
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat

MOST_ROWS = 120
MILESTONES = "milestones"
SIGNATURE = re.compile(r"签[名字章]|盖章")
_NODE_ATTRIBUTES = {
    "日期": "due", "时间": "due", "完成时限": "due", "时限": "due", "计划完成时间": "due",
    "完成进度": "progress", "进度": "progress", "进展": "progress", "责任单位": "lead_org", "责任人": "lead_person",
    "due": "due", "date": "due", "progress": "progress", "responsible": "lead_org", "person": "lead_person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with the merged range it covers."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


@dataclass(slots=True)
class Table:
    """A block of the form that is a little table: its heads across, its attributes down."""

    rows: range
    heads: list[Box]
    attributes: dict[int, str] = field(default_factory=dict)  # row → what it holds


def boxes(grid: Grid) -> list[Box]:
    """Every cell with text, with its merged range."""
    found = []
    for row in range(min(grid.n_rows, MOST_ROWS)):
        for column, value in grid.cells(row):
            top, left, bottom, right = grid.merge_at(row, column) or (row, column, row, column)
            if (top, left) == (row, column) and isinstance(value, str):
                found.append(Box(top, left, bottom, right, value))
    return found


def milestones_table(found: list[Box], words: Vocabulary) -> Table | None:
    """The milestones' table: a row of node names after a label that speaks of 节点, and its rows of dates and people."""
    label = next((box for box in found if _heads_nodes(box, words) and _beside(box, found)), None)
    if label is None:
        return None
    heads = [box for box in found if box.top == label.top and box.left > label.right]
    if len(heads) < 3:
        return None
    attributes = _attributes(found, label, max(box.bottom for box in heads) + 1)
    return Table(range(label.top, max(attributes, default=label.top) + 1), heads, attributes) if attributes else None


def _attributes(found: list[Box], label: Box, first: int) -> dict[int, str]:
    attributes: dict[int, str] = {}
    for box in found:
        if (
            box.left <= label.right
            and box.top >= first
            and flat(box.text) in _NODE_ATTRIBUTES
            and box.top == first + len(attributes)
        ):
            attributes[box.top] = _NODE_ATTRIBUTES[flat(box.text)]
    return attributes


def is_month(text: str) -> bool:
    """ "8月" or "August", and nothing else."""
    named = read_period(flat(text), 2000) if len(text) < 12 else None
    return named is not None and named.period is not None and not named.rest and named.period.precision == "month"


def _heads_nodes(box: Box, words: Vocabulary) -> bool:
    """Does this label speak of milestones?"""
    if "节点" in flat(box.text):
        return True
    candidates = words.candidates((box.text,)) if len(box.text) < 24 else []
    return bool(candidates) and candidates[0].column.key == MILESTONES


def _beside(box: Box, found: list[Box]) -> bool:
    return any(other.top == box.top and other.left > box.right for other in found)


def months_table(grid: Grid, found: list[Box]) -> Table | None:
    """The table of ten-day figures: months across, 上旬 中旬 下旬 under each."""
    for row in sorted({box.top for box in found}):
        months = [box for box in found if box.top == row and is_month(box.text)]
        parts = [
            box
            for box in found
            if box.top == row + 1 and (flat(box.text) in TEN_DAYS or flat(box.text) in ("小计", "累计", "sum"))
        ]
        if len(months) >= 2 and len(parts) >= 2:
            last = row + 1
            attributes: dict[int, str] = {}
            for box in found:
                if box.top == last + 1 and box.left < months[0].left:
                    last = box.top
                    attributes[box.top] = box.text
                    if len(attributes) > 6:
                        break
            kept = {at: text for at, text in attributes.items() if not SIGNATURE.search(text)}
            while kept and _full_width(grid, max(kept), months[0].left):
                kept.pop(max(kept))
            return Table(range(row, max(kept, default=row + 1) + 1), [*months, *parts], kept)
    return None


def _full_width(grid: Grid, row: int, left: int) -> bool:
    """One wide cell beside the label: no row of the table."""
    merge = grid.merge_at(row, left)
    return merge is not None and merge[3] - merge[1] + 1 >= 0.6 * (grid.n_cols - left)


def milestone(grid: Grid, head: Box, table: Table, reading: SheetReading) -> dict[str, list[Value]] | None:
    """One milestone: its name with date, progress, unit and person; None when nothing but the name is there."""
    child: dict[str, list[Value]] = {}
    for row, attribute in table.attributes.items():
        place = grid.anchor(row, head.left)
        if grid.is_blank(*place):
            continue
        shown = grid.text(*place).strip()
        fact: Any = shown
        if attribute == "due":
            when = dates.read(grid.value(*place), shown, reading.year)
            fact = when.plain() if when is not None else None
        child[attribute] = [Value(fact, shown, grid.address(*place))]
    if not child:
        return None
    return {"milestone": [Value(printed(head.text), head.text, grid.address(head.top, head.left))], **child}
