"""Fix the projects that earn most for their price, price the rest anew on what is left, and so on."""

from __future__ import annotations

import numpy as np

from qipan.planner.insert import drop_torn_bundles, order_by_earning, place_all
from qipan.planner.kernel import Schedule, empty_schedule
from qipan.planner.state import Run
from qipan.planner.usage import all_brings, price_table

ROUNDS = 8


def earnings_order(run: Run, active: np.ndarray) -> np.ndarray:
    """Projects by net for each unit of value of their priced schedules."""
    schedule = run.prices.schedule
    whole = Schedule(active * 1, *schedule[1:])
    gains = np.zeros((run.compiled.board.size, 1 + len(run.dual.targets.targets)), np.int64)
    all_brings(run.compiled.board, whole, gains)
    return order_by_earning(run.compiled.board, run.prices.net, gains[:, 0])


def dive(run: Run, iterations: int) -> Schedule:
    """A plan from repeated pricing; `run.prices` stays as it was."""
    board, kept = run.compiled.board, run.prices
    schedule, left = empty_schedule(board), board.capacity.copy()
    active = 1 - board.banned
    point = run.prices
    for round_ in range(ROUNDS):
        run.prices = point
        order = earnings_order(run, active)
        order = order[(active[order] == 1) & ((point.net[order] > 0) | (board.mandatory[order] == 1))]
        share = max(20, len(order) // (ROUNDS - round_))
        mandatory = int((board.mandatory[order] == 1).sum())
        batch = order[: max(share, mandatory)]
        table, weights = price_table(board, point.rows), run.dual.targets.weights(point.rungs)
        place_all(board, batch, table, weights, left, schedule)
        active[batch] = 0
        if not active.any() or run.effort.over():
            break
        free = np.maximum(left, 0)
        point = run.dual.descend(iterations, point, 0.05, run.effort.over, free, active)
    run.prices = kept
    drop_torn_bundles(board, schedule, left)
    run.insert(earnings_order(run, 1 - board.banned), schedule)
    return schedule
