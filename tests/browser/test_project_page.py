"""One project's page: change a field in place, raise a blocker, add a milestone, attach a file and take it down again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture(params=["zh-hans", "en"])
def officer(request: pytest.FixtureRequest, visit: Visit, house: House) -> Visitor:
    visitor = visit("officer", request.param)
    visitor.go(f"/projects/{house.known['project']}/")
    return visitor


def _open(visitor: Visitor, href: str) -> None:
    visitor.page.locator(f'a[href$="{href}"]').first.click()
    visitor.page.locator("dialog[open] form").wait_for()


def _send(visitor: Visitor) -> None:
    """Press the dialog's button; the page comes back with a word about it."""
    visitor.page.locator("dialog[open] .btn-primary").click()
    visitor.page.locator("dialog[open]").wait_for(state="detached")
    visitor.toast()


def test_a_field_is_changed_in_place_and_the_history_says_who_and_what(officer: Visitor) -> None:
    page = officer.page
    text = f"主体施工至四层（{officer.language}）"

    page.locator('a[data-key="e"]').click()
    page.locator("#edit #id_progress_words").fill(text)
    page.locator("#edit .btn-primary").click()
    page.locator("#edit").wait_for(state="detached")

    officer.until(lambda: text in page.locator("#facts").inner_text())
    officer.settled()
    page.locator('a[href$="/history/"]').first.click()
    page.wait_for_url("**/history/")
    newest = page.locator(".q-past > li").first.inner_text()
    assert text in newest
    assert "officer" in newest


def test_two_edits_of_one_field_show_both_values(officer: Visitor, visit: Visit, house: House) -> None:
    other = visit("investment", officer.language)
    address = f"/projects/{house.known['project']}/edit/"
    officer.go(address)
    other.go(address)
    mine, theirs = f"甲-{officer.language}", f"乙-{officer.language}"
    other.page.locator("#id_site").fill(theirs)
    other.page.locator("#edit .btn-primary").click()
    other.page.wait_for_url("**/projects/*-*/")

    officer.page.locator("#id_site").fill(mine)
    with officer.expecting(409, 422):
        officer.page.locator("#edit .btn-primary").click()
        note = officer.page.locator("#edit .q-note table")
        note.wait_for()

    assert mine in note.inner_text()
    assert theirs in note.inner_text()
    officer.page.locator("#edit .btn-primary").click()
    officer.page.wait_for_url("**/projects/*-*/")
    officer.until(lambda: mine in officer.page.locator("#facts").inner_text())


def test_a_blocker_is_raised_and_solved(officer: Visitor) -> None:
    page = officer.page
    text = f"变压器容量不足-{officer.language}"

    _open(officer, "/blocker/")
    page.locator("dialog[open] #id_text").fill(text)
    _send(officer)
    officer.until(lambda: text in page.locator("#blockers").inner_text())
    row = page.locator("#blockers li", has_text=text)
    row.locator("a").click()
    page.locator("dialog[open] #id_solution").fill("增容已完成")
    _send(officer)

    officer.until(lambda: "增容已完成" in page.locator("#blockers li", has_text=text).inner_text())


def test_a_form_that_lacks_something_stays_open_and_says_so(officer: Visitor) -> None:
    page = officer.page

    _open(officer, "/blocker/")
    with officer.expecting(422):
        page.locator("dialog[open] .btn-primary").click()
        page.locator(
            "dialog[open] .invalid-feedback, dialog[open] .q-field-error, dialog[open] [id$=_error]"
        ).first.wait_for()
    page.keyboard.press("Escape")

    assert page.locator("dialog[open]").count() == 0


def test_a_milestone_joins_the_line(officer: Visitor) -> None:
    page = officer.page
    name = f"竣工验收-{officer.language}"

    _open(officer, "/milestone/")
    page.locator("dialog[open] #id_name").fill(name)
    page.locator("dialog[open] #id_planned_on").fill("2027-06-30")
    _send(officer)

    officer.until(lambda: name in page.locator("#milestones").inner_text())


def test_a_file_goes_up_and_comes_down_as_it_was(officer: Visitor) -> None:
    page = officer.page
    body = f"%PDF-1.4 {officer.language}".encode()

    _open(officer, "/file/")
    page.locator("dialog[open] #id_file").set_input_files(
        {"name": f"施工许可-{officer.language}.pdf", "mimeType": "application/pdf", "buffer": body}
    )
    _send(officer)
    link = page.locator("#files a", has_text=f"施工许可-{officer.language}.pdf")
    link.wait_for()
    with page.expect_download() as saved:
        link.click()

    assert saved.value.path().read_bytes() == body
    assert saved.value.suggested_filename == f"施工许可-{officer.language}.pdf"
