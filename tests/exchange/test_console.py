"""`qipan import` and `qipan export` without a browser: the same reading, the same words, nothing written by a preview."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qipan.core.models import AuditEntry
from qipan.exchange import console
from qipan.exchange.models import Batch
from qipan.pipeline.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
ON = date(2022, 6, 30)


@pytest.fixture
def guilin(shared: Path) -> Path:
    return next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))


def shown(path: Path, **more: Any) -> tuple[dict[str, Any], int]:
    out = io.StringIO()
    code = console.run_import([path], json=True, on=ON, out=out, **more)
    return json.loads(out.getvalue())["files"][0], code


READS = ("SELECT", "SAVEPOINT", "RELEASE", "DECLARE", "FETCH", "CLOSE")  # a server-side cursor reads too


def test_a_preview_says_all_and_writes_nothing(guilin: Path) -> None:
    with CaptureQueriesContext(connection) as asked:
        made, code = shown(guilin)

    sheet = made["sheets"][0]
    assert code == console.CLEAN
    assert len(sheet["records"]) == 52
    assert len(sheet["subtotals"]) == 19
    assert sum(s["reconciled"] for s in sheet["subtotals"]) == 15
    assert sheet["header"] == [4, 4]
    assert next(c["unit"] for c in sheet["columns"] if c["target"] == "total") == "万元"
    assert all(c["why"] for c in sheet["complaints"])
    assert not [q["sql"] for q in asked if not q["sql"].lstrip().upper().startswith(READS)]
    assert Batch.objects.count() == AuditEntry.objects.count() == Project.objects.count() == 0


def test_the_same_said_as_text(guilin: Path) -> None:
    out = io.StringIO()

    console.run_import([guilin], on=ON, out=out)

    assert "桂林北综合客运枢纽" in out.getvalue()
    assert "241" in out.getvalue()


def test_apply_writes_and_the_form_comes_back_equal(guilin: Path, tmp_path: Path) -> None:
    made, code = shown(guilin, preview=False, apply=True)

    assert (code, made["counts"]["written"]["created"] >= 52, Project.objects.count()) == (console.CLEAN, True, 52)

    out = tmp_path / "back.xlsx"
    assert console.run_export(out, like=guilin) == console.CLEAN
    assert cells(out) == cells(guilin)


def cells(path: Path) -> list[list[list[Any]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"nothing")

    made, code = shown(wrong)

    assert code == console.REFUSED
    assert made["refused"]


def test_an_unknown_account_is_refused(guilin: Path) -> None:
    assert console.run_import([guilin], user="nobody", out=io.StringIO()) == console.REFUSED


def test_our_own_ledger_is_written_for_an_account(guilin: Path, tmp_path: Path, cast: Any) -> None:
    shown(guilin, preview=False, apply=True, user=cast.officer.username)

    out = tmp_path / "ledger.xlsx"

    assert console.run_export(out, user=cast.officer.username) == console.CLEAN
    assert len(cells(out)[0]) == 53
    assert console.run_export(out) == console.REFUSED
