"""Pictures of the main pages, wide and narrow, in both languages, light and dark, into artifacts/screenshots: for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, House
from tests.browser.pages import PAGES
from tests.browser.visitor import PHONE, WIDE, Visitor

FOLDER = ROOT / "artifacts" / "screenshots"
SHOWN = (
    "account_login", "mfa_index", "desk:index", "desk:search", "projects:board", "projects:ledger", "projects:detail", "projects:edit",
    "exchange:index", "exchange:detail", "exchange:sheet", "exchange:questions", "plans:detail", "tasks:index", "tasks:detail",
    "companies:index", "companies:detail", "companies:merge", "parks:index", "parks:detail", "parks:land", "chains:index", "chains:detail",
    "orgs:index", "orgs:person", "orgs:audit",
)  # fmt: skip
DRAWN = """() => document.fonts.status === 'loaded' && !document.querySelector('.htmx-request, [aria-busy=true], .q-sheet tr.is-waiting')
  && [...document.querySelectorAll('[data-chart]')].every((one) => one.querySelector('canvas, svg'))
  && (!document.querySelector('[data-grid]') || document.querySelectorAll('.tabulator-row').length > 3)"""


def _take(visitor: Visitor, name: str, size: str, theme: str) -> None:
    visitor.theme(theme)
    visitor.wait("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    path = FOLDER / f"{name.replace(':', '-').replace('_', '-')}-{visitor.language}-{theme}-{size}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=path, full_page=size == "360")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_screenshot(name: str, language: str, visit: Callable[..., Visitor], house: House) -> None:
    who, path = PAGES[name]
    visitor = visit(who, language)

    for size, window in (("1440", WIDE), ("360", PHONE)):
        visitor.page.set_viewport_size(window)
        visitor.go(path.format(**house.known))
        visitor.wait(DRAWN)
        for theme in ("light", "dark"):
            _take(visitor, name, size, theme)

    assert Path(FOLDER).exists()
