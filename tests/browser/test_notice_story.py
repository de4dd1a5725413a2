"""A notice from the red light to its end, by four people in the browser: issued, more time asked for and granted, answered, sent back,
answered again, verified by another, closed; and the wall that says what is red, why, whose move, since when."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
LANGUAGES = ["zh-hans", "en"]


def _choose(visitor: Visitor, field: str, text: str) -> None:
    """Type into a searchable field and take the first that fits, by keyboard."""
    place = visitor.page.locator(f"#id_{field}-ts-control")
    place.click()
    place.press_sequentially(text)
    visitor.page.locator(".ts-dropdown:visible .option", has_text=text).first.wait_for()
    place.press("Enter")


def _send(visitor: Visitor, form: str) -> str:
    """Press the button of the form with this address; what the page then says."""
    with visitor.page.expect_navigation():
        visitor.page.locator(f'form[action*="{form}"] button.btn').last.click()
    return visitor.toast()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def _issued(visit: Visit, house: House, language: str, title: str) -> str:
    """The office drafts from the project's panel and issues; answers the notice's address."""
    office = visit("officer", language)
    office.go(f"/supervision/panel/project/{house.known['red']}/")
    with office.page.expect_navigation():
        office.page.locator('a[href*="/supervision/notices/new/"]').click()
    assert office.page.locator("#id_reason").input_value()  # the light's own figures
    office.page.locator("#id_title").fill(title)
    if not office.page.locator("#id_lead").input_value():
        _choose(office, "lead", house.known["clerk_unit"])
    with office.page.expect_navigation():
        office.page.locator("form .btn-primary").last.click()
    _send(office, "/issue/")
    return office.page.url


@pytest.mark.parametrize("language", ["zh-hans"], indirect=True)  # long: told once
def test_a_notice_is_issued_extended_answered_verified_and_closed(visit: Visit, house: House, language: str) -> None:
    title = f"加快建设进度（{language}）"
    address = _issued(visit, house, language, title)
    office, unit, leader = (visit(who, language) for who in ("officer", "clerk", "leader"))
    until = (date.today() + timedelta(days=60)).isoformat()

    unit.go("/messages/")
    with unit.page.expect_navigation():
        unit.page.locator(".q-news-open", has_text=title).first.click()
    assert unit.page.url == address  # the message leads to the notice
    unit.page.locator("details", has=unit.page.locator('form[action*="/time/"]')).locator("summary").click()
    unit.page.locator('form[action*="/time/"] #id_until').fill(until)
    unit.page.locator('form[action*="/time/"] #id_reason').fill("设备月底到货")
    _send(unit, "/time/")
    assert not unit.page.locator('form[action*="/verify/"], form[action*="/close/"]').count()

    office.go(address)
    with office.page.expect_navigation():
        office.page.locator('form[action*="/supervision/time/"] button[value="grant"]').click()
    assert until[-2:] in office.page.locator(".q-sup-parts, .q-stack").first.inner_text()

    unit.go(address)
    unit.page.locator('form[action*="/reply/"] #id_text').fill("正在推进")
    _send(unit, "/reply/")
    leader.go(address)
    leader.page.locator("details", has=leader.page.locator('form[action*="/return/"]')).locator("summary").click()
    leader.page.locator('form[action*="/return/"] #id_words').fill("无具体时限，重新答复")
    _send(leader, "/return/")
    unit.go(address)
    unit.page.locator('form[action*="/reply/"] #id_text').fill("12月20日前完成设备安装")
    _send(unit, "/reply/")
    leader.go(address)
    _send(leader, "/verify/")
    office.go(address)
    _send(office, "/close/")

    told = office.page.locator(".q-line").inner_text()
    assert all(words in told for words in ("设备月底到货", "无具体时限，重新答复", "12月20日前完成设备安装"))
    assert office.page.locator(".q-line > li").count() == 8
    assert not office.page.locator('form[action*="/reply/"], form[action*="/issue/"]').count()


def test_the_wall_says_what_is_red_why_whose_move_and_since_when(visit: Visit, house: House, language: str) -> None:
    leader = visit("leader", language)
    leader.go(f"/supervision/?unit={house.known['clerk_pk']}")
    row = leader.page.locator("tr", has_text=house.known["red_name"]).first.inner_text()
    leader.go(f"/supervision/wall/?unit={house.known['clerk_pk']}")
    line = leader.page.locator(".q-wall-list > li", has_text=house.known["red_name"]).first

    for shown in (row, line.inner_text()):
        assert re.search(r"\d", shown)  # the figures that make it red
        assert "汛期停工" in shown
        assert re.search("今日|天|day", shown)  # since when
    assert line.locator(".q-wall-unit").inner_text().strip("– ")
    leader.page.keyboard.press("Escape")
    leader.page.wait_for_url("**/supervision/")


def test_the_wall_is_turned_by_keys(visit: Visit, language: str) -> None:
    leader = visit("leader", language)
    leader.go("/supervision/wall/?light=both")
    if not leader.page.locator("[rel=next]").count():
        pytest.skip("fewer red projects than a wall holds")

    leader.page.keyboard.press("ArrowRight")

    leader.until(lambda: "page=2" in leader.page.url or leader.page.locator("[rel=prev]").count())


def test_thresholds_are_edited_in_a_page_and_tried_before_they_hold(visit: Visit, house: House, language: str) -> None:
    """ "With these rules so many projects would turn red": and none has turned."""
    office, leader = visit("officer", language), visit("leader", language)
    leader.go("/supervision/")
    red = leader.page.locator(".q-stat-figure").first.inner_text()
    office.go(f"/web/rules/version/{house.known['draft']}/edit/")
    strict = office.page.locator('[name$="red_above"]')
    strict.fill("1" if language == "zh-hans" else "2")
    office.page.locator('[name$="yellow_from"]').fill("0")
    with office.page.expect_navigation():
        office.page.locator("form .btn-primary").last.click()
    office.go(f"/web/rules/version/{house.known['draft']}/")

    said = office.page.locator("#effect-card p strong")
    said.wait_for()
    words = "变为红灯" if language == "zh-hans" else "would turn red"
    assert words in said.inner_text(), said.inner_text()
    assert re.search(r"[1-9]\d*", said.inner_text())
    leader.go("/supervision/")
    assert leader.page.locator(".q-stat-figure").first.inner_text() == red
