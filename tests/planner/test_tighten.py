"""Rows that stay whole lower the bound and never below the best plan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from qipan.planner import Activity, Problem, Project, Supply, Use
from qipan.planner.branch import branch
from qipan.planner.certificate import verify
from qipan.planner.compiling import compile_problem
from qipan.planner.dual import Dual
from qipan.planner.effort import Effort
from qipan.planner.exact import AVAILABLE
from qipan.planner.kernel import GRAIN
from qipan.planner.solving import certificate_of
from qipan.planner.state import Run
from qipan.planner.tighten import tighten
from tests.planner.boards import best_plan, boards, count_of

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="ortools is not installed; pip install ortools to tighten bounds")


def bounds(problem: Problem, rounds: int) -> tuple[int, int]:
    compiled = compile_problem(problem)
    dual = Dual(compiled.board, problem.targets, compiled.constant)
    point = dual.descend(rounds)
    return point.bound // GRAIN, tighten(compiled.board, dual, point, Effort(5, deterministic=True), 1.0)


@given(boards())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_tightened_bound_lies_between_the_best_plan_and_the_prices(problem: Problem) -> None:
    assume(count_of(problem) <= 2500)
    best = best_plan(problem)
    assume(best is not None)
    assert best is not None
    priced, tightened = bounds(problem, 20)
    assert best[0] <= tightened <= priced


def test_two_projects_that_cannot_share_a_purse_are_not_added_up() -> None:
    projects = tuple(
        Project(name, (Activity("build", 1, uses=(Use("credit", 3),)),), value=10) for name in ("mill", "dam")
    )
    priced, tightened = bounds(Problem("purse", 2, projects, supplies=(Supply("credit", ((0, 5),)),)), 100)
    assert priced >= 16
    assert tightened == 10


@given(boards(sizes=(2, 1, 1)))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_taking_projects_in_and_out_never_loses_the_best_plan(problem: Problem) -> None:
    assume(count_of(problem) <= 2500)
    best = best_plan(problem)
    compiled = compile_problem(problem)
    dual = Dual(compiled.board, problem.targets, compiled.constant)
    run = Run(compiled, dual, Effort(0.2, deterministic=True), dual.descend(20))
    assume(best is not None and not len(run.prices.hopeless))
    assert best is not None
    priced = run.bound

    branch(run, 1.0)

    assert best[0] <= run.bound <= priced
    if run.value is not None:
        assert run.value <= best[0]
    certificate = certificate_of(run, run.proof)
    assert run.bound <= certificate.bound
    assert best[0] <= verify(problem, certificate) <= certificate.bound
