"""A column that is a forecast while its period runs and the result once it is over: 全年完成投资. The columns beside it tell which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qipan.exchange.reading import ColumnReading
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat

_EXPECTING = ("力争", "预计", "预期", "预测", "拟", "确保", "forecast", "expected")


def settle(columns: Sequence[ColumnReading], words: Vocabulary, on: date | None) -> None:
    """Turn forecasts into results where the sheet was made after the end of their period."""
    for column in columns:
        target = words.by_key.get(column.target or "")
        if (
            target is not None
            and target.outcome
            and column.how != "person"
            and _is_result(column, columns, target.outcome, on)
        ):
            column.target = target.outcome


def _is_result(column: ColumnReading, columns: Sequence[ColumnReading], outcome: str, on: date | None) -> bool:
    """Over by `on`, and nothing in the sheet says that part of it was still to come when it was written."""
    header = flat("/".join(column.path))
    period = column.period
    if period is None or not period.until or any(word in header for word in _EXPECTING):
        return False
    if on is not None and date.fromisoformat(period.until) >= on:
        return False
    if any(other is not column and other.target == column.target for other in columns):
        return False
    parts = [
        c.period for c in columns if c.target == outcome and c.period and (c.period.until or "")[:4] == period.until[:4]
    ]
    if any((part.since, part.until) == (period.since, period.until) for part in parts):
        return False  # the result stands already
    return not parts or any(part.until == period.until for part in parts)
