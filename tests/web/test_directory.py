"""Signing in through the county's own directory (OpenID Connect), against a directory made up here."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from qipan.core.models import User
from qipan.territory.orgs import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(settings: Any) -> Iterator[dict[str, Any]]:
    """A directory on this machine that vouches for whoever `says` names."""
    says: dict[str, Any] = {"sub": "42", "preferred_username": "clerk", "name": "殷苇清"}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = f"http://127.0.0.1:{self.server.server_port}"
            found = {
                "/.well-known/openid-configuration": {
                    "issuer": where,
                    "authorization_endpoint": f"{where}/authorize",
                    "token_endpoint": f"{where}/token",
                    "userinfo_endpoint": f"{where}/userinfo",
                    "jwks_uri": f"{where}/keys",
                },
                "/userinfo": says,
            }
            self._say(found.get(self.path, {}))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._say({"access_token": "t", "token_type": "Bearer", "expires_in": 60})

        def _say(self, what: dict[str, Any]) -> None:
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "county", "name": "County", "client_id": "qipan", "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield says
    server.shutdown()


def enter(client: Client) -> Any:
    """Sent to the directory and back with its code."""
    sent = client.post("/accounts/oidc/county/login/")
    state = parse_qs(urlsplit(sent.url).query)["state"][0]
    return client.get("/accounts/oidc/county/login/callback/", {"code": "c", "state": state}, follow=True)


def test_the_account_opened_under_the_same_name_is_the_one_entered(
    cast: Any, client: Client, directory: dict[str, Any]
) -> None:
    clerk = cast.clerk

    enter(client)

    assert client.get("/").wsgi_request.user == clerk
    assert User.objects.count() == 1


def test_somebody_new_in_the_directory_has_an_account_that_opens_nothing(
    cast: Any, client: Client, directory: dict[str, Any]
) -> None:
    directory.update(sub="43", preferred_username="newcomer")

    enter(client)
    user = client.get("/").wsgi_request.user

    assert user.is_authenticated
    assert user.username == "newcomer"
    assert queries.scope_of(user) == queries.NOTHING
    assert client.get("/companies/").status_code == 403


def test_a_locked_account_is_not_entered_through_the_directory(
    cast: Any, client: Client, directory: dict[str, Any]
) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)

    enter(client)

    assert not client.get("/").wsgi_request.user.is_authenticated
