"""A ledger of leaders' trips (驻外招商) is let in: trips of teams with whom they met, and taken back whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qipan.exchange import actions as exchange
from qipan.exchange import queries as imports
from qipan.exchange.models import Batch
from qipan.pipeline.leads.actions import teams
from qipan.pipeline.leads.models import Interaction, Team, Visit
from tests.pipeline.leads.conftest import home

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADER = ["招商领导类型", "部门", "姓名", "时间", "天数", "目的地", "拜访企业名称", "接洽人姓名", "接洽人职务"]
ROWS = [
    ["县级领导", "招商部", "贺某", "2026-11-03", 3, "深圳", "朔榆智采机器人有限公司", "温某", "总经理"],
    ["县级领导", "招商部", "贺某", "2026-11-03", 3, "深圳", "朔榆智采机器人有限公司", "邵某", "副总经理"],
    ["县级领导", "招商部", "贺某", "2026-11-03", 3, "深圳", "泊宁青禾包装有限公司", "", ""],
    ["部门领导", "商会联络组", "邱某", "2026-11-10", 1, "杭州", "泊宁青禾包装有限公司", "时某", "董事长"],
]  # fmt: skip


@pytest.fixture
def bring_in(settings: Any, tmp_path: Path, cast: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path

    def act(rows: list[list[Any]], *, name: str = "驻外招商", is_applied: bool = True) -> Batch:
        path = tmp_path / f"{name}{len(rows)}.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("驻外招商")
        for number, row in enumerate([["领导驻外招商情况表"], HEADER, *rows]):
            sheet.write_row(number, 0, row)
        book.close()
        batch = exchange.receive_path(path=path, by=cast.investment)
        exchange.read(batch=batch, at=AT)
        batch.refresh_from_db()
        return exchange.apply(batch=batch, by=cast.investment, at=AT) if is_applied else batch

    return act


@pytest.fixture
def team(cast: Any) -> Team:
    return teams.set_up(by=None, name="装备小组", organisation=home(cast.investment))


def test_rows_of_one_leader_day_and_place_are_one_trip(cast: Any, team: Team, bring_in: Any) -> None:
    rows = [[row[0], team.organisation.name if number < 3 else row[1], *row[2:]] for number, row in enumerate(ROWS)]
    bring_in(rows)

    trip = Visit.objects.get(team=team)
    assert (trip.on, trip.days, trip.place, trip.leader, trip.led_as) == (
        date(2026, 11, 3),
        3,
        "深圳",
        "贺某",
        "县级领导",
    )
    assert sorted(trip.interactions.values_list("firm", "contact", "contact_post")) == [
        ("朔榆智采机器人有限公司", "温某", "总经理"),
        ("朔榆智采机器人有限公司", "邵某", "副总经理"),
        ("泊宁青禾包装有限公司", "", ""),
    ]


def test_a_department_without_a_team_gets_one_along(bring_in: Any) -> None:
    bring_in(ROWS)

    assert set(Team.objects.values_list("name", flat=True)) == {"招商部", "商会联络组"}
    assert Visit.objects.count() == 2
    assert Interaction.objects.count() == 4


def test_the_same_ledger_again_changes_nothing_and_a_new_row_joins_its_trip(bring_in: Any) -> None:
    bring_in(ROWS)
    more = ["县级领导", "招商部", "贺某", "2026-11-03", 3, "深圳", "东莞某纸业有限公司", "简某", "经理"]
    again = bring_in([*ROWS, more])

    assert sum(again.counts["written"].values()) == 1
    assert (Visit.objects.count(), Interaction.objects.count()) == (2, 5)


def test_a_trip_planned_by_hand_takes_the_contacts_and_stays_when_they_are_taken_back(
    cast: Any, team: Team, bring_in: Any
) -> None:
    planned = teams.plan_visit(by=cast.investment, team=team, on=date(2026, 11, 3), place="深圳", led_by_text="贺某")
    batch = bring_in([[row[0], team.name, *row[2:]] for row in ROWS[:2]])

    assert planned.interactions.count() == 2
    exchange.undo(batch=batch, by=cast.investment, at=AT)
    assert list(Visit.objects.all()) == [planned]
    assert not Interaction.objects.exists()


def test_the_import_is_taken_back_whole(cast: Any, bring_in: Any) -> None:
    batch = bring_in(ROWS)

    exchange.undo(batch=batch, by=cast.investment, at=AT)

    assert not Interaction.objects.exists()
    assert not Visit.objects.exists()
    assert not Team.objects.exists()


def test_a_row_without_a_day_is_left_out_with_the_reason(bring_in: Any) -> None:
    rows = [[*row[:3], "" if number == 1 else row[3], *row[4:]] for number, row in enumerate(ROWS)]
    batch = bring_in(rows)

    assert batch.counts["skip"] == 1
    assert Interaction.objects.count() == 3


def test_another_importer_does_not_see_whom_they_met(cast: Any, bring_in: Any) -> None:
    batch = bring_in(ROWS, is_applied=False)

    assert batch in imports.visible_to(cast.investment)
    assert batch not in imports.visible_to(cast.officer)
