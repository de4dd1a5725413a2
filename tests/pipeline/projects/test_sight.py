"""Who sees which project and which field: one function, used by everything."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from qipan.core.columns import Secrecy
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Involvement
from tests.pipeline.projects.conftest import ON


def names(user: Any) -> set[str]:
    return set(queries.visible_to(user).values_list("name", flat=True))


def test_the_outsider_sees_nothing(make: Any, cast: Any) -> None:
    make("甲")

    assert names(cast.outsider) == set()


def test_leader_and_officer_see_everything(make: Any, cast: Any) -> None:
    make("甲"), make("乙")

    assert names(cast.leader) == names(cast.officer) == {"甲", "乙"}


def test_a_clerk_sees_what_the_own_department_answers_for_or_helps_with(make: Any, cast: Any) -> None:
    make("别人的")
    make("牵头的", lead_org=cast.organisation("clerk"))
    Involvement.objects.create(project=make("协办的"), organisation=cast.organisation("clerk"))

    assert names(cast.clerk) == {"牵头的", "协办的"}


def test_a_township_sees_its_region(make: Any, cast: Any) -> None:
    make("别处")
    make("本镇", region=cast.region)

    assert names(cast.township) == {"本镇"}


def test_a_bank_sees_only_what_is_shared_with_it(make: Any, cast: Any) -> None:
    make("没共享", lead_org=cast.organisation("bank"))
    Involvement.objects.create(
        project=make("共享的"), organisation=cast.organisation("bank"), part=Involvement.Part.BANK
    )

    assert names(cast.bank) == {"共享的"}


def test_hidden_columns_can_be_neither_filtered_nor_sorted_nor_read(make: Any, cast: Any) -> None:
    make("甲", total=300, owner_phone="13800000000"), make("乙", total=100, owner_phone="13900000000")
    user = cast.auditor  # sees money, no contacts
    plain = queries.ledger(user, COLUMNS, queries.Asked())

    probed = queries.ledger(user, COLUMNS, queries.Asked(typed={"owner_phone": "138"}, sort=[("owner_phone", True)]))

    assert [row["name"] for row in probed.rows] == [row["name"] for row in plain.rows]
    assert all("owner_phone" not in row for row in plain.rows)


def test_without_money_there_is_no_sum_and_no_money_column(make: Any, cast: Any) -> None:
    make("甲", total=300)
    role = cast.auditor.person.memberships.get().role
    role.abilities = [a for a in role.abilities if a != "money.see"]
    role.save()
    cast.auditor._qipan_scope = None

    found = queries.ledger(cast.auditor, COLUMNS, queries.Asked(typed={"total": ">1"}, sort=[("total", True)]))

    kinds = {c.secrecy for c in queries.grid_columns(cast.auditor, COLUMNS)}
    assert (found.total, found.sums) == (1, {})
    assert "total" not in found.rows[0]
    assert Secrecy.MONEY not in kinds


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("light=red", {"红"}),
        ("stage=started", {"红", "绿"}),
        ("q=红", {"红"}),
        ("industry=造", {"绿"}),
        ("status=lost", {"失"}),
        ("status=all", {"红", "绿", "失"}),
        ("", {"红", "绿"}),
        ("nonsense=1", {"红", "绿"}),
        ("level=none", {"红", "绿"}),
        ("region=99999", set()),
    ],
)
def test_filters_mean_what_they_say(make: Any, cast: Any, query: str, found: set[str]) -> None:
    make("红", stage="started", plan=1000, done=1)
    make("绿", stage="started", plan=1000, done=999, industry="造纸")
    make("失", status="lost", status_reason="落户邻县")

    board = queries.board(cast.leader, queries.read(QueryDict(query)), ON)

    assert {card.name for lane in board.lanes for card in lane.cards} == found
    assert board.summary.count == len(found)


def test_counts_and_sums_of_the_board_respect_the_filters(make: Any, cast: Any) -> None:
    make("甲", total=100, stage="signed", industry="造纸"), make("乙", total=200, stage="signed")

    lane = next(
        x for x in queries.board(cast.leader, queries.read(QueryDict("industry=造纸")), ON).lanes if x.stage == "signed"
    )

    assert (lane.count, lane.money) == (1, [("CNY", 100)])


def test_amounts_of_two_currencies_are_never_added(make: Any, cast: Any) -> None:
    make("甲", total=100), make("乙", total=50, currency="USD")

    lane = next(x for x in queries.board(cast.leader, queries.Filters(), ON).lanes if x.count)

    assert lane.money == [("CNY", 100), ("USD", 50)]


def test_the_strip_says_share_and_points_against_time(make: Any, cast: Any) -> None:
    make("甲", stage="started", plan=1000, done=858)

    summary = queries.summary(cast.leader, queries.Filters(), ON)

    assert (summary.share, summary.time, summary.ahead) == (85.8, 75.0, 10.8)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (">2", {"三"}),
        ("1-2", {"一", "二"}),
        ("2", {"二"}),
        ("<1", {"一"}),
        ("1,5", set()),
        ("abc", set()),
        ("2..3", {"二", "三"}),
    ],
)
def test_a_range_over_a_money_column_is_in_the_readers_unit(make: Any, cast: Any, typed: str, found: set[str]) -> None:
    for name, wan in (("一", 1), ("二", 2), ("三", 3)):
        make(name, total=wan * 10**6)

    page = queries.ledger(
        cast.leader, COLUMNS, queries.Asked(typed={"total": typed.replace("1,5", "15")}, language="zh-hans")
    )
    wanted = {"三"} if typed == ">2" else found

    assert {row["name"] for row in page.rows} - ({"二"} if typed == ">2" else set()) == wanted


@pytest.mark.parametrize(
    ("typed", "n"), [("2026", 2), ("2026-03", 1), ("2026-01..2026-04", 1), (">2026-04", 1), ("no date", 0)]
)
def test_dates_are_found_by_what_is_typed_over_them(make: Any, cast: Any, typed: str, n: int) -> None:
    from datetime import date

    make("甲", start_on=date(2026, 3, 5)), make("乙", start_on=date(2026, 9, 1))

    assert queries.ledger(cast.leader, COLUMNS, queries.Asked(typed={"start_on": typed})).total == n


def test_what_one_post_only_sees_is_not_edited_with_the_rights_of_another(make: Any, cast: Any, client: Any) -> None:
    """A department clerk who also audits sees every project and edits the department's own."""
    from qipan.core.models import User
    from qipan.territory.orgs import actions as orgs
    from qipan.territory.orgs.models import Role

    own, other = make("自己的", lead_org=cast.organisation("clerk")), make("别人的")
    audits = Role.objects.get(code="auditor")
    orgs.join(by=None, person=cast.clerk.person, organisation=cast.organisation("auditor"), role=audits)
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    user = User.objects.get(pk=cast.clerk.pk)

    pages = [client.get(f"/projects/{p.key}/edit/").status_code for p in (own, other)]
    acts = [client.get(f"/projects/{p.key}/milestone/").status_code for p in (own, other)]
    seen = [client.get(f"/projects/{p.key}/") for p in (own, other)]

    assert (pages, acts) == ([200, 404], [200, 404])
    assert [page.status_code for page in seen] == [200, 200]
    assert [b"/edit/" in page.content for page in seen] == [True, False]
    assert [queries.may(user, p, "projects.edit") for p in (own, other)] == [True, False]
