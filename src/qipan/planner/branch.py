"""Which projects are in: the bound of a small board lowered by taking its projects in and out, one after another.

Prices let a large project be in by a third. With it in, and again with it out, prices prove less; no plan is better than the better of the
two. The open case with the highest bound is split next, by the project that brings most for what is undecided about it.
"""

from __future__ import annotations

import heapq

import numpy as np

from qipan.planner.chains import Search
from qipan.planner.dual import Dual, Prices
from qipan.planner.insert import drop_torn_bundles, place_all
from qipan.planner.kernel import GRAIN, Ints, copy_schedule, empty_schedule
from qipan.planner.state import Case, Run
from qipan.planner.tables import BANNED, MANDATORY
from qipan.planner.usage import price_table

ROUNDS = 40  # of pricing in each case
WALK = 800  # moves from each case's plan
CASES_PER_SECOND = 4  # where steps are counted instead of seconds


def branch(run: Run, until: float) -> None:
    """Split cases up to this share of the time; lowers the run's bound, and offers a plan for each case."""
    board, effort = run.compiled.board, run.effort
    fixed = np.where(board.mandatory == 1, 1, np.where(board.banned == 1, 0, -1))
    run.proof = Case(fixed, run.prices)
    open_cases = [(-run.prices.bound, 0, run.proof)]  # dearest first; the number tells equals apart
    search = Search(run, 1)
    number, most = 0, int(CASES_PER_SECOND * effort.time_limit)
    while open_cases and not effort.over(until) and not (effort.deterministic and number >= most):
        bound, _, case = open_cases[0]
        run.lower(-bound // GRAIN)
        if run.value is not None and -bound // GRAIN <= run.value:
            return
        project = _undecided(run, case.fixed, case.prices)
        if project < 0:
            return
        heapq.heappop(open_cases)
        halves = []
        for side in (1, 0):
            number += 1
            fixed = case.fixed.copy()
            fixed[project] = side
            half = Case(fixed, _price_case(run, fixed, case.prices))
            halves.append(half)
            if not len(half.prices.hopeless):
                heapq.heappush(open_cases, (-half.prices.bound, number, half))
                _construct_case(run, search, fixed, half.prices)
        case.split, case.inside, case.outside = project, *halves
    run.lower(run.proof.bound // GRAIN)


def _undecided(run: Run, fixed: Ints, prices: Prices) -> int:
    """The open project whose gains most exceed what the prices are sure of; -1 if none is open."""
    schedule = prices.schedule._replace(accepted=np.ones(len(fixed), np.int64))
    gross = run.gains(schedule)[:, 0]
    score = np.where(fixed == -1, gross - 2 * np.abs(prices.net) // GRAIN, -(1 << 60))
    return int(np.argmax(score)) if (fixed == -1).any() else -1


def _price_case(run: Run, fixed: Ints, start: Prices) -> Prices:
    projects = run.compiled.board.projects.copy()
    projects[:-1, MANDATORY], projects[:-1, BANNED] = fixed == 1, fixed == 0
    board = run.compiled.board._replace(projects=projects)
    dual = Dual(board, run.dual.targets.targets, run.dual.constant, 1)
    return dual.descend(ROUNDS, start, 0.1, run.effort.cancel)


def _construct_case(run: Run, search: Search, fixed: Ints, prices: Prices) -> None:
    """A plan with what is in put first and what is out left out, and a short walk from there: another place to begin with."""
    board = run.compiled.board
    schedule, left = empty_schedule(board), board.capacity.copy()
    rank = np.where(board.mandatory == 1, 0, np.where(fixed == 1, 1, 2))
    order = np.lexsort((-prices.net, rank)).astype(np.int64)
    weights = run.dual.targets.weights(prices.rungs)
    for share in (0.9, 0.0):
        rows = np.rint(prices.rows * share).astype(np.int64)
        place_all(board, order[fixed[order] != 0], price_table(board, rows), weights, left, schedule)
    drop_torn_bundles(board, schedule, left)
    chain = search.chains[0]
    chain.begin_from(run, schedule)
    chain.best, chain.top = copy_schedule(schedule), run.score_of(schedule)
    search.walk(chain, WALK, 0.6, 0.25)
    run.offer(chain.best)
