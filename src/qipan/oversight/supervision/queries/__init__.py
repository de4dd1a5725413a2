"""Questions of supervision, each from what the asker may see."""

from __future__ import annotations

from qipan.oversight.supervision.queries.notices import (
    Filters,
    Part,
    acts,
    counts,
    for_moves,
    listed,
    may_reply,
    of_project,
    one,
    origin_of,
    parts_out,
    visible_to,
    waiting_replies,
    waiting_verdicts,
)
from qipan.oversight.supervision.queries.past import bands, exceptions_of, readings
from qipan.oversight.supervision.queries.red import Line, Unit, lines, move_of, narrowed, red, units

__all__ = [
    "Filters",
    "Line",
    "Part",
    "Unit",
    "acts",
    "bands",
    "counts",
    "exceptions_of",
    "for_moves",
    "lines",
    "listed",
    "may_reply",
    "move_of",
    "narrowed",
    "of_project",
    "one",
    "origin_of",
    "parts_out",
    "readings",
    "red",
    "units",
    "visible_to",
    "waiting_replies",
    "waiting_verdicts",
]
