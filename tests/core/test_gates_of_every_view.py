"""Before every view: may this user, and was this form sent before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path

from qipan.core import access as abilities
from qipan.core.models import User
from qipan.web import access

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
acts: list[str] = []


@access.public("a page for everybody")
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@access.signed_in
def own_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("own")


@access.needs("projects.see")
def projects_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("projects")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never")


@access.signed_in
def act(request: HttpRequest) -> HttpResponse:
    if request.POST.get("bad"):
        return JsonResponse({"message": "no"}, status=422)
    acts.append(request.POST["what"])
    User.objects.filter(pk=request.user.pk).update(display_name=request.POST["what"])
    return JsonResponse({"count": len(acts)})


urlpatterns = [
    path("open/", open_page),
    path("own/", own_page),
    path("projects/", projects_page),
    path("undeclared/", undeclared),
    path("act/", act),
    path("accounts/", include("allauth.urls")),
]


@pytest.fixture(autouse=True)
def who_may() -> Iterator[None]:
    acts.clear()
    before = abilities._provider
    abilities.provide(lambda user: frozenset({"projects.see"}) if user.username == "leader" else frozenset())
    yield
    abilities.provide(before)


@pytest.fixture
def leader(client: Client) -> Client:
    client.force_login(User.objects.create_user("leader"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def outsider(client: Client) -> Client:
    client.force_login(User.objects.create_user("outsider"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_public_page_is_open(client: Client) -> None:
    assert client.get("/open/").content == b"open"


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/projects/?stage=signed")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/projects/%3Fstage%3Dsigned")


def test_a_partial_asked_by_a_stranger_sends_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/projects/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/accounts/login/"


def test_the_outsider_is_refused(outsider: Client) -> None:
    assert outsider.get("/projects/").status_code == 403


def test_who_has_the_ability_enters(leader: Client) -> None:
    assert leader.get("/projects/").content == b"projects"


def test_a_view_that_declares_nothing_is_closed_to_everybody(leader: Client) -> None:
    assert leader.get("/undeclared/").status_code == 404


def test_nobody_opens_an_account_alone(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_an_unknown_ability_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match=r"projects\.fly"):
        access.needs("projects.fly")


def send(client: Client, **data: Any) -> HttpResponse:
    return client.post("/act/", {"idempotency_key": "k-1", **data})


def test_a_form_sent_twice_acts_once_and_answers_the_same(leader: Client) -> None:
    first = send(leader, what="sign")
    second = send(leader, what="sign")

    assert acts == ["sign"]
    assert first.content == second.content
    assert second["Idempotent-Replay"] == "true"


def test_a_refused_form_may_be_mended_and_sent_again(leader: Client) -> None:
    refused = send(leader, what="sign", bad="1")
    mended = send(leader, what="sign")

    assert (refused.status_code, mended.status_code) == (422, 200)
    assert acts == ["sign"]


def test_another_form_acts_again(leader: Client) -> None:
    send(leader, what="one")
    leader.post("/act/", {"idempotency_key": "k-2", "what": "two"})

    assert acts == ["one", "two"]


def test_the_key_of_one_user_does_not_answer_another(leader: Client) -> None:
    send(leader, what="mine")
    other = Client()
    other.force_login(User.objects.create_user("other"), backend="django.contrib.auth.backends.ModelBackend")

    send(other, what="theirs")

    assert acts == ["mine", "theirs"]
