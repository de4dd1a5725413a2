"""Every case of the mess catalogue is read as a careful person reads it, from a grid and from a real workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from qipan.exchange import reader, sheets
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import RecordReading
from qipan.pipeline.projects.ledger import COLUMNS
from tests.exchange import mess


def agrees(found: Any, meant: Any) -> bool:
    """A date may be asked for in part."""
    if isinstance(meant, dict):
        return all(found[key] == value for key, value in meant.items())
    return found == meant if not isinstance(found, Decimal) else found == Decimal(meant)


def first(record: RecordReading, target: str) -> Any:
    values = record.values.get(target)
    return values[0].value if values else None


def check(grid: Grid, case: mess.Mess) -> None:
    reading = sheets.understand(grid, COLUMNS)
    records = list(sheets.records(grid, reading, COLUMNS))

    assert len(records) == reading.record_count == len(case.projects)
    for record, means in zip(records, case.projects, strict=True):
        for target, meant in means.items():
            assert agrees(first(record, target), meant), (target, first(record, target), meant)
    kinds = {row.index: row.kind.value for row in reading.rows}
    assert {row: kinds[row] for row in case.kinds} == case.kinds
    said = {complaint.code for complaint in reading.complaints} | {
        c.code for record in records for c in record.complaints
    }
    assert case.codes <= said
    assert [(s.declared_count, s.found_count, s.reconciled) for s in reading.subtotals] == case.sums or not case.sums


@pytest.mark.parametrize("name", mess.CASES)
def test_a_messy_grid_is_read_as_meant(name: str) -> None:
    case = mess.CASES[name]()

    check(case.grid, case)


@pytest.mark.parametrize("name", [name for name in mess.CASES if name != "amounts"])
def test_the_same_mess_in_a_real_workbook_is_read_as_meant(name: str) -> None:
    case = mess.CASES[name]()

    workbook = reader.read(mess.workbook_bytes(case.grid), "mess.xlsx")

    check(workbook.grids[0], case)


def test_sheets_are_stages_and_a_project_on_two_of_them_is_said() -> None:
    grids = mess.stages_workbook()

    readings = sheets.understand_workbook(Workbook(grids, "xlsx", "", 0), COLUMNS)

    records = [list(sheets.records(grid, reading, COLUMNS)) for grid, reading in zip(grids, readings, strict=True)]
    assert [[first(record, "stage") for record in part] for part in records] == [
        ["discussion"],
        ["preparation", "preparation"],
    ]
    repeated = [complaint for complaint in readings[1].complaints if complaint.code == "project_on_two_sheets"]
    assert [(c.row, c.values["sheet"], c.values["row"]) for c in repeated] == [(3, "加速签约", 3)]


def test_children_keep_their_own_facts() -> None:
    grid = mess.funding_rows().grid

    records = list(sheets.records(grid, sheets.understand(grid, COLUMNS), COLUMNS))

    assert [child["in_place"][0].value for child in records[0].children] == [50 * mess.WAN]
    assert records[1].children == []


def test_of_which_lines_are_not_tested_against_rows_they_do_not_have() -> None:
    reading = sheets.understand(mess.totals_above().grid, COLUMNS)

    last = reading.subtotals[-1]
    assert (last.label, last.tested, last.side) == ("其中：续建（3项）", False, "none")


def test_reading_again_from_a_row_keeps_the_sections() -> None:
    grid = mess.totals_above().grid
    reading = sheets.understand(grid, COLUMNS)

    later = list(sheets.records(grid, reading, COLUMNS, start=8))

    assert [record.values["name"][0].value for record in later] == ["环城公路"]
    assert later[0].sections == ("东城县", "交通")


def test_the_raw_text_and_the_cell_are_kept() -> None:
    grid = mess.padded_names().grid

    record = next(sheets.records(grid, sheets.understand(grid, COLUMNS), COLUMNS))

    value = record.values["lead_person"][0]
    assert (value.value, value.raw, value.cell) == ("成斌", "成  斌", "D2")


def test_a_transposed_sheet_names_the_cells_of_the_file() -> None:
    grid = mess.transposed().grid

    records = list(sheets.records(grid, sheets.understand(grid, COLUMNS), COLUMNS))

    assert [record.values["name"][0].cell for record in records] == ["B2", "C2", "D2"]


@pytest.mark.slow
def test_a_large_ledger_streams() -> None:
    grid = mess.big(5000)

    reading = sheets.understand(grid, COLUMNS)
    stream = sheets.records(grid, reading, COLUMNS)

    assert next(stream).values["serial"][0].value == "1"
    assert sum(1 for _ in stream) == 4999
    assert not reading.complaints
