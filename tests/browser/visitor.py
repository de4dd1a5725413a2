"""Somebody at a browser: signed in, with a language and a theme, and everything that went wrong on their pages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any, ClassVar

from playwright.sync_api import Error

AXE = "/static/axe/axe.min.js"  # served like the house's own scripts (settings.py): fetched and compiled once, not with every page
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH = """addEventListener("securitypolicyviolation", (e) =>
  window.seenViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));"""
# What comes over and over is judged by its first dozen: the rest wears the same clothes.
REPEATED = [
    ".tabulator-row:nth-child(n+7)",
    ".q-sheet tbody tr:nth-child(n+16)",
    ".q-lane .q-piece:nth-child(n+4)",
    ".q-table tbody tr:nth-child(n+13)",
]
RUN_AXE = """async ([address, exclude, options]) => {
  if (!window.axe) await new Promise((done, failed) => {
    const script = document.head.appendChild(document.createElement("script"));
    Object.assign(script, { onload: done, onerror: () => failed(new Error(`no ${address}`)), src: address });
  });
  return (await axe.run({ exclude }, options)).violations.map((v) =>
  `${v.id}: ${v.help}\\n` + v.nodes.slice(0, 4).map((n) =>
    `    ${n.target.join(" ")} — ${n.failureSummary.replace(/\\s+/g, " ")}`).join("\\n")); }"""
OVERFLOW = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const box = e.getBoundingClientRect();
  if (box.right <= innerWidth + 1 || !box.width || getComputedStyle(e).position === "fixed") return false;
  for (let up = e.parentElement; up; up = up.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return false;
  return true;
}).slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${[...e.classList].join(".")} → ${Math.round(e.getBoundingClientRect().right)}`)"""
AROUND = ("#nav", ".q-bar")  # what stands around every page
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 800}


class Visitor:
    """One browser context. `who` is a part of tests/cast.py, or "" for nobody."""

    open: ClassVar[list[Visitor]] = []

    def __init__(self, browser: Any, url: str, who: str, language: str) -> None:
        self.url, self.who, self.language = url, who, language
        self.context = browser.new_context(
            base_url=url,
            viewport=WIDE,
            accept_downloads=True,
            reduced_motion="reduce",
            locale="zh-CN" if language == "zh-hans" else "en-GB",
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
        self.context.expose_function("seenViolation", lambda text: self.troubles.append(f"policy: {text}"))
        self.context.add_init_script(WATCH)
        self.context.add_cookies([{"name": "qipan_language", "value": language, "url": url}])
        self.context.set_default_timeout(10_000)
        self.troubles: list[str] = []
        self.expected: list[int] = []
        self.page = self.context.new_page()
        self._watch(self.page)
        Visitor.open.append(self)
        if who:
            self.sign_in(who, who)

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"script: {page.url}: {error}"))
        page.on("console", self._heard)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {self.page.url}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")

    def _failed(self, request: Any) -> None:
        # A page left behind gives up what it was still asking; that is no fault.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.troubles.append(f"failed: {request.url}: {request.failure}")

    def take_troubles(self) -> list[str]:
        found, self.troubles = self.troubles, []
        return found

    @contextmanager
    def expecting(self, *statuses: int) -> Any:
        """Inside, these answers are what the test is about."""
        self.expected = list(statuses)
        try:
            yield
        finally:
            self.expected = []

    def sign_in(self, username: str, password: str) -> None:
        """Through the form's own address, without drawing it or the desk it leads to; the form's token is one both sides hold."""
        token = secrets.token_hex(16)
        self.context.add_cookies([{"name": "csrftoken", "value": token, "url": self.url}])
        answer = self.context.request.post(
            "/accounts/login/",
            form={"csrfmiddlewaretoken": token, "login": username, "password": password},
            headers={"Referer": f"{self.url}/accounts/login/"},
            max_redirects=0,
        )
        assert answer.status == 302, f"{username} could not sign in"

    def go(self, path: str) -> Any:
        return self.page.goto(path, wait_until="load")

    def go_and_prove(self, path: str) -> Any:
        """Like `go`; where the page wants the password once more, it is typed."""
        answer = self.go(path)
        if "/reauthenticate/" in self.page.url and "/reauthenticate/" not in path:
            self.page.locator("#id_password").fill(self.who)
            with self.page.expect_navigation() as there:
                self.page.locator("#id_password").press("Enter")
            answer = there.value
        return answer

    def wait(self, script: str, argument: Any = None, *, seconds: float = 10.0) -> Any:
        """Until the script's answer is true; a polled function, because strings are not run under our policy."""
        return self.until(lambda: self.page.evaluate(script, argument), script, seconds=seconds)

    def until(self, ask: Callable[[], Any], what: str = "", *, seconds: float = 10.0) -> Any:
        end = time.monotonic() + seconds
        while True:
            try:
                answer = ask()
            except Error:  # the page was just being replaced
                if time.monotonic() > end:
                    raise
                answer = None
            if answer:
                return answer
            assert time.monotonic() < end, f"Not in {seconds} s: {what}"
            self.page.wait_for_timeout(40)

    def settled(self) -> None:
        """Until nothing is under way that would still move the page: what loads late is there."""
        quiet = "() => document.readyState === 'complete' && !document.querySelector('.htmx-request, .tabulator-alert')"
        self.until(lambda: self.page.evaluate(quiet), "the page comes to rest")

    def theme(self, name: str) -> None:
        """What the reader's machine prefers; a page follows at once unless they chose otherwise."""
        self.page.emulate_media(color_scheme=name)

    def axe(self, *rules: str, besides: tuple[str, ...] = ()) -> list[str]:
        """What violates WCAG 2.2 AA here, or only these rules; `besides` is left out. Style sheets are not read
        beforehand: the one rule that asks for them (a locked orientation) is an experiment axe leaves out unless it is named."""
        only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
        options = {"runOnly": only, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
        return self.page.evaluate(RUN_AXE, [AXE, [*REPEATED, *besides], options])

    def overflow(self) -> list[str]:
        """What reaches beyond the window's right edge; nothing, if the page does not scroll sideways."""
        if self.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"):
            return []
        return self.page.evaluate(OVERFLOW) or ["the page scrolls sideways"]

    def toast(self, text: str = "") -> str:
        """The newest short message, once it stands there."""
        place = self.page.locator(".q-toast", has_text=text).last
        place.wait_for()
        return place.inner_text()

    def leave(self) -> None:
        Visitor.open.remove(self)
        self.context.close()
