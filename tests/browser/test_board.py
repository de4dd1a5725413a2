"""The board by mouse and by keys: a closed gate says what is missing, an open one lets the card through."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
IN_LANE = "(key) => document.getElementById(`card-${key}`)?.closest('[data-board-column]').dataset.stage"


@pytest.fixture
def officer(visit: Visit, house: House) -> Visitor:
    visitor = visit("officer", "en")
    visitor.go("/projects/board/")
    return visitor


def _card(visitor: Visitor, key: str) -> Any:
    return visitor.page.locator(f"#card-{key}")


def _drag(visitor: Visitor, key: str, stage: str) -> None:
    """In steps, as a hand does: the lane has to notice what hangs over it."""
    page = visitor.page
    page.locator(f"#card-{key}").scroll_into_view_if_needed()
    card = page.locator(f"#card-{key} .q-piece-row").first.bounding_box()
    lane = page.locator(f'[data-stage="{stage}"] [data-card]').first.bounding_box()
    page.mouse.move(card["x"] + 20, card["y"] + 8)
    page.mouse.down()
    page.mouse.move(card["x"] + 40, card["y"] + 12, steps=4)
    nudge = itertools.cycle((0, 3))

    def hangs_over() -> bool:
        page.mouse.move(lane["x"] + 60, lane["y"] + 12 + next(nudge), steps=4)
        return page.evaluate(IN_LANE, key) == stage

    visitor.until(hangs_over, f"the card hangs over {stage}")
    page.mouse.up()


def test_a_card_dragged_to_a_closed_gate_goes_back_and_says_what_is_missing(officer: Visitor, house: House) -> None:
    key, page = house.known["gated"], officer.page

    with officer.expecting(422):
        _drag(officer, key, "registered")
        dialog = page.locator("dialog[open]")
        dialog.wait_for()

    said = dialog.inner_text()
    assert all(word in said for word in ("Owner", "Legal representative", "Registered on", "Licence")), said
    assert page.evaluate(IN_LANE, key) == "signed"


def test_keys_pick_a_card_up_carry_it_and_put_it_back(officer: Visitor, house: House) -> None:
    page = officer.page
    card = page.locator('[data-stage="admitted"] [data-card]').first
    key = card.get_attribute("data-id")
    card.focus()

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    over = page.locator(".q-lane.is-target").get_attribute("data-stage")
    with officer.expecting(422):
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")

    assert over == "signed"
    assert page.evaluate(IN_LANE, key) == "admitted"
    assert page.evaluate("() => document.activeElement?.id") == f"card-{key}"


def test_filters_stand_in_the_address_and_can_be_saved_as_a_view(visit: Visit, house: House) -> None:
    visitor = visit("officer", "zh-hans")
    page = visitor.page
    visitor.go("/projects/board/")
    every = page.locator("[data-card]").count()

    page.locator("#f-light").select_option("red")
    page.wait_for_url("**light=red**")
    red = page.locator("[data-card]").count()
    assert 0 < red < every
    page.locator("details.q-menu", has=page.locator("#view-name")).locator("summary").click()
    page.locator("#view-name").fill("亮红灯的")
    page.locator("#view-name").press("Enter")
    view = page.locator(".q-view", has_text="亮红灯的")
    view.wait_for()
    visitor.go("/projects/board/")
    page.locator(".q-view", has_text="亮红灯的").click()
    page.wait_for_url("**light=red**")

    assert page.locator("[data-card]").count() == red
    assert {one.get_attribute("class") for one in page.locator("[data-card] .q-light").all()} == {"q-light is-red"}


def test_who_may_not_move_has_a_board_to_read(visit: Visit) -> None:
    visitor = visit("leader", "en")

    visitor.go("/projects/board/")

    assert visitor.page.locator("[data-card]").count() > 20
    assert visitor.page.locator("[data-move-url], [data-move-to]").count() == 0
