"""Why there is no plan, who serves whom, and the ladder climbed rung by rung."""

from __future__ import annotations

import pytest

from qipan.planner.core import why_infeasible
from qipan.planner.exact import AVAILABLE
from qipan.planner.factor import Renewable, Supply, Use
from qipan.planner.ladder import climb
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Gain, Project
from qipan.planner.solving import solve
from qipan.planner.target import Target, Tier
from qipan.planner.teams import Team, name_teams

needs_ortools = pytest.mark.skipif(not AVAILABLE, reason="ortools is not installed; pip install ortools")


def project(name: str, credit: int, worth: int = 1, jobs: int = 0, mandatory: bool = False, weeks: int = 2) -> Project:
    gains = (Gain(jobs, target="jobs"),) if jobs else ()
    build = Activity("build", weeks, uses=(Use("credit", credit),), gains=gains)
    return Project(name, (build,), holds=(Use("team", 1),), mandatory=mandatory, value=worth)


def board(*projects: Project, credit: int = 10, teams: int = 2, tiers: tuple[Tier, ...] = ()) -> Problem:
    targets = (Target("jobs", tiers or (Tier("aim", 1000),)),)
    capacity = (Renewable("team", (teams,) * 4),)
    return Problem("b", 4, projects, renewables=capacity, supplies=(Supply("credit", ((0, credit),)),), targets=targets)


@needs_ortools
def test_the_contradiction_names_only_what_is_part_of_it() -> None:
    mills = [project(name, 6, mandatory=True) for name in ("mill", "dam")]

    found = why_infeasible(board(*mills, project("road", 1, mandatory=True), project("park", 1)))

    assert sorted(str(demand) for demand in found) == [
        "Project “dam” must be in.",
        "Project “mill” must be in.",
        "There is no more of “credit” than the board says.",
    ]


@needs_ortools
def test_a_rung_out_of_reach_is_part_of_the_contradiction() -> None:
    found = why_infeasible(board(project("mill", 6, jobs=5), tiers=(Tier("guarantee", 9, must=True),)))

    assert [str(demand) for demand in found] == ["Target “jobs” must reach rung “guarantee”."]


@needs_ortools
def test_a_board_with_a_plan_has_no_contradiction() -> None:
    assert why_infeasible(board(project("mill", 6, mandatory=True))) == ()


def test_a_project_keeps_its_team_where_it_is_free_and_no_team_has_two() -> None:
    four = board(*(project(name, 1, weeks=2) for name in "abcd"))
    plan = solve(four, 1, deterministic=True)
    teams = (Team("Li", "team"), Team("Wang", "team"))

    served = name_teams(four, plan, teams, before={"c": "Wang"})

    assert set(served) == set("abcd") == plan.accepted
    assert served["c"] == "Wang"
    assert None not in served.values()
    spans = {part.project: part.starts[0][1] for part in plan.assignments}
    pairs = [(served[name], spans[name]) for name in "abcd"]
    assert len(set(pairs)) == 4


def test_a_pool_with_too_few_teams_says_so() -> None:
    two = board(*(project(name, 1, weeks=4) for name in "ab"))

    served = name_teams(two, solve(two, 1, deterministic=True), (Team("Li", "team"),))

    assert sorted(map(str, served.values())) == ["Li", "None"]


def test_a_rung_comes_before_any_value_and_one_out_of_reach_is_let_go() -> None:
    rich, useful = project("rich", 10, worth=100), project("useful", 10, worth=1, jobs=5)
    tiers = (Tier("guarantee", 5), Tier("strive", 50))

    found = climb(board(rich, useful, tiers=tiers), 2, deterministic=True)

    assert found.rungs == (("jobs", "guarantee", True), ("jobs", "strive", False))
    assert found.plan.accepted == {"useful"}
