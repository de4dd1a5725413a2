"""Back into their form: the file of a batch with what is held now, its sums made new where they agreed before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from qipan.exchange import places, reader, refill, sheets, stored, targets
from qipan.exchange.grid import cell_address
from qipan.exchange.models import Batch, Change, Sheet
from qipan.exchange.refill import Filled
from qipan.exchange.targets import Step


def back_into_form(batch: Batch) -> Filled:
    """Only cells whose value is another by now are written; everything else stays as it came."""
    original = places.source(batch).read_bytes()
    values = changed_cells(batch)
    filled = refill.refill(original, batch.name, values)
    if not values:
        return filled
    sums = _sums(batch, filled)
    return refill.refill(original, batch.name, {**sums, **values}) if sums else filled


def changed_cells(batch: Batch) -> dict[tuple[str, str], Any]:
    """(sheet, cell) → value now."""
    by_sheet = {sheet.index: sheet for sheet in batch.sheets.all()}
    with places.staged(batch) as staged:
        steps = list(staged.steps())
    ids = _ids(batch, steps)
    found: dict[tuple[str, str], Any] = {}
    for index, sheet in by_sheet.items():
        target = targets.get(sheet.target)
        mine = [
            (step.draft, pk) for step in steps if step.draft.sheet == index and (pk := ids.get((index, step.draft.row)))
        ]
        if target is None or not mine:
            continue
        cells = target.current([d for d, _ in mine], [pk for _, pk in mine], sheet.reading.get("fields", {}))
        found.update({(sheet.name, cell): value for row in cells.values() for cell, value in row.items()})
    return found


def _ids(batch: Batch, steps: list[Step]) -> dict[tuple[int, int], int]:
    """(sheet, row) → the record it became or already was."""
    made = Change.objects.filter(batch=batch).values_list("sheet", "row", "object_id", "object_type", "target")
    ids = {(s.draft.sheet, s.draft.row): s.object_id for s in steps if s.object_id is not None}
    for sheet, row, pk, kind, code in made:
        target = targets.get(code)
        if target is not None and target.object_type == kind:
            ids[sheet, row] = pk
    for step in steps:
        if step.merged_into in ids:
            ids[step.draft.sheet, step.draft.row] = ids[step.merged_into]
    return ids


def _sums(batch: Batch, filled: Filled) -> dict[tuple[str, str], Any]:
    """Totals that agreed with their rows when the file came agree again: the new sum in the printed unit."""
    workbook = reader.read(filled.content, filled.filename)
    found: dict[tuple[str, str], Any] = {}
    for sheet in batch.sheets.all():
        grid = workbook.grid(sheet.name)
        agreed = {s["row"]: s for s in sheet.reading["subtotals"] if s["reconciled"] and s["tested"]}
        if grid is not None and agreed:
            found.update(_sheet_sums(sheet, grid, agreed, batch.on))
    return found


def _sheet_sums(sheet: Sheet, grid: Any, agreed: dict[int, Any], on: date) -> dict[tuple[str, str], Any]:
    target = targets.get(sheet.target)
    if target is None:
        return {}
    reading = sheets.understand(grid, target.columns, stored.corrections_of(sheet.corrections), on)
    found: dict[tuple[str, str], Any] = {}
    for subtotal in reading.subtotals:
        if subtotal.row not in agreed:
            continue
        for column, declared in subtotal.declared.items():
            now = subtotal.found.get(column)
            if now is not None and now != declared and str(column) in agreed[subtotal.row]["declared"]:
                found[sheet.name, cell_address(subtotal.row, column)] = _number(now)
    return found


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
