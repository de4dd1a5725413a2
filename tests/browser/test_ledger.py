"""The ledger grid: sort, filter, paste a range, undo it, meet somebody else's change, choose columns, take it away as Excel."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
ROWS = """() => [...document.querySelectorAll('.tabulator-table .tabulator-row')]
  .filter((row) => row.querySelector('[tabulator-field=name]'))
  .map((row) => [...row.querySelectorAll('.tabulator-cell[tabulator-field]')])
  .map((cells) => cells.map((cell) => [cell.getAttribute('tabulator-field'), cell.textContent]))
  .map((cells) => Object.fromEntries(cells))"""
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelector(".tabulator").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def _open(visitor: Visitor, query: str = "") -> Visitor:
    visitor.go(f"/projects/{query}")
    visitor.wait("() => document.querySelectorAll('.tabulator-row [tabulator-field=name]').length > 2")
    return visitor


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    return _open(visit("officer", "en"))


def _rows(visitor: Visitor) -> list[dict[str, str]]:
    return visitor.page.evaluate(ROWS)


def _cell(visitor: Visitor, row: int, field: str) -> Any:
    return visitor.page.locator(".tabulator-table .tabulator-row").nth(row).locator(f"[tabulator-field={field}]")


def _texts(visitor: Visitor, field: str, count: int) -> list[str]:
    return [_cell(visitor, row, field).inner_text() for row in range(count)]


def test_a_press_on_the_head_sorts_and_what_is_typed_under_it_filters(officer: Visitor) -> None:
    page = officer.page

    head = page.locator(".tabulator-col[tabulator-field=total]")
    assert head.get_attribute("aria-sort") == "descending"
    for then in ("none", "ascending"):  # a press takes the sort away, the next begins anew
        head.locator(".q-grid-head").click()
        officer.until(lambda then=then: head.get_attribute("aria-sort") == then)
    officer.until(
        lambda: (
            (shown := [float(row["total"].replace(",", "")) for row in _rows(officer) if row["total"]])
            and shown == sorted(shown)
        )
    )
    page.locator(".tabulator-col[tabulator-field=name] input").fill("纸")
    page.locator(".tabulator-col[tabulator-field=name] input").press("Enter")
    officer.until(lambda: (found := _rows(officer)) and all("纸" in row["name"] for row in found))

    assert 1 < len(_rows(officer)) < 30


def test_a_pasted_range_is_judged_cell_by_cell_and_one_press_takes_it_all_back(officer: Visitor) -> None:
    page = officer.page
    shown = [
        c.get_attribute("tabulator-field")
        for c in page.locator(".tabulator-col[tabulator-field]").all()
        if c.is_visible()
    ]
    left = shown.index("total")
    right = shown[left + 1]
    before = _texts(officer, "total", 2)

    _cell(officer, 0, "total").click()
    page.evaluate(PASTE, "123.45\n约两个亿吧")
    officer.toast()
    officer.wait("() => document.querySelectorAll('.tabulator-cell.is-error').length === 1")

    assert _texts(officer, "total", 1) == ["123.45"]
    assert right
    page.locator(".q-toast button", has_text="Undo").last.click()
    officer.until(lambda: _texts(officer, "total", 2) == before)


def test_a_range_of_two_by_two_is_written_in_one_go(officer: Visitor) -> None:
    page = officer.page
    fields = [c.get_attribute("tabulator-field") for c in page.locator(".tabulator-col[tabulator-field]").all()]
    assert "name" in fields
    left, right = _neighbours(officer)
    before = [_texts(officer, left, 2), _texts(officer, right, 2)]

    _cell(officer, 0, left).click()
    page.evaluate(PASTE, "柏衡\t岑工\n祁堰\t阮工")
    officer.toast("4")

    assert [_texts(officer, left, 2), _texts(officer, right, 2)] == [["柏衡", "祁堰"], ["岑工", "阮工"]]
    page.locator(".q-toast button", has_text="Undo").last.click()
    officer.until(lambda: [_texts(officer, left, 2), _texts(officer, right, 2)] == before)


def _neighbours(visitor: Visitor) -> tuple[str, str]:
    """Two columns of plain text side by side: shown for the purpose."""
    page = visitor.page
    page.locator(".q-grid-bar button").first.click()
    for key in ("lead_person", "lead_contact"):
        page.locator(f'dialog[open] input[value="{key}"]').check()
    page.locator("dialog[open] button[value=save]").click()
    page.locator(".tabulator-col[tabulator-field=lead_contact]").wait_for()
    return "lead_person", "lead_contact"


def test_somebody_elses_change_is_shown_beside_mine_and_nothing_is_overwritten_unasked(
    officer: Visitor, visit: Visit
) -> None:
    other = _open(visit("investment", "en"))
    name = _cell(officer, 0, "name").inner_text()
    assert _cell(other, 0, "name").inner_text() == name

    _cell(other, 0, "total").click()
    other.page.evaluate(PASTE, "321")
    other.toast()
    _cell(officer, 0, "total").click()
    officer.page.evaluate(PASTE, "654")
    dialog = officer.page.locator("dialog[open]")
    dialog.wait_for()

    assert "321" in dialog.inner_text()
    assert "654" in dialog.inner_text()
    officer.page.locator("dialog[open] button[value=mine]").click()
    officer.until(lambda: _cell(officer, 0, "total").inner_text() == "654")
    officer.until(lambda: officer.page.locator(".q-toast").count() > 0)


def test_chosen_columns_stay_chosen_and_the_export_has_exactly_them(officer: Visitor) -> None:
    page = officer.page
    page.locator(".q-grid-bar button").first.click()
    for box in page.locator("dialog[open] input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") in ("name", "stage", "total"))
    with page.expect_response("**/layout/"):
        page.locator("dialog[open] button[value=save]").click()

    _open(officer)
    heads = page.locator(".tabulator-header .tabulator-col[tabulator-field]:visible")
    officer.until(lambda: {one.get_attribute("tabulator-field") for one in heads.all()} == {"name", "stage", "total"})
    with page.expect_download() as saved:
        page.locator(".q-grid-bar a").click()
    sheet = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
    words = [cell.value for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]

    assert any("Project name" in str(one) for one in words), words
    assert sheet.max_column == 3
