"""Every page, in both languages, light and dark, wide and at 360 pixels: no violation of the policy, none of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import pictures
from tests.browser.conftest import House
from tests.browser.pages import NO_PAGES, PAGES, names
from tests.browser.visitor import AROUND, PHONE, WIDE, Visitor

Visit = Callable[..., Visitor]
LANGUAGES = ["en", "zh-hans"]
THEMES = {"zh-hans": ("light", "dark"), "en": ("dark", "light")}  # wide, narrow
NARROW = ("target-size", "scrollable-region-focusable")
SCREENSHOT = pytest.mark.screenshot
# Pages that answer with another status than 200 by their nature.
ANSWERS = {"socialaccount_login_error": (401,)}


def test_every_address_is_a_page_here_or_says_why_it_is_none() -> None:
    found = set(names())

    listed = set(PAGES) | set(NO_PAGES)

    assert found - listed == set(), "new addresses: give each a row in tests/browser/pages.py"
    assert listed - found == set(), "rows without an address"
    assert set(PAGES) & set(NO_PAGES) == set()


def _look(visitor: Visitor, path: str, shown: str = "", *, is_first: bool = True) -> list[str]:
    """Open it and hold it to everything; with pictures under the name `shown`.

    Wide everything is judged, at 360 pixels what depends on size. Chinese is light when wide and dark when narrow, English the other way
    round: each page is judged in both languages, in both themes and at both widths, by two runs instead of eight. The navigation and the
    colours at 360 pixels, alike on all pages of a room, are judged on its first.
    """
    first, then = THEMES[visitor.language]
    visitor.theme(first)
    visitor.page.set_viewport_size(WIDE)
    answer = visitor.go_and_prove(path)
    assert answer.status in (200, *visitor.expected), f"{path}: {answer.status}"
    visitor.settled()
    besides = () if is_first else AROUND
    narrow = (*NARROW, "color-contrast") if is_first else NARROW
    found = [f"{first} {one}" for one in visitor.axe(besides=besides)]
    if shown:
        pictures.take(visitor, shown, "1440", (then, first))
    visitor.page.set_viewport_size(PHONE)
    visitor.theme(then)
    found += [f"360 px: {one}" for one in visitor.overflow()]
    found += [f"360 px {then} {one}" for one in visitor.axe(*narrow, besides=besides)]
    if shown:
        pictures.take(visitor, shown, "360", (first, then))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=SCREENSHOT) if name in pictures.SHOWN else name for name in PAGES]
)
def test_the_page_is_sound(name: str, language: str, visit: Visit, house: House) -> None:
    who, path = PAGES[name]
    shown = name if name in pictures.SHOWN else ""
    visitor = visit(who, language)

    with visitor.expecting(*ANSWERS.get(name, ())):
        found = _look(visitor, path.format(**house.known), shown, is_first=bool(shown) or name.endswith(":index"))

    assert not found, "\n".join(found)
    assert visitor.page.evaluate("() => document.documentElement.lang") == language
    assert visitor.page.locator("h1").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "status"), [("/projects/", 403), ("/orgs/audit/", 403), ("/no/such/page/", 404)])
def test_a_refusal_is_a_sound_page_too(path: str, status: int, language: str, visit: Visit) -> None:
    visitor = visit("outsider", language)

    with visitor.expecting(status):
        found = _look(visitor, path)

    assert not found, "\n".join(found)
    assert visitor.page.locator("h1[data-fault]").is_visible()


@pytest.mark.parametrize("path", ["/projects/board/", "/projects/{project}/"])
def test_on_paper_there_is_no_navigation_and_nothing_is_cut(path: str, visit: Visit, house: House) -> None:
    visitor: Any = visit("officer", "zh-hans")
    visitor.page.set_viewport_size({"width": 1050, "height": 1400})
    visitor.go(path.format(**house.known))

    visitor.page.emulate_media(media="print", color_scheme="light")

    try:
        assert not visitor.page.locator("#nav").is_visible()
        assert not visitor.page.locator(".q-story-acts, .q-filter").first.is_visible()
        assert visitor.page.locator("h1").is_visible()
        assert not visitor.overflow()
    finally:
        visitor.page.emulate_media(media="screen")
