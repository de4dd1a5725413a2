"""Projects on the pages of firms, parks and chains."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from qipan.territory.chains.models import Chain


def test_a_chain_shows_its_projects_as_far_as_the_reader_sees_them(make: Any, cast: Any, sign_in: Any) -> None:
    chain = Chain.objects.create(name="造纸")
    make("链上的", chain=chain)
    make("别的")
    url = reverse("projects:panel", args=["chain", chain.key])

    seen = sign_in(cast.leader).get(url, headers={"HX-Request": "true"}).content.decode()
    hidden = sign_in(cast.clerk).get(url).content.decode()

    assert "链上的" in seen
    assert "别的" not in seen
    assert "链上的" not in hidden
    assert sign_in(cast.outsider).get(url).status_code == 403


def test_the_chains_page_leaves_a_place_for_them(make: Any, cast: Any, sign_in: Any) -> None:
    chain = Chain.objects.create(name="造纸")

    page = sign_in(cast.leader).get(reverse("chains:detail", args=[chain.key])).content.decode()

    assert reverse("projects:panel", args=["chain", chain.key]) in page
