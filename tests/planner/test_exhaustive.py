"""On small random boards the solver is held against every plan there is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from qipan.planner.certificate import verify
from qipan.planner.check import check
from qipan.planner.exact import AVAILABLE, solve_exactly
from qipan.planner.plan import INCOMPLETE, INFEASIBLE
from qipan.planner.problem import Problem
from qipan.planner.solving import solve
from tests.planner.boards import best_plan, boards, count_of

MOST = 2500
QUICKLY = 0.1  # what is asserted holds however little was searched
patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@given(boards())
@patient
def test_no_plan_is_better_than_the_bound_and_the_plan_keeps_every_rule(problem: Problem) -> None:
    assume(count_of(problem) <= MOST)
    best = best_plan(problem)
    plan = solve(problem, QUICKLY, deterministic=True)
    if plan.status in (INCOMPLETE, INFEASIBLE):
        assert best is None or plan.status == INCOMPLETE
        return
    assert best is not None
    assert check(problem, plan.assignments) == []
    assert plan.value == plan.worth(problem)
    assert plan.value <= best[0] <= plan.bound


@given(boards())
@patient
def test_the_independent_verifier_finds_the_certificates_bound(problem: Problem) -> None:
    plan = solve(problem, QUICKLY, deterministic=True)
    if plan.certificate is not None:
        assert verify(problem, plan.certificate) == plan.certificate.bound


@given(boards(sizes=(4, 1)))
@patient
def test_the_verifier_agrees_on_graphs_of_four_activities(problem: Problem) -> None:
    plan = solve(problem, QUICKLY, deterministic=True)
    if plan.certificate is not None:
        assert verify(problem, plan.certificate) >= plan.certificate.bound


@pytest.mark.skipif(
    not AVAILABLE, reason="ortools is not installed; pip install ortools to search small boards to the end"
)
@given(boards())
@patient
def test_the_exact_search_finds_the_best_plan(problem: Problem) -> None:
    assume(count_of(problem) <= MOST)
    best = best_plan(problem)
    answer = solve_exactly(problem, 20)
    assert answer is not None
    if best is None:
        assert answer.infeasible
        return
    assert answer.parts is not None
    assert check(problem, answer.parts) == []
    assert answer.bound == best[0]
