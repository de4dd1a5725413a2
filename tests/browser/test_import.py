"""A newcomer's first hour: drop a workbook, look at what was understood, correct it, apply, find it on the board, take it back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.browser.conftest import ROOT, House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
COUNTY = ROOT / "examples" / "county"
SLOW = 90.0
KEYS = """() => [...document.querySelectorAll('.q-sheet-key')].map((one) => [
  one.querySelector('.q-sheet-swatch').className.match(/is-row-(\\w+)/)[1],
  Number(one.querySelector('.q-quiet').textContent.replace(/,/g, '')),
])"""


def _annual_plan(language: str) -> Path:
    return sorted((COUNTY / "en" if language == "en" else COUNTY).glob("01*.xlsx"))[0]


def _sign_in(visitor: Visitor, who: str) -> None:
    page = visitor.page
    visitor.go("/import/")
    page.locator("#id_login").fill(who)
    page.locator("#id_password").fill(who)
    page.locator(".q-front-form form button.btn-primary").first.click()
    page.wait_for_url("**/import/")


def _drop(visitor: Visitor, path: Path) -> str:
    """Give the file to the page and wait until it was read; → the import's address."""
    page = visitor.page
    visitor.go("/import/")
    page.locator("#drop-file").set_input_files(path)
    page.wait_for_url("**/import/*-*/", timeout=SLOW * 1000)
    visitor.wait("() => Boolean(document.querySelector('form[action$=\"/day/\"]'))", seconds=SLOW)
    return page.url


def _confirm(visitor: Visitor) -> None:
    visitor.page.locator("dialog[open] button[value=yes]").click()


def _apply(visitor: Visitor, address: str) -> None:
    page = visitor.page
    page.goto(address)
    page.locator('form[action$="/apply/"] button').click()
    _confirm(visitor)
    visitor.wait("() => Boolean(document.querySelector('form[action$=\"/undo/\"]'))", seconds=SLOW)


def _take_back(visitor: Visitor, address: str) -> None:
    visitor.page.goto(address)
    visitor.page.locator('form[action$="/undo/"] button').click()
    _confirm(visitor)
    visitor.wait(
        "() => !document.querySelector('.q-progress, form[action$=\"/undo/\"]') && Boolean(document.querySelector('.q-note'))",
        seconds=SLOW,
    )


def _sheet(visitor: Visitor, address: str) -> None:
    visitor.page.goto(f"{address}sheets/0/")
    visitor.wait("() => document.querySelectorAll('.q-sheet tr.is-row-project').length > 2")


def _correct_a_row(visitor: Visitor) -> None:
    """The first project is a remark after all."""
    page = visitor.page
    page.locator("tr.is-row-project [data-row]").and_(page.locator("button")).first.click()
    page.locator('dialog[open] input[name=kind][value="note"]').check()
    with page.expect_response("**/correct/", timeout=SLOW * 1000):
        page.locator("dialog[open] button[value=yes]").click()
    visitor.toast()


def _correct_a_column(visitor: Visitor) -> None:
    """The last column that means something is kept as an extra only."""
    page = visitor.page
    head = page.locator("[data-column]", has=page.locator(".q-sheet-target.is-sure")).last
    column = head.get_attribute("data-column")
    head.click()
    page.locator("dialog[open] select").first.select_option("")
    with page.expect_response("**/correct/", timeout=SLOW * 1000):
        page.locator("dialog[open] button[value=yes]").click()
    visitor.wait("(n) => Boolean(document.querySelector(`[data-column='${n}'] .q-sheet-target.is-none`))", column)


def _legend(visitor: Visitor) -> dict[str, int]:
    """Row class → how many, as the keys above the sheet say."""
    return dict(visitor.page.evaluate(KEYS))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_countys_own_workbook_from_the_drop_to_the_board_and_back(
    language: str, visit: Visit, house: House
) -> None:
    visitor: Any = visit("", language, seat=1)
    page, path = visitor.page, _annual_plan(language)
    _sign_in(visitor, "investment")

    address = _drop(visitor, path)
    _sheet(visitor, address)
    counted = _legend(visitor)
    assert counted["project"] > 40
    assert counted["subtotal"] > 3
    assert page.locator("#panels table").count() >= 1
    assert not visitor.axe()
    _correct_a_row(visitor)
    visitor.until(lambda: _legend(visitor)["project"] == counted["project"] - 1)
    _correct_a_column(visitor)
    _apply(visitor, address)
    assert not visitor.axe()

    link = page.locator('#main tbody th a[href^="/projects/"]').first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/projects/*-*/")
    assert page.locator("h1").inner_text().lstrip("★ ").strip() == name
    page.goto(f"{page.url}history/")
    story = page.locator("#main").inner_text()
    sheet = openpyxl.load_workbook(path, read_only=True).sheetnames[0]
    assert sheet in story, story[:1500]

    page.goto(address)
    with page.expect_download(timeout=SLOW * 1000) as saved:
        page.locator('a[href$="/form/"]').click()
    theirs = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))
    assert theirs.sheetnames == openpyxl.load_workbook(path, read_only=True).sheetnames

    _take_back(visitor, address)
    assert page.locator('form[action$="/undo/"]').count() == 0


def test_the_real_plan_of_guilin_becomes_52_projects_on_the_board(visit: Visit, house: House, shared: Path) -> None:
    visitor: Any = visit("investment", "zh-hans")
    page = visitor.page
    path = next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))
    visitor.go("/projects/board/")
    before = page.evaluate(
        "() => [...document.querySelectorAll('.q-lane-count')].reduce((sum, one) => sum + Number(one.textContent), 0)"
    )

    address = _drop(visitor, path)
    _sheet(visitor, address)
    assert _legend(visitor)["project"] == 52
    _apply(visitor, address)
    visitor.go("/projects/board/")
    after = page.evaluate(
        "() => [...document.querySelectorAll('.q-lane-count')].reduce((sum, one) => sum + Number(one.textContent), 0)"
    )
    _take_back(visitor, address)

    assert after - before == 52


def test_a_file_that_is_no_ledger_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("investment", "zh-hans")
    page = visitor.page
    wrong = tmp_path / "计划.docx"
    wrong.write_bytes(b"PK\x03\x04 no ledger")
    visitor.go("/import/")

    with visitor.expecting(422):
        page.locator("#drop-file").set_input_files(wrong)
        note = page.locator(".q-drop-files [role=alert]")
        note.wait_for()

    assert ".docx" in note.inner_text()
    assert page.url.endswith("/import/")
