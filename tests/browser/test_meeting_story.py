"""A meeting kept while it runs: agenda from what is red, decisions typed by keyboard alone, follow-up at the next, minutes as Word."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture(params=["en"])  # a long story is told once; the pages it passes are judged in both languages
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def _called(office: Visitor, title: str) -> str:
    """Call a meeting for today and fill its agenda from what is red; answers its address."""
    office.go("/meetings/new/")
    office.page.locator("#id_title").fill(title)
    with office.page.expect_navigation():
        office.page.locator("form .btn-primary").last.click()
    ticked = office.page.locator('input[name="project"]:checked').count()
    assert ticked
    office.page.locator("main form .btn-primary").last.click()
    office.page.locator("#agenda").wait_for()
    assert office.page.locator('article[id^="item-"]').count() == ticked
    return office.page.url.split("#")[0]


def _typed(office: Visitor, text: str, unit: str, day: str) -> None:
    """What, who, by when, Enter: no mouse."""
    keys = office.page.keyboard
    office.page.locator("#decide #id_text").focus()
    keys.type(text)
    keys.press("Tab")
    keys.type(unit)
    office.page.locator(".ts-dropdown:visible .option", has_text=unit).first.wait_for()
    keys.press("Enter")
    keys.press("Tab")
    keys.type(day)
    with office.page.expect_navigation():
        keys.press("Enter")
    office.toast()


def test_decisions_typed_in_the_meeting_are_tasks_and_followed_up_at_the_next(
    visit: Visit, house: House, language: str, tmp_path: Path
) -> None:
    office, unit = visit("officer", language), visit("clerk", language)
    first, second = f"落实用地指标（{language}）", f"线路迁改开工（{language}）"
    address = _called(office, f"调度会甲（{language}）")

    _typed(office, first, house.known["clerk_unit"], "+7")
    _typed(office, second, house.known["clerk_unit"], "月底")
    office.page.locator("textarea[name=said]").first.fill("业主说明情况")
    with office.page.expect_navigation():
        office.page.locator("textarea[name=said] ~ button").first.click()

    unit.go("/tasks/")
    assert all(text in unit.page.locator("main").inner_text() for text in (first, second))

    with office.page.expect_download() as saved:
        office.page.locator('a[href$="minutes.docx"]').click()
    saved.value.save_as(tmp_path / "minutes.docx")
    paper = Document(BytesIO((tmp_path / "minutes.docx").read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert first in cells
    assert second in cells
    assert "业主说明情况" in [p.text for p in paper.paragraphs]

    with office.page.expect_navigation():
        office.page.locator('form[action*="/hold/"] button').last.click()
    following = _called(office, f"调度会乙（{language}）")
    office.go(following)
    assert first in office.page.locator("main").inner_text()
    assert address != following


def test_the_unit_reads_the_meeting_and_decides_nothing(visit: Visit, house: House, language: str) -> None:
    unit = visit("clerk", language)

    unit.go(f"/meetings/{house.known['meeting']}/")

    assert not unit.page.locator("#decide").count()
    assert "落实用地指标" in unit.page.locator("main").inner_text()
