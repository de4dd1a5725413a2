"""Pictures of the main pages, wide and narrow, in both languages, light and dark, into artifacts/screenshots: for people to look at.

They are taken while every page is looked at (test_every_page); `make screenshots` looks at these pages only.
"""

from __future__ import annotations

from tests.browser.conftest import ROOT
from tests.browser.visitor import Visitor

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


def take(visitor: Visitor, name: str, size: str, themes: tuple[str, str]) -> None:
    """One in each theme, once everything is drawn; the page is left in the second theme."""
    visitor.wait(DRAWN)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for theme in themes:
        visitor.theme(theme)
        visitor.wait(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )
        path = FOLDER / f"{name.replace(':', '-').replace('_', '-')}-{visitor.language}-{theme}-{size}.png"
        visitor.page.screenshot(path=path, full_page=size == "360")
