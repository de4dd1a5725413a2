"""Annual plans, cascaded to organisations and months."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from qipan.pipeline.plans import actions, queries, rules
from qipan.pipeline.plans.models import Plan, Target
from qipan.territory.orgs import actions as orgs


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("新签约亿元以上项目", "signed"), ("合同投资额", "signed_amount"), ("到位市外资金", "in_place"), ("新注册项目公司", "registered"),
        ("新开工项目", "starts"), ("重点项目完成投资", "completed"), ("竣工投产项目", "completions"), ("技术改造投资", "upgrades"),
        ("Contracted investment", "signed_amount"), ("Completed investment, key projects", "completed"), ("New starts", "starts"),
        ("绿地率", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_work_plan_name_an_indicator(words: str, indicator: str) -> None:
    assert rules.indicator_of(words) == indicator


@pytest.mark.parametrize(
    ("figure", "unit", "stored"),
    [
        ("24", "个", 24),
        ("90", "万元", 90_000_000),
        ("1.5", "亿元", 15_000_000_000),
        ("2", "CNY million", 200_000_000),
        ("1", "斤", None),
    ],
)
def test_a_figure_is_worth_what_its_unit_says(figure: str, unit: str, stored: int | None) -> None:
    assert rules.stored(Decimal(figure), unit) == stored


@pytest.fixture
def plan(db: None) -> Plan:
    return actions.adopt(by=None, year=2026, kind="construction", title="2026年重点项目建设工作方案")


def test_a_year_has_one_plan_of_a_kind(plan: Plan) -> None:
    with pytest.raises(actions.PlanStands):
        actions.adopt(by=None, year=2026, kind="construction", title="又一个")


def test_the_same_target_again_replaces_it(plan: Plan) -> None:
    actions.set_target(by=None, plan=plan, indicator="starts", value=20)
    actions.set_target(by=None, plan=plan, indicator="starts", value=28)

    assert queries.target_value(year=2026, indicator="starts") == 28
    assert Target.objects.count() == 1


def test_the_cascade_says_what_is_left_to_hand_out(plan: Plan) -> None:
    town = orgs.found(by=None, name="槐北镇人民政府", short_name="槐北镇")
    actions.set_target(by=None, plan=plan, indicator="starts", value=28)
    actions.set_target(by=None, plan=plan, indicator="starts", value=10, organisation=town)
    actions.set_target(by=None, plan=plan, indicator="starts", value=6, month=6)

    (cascade,) = queries.cascades(plan)

    assert (cascade.handed_out, cascade.left, cascade.has_months) == (10, 18, True)
    assert cascade.county.months[5] == 6
    assert [line.label for line in cascade.parts] == ["槐北镇"]


def test_a_plan_and_its_targets_are_written_in_pages(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    client.post(
        reverse("plans:new"), {"year": 2026, "kind": "construction", "title": "方案", "source": "棠办〔2026〕1号"}
    )
    plan = Plan.objects.get()
    client.post(reverse("plans:target", args=[plan.key]), {"indicator": "completed", "figure": "760,000"})
    client.post(reverse("plans:target", args=[plan.key]), {"indicator": "starts", "figure": "28"})
    broken = client.post(reverse("plans:target", args=[plan.key]), {"indicator": "starts", "figure": "2.5"})
    page = client.get(reverse("plans:detail", args=[plan.key])).content.decode()

    assert plan.source == "棠办〔2026〕1号"
    assert {t.indicator: t.value for t in Target.objects.all()} == {"completed": 760_000 * 10_000 * 100, "starts": 28}
    assert broken.status_code == 422
    assert "760,000" in page


def test_amounts_are_kept_from_who_may_not_see_them(cast: Any, sign_in: Any, plan: Plan) -> None:
    from qipan.territory.orgs.models import Role

    actions.set_target(by=None, plan=plan, indicator="completed", value=771_300 * 1_000_000)
    Role.objects.filter(code="department-clerk").update(abilities=["plans.see"])

    assert "771,300" not in sign_in(cast.clerk).get(reverse("plans:detail", args=[plan.key])).content.decode()


def test_the_outsider_is_refused_and_a_clerk_does_not_set_targets(cast: Any, sign_in: Any, plan: Plan) -> None:
    assert sign_in(cast.outsider).get(reverse("plans:index")).status_code == 403
    assert sign_in(cast.clerk).get(reverse("plans:detail", args=[plan.key])).status_code == 200
    assert sign_in(cast.clerk).get(reverse("plans:target", args=[plan.key])).status_code == 403


def test_a_plan_s_page_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.officer)
    for number in range(12):
        home = orgs.found(by=None, name=f"第{number}镇")
        actions.set_target(by=None, plan=plan, indicator="starts", value=1, organisation=home)

    with django_assert_max_num_queries(14):
        client.get(reverse("plans:detail", args=[plan.key]))
