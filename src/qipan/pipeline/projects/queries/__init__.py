"""Questions about projects. Each starts from what the asker may see (`sight.visible_to`)."""

from __future__ import annotations

from qipan.pipeline.projects.queries.board import Board, Lane, Summary, board, card, lanes, more, summary
from qipan.pipeline.projects.queries.filters import BY_KEY, ENDED, FILTERS, Filters, offered, read
from qipan.pipeline.projects.queries.rows import SIZE, Asked, Found, every, grid_columns, ledger, main_currency, some
from qipan.pipeline.projects.queries.sight import may_see, one, seen_columns, visible_to
from qipan.pipeline.projects.queries.story import (
    Slot,
    amounts,
    care,
    care_template,
    duplicates,
    facts,
    history,
    missing,
    next_stage,
)
from qipan.pipeline.projects.queries.why import lacking, reason, reasons

__all__ = [
    "BY_KEY",
    "ENDED",
    "FILTERS",
    "SIZE",
    "Asked",
    "Board",
    "Filters",
    "Found",
    "Lane",
    "Slot",
    "Summary",
    "amounts",
    "board",
    "card",
    "care",
    "care_template",
    "duplicates",
    "every",
    "facts",
    "grid_columns",
    "history",
    "lacking",
    "lanes",
    "ledger",
    "main_currency",
    "may_see",
    "missing",
    "more",
    "next_stage",
    "offered",
    "one",
    "read",
    "reason",
    "reasons",
    "seen_columns",
    "some",
    "summary",
    "visible_to",
]
