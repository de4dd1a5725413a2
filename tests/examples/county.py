"""The example county as the tests see it: the folder, its builder and its truth."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "county"
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

Cells = dict[str, list[list[Any]]]


def truth() -> dict[str, Any]:
    """What the county's files say, as committed."""
    return json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def workbooks(folder: Path = FOLDER) -> list[Path]:
    """Every file a person would drop in, both languages."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".xlsx", ".xls", ".csv"))


def cells(path: Path) -> Cells:
    """The cells of every sheet; a CSV is one sheet called csv."""
    if path.suffix == ".csv":
        text = path.read_bytes().decode("utf-8" if path.parent.name == "en" else "gb18030")
        return {"csv": [list(row) for row in csv.reader(text.splitlines())]}
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def texts(path: Path) -> set[str]:
    """Every text in a workbook."""
    return {value for rows in cells(path).values() for row in rows for value in row if isinstance(value, str)}
