"""From a problem to a plan with a proven bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from qipan.planner.assignment import Assignment
from qipan.planner.branch import branch
from qipan.planner.chains import improve, most
from qipan.planner.check import check
from qipan.planner.choosing import TooManyModes
from qipan.planner.compiled import Compiled
from qipan.planner.compiling import compile_problem
from qipan.planner.dive import dive, earnings_order
from qipan.planner.dual import Dual, Prices
from qipan.planner.effort import Cancel, Effort, Progress, never, nobody_listens
from qipan.planner.exact import AVAILABLE, solve_exactly
from qipan.planner.judge import Judge
from qipan.planner.kernel import GRAIN, empty_schedule
from qipan.planner.plan import FEASIBLE, INCOMPLETE, INFEASIBLE, OPTIMAL, Certificate, Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import Refusal
from qipan.planner.state import Case, Run
from qipan.planner.tables import ROW0
from qipan.planner.tighten import tighten
from qipan.planner.warming import warm_up

DIVE_FROM = 300
FEW, LONG = 3, 20  # so few projects of so many activities leave prices little to divide
TIGHTENED = 150  # on boards of so few projects part of the time goes into the bound
ROUNDS = ((150, 600), (500, 300), (2000, 200), (20000, 150), (1 << 40, 100))  # of pricing, by projects
SEARCHED = 40  # boards of so few activities are searched to the end
SELECTED = 1000  # boards of so many projects of one activity each are a choice and little more: left to CP-SAT too


def solve(
    problem: Problem,
    time_limit: float = 60,
    seed: int = 0,
    workers: int = 1,
    start: Plan | None = None,
    deterministic: bool = False,
    progress: Progress = nobody_listens,
    cancel: Cancel = never,
) -> Plan:
    """The best plan found, with a bound that no plan exceeds.

    Parameters
    ----------
    problem : Problem
    time_limit : float
        Seconds. With `deterministic`, a count of steps instead: the same input, seed, limit and workers give the
        identical plan on any machine.
    seed : int
    workers : int
        Threads for pricing, and chains of moves.
    start : Plan or None
        An earlier plan to begin with: as much of it as still holds, and its prices. It is left only for a gain.
    progress : callable
        Called with seconds, best value (None as long as no complete plan is known), best bound.
    cancel : callable
        Asked often; the best plan so far is answered once it says True.

    On a machine's first run the loops are compiled before the clock starts (`qipan.planner.warming`).
    """
    warm_up()
    effort = Effort(time_limit, deterministic, progress, cancel)
    activities = sum(len(project.activities) for project in problem.projects)
    if AVAILABLE and len(problem.projects) <= FEW and activities > LONG:
        return _search_alone(problem, effort, seed, workers, start, "Boards of few, long projects are left to CP-SAT.")
    try:
        compiled = compile_problem(problem)
    except TooManyModes as reason:
        return _search_alone(problem, effort, seed, workers, start, str(reason))
    dual = Dual(compiled.board, problem.targets, compiled.constant, workers)
    run = Run(compiled, dual, effort, dual.zero(), seed)
    if len(run.prices.hopeless):
        return _finish(run, INFEASIBLE)
    _price(run, start)
    _construct(run, start)
    searched = AVAILABLE and (activities <= SEARCHED or activities == len(problem.projects) <= SELECTED)
    tightened = not searched and len(problem.projects) <= TIGHTENED
    if tightened and start is None and run.score < most(run):
        branch(run, 0.5)
    improve(run, workers, 0.3 if searched else 0.75 if tightened else 1.0, strict=start is not None)
    if tightened and run.score < most(run) and not effort.over():
        run.lower(tighten(compiled.board, dual, run.prices, effort, 0.25))
    return _search(run, workers) if searched and run.score < most(run) else _finish(run)


def _search(run: Run, workers: int) -> Plan:
    """What is left of the time for CP-SAT on the whole board."""
    problem, effort = run.compiled.problem, run.effort
    hint = run.compiled.assignments(run.best)
    answer = solve_exactly(problem, effort.left, run.seed, workers, hint, effort.deterministic, effort.cancel)
    if answer is None:
        return _finish(run)
    if answer.infeasible:
        return _finish(run, INFEASIBLE)
    if answer.bound is not None:
        run.lower(answer.bound)
    plan = _finish(run)
    if answer.parts is None or (
        plan.status in (FEASIBLE, OPTIMAL) and Judge(problem).value(answer.parts) <= plan.value
    ):
        return plan
    return _plan(problem, answer.parts, run.bound, plan.certificate, effort)


def _search_alone(problem: Problem, effort: Effort, seed: int, workers: int, start: Plan | None, reason: str) -> Plan:
    """CP-SAT without prices."""
    hint = start.assignments if start else ()
    answer = solve_exactly(problem, effort.left, seed, workers, hint, effort.deterministic, effort.cancel)
    if answer is None:
        raise Refusal(f"{reason} Larger choices need ortools, which is not installed.")
    if answer.infeasible:
        return Plan(INFEASIBLE, (), 0, 0, None, effort.seconds)
    bound = answer.bound if answer.bound is not None else optimistic(problem)
    return _plan(problem, answer.parts or (), bound, None, effort)


def _plan(
    problem: Problem, parts: tuple[Assignment, ...], bound: int, certificate: Certificate | None, effort: Effort
) -> Plan:
    """A plan from assignments, judged by the problem alone."""
    value = Judge(problem).value(parts)
    status = INCOMPLETE if check(problem, parts) else OPTIMAL if value >= bound else FEASIBLE
    return Plan(status, parts, value, bound, certificate, effort.seconds)


def optimistic(problem: Problem) -> int:
    """A bound without any search: every gain at its best."""
    extremes = {curve.name: (min(curve.worth), max(curve.worth)) for curve in problem.curves} | {"": (1000, 1000)}
    total = sum(tier.reward for target in problem.targets for tier in target.tiers)
    for project in problem.projects:
        gains = (gain for activity in project.activities for gain in activity.gains if not gain.target)
        total += max(0, project.value) + sum(
            max(0, *(gain.amount * worth // 1000 for worth in extremes[gain.curve])) for gain in gains
        )
    return total


def _price(run: Run, start: Plan | None) -> None:
    count = run.compiled.board.size
    known = None if start is None or start.certificate is None else prices_of(run.compiled, run.dual, start.certificate)
    if known is not None and known.bound < run.prices.bound:
        run.prices = known
    iterations = next(rounds for most_projects, rounds in ROUNDS if count <= most_projects)
    if run.effort.deterministic:
        iterations = int(min(iterations, 30 * run.effort.time_limit))

    def passed(share: float) -> Callable[[], float] | None:
        """How much of this share of the time is gone; nobody asks where steps are counted."""
        begun, until = run.effort.seconds, share * run.effort.time_limit
        if run.effort.deterministic:
            return None
        return lambda: (run.effort.seconds - begun) / max(0.001, until - begun)

    if known is not None:
        run.prices = run.dual.descend(iterations // 3, known, 0.05, lambda: run.effort.over(0.3), passed=passed(0.3))
    else:
        run.prices = run.dual.descend(iterations, None, 0.5, lambda: run.effort.over(0.4), passed=passed(0.4))
    run.lower(run.prices.bound // GRAIN)


def _construct(run: Run, start: Plan | None) -> None:
    board = run.compiled.board
    order = earnings_order(run, 1 - board.banned)
    if start is not None:
        schedule = run.take(start.assignments)
        run.insert(order, schedule)
        run.offer(schedule)
        return
    by_net = np.lexsort((np.arange(board.size), -run.prices.net, -board.mandatory)).astype(np.int64)
    for ranking in (order, by_net[board.banned[by_net] == 0]):
        schedule = empty_schedule(board)
        run.insert(ranking, schedule)
        run.offer(schedule)
    if board.size >= DIVE_FROM and not run.effort.over(0.6):
        run.offer(dive(run, 20))


def certificate_of(run: Run, case: Case | None = None) -> Certificate:
    """The prices by name, zeros left out; where cases were split, the proof of each half."""
    compiled, prices = run.compiled, run.prices if case is None else case.prices
    whole = named(compiled, prices)
    if case is None:
        return whole
    if case.inside is None or case.outside is None:
        return replace(whole, bound=case.bound // GRAIN)
    split, halves = compiled.problem.projects[case.split].name, (case.inside, case.outside)
    inside, outside = (certificate_of(run, half) for half in halves)
    # A split case is proven by its halves; only the whole board's prices are kept beside, to explain by.
    found, priced = (whole.prices, whole.rungs) if case is run.proof else ((), ())
    return Certificate(found, priced, case.bound // GRAIN, split, inside, outside)


def named(compiled: Compiled, prices: Prices) -> Certificate:
    """Prices by name, zeros left out."""
    found = []
    starts = [*compiled.board.factors[:, ROW0].tolist(), len(compiled.board.capacity)]
    for place, name in enumerate(compiled.factors):
        for step, price in enumerate(prices.rows[starts[place] : starts[place + 1]].tolist()):
            if price:
                found.append((name, step, price))
    rungs = zip(_rung_names(compiled.problem), prices.rungs, strict=True)
    priced = [(target, tier, int(price)) for (target, tier), price in rungs if price]
    return Certificate(tuple(found), tuple(priced), prices.bound // GRAIN)


def prices_of(compiled: Compiled, dual: Dual, certificate: Certificate) -> Prices:
    """A certificate's prices on this board; what the board no longer has is left out."""
    rows = np.zeros(len(compiled.board.capacity), np.int64)
    ends = [*compiled.board.factors[:, ROW0].tolist(), len(rows)]
    for name, step, price in certificate.prices:
        place = compiled.factors.get(name)
        if place is not None and ends[place] + step < ends[place + 1]:
            rows[ends[place] + step] = price
    known = {(target, tier): price for target, tier, price in certificate.rungs}
    rungs = np.array([known.get(name, 0) for name in _rung_names(compiled.problem)], np.int64)
    return dual.at(rows, rungs)


def _rung_names(problem: Problem) -> list[tuple[str, str]]:
    return [(target.name, tier.name) for target in problem.targets for tier in target.tiers]


def _finish(run: Run, status: str = "") -> Plan:
    parts = run.compiled.assignments(run.best)
    problem = run.compiled.problem
    value = Judge(problem).value(parts)
    if not status:
        status = INCOMPLETE if not run.complete else OPTIMAL if value >= run.bound else FEASIBLE
    certificate = certificate_of(run, run.proof) if status != INFEASIBLE else None
    return Plan(status, parts, value, run.bound, certificate, run.effort.seconds)


__all__ = ["TooManyModes", "solve"]
