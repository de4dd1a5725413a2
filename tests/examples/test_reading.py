"""The importer's reader finds in the workbooks what the truth says: every project once, its stage, its total, no sum for a project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from qipan.exchange import reader, sheets
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.pipeline.projects.ledger import COLUMNS
from tests.examples import county

TRUTH = county.truth()
FILES = {row["id"]: row for row in TRUTH["files"]}
LISTS = {
    "01": 84,
    "02": 57,
    "03a": 72,
    "03b": 72,
    "03c": 84,
    "03d": 48,
    "04": 91,
    "06": 6,
    "07": 6,
    "08": 66,
    "09": 38,
    "10": 12,
    "18": 97,
}
FEN = 100
TOTALS_OFF = {
    "01": "total_raised",
    "02": "total_raised",
    "03a": "total_raised",
    "03b": "total_raised",
    "04": "typo",
    "10": "wrong_unit",
}


def _read(file: str, language: str) -> tuple[list[SheetReading], list[RecordReading]]:
    workbook = reader.read(str(county.FOLDER / FILES[file][language]))
    readings = sheets.understand_workbook(workbook, COLUMNS, on=date(2026, 11, 23))
    pairs = zip(workbook.grids, readings, strict=True)
    return readings, [record for grid, reading in pairs for record in sheets.records(grid, reading, COLUMNS)]


def _known(file: str, language: str, records: list[RecordReading]) -> Iterator[tuple[RecordReading, dict[str, Any]]]:
    """Each record with the project that this file prints under its name."""
    names = {
        project["aliases"].get(language, {}).get(file, project["name"][language]).lstrip("★ "): project
        for project in TRUTH["projects"]
        if file in project["files"]
    }
    for record in records:
        yield record, names[record.values["name"][0].raw.strip().lstrip("★ ")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", sorted(LISTS))
def test_every_project_is_read_once_with_its_total(file: str, language: str) -> None:
    _, records = _read(file, language)

    found = list(_known(file, language, records))

    assert len(found) == LISTS[file]
    assert len({project["key"] for _, project in found}) == len(found)
    for record, project in found:
        if "total" in record.values and project["story"] != TOTALS_OFF.get(file, "-"):
            total = None if project["total"] is None else project["total"] * FEN
            assert record.values["total"][0].value == total, project["key"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", ["03c", "04", "18"])
def test_the_newest_ledgers_tell_every_stage(file: str, language: str) -> None:
    _, records = _read(file, language)

    stages = [
        (record.values["stage"][0].value, project["stage"]) for record, project in _known(file, language, records)
    ]

    assert [pair for pair in stages if pair[0] != pair[1]] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_the_planted_sum_of_the_plan_is_off(language: str) -> None:
    readings, _ = _read("01", language)

    sums = [subtotal for reading in readings for subtotal in reading.subtotals]

    assert len(sums) == 41
    assert sum(not subtotal.reconciled for subtotal in sums) == 1
