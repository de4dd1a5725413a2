"""A cell's flags as complaints: what was doubtful about it, and how grave that is."""

from __future__ import annotations

from collections.abc import Iterator

from qipan.exchange.reading import Complaint, Severity, Value

_SAID: dict[str, tuple[str, Severity]] = {
    "error": ("cell_error", Severity.WARNING),
    "unreadable": ("cell_unreadable", Severity.WARNING),
    "no_unit": ("cell_without_unit", Severity.WARNING),
    "ambiguous_month": ("month_ambiguous", Severity.WARNING),
    "reversed": ("range_reversed", Severity.WARNING),
    "unsettled": ("cell_unsettled", Severity.INFO),
    "withheld": ("cell_withheld", Severity.INFO),
    "unknown_choice": ("choice_unknown", Severity.INFO),
}
LONGEST = 80


def complaint(flag: str, sheet: str, row: int, column: int, raw: str, target: str = "") -> Complaint:
    """The complaint of one flag at a cell of the file."""
    code, severity = _SAID[flag]
    return Complaint(sheet, row, column, code, {"text": raw[:LONGEST], "target": target}, severity)


def complaints(value: Value, sheet: str, row: int, column: int, target: str) -> Iterator[Complaint]:
    """Every complaint a value's flags make."""
    for flag in value.flags:
        if flag in _SAID:
            yield complaint(flag, sheet, row, column, value.raw, target)
