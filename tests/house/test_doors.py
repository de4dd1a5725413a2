"""Every address is closed to who is not signed in and to the outsider, unless it stands here with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from qipan.core.access import ABILITIES
from qipan.web.access import CLOSED_NAMES, LIBRARY_NAMESPACES, PUBLIC, SIGNED_IN

OPEN_TO_ALL = {
    "forgotten": "who cannot sign in is told whom to ask; it names nobody and asks nothing",
    "web:language": "the sign-in page is read in both languages",
    "web:theme": "the sign-in page has a light and a dark theme",
    "web:style": "the design's own pieces, made-up content; only while developing and in the demonstration",
    "web:style_rows": "the design's own pieces, made-up content; only while developing and in the demonstration",
    "web:style_cells": "the design's own pieces, made-up content; only while developing and in the demonstration",
    "web:style_sheet": "the design's own pieces, made-up content; only while developing and in the demonstration",
}
# Open to everybody with an account, even without a role: their own things only.
OPEN_TO_THE_OUTSIDER = {
    "desk:index": "the first page after signing in: empty for who has no role",
    "desk:search": "finds only what one may see: nothing for who has no role",
    "web:saved_views": "one's own saved views",
    "web:save_view": "one's own saved views",
    "web:forget_view": "one's own saved views",
    "notify:index": "one's own messages",
    "notify:open": "one's own messages",
    "notify:unread": "one's own messages",
    "notify:read_all": "one's own messages",
    "notify:wishes": "how one wishes to hear oneself",
}
# Open by record: who has no ability may still have a record of their own; `visible_to` answers 404 for any other.
OPEN_BY_RECORD = {
    "companies:detail": "a company's own account sees its own record",
}
# The sign-in library's pages for somebody who is not signed in yet.
LIBRARY_OPEN_TO_ALL = {
    "account_login", "account_logout", "account_inactive", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_reset_password",  # our own page stands at its address
    "account_confirm_login_code", "account_request_login_code", "account_complete_password_reset",
    "mfa_authenticate", "mfa_login_webauthn", "mfa_trust", "socialaccount_login_cancelled", "socialaccount_login_error",
    "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
SAMPLES = {
    "int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000", "ledger": "projects",
}  # fmt: skip


GROUP = re.compile(r"\(\?P<\w+>(?P<inner>(?:\[[^\]]*\]|[^()\[\]])+)\)")


class Door(NamedTuple):
    """One address: its name with the room's, a path to try, the view."""

    name: str
    path: str
    view: Any


def _walk(patterns: list[Any], path: str = "/", namespace: str = "") -> Iterator[Door]:
    for pattern in patterns:
        here = path + _sample(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, here, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif isinstance(pattern, URLPattern):
            yield Door(f"{namespace}{pattern.name}", here, pattern.callback)


def _sample(pattern: Any) -> str:
    """The pattern with every place filled."""
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        text = text.replace(f"<{kind}:{name}>", SAMPLES.get(kind, "x")).replace(f"<{name}>", "x")
    if isinstance(pattern, RegexPattern):
        return GROUP.sub(_of_group, pattern.regex.pattern.strip("^$").removesuffix("\\Z"))
    return text


def _of_group(group: re.Match[str]) -> str:
    """A text that a named group of a regular expression accepts."""
    inner = group["inner"]
    if re.fullmatch(r"[\w|]+", inner):
        return inner.split("|")[0]
    return next(sample for sample in (*SAMPLES.values(), "1-x") if re.fullmatch(inner, sample))


def doors() -> list[Door]:
    return list(_walk(get_resolver().url_patterns))


def _is_library(door: Door) -> bool:
    return door.name.startswith(LIBRARY_NAMESPACES) or (door.name == "None" and door.path.startswith("/accounts/"))


def ours() -> list[Door]:
    return [door for door in doors() if not _is_library(door)]


def test_every_view_says_who_may_open_it() -> None:
    silent = [door.name for door in ours() if getattr(door.view, "access", None) is None]
    unknown = [d.name for d in ours() if getattr(d.view, "access", "") not in {*ABILITIES, PUBLIC, SIGNED_IN}]

    assert not silent, "declare access.needs(…), access.signed_in or access.public(reason)"
    assert not unknown


def test_what_is_open_to_all_is_listed_with_its_reason() -> None:
    assert {door.name for door in ours() if door.view.access == PUBLIC} <= set(OPEN_TO_ALL)


def test_what_is_open_to_the_outsider_is_listed_with_its_reason() -> None:
    assert {door.name for door in ours() if door.view.access == SIGNED_IN} <= set(OPEN_TO_THE_OUTSIDER) | set(
        OPEN_BY_RECORD
    )


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, method: str) -> None:
    let_in = {}
    for door in ours():
        if door.name not in OPEN_TO_ALL:
            answer = getattr(client, method)(door.path)
            if answer.status_code != 302 or "/accounts/login/" not in answer["Location"]:
                let_in[door.path] = answer.status_code

    assert not let_in


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, method: str) -> None:
    outsider = sign_in(cast.outsider)

    let_in = {}
    for door in ours():
        if door.name not in OPEN_TO_ALL | OPEN_TO_THE_OUTSIDER:
            status = getattr(outsider, method)(door.path).status_code
            if status not in ({403, 404, 405} if door.name in OPEN_BY_RECORD else {403}):
                let_in[door.path] = status

    assert not let_in


@pytest.mark.django_db
def test_the_librarys_pages_are_guarded_or_listed(client: Client) -> None:
    let_in = {}
    for door in doors():
        if not _is_library(door) or door.name in LIBRARY_OPEN_TO_ALL:
            continue
        answer = client.get(door.path)
        is_refused = answer.status_code in {401, 403, 404, 405} or answer.get("Location", "").startswith(
            "/accounts/login/"
        )
        if not is_refused:
            let_in[f"{door.name} {door.path}"] = (answer.status_code, answer.get("Location", ""))

    assert not let_in


@pytest.mark.django_db
def test_nobody_opens_an_account_alone(client: Client) -> None:
    closed = [door for door in doors() if door.name in CLOSED_NAMES]

    assert {client.get(door.path).status_code for door in closed} == {404}


@pytest.mark.django_db
def test_the_outsiders_own_pages_hold_nothing_of_the_county(cast: Any, sign_in: Any) -> None:
    from qipan.pipeline.projects import actions as projects

    projects.create(values={"name": "机密造纸项目"}, by=cast.officer, on=date(2026, 11, 23), total_minor=10**10)
    entitled = sign_in(cast.leader).get("/search/", {"q": "造纸"}).content.decode()
    outsider = sign_in(cast.outsider)

    shown = [outsider.get("/").content.decode(), outsider.get("/search/", {"q": "造纸"}).content.decode()]

    assert "机密造纸项目" in entitled
    assert not [page for page in shown if "机密造纸项目" in page]
