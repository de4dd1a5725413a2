"""Rooms to problem: what is on the board, what it asks, what was missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qipan.board import measures, snapshot
from qipan.delivery.factors import actions as factors
from qipan.pipeline.projects import actions as projects
from tests.board.conftest import ON
from tests.delivery.approvals.test_rules import USUAL


def _by_name(taken: snapshot.Taken) -> dict[str, Any]:
    return {one["name"]: one for one in taken.data["projects"]}


def test_every_project_that_is_not_finished_is_on_the_board(county: dict[str, Any]) -> None:
    taken = snapshot.take(on=ON)

    assert set(_by_name(taken)) == {str(county[name].key) for name in ("mill", "robots", "plant", "blank")}
    assert taken.year == 2027
    assert _by_name(taken)[str(county["plant"].key)]["mandatory"]


def test_the_planner_takes_the_problem_as_it_is(county: dict[str, Any]) -> None:
    problem = snapshot.take(on=ON).problem()

    assert len(problem.projects) == 4
    assert {t.name for t in problem.targets} == {"starts"}
    assert problem.parcels[0].size == 1350


def test_a_project_draws_on_the_quota_of_its_park_and_on_a_bank_of_choice(county: dict[str, Any]) -> None:
    mill = _by_name(snapshot.take(on=ON))[str(county["mill"].key)]
    quota, line = (measures.name_of(county[name]) for name in ("quota", "line"))

    uses = [(a["name"], u["factor"], u["amount"]) for a in mill["activities"] for u in a["uses"]]

    assert ("land", quota, 750) in uses
    assert sum(amount for _a, factor, amount in uses if factor == line) == pytest.approx(20_000, abs=3)
    assert {c["name"] for c in mill["choices"]} == {"parcel", "speed", "track", "bank"}


def test_a_missing_figure_is_listed_with_what_was_taken(county: dict[str, Any]) -> None:
    gaps = {gap["code"]: gap for gap in snapshot.take(on=ON).missing}

    assert gaps["total"] == {"code": "total", "projects": [str(county["blank"].key)], "values": {"wan": 8000}}
    assert str(county["blank"].key) in gaps["land"]["projects"]
    assert str(county["mill"].key) not in gaps["land"]["projects"]
    assert str(county["plant"].key) in gaps["financed"]["projects"]
    assert gaps["lead"]["projects"] == [str(county["blank"].key)]


def test_a_kind_without_supply_is_listed_and_not_limited(county: dict[str, Any]) -> None:
    taken = snapshot.take(on=ON)

    assert {"code": "supply", "projects": [], "values": {"kind": "labour"}} in taken.missing
    assert not taken.data["renewables"]


def test_the_same_board_has_the_same_hash(county: dict[str, Any]) -> None:
    before = snapshot.take(on=ON)
    assert snapshot.take(on=ON).hash == before.hash

    factors.supply(by=None, factor=county["quota"], since=date(2027, 6, 1), amount=Decimal(10_000))

    assert snapshot.take(on=ON).hash != before.hash


def test_what_a_finished_step_was_given_is_no_longer_there(county: dict[str, Any], cast: Any) -> None:
    factors.allocate(
        by=None, project=county["plant"], factor=county["quota"], amount=Decimal(20_000), since=date(2026, 2, 1)
    )
    factors.allocate(
        by=None, project=county["mill"], factor=county["quota"], amount=Decimal(50_000), since=date(2027, 2, 1)
    )

    (land,) = [s for s in snapshot.take(on=ON).data["supplies"] if s["name"].startswith("land:")]

    assert max(total for _since, total in land["steps"]) == 600


def test_a_step_whose_milestone_is_done_does_not_come_again(county: dict[str, Any], cast: Any) -> None:
    projects.put_milestone(project=county["mill"], name="供地", by=cast.officer, on=ON, actual_on=date(2026, 10, 1))

    mill = _by_name(snapshot.take(on=ON))[str(county["mill"].key)]

    assert "land" not in {a["name"] for a in mill["activities"]}


def test_the_board_is_taken_in_few_questions(county: dict[str, Any], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        snapshot.take(on=ON)


def test_a_project_whose_approvals_are_known_takes_their_weeks(county: dict[str, Any], cast: Any) -> None:
    """By the shipped catalogue: the longest chain of land items; the projects that did not answer are listed."""
    from qipan.delivery.approvals import actions as approvals
    from qipan.delivery.approvals import seeds

    seeds.seed()
    approvals.answer(by=cast.officer, project=county["mill"], answers=USUAL, start_on=ON)

    taken = snapshot.take(on=ON)
    weeks = {a["name"]: a["duration"] for a in _by_name(taken)[str(county["mill"].key)]["activities"]}
    template = {a["name"]: a["duration"] for a in _by_name(taken)[str(county["robots"].key)]["activities"]}
    unknown = next(gap["projects"] for gap in taken.missing if gap["code"] == "approvals")

    assert weeks["land"] > template["land"] == 8
    assert str(county["mill"].key) not in unknown
    assert str(county["robots"].key) in unknown
