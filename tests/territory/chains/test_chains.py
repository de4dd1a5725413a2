"""Chains drawn from upstream to downstream, with their gaps."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from qipan.pipeline.projects.models import Project
from qipan.territory.chains import actions, intake, queries
from qipan.territory.chains.models import Chain, Segment
from qipan.territory.companies import actions as companies

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> Chain:
    chain = actions.open_chain(by=None, name="造纸产业", name_en="paper", aliases=["纸业"])
    actions.add_segment(by=None, chain=chain, name="包装", position="downstream")
    actions.add_segment(by=None, chain=chain, name="制浆", position="upstream", is_gap=True, targets="甲纸业")
    return chain


def test_segments_stand_in_columns_from_upstream_to_downstream(chain: Chain) -> None:
    assert [(c.position, [s.name for s in c.segments]) for c in queries.columns(chain)] == [
        ("upstream", ["制浆"]),
        ("downstream", ["包装"]),
    ]


@pytest.mark.parametrize("written", ["造纸产业", "造纸产业链", "造纸", "纸业", "Paper"])
def test_a_chain_is_found_with_and_without_its_ending(chain: Chain, written: str) -> None:
    assert queries.find_chain(written) == chain


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲有限公司、乙有限公司", ["甲有限公司", "乙有限公司"]),
        ("A Co., Ltd.; B Co., Ltd.", ["A Co., Ltd.", "B Co., Ltd."]),
        ("", []),
    ],
)
def test_firms_in_one_cell_are_parted(text: str, names: list[str]) -> None:
    assert intake.firm_names(text) == names


def test_a_segment_projects_stand_on_is_not_removed(chain: Chain) -> None:
    segment = Segment.objects.get(name="制浆")
    Project.objects.create(name="甲", plain_name="甲", segment=segment)

    with pytest.raises(actions.Standing):
        actions.remove_segment(by=None, segment=segment, reason="x")


def test_the_page_draws_the_chain_and_marks_the_gap(cast: Any, sign_in: Any, chain: Chain) -> None:
    page = sign_in(cast.investment).get(reverse("chains:detail", args=[chain.key])).content.decode()

    assert page.index("制浆") < page.index("包装")
    assert page.count("is-gap") == 1
    assert "甲纸业" in page


def test_firms_are_placed_in_a_segment_by_its_form(cast: Any, sign_in: Any, chain: Chain) -> None:
    firm = companies.register(by=None, name="白塔纸业有限公司")
    segment = Segment.objects.get(name="包装")
    form = {
        "name": "包装",
        "position": "downstream",
        "order": segment.order,
        "companies": [firm.pk],
        "version": segment.version,
    }

    sign_in(cast.investment).post(reverse("chains:edit_segment", args=[segment.key]), form)

    assert list(segment.companies.all()) == [firm]


def test_a_chain_is_opened_and_gets_a_segment_in_pages(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)

    client.post(reverse("chains:new"), {"name": "机器人"})
    chain = Chain.objects.get()
    client.post(
        reverse("chains:new_segment", args=[chain.key]), {"name": "减速器", "position": "upstream", "is_gap": "on"}
    )
    twice = client.post(reverse("chains:new_segment", args=[chain.key]), {"name": "减速器", "position": "upstream"})

    assert chain.segments.get().is_gap
    assert twice.status_code == 422


def test_the_outsider_is_refused_and_a_clerk_does_not_edit(cast: Any, sign_in: Any, chain: Chain) -> None:
    assert sign_in(cast.outsider).get(reverse("chains:index")).status_code == 403
    assert sign_in(cast.clerk).get(reverse("chains:index")).status_code == 200
    assert sign_in(cast.clerk).get(reverse("chains:edit", args=[chain.key])).status_code == 403


def test_a_chain_s_page_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, chain: Chain, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.investment)
    for number in range(15):
        firm = companies.register(by=None, name=f"第{number}纸业")
        actions.add_segment(by=None, chain=chain, name=f"环节{number}", companies=[firm])

    with django_assert_max_num_queries(14):
        client.get(reverse("chains:detail", args=[chain.key]))
