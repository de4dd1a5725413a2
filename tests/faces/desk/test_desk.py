"""The first page: what waits, what changed, what turned red; and search from anywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.core import changes
from qipan.core.models import User
from qipan.faces.desk import queries, rules
from qipan.pipeline.projects.models import Project
from qipan.territory.companies import actions as companies
from qipan.territory.tasks import actions as tasks


def project(name: str, **values: Any) -> Project:
    return changes.create(Project(name=name, plain_name=name, **values), by=None)


@pytest.mark.parametrize(
    ("roles", "first"),
    [(("leader",), "red"), (("department-clerk",), "waiting"), (("auditor",), "changed"), ((), "waiting")],
)
def test_each_role_has_its_own_order(roles: tuple[str, ...], first: str) -> None:
    assert rules.order(roles, sees_projects=True)[0] == first


def test_who_sees_no_project_is_shown_what_waits_alone() -> None:
    assert rules.order(("leader",), sees_projects=False) == ("waiting",)


@pytest.mark.django_db
def test_a_desk_shows_what_is_owed(cast: Any, sign_in: Any) -> None:
    tasks.assign(
        by=cast.leader,
        title="核对备案号",
        organisation=cast.organisation("clerk"),
        due_on=timezone.localdate() - timedelta(days=1),
    )

    page = sign_in(cast.clerk).get("/").content.decode()

    assert "核对备案号" in page


@pytest.mark.django_db
def test_a_project_of_mine_that_is_stuck_or_has_gaps_waits_for_me(cast: Any) -> None:
    mine = cast.organisation("clerk")
    blocked = project("甲", lead_org=mine, open_blockers=1, total_minor=1, planned_end=date(2027, 1, 1))
    late = project("乙", lead_org=mine, next_on=date(2020, 1, 1), total_minor=1, planned_end=date(2027, 1, 1))
    gaps = project("丙", lead_org=mine, planned_end=date(2027, 1, 1))
    project("丁", open_blockers=1)

    assert set(queries.stuck(cast.clerk, on=timezone.localdate())) == {blocked, late}
    assert list(queries.incomplete(cast.clerk)) == [gaps]
    assert queries.lacking(gaps) == ["total"]


@pytest.mark.django_db
def test_what_others_changed_is_grouped_by_project_and_only_of_those_i_see(cast: Any) -> None:
    mine = project("甲", lead_org=cast.organisation("clerk"))
    hidden = project("乙")
    since = timezone.now()
    for words in ("基础完成", "封顶"):
        changes.change(mine, by=cast.officer, values={"progress_words": words})
    changes.change(mine, by=cast.clerk, values={"notes": "我自己写的"})
    changes.change(hidden, by=cast.officer, values={"notes": "看不见"})

    found = queries.changed(cast.clerk, since=since)

    assert [item.project for item in found.news] == [mine]
    assert len(found.news[0].entries) == 2
    assert found.news[0].who == ["officer"]


@pytest.mark.django_db
def test_a_light_is_news_when_it_turned_since(cast: Any) -> None:
    today = timezone.localdate()
    fresh = project("甲", light="red", light_since=today)
    project("乙", light="red", light_since=today - timedelta(days=60))

    assert list(queries.turned_red(cast.leader, since=today - timedelta(days=7))) == [fresh]
    assert queries.reds(cast.leader) == 2


@pytest.mark.django_db
def test_since_my_last_visit_stays_through_a_visit_and_moves_with_the_next(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)

    first = client.get("/").context["since"]
    again = client.get("/").context["since"]
    session = client.session
    session["desk_visit"] = {
        **session["desk_visit"],
        "at": (timezone.now() - timedelta(hours=rules.VISIT_HOURS + 1)).isoformat(),
    }
    session.save()
    seen_at = User.objects.get(pk=cast.leader.pk).desk_seen_at
    next_visit = client.get("/").context["since"]

    assert first == again
    assert next_visit == seen_at


@pytest.mark.django_db
def test_amounts_in_the_news_are_kept_from_who_may_not_see_them(cast: Any, sign_in: Any) -> None:
    from qipan.territory.orgs.models import Role

    mine = project("甲", lead_org=cast.organisation("clerk"), total_minor=1)
    Role.objects.filter(code="department-clerk").update(abilities=["projects.see", "tasks.see"])
    changes.change(mine, by=cast.officer, values={"total_minor": 771_300 * 1_000_000})
    changes.note(
        mine, by=cast.officer, action="money", changes={"completed 2026-01-01 2026-06-30": [None, 771_300 * 1_000_000]}
    )

    page = sign_in(cast.clerk).get("/").content.decode()

    assert "甲" in page
    assert "77.13" not in page
    assert "771300" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        "leader",
        "investment",
        "officer",
        "clerk",
        "township",
        "park_manager",
        "bank",
        "company",
        "auditor",
        "administrator",
        "outsider",
    ],
)
def test_everybody_with_an_account_has_a_desk(cast: Any, sign_in: Any, who: str) -> None:
    assert sign_in(getattr(cast, who)).get("/").status_code == 200


@pytest.mark.django_db
def test_nobody_without_an_account_has_one(client: Any) -> None:
    assert client.get("/").status_code == 302
    assert client.get(reverse("desk:search"), {"q": "纸"}).status_code == 302


@pytest.mark.django_db
def test_the_desk_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    mine = cast.organisation("clerk")
    for number in range(20):
        held = project(f"第{number}项目", lead_org=mine, open_blockers=1)
        changes.change(held, by=cast.officer, values={"notes": "x"})
        tasks.assign(by=cast.leader, title=f"{number}", organisation=mine)
    client = sign_in(cast.clerk)

    with django_assert_max_num_queries(32):
        client.get("/")


@pytest.mark.django_db
def test_search_finds_every_kind_by_pinyin_and_shows_options_to_scripts(cast: Any, sign_in: Any) -> None:
    companies.register(by=None, name="白塔纸业有限公司")
    client = sign_in(cast.investment)

    options = client.get(reverse("desk:search"), {"q": "btzy"}, headers={"HX-Request": "true"}).content.decode()
    page = client.get(reverse("desk:search"), {"q": "白塔"}).content.decode()

    assert 'role="option"' in options
    assert "白塔纸业有限公司" in options
    assert "<html" not in options
    assert "<html" in page


@pytest.mark.django_db
def test_search_finds_nothing_for_the_outsider(cast: Any, sign_in: Any) -> None:
    companies.register(by=None, name="白塔纸业有限公司")

    assert "白塔纸业" not in sign_in(cast.outsider).get(reverse("desk:search"), {"q": "白塔"}).content.decode()
