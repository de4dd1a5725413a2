"""Signing in: a wrong password, a code as the second factor, and the door that stays shut after too many tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.conftest import House
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def _code(secret: str, ahead: int = 0) -> str:
    """As the telephone would show it now, or half a minute `ahead`; by the library's own arithmetic."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def _try(visitor: Visitor, username: str, password: str) -> None:
    page = visitor.page
    visitor.go("/accounts/login/")
    page.locator("#id_login").fill(username)
    page.locator("#id_password").fill(password)
    page.locator(".q-front-form form button.btn-primary").first.click()
    page.wait_for_load_state()


def test_a_wrong_password_is_answered_in_words_and_in_both_languages(visit: Visit) -> None:
    for language in ("zh-hans", "en"):
        visitor = visit("", language)

        _try(visitor, "township", "wrong")
        note = visitor.page.locator(".q-note.is-error")
        note.wait_for()

        assert note.inner_text().strip()
        assert not visitor.axe()


def test_a_code_from_the_telephone_is_set_up_and_then_asked_at_the_door(visit: Visit) -> None:
    visitor = visit("bank", "zh-hans")
    page = visitor.page
    visitor.go_and_prove("/accounts/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()

    page.locator("#id_code").fill(_code(secret))
    page.locator("#main form button, .q-front-form form button").last.click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    assert not visitor.axe()
    page.context.clear_cookies(name="sessionid")
    _try(visitor, "bank", "bank")
    page.wait_for_url("**/2fa/authenticate/**")
    assert not visitor.axe()
    page.locator("#id_code").fill("000000")
    page.locator("#id_code").press("Enter")
    page.locator(".invalid-feedback, .q-note.is-error, [id$=_error]").first.wait_for()
    page.locator("#id_code").fill(_code(secret, ahead=1))
    page.locator("#id_code").press("Enter")

    page.wait_for_url(lambda url: "/accounts/" not in url)
    assert page.locator("#unread").count() == 1


def test_a_passkey_is_registered_and_opens_the_door_without_a_password(house: House, browser: Any) -> None:
    """Passkeys belong to a name, never to an address of numbers: so the visit goes to localhost."""
    visitor = Visitor(browser, house.url.replace("127.0.0.1", "localhost"), "auditor", "zh-hans")
    page = visitor.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    features = {
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "ctap2", "transport": "internal", **features}}
    )
    visitor.go_and_prove("/accounts/2fa/webauthn/add/")
    page.locator("#id_name").fill("办公电脑")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.context.clear_cookies(name="sessionid")

    visitor.go("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    assert page.locator("#unread").count() == 1
    visitor.go("/accounts/2fa/webauthn/")
    assert "办公电脑" in page.locator("main").inner_text()
    assert not visitor.axe()


def test_a_forgotten_password_leads_to_a_page_that_says_whom_to_ask(visit: Visit) -> None:
    for language in ("zh-hans", "en"):
        visitor = visit("", language)
        visitor.go("/accounts/login/")

        visitor.page.locator("a[href='/accounts/password/reset/']").click()
        visitor.page.wait_for_url("**/accounts/password/reset/")

        assert not visitor.page.locator("form input[type=email]").count()
        visitor.page.locator("#main a.btn-primary").click()
        visitor.page.wait_for_url("**/accounts/login/")


def test_after_ten_wrong_passwords_the_door_is_shut_for_a_while(visit: Visit) -> None:
    visitor = visit("", "en", seat=1)

    with visitor.expecting(403, 429):
        for _attempt in range(10):
            _try(visitor, "park_manager", "wrong")
        _try(visitor, "park_manager", "park_manager")

        assert visitor.page.locator("h1[data-fault]").is_visible()
        assert not visitor.axe()
