"""The offline way: the workbook of one organisation goes out, is filled in, and comes back through the importer."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.pipeline.progress import actions, queries, workbook
from qipan.pipeline.progress.models import Report
from tests.pipeline.progress.conftest import AT, LATE, Round
from tests.pipeline.progress.test_reporting import SAID

HEADER = 3


@pytest.fixture(autouse=True, params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest, settings: Any) -> Any:
    settings.LANGUAGE_CODE = request.param
    with translation.override(request.param):
        yield request.param


def sheet(opened: Round) -> Any:
    lines = opened.lines[:2]
    body = workbook.written(opened.schedule, lines[0].organisation, lines, queries.before(opened.schedule, []))
    return openpyxl.load_workbook(BytesIO(body))


def at(page: Any, row: int, key: str) -> Any:
    """The cell of a column of ours; `row` counts the projects from one."""
    index = [column.key for column in workbook.COLUMNS].index(key)
    return page.cell(HEADER + row, index + 1)


def brought_in(book: Any, tmp_path: Path, by: Any, moment: datetime = AT) -> Batch:
    path = tmp_path / "报送表.xlsx"
    book.save(path)
    batch = exchange.receive_path(path=path, by=by)
    exchange.read(batch=batch, at=moment)
    batch.refresh_from_db()
    assert batch.state == Batch.State.PREVIEW, batch.refusal
    return batch


def test_it_holds_ones_own_rows_only_with_the_known_cells_locked(opened: Round) -> None:
    page = sheet(opened).worksheets[0]

    names = [at(page, row, "name").value for row in (1, 2, 3)]

    assert names == ["白塔特种纸", "东环污水", None]
    assert page.protection.sheet
    assert at(page, 1, "name").protection.locked
    assert not at(page, 1, "invested").protection.locked
    assert "万元" in page.cell(HEADER, 6).value or "CNY million" in page.cell(HEADER, 6).value
    assert page.data_validations.count == 5


def test_filled_in_it_comes_back_as_reports_that_know_their_cells(opened: Round, cast: Any, tmp_path: Path) -> None:
    book = sheet(opened)
    page = book.worksheets[0]
    for key, value in {
        "invested": 1.5,
        "cumulative": 12,
        "percent": 45.5,
        "words": "主体封顶",
        "problem": "缺水",
    }.items():
        at(page, 1, key).value = value
    at(page, 1, "problem_org").value = "重点项目办"
    _ = cast.officer

    batch = brought_in(book, tmp_path, cast.clerk)
    exchange.apply(batch=batch, by=cast.officer, at=AT)

    report = Report.objects.get()
    scale = 10**6 if translation.get_language() == "zh-hans" else 10**8
    assert (report.invested_minor, report.cumulative_minor) == (int(1.5 * scale), 12 * scale)
    assert (str(report.percent), report.words, str(report.problem_org)) == ("45.50", "主体封顶", "重点项目办")
    assert report.source["cells"]["invested_minor"] == at(page, 1, "invested").coordinate
    assert report.line.project.blockers.get().text == "缺水"
    assert not report.is_late


def test_a_report_sent_late_is_marked_and_its_preview_says_so(opened: Round, cast: Any, tmp_path: Path) -> None:
    book = sheet(opened)
    at(book.worksheets[0], 1, "invested").value = 3

    batch = brought_in(book, tmp_path, cast.officer, LATE)
    exchange.apply(batch=batch, by=cast.officer, at=LATE)

    assert Report.objects.get().is_late


def test_a_verified_line_and_one_of_others_are_left_out(opened: Round, cast: Any, tmp_path: Path) -> None:
    report = actions.submit(line=opened.lines[0], by=cast.clerk, at=AT, values=SAID)
    actions.verify(report=report, by=cast.officer, at=AT)
    book = sheet(opened)
    at(book.worksheets[0], 1, "words").value = "改过的"
    at(book.worksheets[0], 2, "words").value = "别人的"

    batch = brought_in(book, tmp_path, cast.township)

    assert batch.counts["skip"] == 2
    exchange.apply(batch=batch, by=cast.township, at=AT)
    report.refresh_from_db()
    assert report.words == "主体施工"
    assert Report.objects.count() == 1


def test_undo_takes_the_reports_back(opened: Round, cast: Any, tmp_path: Path) -> None:
    actions.submit(line=opened.lines[0], by=cast.officer, at=AT, values=SAID)
    book = sheet(opened)
    at(book.worksheets[0], 1, "words").value = "封顶"
    at(book.worksheets[0], 2, "words").value = "基础"
    batch = brought_in(book, tmp_path, cast.officer)
    batch = exchange.apply(batch=batch, by=cast.officer, at=datetime(2026, 11, 3, 5, tzinfo=UTC))
    assert Report.objects.count() == 2

    exchange.undo(batch=batch, by=cast.officer, at=datetime(2026, 11, 3, 6, tzinfo=UTC))

    assert [report.words for report in Report.objects.all()] == ["主体施工"]
