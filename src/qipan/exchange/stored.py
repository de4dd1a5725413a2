"""Readings and corrections as JSON: what a batch keeps of a sheet, and what a person said about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from qipan.exchange.reading import Corrections, Period, RowClass, RowReading, SheetKind, SheetReading, Unit

KEPT_COMPLAINTS = 2000


def plain(value: Any) -> Any:
    """JSON without surprises: figures as text, keys as text, tuples as lists."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def unit_json(unit: Unit | None) -> dict[str, Any] | None:
    return (
        None
        if unit is None
        else {"text": unit.text, "currency": unit.currency, "factor": format(unit.factor, "f"), "source": unit.source}
    )


def reading_json(reading: SheetReading) -> dict[str, Any]:
    """Everything but the rows, which stand in the staging file."""
    columns = [
        {
            "index": c.index, "path": list(c.path), "target": c.target, "how": c.how, "score": round(c.score, 3),
            "period": asdict(c.period) if c.period else None, "unit": unit_json(c.unit),
        }
        for c in reading.columns
    ]  # fmt: skip
    return {
        "header": list(reading.header) if reading.header else None,
        "columns": columns,
        "records": reading.record_count,
        "classes": dict(Counter(str(row.kind) for row in reading.rows)),
        "subtotals": [plain(asdict(s)) for s in reading.subtotals],
        "complaints": [complaint_json(c) for c in reading.complaints[:KEPT_COMPLAINTS]],
        "unit": unit_json(reading.unit),
        "title": reading.title,
        "period": asdict(reading.period) if reading.period else None,
        "year": reading.year,
        "defaults": dict(reading.defaults),
        "cells": dict(reading.cells),
        "name_column": reading.name_column,
        "n_rows": len(reading.rows),
    }


def complaint_json(complaint: Any) -> dict[str, Any]:
    return {
        "row": complaint.row, "column": complaint.column, "code": complaint.code,
        "values": plain(complaint.values), "severity": str(complaint.severity),
    }  # fmt: skip


def row_json(row: RowReading) -> list[Any]:
    return [row.index, str(row.kind), list(row.reasons), row.level, row.label, row.hidden]


def corrections_json(corrections: Corrections) -> dict[str, Any]:
    return {
        "columns": {str(k): v for k, v in corrections.columns.items()},
        "rows": {str(k): str(v) for k, v in corrections.rows.items()},
        "units": {"*" if k is None else str(k): v for k, v in corrections.units.items()},
        "periods": {str(k): asdict(v) for k, v in corrections.periods.items()},
        "header": list(corrections.header) if corrections.header else None,
        "kind": str(corrections.kind) if corrections.kind else None,
        "year": corrections.year,
        "cells": dict(corrections.cells),
        "defaults": dict(corrections.defaults),
    }


def corrections_of(kept: dict[str, Any]) -> Corrections:
    """Refuses nonsense (an unknown class, an odd number) with ValueError or TypeError."""
    header = kept.get("header")
    return Corrections(
        columns={int(k): v for k, v in (kept.get("columns") or {}).items()},
        rows={int(k): RowClass(v) for k, v in (kept.get("rows") or {}).items()},
        units={None if k == "*" else int(k): str(v) for k, v in (kept.get("units") or {}).items()},
        periods={int(k): Period(**v) for k, v in (kept.get("periods") or {}).items()},
        header=(int(header[0]), int(header[1])) if header else None,
        kind=SheetKind(kept["kind"]) if kept.get("kind") else None,
        year=int(kept["year"]) if kept.get("year") else None,
        cells={str(k): str(v) for k, v in (kept.get("cells") or {}).items()},
        defaults={str(k): str(v) for k, v in (kept.get("defaults") or {}).items()},
    )
