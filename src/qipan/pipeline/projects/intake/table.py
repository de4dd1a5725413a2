"""The projects as our own ledger, for the command line: what this reader sees, amounts in the language's unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from qipan.core import access, units
from qipan.core.columns import Column, Kind
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.queries.rows import Asked


def table(user: Any) -> tuple[list[Column], list[str], Iterator[list[Any]]]:
    """Columns, headers with units, rows. Refuses who may not export."""
    access.demand(user, "export")
    language = get_language() or "en"
    currency = queries.main_currency(user)
    columns = list(queries.grid_columns(user, COLUMNS))
    headers = [
        f"{c.label} ({units.money_unit(currency, language)})" if c.kind is Kind.MONEY else str(c.label) for c in columns
    ]
    asked = Asked(language=language)
    return columns, headers, _rows(user, columns, asked, Decimal(units.money_scale(language)))


def _rows(user: Any, columns: list[Column], asked: Asked, scale: Decimal) -> Iterator[list[Any]]:
    for row in queries.every(user, columns, asked):
        yield [_cell(column, row.get(column.key), scale) for column in columns]


def _cell(column: Column, value: Any, scale: Decimal) -> Any:
    if value is None or value == "":
        return None
    return Decimal(value) / scale if column.kind is Kind.MONEY else value
