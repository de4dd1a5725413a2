"""The invented county's workbooks, messy on purpose: read as they were built, in both languages, asking only what nobody could know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qipan.exchange import reader, sheets
from qipan.exchange.reading import Severity, SheetKind, SheetReading
from qipan.pipeline.projects.ledger import COLUMNS

ON = date(2026, 10, 31)


def readings(folder: Path, start: str) -> list[SheetReading]:
    path = next(path for path in sorted(folder.iterdir()) if path.name.startswith(start))
    return sheets.understand_workbook(reader.read(path), COLUMNS, on=ON)


@pytest.fixture(params=["", "en"], ids=["zh", "en"])
def county(root: Path, request: pytest.FixtureRequest) -> Path:
    return root / "examples" / "county" / request.param


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("01", [84, 0]),
        ("02", [57]),
        ("03a", [72]),
        ("03b", [72]),
        ("03c", [84]),
        ("04", [22, 5, 14, 12, 17, 16, 5]),
        ("05", [60]),
        ("06", [1] * 6),
        ("07", [1] * 6),
        ("08", [66]),
        ("09", [8, 4, 7, 19]),
        ("10", [12]),
    ],
)
def test_every_workbook_gives_its_projects(county: Path, file: str, counts: list[int]) -> None:
    read = readings(county, file)

    assert [reading.record_count for reading in read] == counts


def test_one_of_the_plans_sums_does_not_agree(county: Path) -> None:
    plan = readings(county, "01")[0]

    assert [subtotal.reconciled for subtotal in plan.subtotals].count(False) == 1
    assert len(plan.subtotals) == 41


def test_the_kinds_of_sheets_are_told_apart(county: Path) -> None:
    assert [reading.kind for reading in readings(county, "01")] == [SheetKind.LIST, SheetKind.SUMMARY]
    assert {reading.kind for reading in readings(county, "06")} == {SheetKind.FORM}
    assert [reading.kind for reading in readings(county, "10")] == [SheetKind.TRANSPOSED]


def test_a_responsibility_table_gives_each_sheet_its_stage(county: Path) -> None:
    assert [reading.defaults.get("stage") for reading in readings(county, "09")] == [
        "started",
        "preparation",
        "preparation",
        "discussion",
    ]


@pytest.mark.parametrize("file", ["01", "02", "03a", "03b", "03c", "05", "06", "07", "08", "10"])
def test_nothing_is_asked_of_a_ledger_that_says_everything(county: Path, file: str) -> None:
    asked = [
        c.code for reading in readings(county, file) for c in reading.complaints if c.severity is Severity.QUESTION
    ]

    assert asked == []
