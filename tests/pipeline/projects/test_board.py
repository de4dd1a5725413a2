"""The board's cards: the first of every stage in the order of the lanes, in one question."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Light, Stage
from qipan.pipeline.projects.queries.board import ORDER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)


def some(count: int) -> None:
    pick = random.Random(4)
    Project.objects.bulk_create(
        Project(
            name=f"项目{n}", plain_name=f"项目{n}", stage=pick.choice(Stage.values[:7]), light=pick.choice(Light.values),
            total_minor=pick.choice([None, 10**9, 2 * 10**9]), status=pick.choice(["ongoing", "ongoing", "abandoned"]),
            status_reason="另有安排",
        )
        for n in range(count)
    )  # fmt: skip


def test_each_lane_begins_with_the_first_cards_of_its_stage(cast: Any) -> None:
    some(60)

    board = queries.board(cast.leader, queries.Filters(), TODAY, cards=3)

    for lane in board.lanes:
        rows = Project.objects.filter(stage=lane.stage).exclude(status="abandoned").order_by(*ORDER)
        assert [card.pk for card in lane.cards] == [row.pk for row in rows[:3]]
        assert lane.count == len(rows)


def test_the_cards_of_all_lanes_are_one_question(cast: Any) -> None:
    some(60)
    queries.board(cast.leader, queries.Filters(), TODAY)

    with CaptureQueriesContext(connection) as asked:
        board = queries.board(cast.leader, queries.Filters(), TODAY)
        assert all(card.leader is None and card.region is None for lane in board.lanes for card in lane.cards)

    assert len([one for one in asked if "projects_project" in one["sql"]]) == 2


def test_who_sees_nothing_has_an_empty_board(cast: Any) -> None:
    some(5)

    board = queries.board(cast.outsider, queries.Filters(), TODAY)

    assert board.is_empty
    assert not any(lane.cards for lane in board.lanes)
