"""The solver does what it is asked, and the same again."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from qipan.planner import (
    Activity,
    Bundle,
    Choice,
    Curve,
    Exclusive,
    Gain,
    Gap,
    Pace,
    Pin,
    Problem,
    Project,
    Renewable,
    Stability,
    Supply,
    Target,
    Tier,
    Use,
    check,
    solve,
    to_json,
    verify,
)
from qipan.planner.exact import AVAILABLE
from tests.planner.boards import boards, long_chain

needs_ortools = pytest.mark.skipif(not AVAILABLE, reason="ortools is not installed; pip install ortools")


def one(name: str, worth: int, credit: int, **more: object) -> Project:
    return Project(name, (Activity("build", 1, uses=(Use("credit", credit),)),), value=worth, **more)  # type: ignore[arg-type]


def purse(credit: int, *projects: Project, **more: object) -> Problem:
    return Problem("purse", 4, projects, supplies=(Supply("credit", ((0, credit),)),), **more)  # type: ignore[arg-type]


def test_the_dearer_project_gets_the_credit() -> None:
    plan = solve(purse(5, one("mill", 10, 5), one("dam", 7, 5)), 1, deterministic=True)
    assert plan.accepted == {"mill"}
    assert plan.value == 10


def test_a_mandatory_project_comes_first_even_at_a_loss() -> None:
    plan = solve(purse(5, one("mill", 10, 5), one("dam", -3, 5, mandatory=True)), 1, deterministic=True)
    assert plan.accepted == {"dam"}
    assert plan.value == -3


def test_what_cannot_be_is_said_to_be_infeasible() -> None:
    late = Project("late", (Activity("build", 9),), mandatory=True)
    assert solve(purse(5, late), 1, deterministic=True).status == "infeasible"


@needs_ortools
def test_two_mandatory_projects_for_one_purse_are_infeasible() -> None:
    both = (one("mill", 1, 4, mandatory=True), one("dam", 1, 4, mandatory=True))
    assert solve(purse(5, *both), 1, deterministic=True).status == "infeasible"


def test_a_pin_moves_the_choice_and_keeps_its_date() -> None:
    board = purse(5, one("mill", 10, 5), one("dam", 7, 5))
    plan = solve(
        replace(board, pins=(Pin("mill", False), Pin("dam", True, (), (("build", 2),)))), 1, deterministic=True
    )
    assert [(part.project, part.starts) for part in plan.assignments] == [("dam", (("build", 2),))]


def test_exclusive_projects_and_bundles_are_respected() -> None:
    three = (one("mill", 6, 1), one("dam", 5, 1), one("road", -2, 1))
    exclusive = solve(purse(9, *three, rules=(Exclusive(("mill", "dam")),)), 1, deterministic=True)
    assert exclusive.accepted == {"mill"}
    bundle = solve(purse(9, *three, rules=(Bundle(("dam", "road")), Exclusive(("mill", "dam")))), 1, deterministic=True)
    assert bundle.accepted == {"mill"}


def test_a_gap_between_projects_is_kept() -> None:
    early = Curve.falling("early", 6, 0, 6)
    swift = tuple(Project(name, (Activity("build", 1, gains=(Gain(60, "early", "end"),)),)) for name in ("mill", "dam"))
    board = Problem("gap", 6, swift, curves=(early,), rules=(Gap("dam", "mill", 2),))
    plan = solve(board, 1, deterministic=True)
    starts = {part.project: part.starts[0][1] for part in plan.assignments}
    assert starts == {"dam": 0, "mill": 3}


def test_the_fast_track_is_taken_where_it_pays() -> None:
    early = Curve.falling("early", 6, 0, 6)
    gains = (Gain(60, "early", "end"), Gain(-15, when=(("speed", "crash"),)))
    build = Activity("build", 4, gains=gains, paces=(Pace("speed", "crash", 2),))
    mill = Project("mill", (build,), choices=(Choice("speed", ("normal", "crash")),))
    board = Problem("pace", 6, (mill,), curves=(early,))
    plan = solve(board, 1, deterministic=True)
    assert dict(plan.assignments[0].options) == {"speed": "crash"}
    assert plan.value == plan.bound == 24


def test_the_ladder_is_climbed_when_its_reward_is_worth_it() -> None:
    jobs = Project("mill", (Activity("build", 1, gains=(Gain(5, target="jobs"), Gain(-2))),))
    for reward, accepted in ((3, {"mill"}), (1, set())):
        board = Problem("ladder", 2, (jobs,), targets=(Target("jobs", (Tier("strive", 5, reward),)),))
        assert solve(board, 1, deterministic=True).accepted == accepted


def test_a_plan_in_force_is_left_only_for_more_than_the_change_costs() -> None:
    board = purse(5, one("mill", 10, 5), one("dam", 7, 5))
    old = solve(replace(board, pins=(Pin("mill", False),)), 1, deterministic=True)
    for drop, accepted in ((2, {"mill"}), (4, {"dam"})):
        bound_to = replace(board, in_force=old.assignments, stability=Stability(drop=drop))
        assert solve(bound_to, 1, deterministic=True, start=old).accepted == accepted


def test_two_activities_of_one_project_take_turns_at_one_desk() -> None:
    steps = (Activity("filing", 2, uses=(Use("desk", 1),)), Activity("survey", 2, uses=(Use("desk", 1),)))
    board = Problem("desk", 4, (Project("mill", steps, value=3),), renewables=(Renewable("desk", (1,) * 4),))
    plan = solve(board, 1, deterministic=True)
    assert check(board, plan.assignments) == []
    assert plan.value == 3


def test_an_empty_board_has_an_empty_plan() -> None:
    plan = solve(Problem("nothing", 3, ()), 1, deterministic=True)
    assert (plan.value, plan.bound, plan.status) == (0, 0, "optimal")


@given(boards(sizes=(2, 2, 1)))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_same_input_seed_and_budget_give_the_same_plan(problem: Problem) -> None:
    first, second = (solve(problem, 0.4, seed=3, deterministic=True) for _ in range(2))
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)


SCRIPT = """
from dataclasses import replace
import sys
from qipan.planner import from_json, solve, to_json, Problem
print(to_json(replace(solve(from_json(Problem, sys.stdin.read()), 0.2, deterministic=True), seconds=0.0)))
"""


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba is not installed; pip install numba to compare"
)
@pytest.mark.slow
def test_compiled_and_plain_runs_give_the_same_plan() -> None:
    board = to_json(long_chain(21))
    found = []
    for plain in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=board,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "QIPAN_PLANNER_PLAIN": plain},
        )
        found.append(run.stdout)
    assert found[0] == found[1]


def test_progress_is_told_and_cancel_is_heard() -> None:
    told: list[tuple[float, int | None, int]] = []
    plan = solve(
        long_chain(21), 30, deterministic=True, progress=lambda *news: told.append(news), cancel=lambda: len(told) > 2
    )
    assert check(long_chain(21), plan.assignments) == []
    assert len(told) >= 3
    assert told[-1][2] == plan.bound


def test_the_bound_of_a_board_solved_by_prices_is_verified() -> None:
    board = long_chain(21)
    plan = solve(board, 0.3, deterministic=True)
    assert plan.certificate is not None
    assert verify(board, plan.certificate) == plan.certificate.bound >= plan.value
