"""Signing in: pages of our own, second factors, lock-out, nobody signs up alone, the county's own directory."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from qipan.core.models import User
from qipan.web import demo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()


LOGIN = {"login": "clerk", "password": "clerk"}


def test_a_person_signs_in_and_out(cast: Any, client: Client) -> None:
    _ = cast.clerk

    signed_in = client.post(reverse("account_login"), LOGIN)
    desk = client.get("/").status_code
    client.post(reverse("account_logout"))

    assert (signed_in.status_code, desk, client.get("/").status_code) == (302, 200, 302)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_sign_in_page_is_ours_in_both_languages(client: Client, language: str) -> None:
    client.cookies["qipan_language"] = language

    page = client.get(reverse("account_login")).content.decode()

    assert "q-front" in page
    assert ("Sign in" in page) == (language == "en")


def test_nobody_opens_an_account_alone(client: Client) -> None:
    assert client.get(reverse("account_signup")).status_code == 404


def test_ten_failures_lock_the_name_out_and_the_right_password_does_not_help(cast: Any, client: Client) -> None:
    _ = cast.clerk

    for _number in range(10):
        last = client.post(reverse("account_login"), {**LOGIN, "password": "wrong"})
    right = client.post(reverse("account_login"), LOGIN)

    assert last.status_code == 429
    assert right.status_code == 429
    assert client.get("/").status_code == 302


def test_a_lock_out_of_one_name_does_not_lock_another(cast: Any, client: Client) -> None:
    _ = cast.clerk, cast.leader

    for _number in range(10):
        client.post(reverse("account_login"), {**LOGIN, "password": "wrong"})

    assert client.post(reverse("account_login"), {"login": "leader", "password": "leader"}).status_code == 302


def test_a_second_factor_is_asked_for_and_its_code_counts_once(cast: Any, client: Client) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.clerk, secret)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

    step = client.post(reverse("account_login"), LOGIN)
    before = client.get("/").status_code
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    other.post(reverse("account_login"), LOGIN)
    other.post(reverse("mfa_authenticate"), {"code": code})

    assert step.url == reverse("mfa_authenticate")
    assert (before, client.get("/").status_code, other.get("/").status_code) == (302, 200, 302)


def test_a_recovery_code_lets_in_once(cast: Any, client: Client) -> None:
    totp.TOTP.activate(cast.clerk, totp.generate_totp_secret())
    code = RecoveryCodes.activate(cast.clerk).get_unused_codes()[0]

    client.post(reverse("account_login"), LOGIN)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    other.post(reverse("account_login"), LOGIN)
    other.post(reverse("mfa_authenticate"), {"code": code})

    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)


def enter(client: Client) -> None:
    """Signed in, and asked for the password again as before any change of factors."""
    client.post(reverse("account_login"), LOGIN)
    client.post(reverse("account_reauthenticate"), {"password": "clerk"})


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "account_change_password"]
)
def test_pages_of_one_s_own_account_stand_in_our_frame(cast: Any, client: Client, name: str) -> None:
    _ = cast.clerk
    enter(client)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert "q-bar" in page.content.decode()


def test_the_password_is_asked_again_before_factors_change(cast: Any, client: Client) -> None:
    _ = cast.clerk
    client.post(reverse("account_login"), LOGIN)

    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_a_person_enrols_an_authenticator_and_removes_it(cast: Any, client: Client) -> None:
    clerk = cast.clerk
    enter(client)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

    client.post(reverse("mfa_activate_totp"), {"code": code})
    kinds = set(Authenticator.objects.filter(user=clerk).values_list("type", flat=True))
    codes = client.get(reverse("mfa_view_recovery_codes")).status_code
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds == {"totp", "recovery_codes"}
    assert codes == 200
    assert not Authenticator.objects.filter(user=clerk, type="totp").exists()


def test_a_changed_password_holds_and_ends_other_sessions(cast: Any, client: Client) -> None:
    _ = cast.clerk
    other = Client()
    other.post(reverse("account_login"), LOGIN)
    client.post(reverse("account_login"), LOGIN)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": "clerk", "password1": "huai-tang-2026-x", "password2": "huai-tang-2026-x"},
    )

    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert User.objects.get(username="clerk").check_password("huai-tang-2026-x")


def test_demo_accounts_are_offered_in_the_demonstration_only(cast: Any, client: Client, settings: Any) -> None:
    _ = cast.leader
    settings.DEMO = False
    plain = client.get(reverse("account_login")).content.decode()
    settings.DEMO = True
    offered = client.get(reverse("account_login")).content.decode()

    assert demo.PASSWORD not in plain
    assert offered.count(demo.PASSWORD) >= 1


def test_a_removed_factor_is_gone_and_oneself_cannot_be_stripped_by_oneself(cast: Any) -> None:
    from qipan.territory.orgs import accounts

    totp.TOTP.activate(cast.clerk, totp.generate_totp_secret())

    accounts.remove_factors(by=cast.administrator, user=cast.clerk)

    assert not Authenticator.objects.filter(user=cast.clerk).exists()
    with pytest.raises(accounts.OwnAccount):
        accounts.remove_factors(by=cast.clerk, user=cast.clerk)
