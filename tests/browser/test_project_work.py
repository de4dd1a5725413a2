"""Work on many projects at its pages: correct many and take it back; the round's workbook goes out, is filled in and comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
SLOW = 90.0


def test_many_are_corrected_after_a_dry_run_and_taken_back(visit: Visit, house: House) -> None:
    officer = visit("officer", "zh-hans")
    page, word = officer.page, "纬三路以北"
    officer.go("/projects/correct/?stage=signed")
    page.locator("#id_column").select_option("site")
    page.locator("#id_value").fill(word)
    page.locator("#id_reason").fill("地名更正")

    page.locator("button[name=step][value=try]").click()
    tried = page.locator("#tried tbody tr")
    tried.first.wait_for()
    count = tried.count()
    assert count > 2
    assert all(word in one for one in tried.all_inner_texts())
    assert page.locator("#done").count() == 0 or word not in page.locator("#done").inner_text()
    page.locator("button[name=step][value=apply]").click()
    officer.toast()
    page.locator("#done li").first.wait_for()

    officer.go(f"/projects/{house.known['gated']}/")
    assert word in page.locator("#facts").inner_text()
    assert "地名更正" in _history(officer, house)
    officer.go("/projects/correct/?stage=signed")
    page.locator("#done li form button").first.click()
    officer.toast()
    officer.go(f"/projects/{house.known['gated']}/")
    assert word not in page.locator("#facts").inner_text()


def _history(visitor: Visitor, house: House) -> str:
    visitor.go(f"/projects/{house.known['gated']}/history/")
    return str(visitor.page.locator("#history").inner_text())


def test_the_round_s_workbook_goes_out_and_comes_back_as_reports(visit: Visit, house: House, tmp_path: Path) -> None:
    clerk, officer = visit("clerk", "zh-hans"), visit("officer", "zh-hans")
    clerk.go(f"/reporting/{house.known['round']}/")
    with clerk.page.expect_download() as saved:
        clerk.page.locator(f'a[href$="/reporting/{house.known["round"]}/workbook/"]').click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in sheet[3]}
    column = heads["本期形象进度"]
    names = [row[1].value for row in sheet.iter_rows(min_row=4) if row[1].value]
    assert house.known["project_name"] in names
    for row in range(4, 4 + len(names)):
        sheet.cell(row, column, "主体施工至五层（报送表）")
    book.save(path)

    address = _brought_in(officer, path)

    officer.go(f"/reporting/{house.known['round']}/")
    rows = officer.page.locator("#lines tbody tr", has_text="主体施工至五层（报送表）")
    assert rows.count() == len(names)
    officer.page.goto(address)
    officer.page.locator('form[action$="/undo/"] button').click()
    officer.page.locator("dialog[open] button[value=yes]").click()
    officer.wait("() => !document.querySelector('.q-progress, form[action$=\"/undo/\"]')", seconds=SLOW)
    officer.go(f"/reporting/{house.known['round']}/")
    assert officer.page.locator("#lines tbody tr", has_text="主体施工至五层（报送表）").count() == 0


def _brought_in(visitor: Visitor, path: Path) -> str:
    """Dropped, read and applied; → the import's address."""
    page = visitor.page
    visitor.go("/import/")
    page.locator("#drop-file").set_input_files(path)
    page.wait_for_url("**/import/*-*/", timeout=SLOW * 1000)
    visitor.wait("() => Boolean(document.querySelector('form[action$=\"/apply/\"] button'))", seconds=SLOW)
    address = str(page.url)
    page.locator('form[action$="/apply/"] button').click()
    page.locator("dialog[open] button[value=yes]").click()
    visitor.wait("() => Boolean(document.querySelector('form[action$=\"/undo/\"]'))", seconds=SLOW)
    return address
