"""Chains drawn from upstream to downstream, with their gaps, and the pages that change them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from qipan.pipeline.projects.models import Project
from qipan.territory.chains import actions, queries
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.companies import actions as companies
from qipan.territory.parks import actions as parks

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def chain() -> Chain:
    chain = actions.open_chain(by=None, name="造纸产业", name_en="paper", aliases=["纸业"])
    down = actions.add_segment(by=None, chain=chain, name="包装", position="downstream")
    up = actions.add_segment(by=None, chain=chain, name="制浆", position="upstream")
    actions.add_node(by=None, segment=down, name="彩印纸箱")
    gap = actions.add_node(by=None, segment=up, name="湿强剂", is_gap=True, is_key=True, land_m2=Decimal(30_000))
    actions.want(by=None, node=gap, name="甲纸业", business="湿强剂")
    return chain


@pytest.fixture
def gap(chain: Chain) -> Node:
    return Node.objects.get(name="湿强剂")


def test_segments_stand_in_columns_from_upstream_to_downstream(chain: Chain) -> None:
    seen = queries.see(chain, on=TODAY)

    assert [(c.position, [r.segment.name for r in c.rows]) for c in seen.columns] == [
        ("upstream", ["制浆"]),
        ("downstream", ["包装"]),
    ]
    assert [place.state for place in seen.places] == ["gap", "gap"]
    assert seen.coverage.percent == 0


@pytest.mark.parametrize("written", ["造纸产业", "造纸产业链", "造纸", "纸业", "Paper"])
def test_a_chain_is_found_with_and_without_its_ending(chain: Chain, written: str) -> None:
    assert queries.find_chain(written) == chain


@pytest.mark.parametrize(("written", "name"), [("湿强剂", "湿强剂"), ("制浆", "湿强剂"), ("无此环节", None)])
def test_a_node_is_found_by_its_name_or_its_segment(chain: Chain, written: str, name: str | None) -> None:
    node = queries.find_node(chain, written)

    assert (node.name if node else None) == name


def test_a_signed_project_on_a_gap_is_on_its_way_and_counts(chain: Chain, gap: Node) -> None:
    before = queries.see(chain, on=TODAY).coverage.percent
    Project.objects.create(name="甲", plain_name="甲", node=gap, stage="signed")
    Project.objects.create(name="乙", plain_name="乙", node=gap, stage="discussion")

    seen = queries.see(chain, on=TODAY)

    assert queries.place(gap, on=TODAY).state == "coming"
    assert seen.coming == 1
    assert (before, round(seen.coverage.percent or 0, 1)) == (0, 26.7)  # 2 × 40 ÷ 300


def test_a_node_projects_stand_on_is_not_removed_nor_its_segment(chain: Chain, gap: Node) -> None:
    Project.objects.create(name="甲", plain_name="甲", node=gap)

    for record in (gap, gap.segment):
        with pytest.raises(actions.Standing):
            actions.remove(by=None, record=record, reason="x")


def test_land_that_fits_is_free_and_near_the_size_needed(cast: Any, gap: Node) -> None:
    park = parks.lay_out(by=None, name="开发区")
    for code, area, status in (
        ("A", 20_000, "free"),
        ("B", 60_000, "free"),
        ("C", 31_000, "free"),
        ("D", 40_000, "built"),
        ("E", 200_000, "free"),
    ):
        parks.record_parcel(by=None, park=park, code=code, area_m2=Decimal(area), status=status, fresh_on=TODAY)

    offer = queries.land_for(gap, user=cast.investment, on=TODAY)

    assert [parcel.code for parcel in offer.parcels] == ["C", "B"]


def test_the_page_draws_the_chain_and_shows_how_the_coverage_came_about(cast: Any, sign_in: Any, chain: Chain) -> None:
    page = sign_in(cast.investment).get(reverse("chains:detail", args=[chain.key])).content.decode()

    assert page.index("制浆") < page.index("包装")
    assert "Coverage = Σ (weight × worth) ÷ Σ (weight × 100)" in page
    assert 'data-chart="chain"' in page


def test_a_gap_opens_with_targets_projects_and_land(cast: Any, sign_in: Any, chain: Chain, gap: Node) -> None:
    Project.objects.create(name="甲纸业湿强剂项目", plain_name="甲", node=gap, stage="signed")
    client = sign_in(cast.investment)

    whole = client.get(reverse("chains:node", args=[gap.key])).content.decode()
    small = client.get(reverse("chains:node", args=[gap.key]), headers={"HX-Request": "true"}).content.decode()

    for page in (whole, small):
        assert "甲纸业" in page
        assert "甲纸业湿强剂项目" in page
        assert "Land that fits" in page
    assert "<html" not in small


def test_a_project_of_another_s_is_not_named_on_the_node(cast: Any, sign_in: Any, gap: Node) -> None:
    Project.objects.create(name="秘而不宣的项目", plain_name="秘", node=gap, stage="signed")

    page = sign_in(cast.township).get(reverse("chains:node", args=[gap.key])).content.decode()

    assert "秘而不宣的项目" not in page


def test_firms_are_placed_in_a_node_by_its_form(cast: Any, sign_in: Any, gap: Node) -> None:
    firm = companies.register(by=None, name="白塔纸业有限公司")
    form = {
        "name": "湿强剂",
        "order": gap.order,
        "codes": "2661, C2669",
        "companies": [firm.pk],
        "version": gap.version,
    }

    sign_in(cast.investment).post(reverse("chains:edit_node", args=[gap.key]), form)
    gap.refresh_from_db()

    assert list(gap.companies.all()) == [firm]
    assert gap.codes == ["C2661", "C2669"]


def test_what_is_no_code_of_the_standard_is_refused_by_name(cast: Any, sign_in: Any, gap: Node) -> None:
    form = {"name": "湿强剂", "codes": "9999", "version": gap.version}

    answer = sign_in(cast.investment).post(reverse("chains:edit_node", args=[gap.key]), form)

    assert answer.status_code == 422
    assert "9999 is no code of GB/T 4754." in answer.content.decode()


def test_a_chain_is_opened_and_gets_segment_node_and_target_in_pages(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)
    client.post(reverse("chains:new"), {"name": "机器人"})
    chain = Chain.objects.get()
    client.post(reverse("chains:new_segment", args=[chain.key]), {"name": "核心部件", "position": "upstream"})
    segment = Segment.objects.get()
    client.post(reverse("chains:new_node", args=[segment.key]), {"name": "减速器", "is_gap": "on"})
    node = Node.objects.get()
    client.post(reverse("chains:new_target", args=[node.key]), {"name": "泊宁减速器公司", "state": "wanted"})
    twice = client.post(reverse("chains:new_target", args=[node.key]), {"name": "泊宁减速器公司", "state": "wanted"})
    target = Target.objects.get()
    client.post(
        reverse("chains:edit_target", args=[target.key]),
        {"name": "泊宁减速器公司", "state": "settled", "version": target.version},
    )
    target.refresh_from_db()

    assert node.is_gap
    assert twice.status_code == 422
    assert target.state == "settled"
    client.post(reverse("chains:remove_node", args=[node.key]))
    assert not Node.objects.exists()


PAGES = ("detail", "edit", "new_segment")
NODE_PAGES = ("node", "edit_node", "new_target")


def test_the_outsider_is_refused_and_a_clerk_does_not_edit(cast: Any, sign_in: Any, chain: Chain, gap: Node) -> None:
    target = Target.objects.get()
    addresses = [
        reverse("chains:index"),
        *(reverse(f"chains:{name}", args=[chain.key]) for name in PAGES),
        *(reverse(f"chains:{name}", args=[gap.key]) for name in NODE_PAGES),
        reverse("chains:edit_segment", args=[gap.segment.key]),
        reverse("chains:new_node", args=[gap.segment.key]),
        reverse("chains:edit_target", args=[target.key]),
    ]

    outsider = [sign_in(cast.outsider).get(address).status_code for address in addresses]
    clerk = [sign_in(cast.clerk).get(address).status_code for address in addresses]

    assert set(outsider) == {403}
    assert clerk == [200, 200, 403, 403, 200, 403, 403, 403, 403, 403]


def test_a_chain_s_page_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, chain: Chain, gap: Node, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.investment)
    for number in range(15):
        firm = companies.register(by=None, name=f"第{number}纸业")
        segment = actions.add_segment(by=None, chain=chain, name=f"环节{number}")
        actions.add_node(by=None, segment=segment, name=f"节点{number}", companies=[firm])

    for name, key in (("detail", chain.key), ("node", gap.key)):
        with django_assert_max_num_queries(15):
            client.get(reverse(f"chains:{name}", args=[key]))
    with django_assert_max_num_queries(15):
        client.get(reverse("chains:index"))
