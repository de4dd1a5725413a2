"""The leader presses one button: it tells how far it is, then the plan stands there with its bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
PARTS = ("", "schedule/?by=park", "schedule/?by=team", "factors/", "projects/", "missing/", "what-if/")
PATIENCE = 900.0  # the planner's loops are compiled first, in a house that never planned


def _plan_stands(visitor: Visitor) -> bool:
    return visitor.page.locator(".q-checks").count() == 1


@pytest.mark.slow
def test_one_press_plans_the_county_and_tells_how_far_it_is(visit: Visit) -> None:
    visitor = visit("leader", "zh-hans")
    page = visitor.page
    visitor.go("/moves/")

    page.locator("[data-key=n]").click()
    page.locator("#move-progress").wait_for()
    assert not visitor.axe()
    visitor.until(lambda: _plan_stands(visitor), "the plan stands there", seconds=PATIENCE)

    assert "任何方案" in page.locator(".q-lead").first.inner_text()
    assert page.locator(".q-checks li").count() >= 2
    run = page.url.removeprefix(visitor.url).split("?")[0]
    for language in ("zh-hans", "en"):
        reader = visit("leader", language)
        for part in PARTS:
            reader.go(run + part)
            assert not reader.axe(), (language, part)
