"""Search from anywhere, language and theme, the desk, and two company records made one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("typed", ["纸", "xxzy"])
def test_a_character_or_the_initials_find_a_project_without_the_mouse(typed: str, visit: Visit, house: House) -> None:
    visitor = visit("officer", "zh-hans")
    page, name = visitor.page, house.known["project_name"]
    visitor.go("/")
    visitor.wait("() => document.readyState === 'complete'")

    page.keyboard.press("/")
    page.locator("#palette input").fill(typed)
    option = (
        page.locator("#palette [role=option]", has_text=name)
        if typed != "纸"
        else page.locator("#palette [role=option]", has_text="纸").first
    )
    option.wait_for()
    assert not visitor.axe("color-contrast", "aria-required-children", "aria-required-parent")
    while page.locator("#palette [aria-selected=true]").inner_text() != option.inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/*-*-*/")
    assert "纸" in page.locator("h1").inner_text()


def test_the_language_switch_stays_on_the_page_with_its_filters(visit: Visit) -> None:
    visitor = visit("auditor", "en", seat=1)
    page = visitor.page
    visitor.go("/projects/board/?light=red")

    page.locator('button[name=language][value="zh-hans"]').click()
    visitor.wait("() => document.documentElement.lang === 'zh-hans'")

    assert page.url.endswith("/projects/board/?light=red")
    assert "看板" in page.locator("h1").inner_text()


def test_the_chosen_theme_holds_at_once_and_on_the_next_page(visit: Visit) -> None:
    visitor = visit("auditor", "en", seat=1)
    page = visitor.page
    visitor.go("/projects/board/")

    page.locator("summary", has=page.locator("xpath=..").locator("..").locator("[data-theme-form]")).or_(
        page.locator("details.q-menu", has=page.locator("[data-theme-form]")).locator("summary")
    ).first.click()
    with page.expect_response("**/web/theme/"):
        page.locator('[data-theme-form] [value="dark"]').click()
    assert page.evaluate("() => document.documentElement.getAttribute('data-bs-theme')") == "dark"
    visitor.go("/projects/")

    assert page.evaluate("() => document.documentElement.getAttribute('data-bs-theme')") == "dark"


def test_the_desk_says_what_waits_and_the_bell_counts_it(visit: Visit) -> None:
    visitor = visit("clerk", "zh-hans")
    page = visitor.page

    visitor.go("/")
    page.locator(".q-desk-list a", has_text="落实110千伏线路迁改").click()
    page.wait_for_url("**/tasks/*-*/")

    assert "落实110千伏线路迁改" in page.locator("h1").inner_text()
    assert int(page.locator("#unread").inner_text()) >= 1


def test_two_records_of_one_firm_are_compared_merged_and_parted_again(visit: Visit, house: House) -> None:
    visitor = visit("officer", "zh-hans", seat=1)
    page = visitor.page
    visitor.go("/companies/duplicates/")
    row = page.locator("tbody tr", has_text=house.known["twin_name"])

    row.locator("a.btn").click()
    page.wait_for_url("**/companies/merge/**")
    page.locator("form .btn-primary").last.click()
    page.wait_for_url("**/companies/*-*/")
    merged = page.locator("#main").inner_text()
    visitor.go("/companies/duplicates/")
    assert page.locator("tbody tr", has_text=house.known["twin_name"]).count() == 0
    visitor.go(f"/companies/{house.known['company']}/")
    undo = page.locator('form[action*="/merge/"] button').first
    undo.click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] button[value=yes]").click()
    visitor.toast()
    visitor.go("/companies/duplicates/")

    assert house.known["twin_name"] in merged
    assert page.locator("tbody tr", has_text=house.known["twin_name"]).count() == 1
