"""Language, theme, saved views, and the pages shown when something is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from qipan.core import access
from qipan.core.models import SavedView, User
from qipan.web import navigation, saved, views

pytestmark = pytest.mark.django_db


def test_a_language_is_kept_in_the_browser_and_with_the_account(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)

    answer = client.post(reverse("web:language"), {"language": "en", "next": "/companies/"})

    assert answer.url == "/companies/"
    assert client.cookies["qipan_language"].value == "en"
    assert User.objects.get(username="leader").language == "en"
    assert "Companies" in client.get("/companies/").content.decode()


def test_a_switch_does_not_lead_to_another_site(client: Client) -> None:
    assert client.post(reverse("web:language"), {"language": "en", "next": "https://evil.example/"}).url == "/"


def test_an_unknown_language_or_theme_is_ignored(client: Client) -> None:
    client.post(reverse("web:language"), {"language": "xx"})
    client.post(reverse("web:theme"), {"theme": "neon"})

    assert "qipan_language" not in client.cookies
    assert "qipan_theme" not in client.cookies


def test_a_theme_is_kept(client: Client) -> None:
    client.post(reverse("web:theme"), {"theme": "dark"})

    assert 'data-theme="dark"' in client.get(reverse("account_login")).content.decode()


def test_a_view_is_saved_replaced_and_forgotten_by_its_owner_alone(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)
    client.post(reverse("web:save_view"), {"page": "board", "name": "红灯", "query": "?light=red"})
    client.post(reverse("web:save_view"), {"page": "board", "name": "红灯", "query": "light=red&stage=started"})
    kept = SavedView.objects.get()

    stranger = saved.forget(user=cast.clerk, pk=kept.pk)
    listed = client.get(reverse("web:saved_views", args=["board"])).json()["views"]
    client.post(reverse("web:forget_view", args=[kept.pk]))

    assert not stranger
    assert [(v["name"], v["query"]) for v in listed] == [("红灯", "light=red&stage=started")]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/orgs/audit/", 403)])
def test_a_refusal_is_a_page_of_ours(cast: Any, sign_in: Any, path: str, status: int) -> None:
    answer = sign_in(cast.clerk).get(path)

    assert answer.status_code == status
    assert "data-fault" in answer.content.decode()


def test_a_broken_server_is_said_even_when_the_page_cannot_be_drawn(monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(views, "_sorry", broken)

    assert views.server_error(RequestFactory().get("/")).status_code == 500


def test_a_reader_is_shown_the_doors_they_may_open(cast: Any, sign_in: Any) -> None:
    request = sign_in(cast.administrator).get("/").wsgi_request

    hrefs = [door.href for wing in navigation.wings(request) for door in wing.doors]

    assert reverse("orgs:index") in hrefs
    assert reverse("companies:index") not in hrefs
    assert reverse("orgs:audit") not in hrefs


def test_the_door_of_the_room_one_stands_in_is_lit(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.leader).get(reverse("companies:index"))

    lit = [wing for wing in navigation.wings(page.wsgi_request) if wing.is_current]

    assert [door.href for wing in lit for door in wing.doors if door.is_current] == [reverse("companies:index")]
    assert len(lit) == 1


def test_readers_share_a_drawn_navigation_only_where_they_may_open_the_same_doors(cast: Any, sign_in: Any) -> None:
    address = reverse("companies:index")
    pages = {name: sign_in(getattr(cast, name)).get(address).content.decode() for name in ("leader", "clerk", "leader")}
    drawn = {name: text.partition('id="nav"')[2].partition("</nav>")[0] for name, text in pages.items()}

    for name, text in drawn.items():
        held = access.abilities(getattr(cast, name))
        doors = {door.href for wing in navigation.wings_for(held, "companies:index") for door in wing.doors}
        assert set(re.findall('<a href="([^"]+)"', text)) == doors
    assert drawn["leader"] != drawn["clerk"]


def test_a_group_of_one_door_is_that_door(cast: Any, sign_in: Any) -> None:
    request = sign_in(cast.bank).get("/").wsgi_request

    alone = {str(wing.label): wing.href for wing in navigation.wings(request) if len(wing.doors) == 1}

    assert reverse("chains:index") in alone.values()
    assert "Investment selection" not in alone
