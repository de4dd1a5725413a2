"""The page of one project: what comes at once, what comes with the second answer, and where its parts stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from qipan.pipeline.projects.views import gate, shown
from tests.pipeline.projects.conftest import READY

pytestmark = pytest.mark.django_db


def test_who_cares_files_and_proof_come_with_the_money_once_the_page_stands(make: Any, cast: Any, sign_in: Any) -> None:
    client, project = sign_in(cast.officer), make(stage="started", **READY)

    page = client.get(reverse("projects:detail", args=[project.key])).content.decode()
    later = client.get(reverse("projects:course", args=[project.key]), headers={"HX-Request": "true"}).content.decode()
    alone = client.get(reverse("projects:course", args=[project.key])).content.decode()

    assert 'id="further"' in page
    assert 'href="course/#care"' in page
    assert 'hx-swap-oob="innerHTML:#further"' in later
    for part in ("money", "reports", "care", "files", "papers"):
        assert later.count(f'id="{part}"') == 1, part
        assert alone.count(f'id="{part}"') == 1, part
        assert page.count(f'id="{part}"') == (part in ("care", "files")), part


def test_a_project_stands_where_the_addresses_say(make: Any) -> None:
    project = make()

    assert shown.address(project) == reverse("projects:detail", args=[project.key])
    assert gate.act_url(project, "move") == reverse("projects:act", args=[project.key, "move"])
