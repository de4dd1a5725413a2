"""The best schedule of one project under given prices, by dynamic programming over its stages."""

from __future__ import annotations

import numpy as np

from qipan.planner.cuts import price_by_cuts
from qipan.planner.filling import best_option, fill, hold_cost, waits_held
from qipan.planner.kernel import HOPELESS, NEVER, Board, Ints, Schedule, loop
from qipan.planner.tables import (
    ACTIVITY0,
    BANNED,
    BASE,
    CALENDAR,
    DURATION,
    MODE0,
    MODE_FROM,
    MODE_PAST,
    PRICE0,
    STAGE0,
    STAGE_ACTIVITY,
    STAGE_LAG,
    TAKE0,
    TAKE_AMOUNT,
    TAKE_FACTOR,
    WORK0,
    WORK_STEP,
)

UNREACHED = NEVER // 16


@loop
def constant_worth(board: Board, p: int, prices: Ints, weights: Ints) -> int:
    """What acceptance brings whatever the schedule, less the price of the rules it counts in."""
    total = board.projects[p, BASE] * weights[0]
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        total -= board.takes[t, TAKE_AMOUNT] * prices[board.factors[board.takes[t, TAKE_FACTOR], PRICE0]]
    return total


@loop
def stage_bounds(board: Board, p: int, j: int) -> tuple[int, int]:
    """The activities of a stage."""
    last = j + 1 == board.projects[p + 1, STAGE0]
    return board.stages[j, STAGE_ACTIVITY], board.projects[p + 1, ACTIVITY0] if last else board.stages[
        j + 1, STAGE_ACTIVITY
    ]


@loop
def single(
    board: Board,
    held: Ints,
    tight: bool,
    ends: Ints,
    lag: int,
    past: int,
    net: Ints,
    after: Ints,
    best: Ints,
    chosen: Ints,
) -> None:
    """One activity in its stage: the best from each date on, and the start that gives it."""
    run, start = NEVER, -1
    for t in range(board.horizon, -1, -1):
        if tight and t < board.horizon and held[t + 1] > held[t]:
            run, start = NEVER, -1
        if net[t] > HOPELESS:
            end = ends[t]
            if end + lag <= past and after[end + lag] > HOPELESS and not (tight and held[end + lag] > held[end]):
                value = net[t] + after[end + lag]
                if value >= run:
                    run, start = value, t
        best[t], chosen[t] = run, start


@loop
def side_by_side(
    board: Board,
    held: Ints,
    tight: bool,
    ends: Ints,
    count: int,
    lag: int,
    past: int,
    nets: Ints,
    after: Ints,
    best: Ints,
    chosen: Ints,
) -> None:
    """Several activities in one stage: for each date the best moment at which all have ended.

    Dates are taken from the last to the first. `top[k, u]` is the most that activity `k` brings if it starts from here on and has ended
    by `u`; it never falls in `u`, so a new start changes a stretch of it that ends where more was known already.
    """
    horizon = board.horizon
    top = np.full((count, horizon + 1), UNREACHED, np.int64)
    value, moment, limit = NEVER, -1, past - lag
    best[:], chosen[:] = NEVER, -1
    for t in range(past - lag, -1, -1):
        if tight and t < horizon and held[t + 1] > held[t]:
            # What is held throughout lacks in this period: nothing later can be waited for from here.
            top[:] = UNREACHED
            value, moment, limit = NEVER, -1, t
        low, high = horizon + 1, -1
        for k in range(count):
            gain, row = nets[k, t], top[k]
            if gain > HOPELESS:
                u = ends[k, t]
                low = min(low, u)
                while u <= limit and row[u] < gain:
                    row[u] = gain
                    u += 1
                high = max(high, min(u - 1, limit))
        for u in range(low, high + 1):
            total = after[u + lag]
            for k in range(count):
                total += top[k, u]
            if total > value and total > UNREACHED // 2 and not (tight and held[u + lag] > held[u]):
                value, moment = total, u
        best[t], chosen[t] = value, moment


@loop
def price_by_stages(  # noqa: C901 - one compiled loop
    board: Board, p: int, prices: Ints, weights: Ints, left: Ints, tight: bool, first: int, past: int, found: Schedule
) -> int:
    horizon = board.horizon
    j0, stages = board.projects[p, STAGE0], board.projects[p + 1, STAGE0] - board.projects[p, STAGE0]
    modes = board.projects[p + 1, MODE0] - board.projects[p, MODE0]
    mode_from, mode_past = (0, stages) if modes == 1 else (board.projects[p, MODE_FROM], board.projects[p, MODE_PAST])
    hold = np.zeros(horizon + 1, np.int64)
    held = np.zeros(horizon + 1, np.int64)
    hold_cost(board, p, prices, hold)
    if tight:
        waits_held(board, p, left, held)
    best = np.empty((modes, stages + 1, horizon + 1), np.int64)
    chosen = np.empty((modes, stages, horizon + 1), np.int64)
    best[0, stages, :] = NEVER
    joined = np.full(horizon + 1, NEVER, np.int64)
    mode_at = np.zeros(horizon + 1, np.int64)
    widest = 1
    for j in range(stages):
        low, high = stage_bounds(board, p, j0 + j)
        widest = max(widest, high - low)
    nets = np.empty((widest, horizon + 1), np.int64)
    ends = np.empty((widest, horizon + 1), np.int64)
    work = 0
    for t in range(past + 1):
        best[0, stages, t] = -hold[t]
    for j in range(stages - 1, -1, -1):
        open_still = False
        lag = board.stages[j0 + j + 1, STAGE_LAG] if j + 1 < stages else 0
        low, high = stage_bounds(board, p, j0 + j)
        for m in range(modes if mode_from <= j < mode_past else 1):
            after = best[0 if j + 1 >= mode_past or j < mode_from else m, j + 1]
            if j < mode_from and j + 1 == mode_from:
                after = joined
            for k in range(high - low):
                fill(board, low + k, m, prices, weights, left, tight, held, first, past, nets[k])
                work = board.activities[low + k, WORK0] + board.activities[low + k, WORK_STEP] * m
                ends[k, :] = board.ends[board.activities[low + k, CALENDAR], board.works[work, DURATION]]
            if high - low == 1:
                single(board, held, tight, ends[0], lag, past, nets[0], after, best[m, j], chosen[m, j])
            else:
                side_by_side(board, held, tight, ends, high - low, lag, past, nets, after, best[m, j], chosen[m, j])
            open_still = open_still or best[m, j].max() > HOPELESS
        if not open_still:
            return NEVER
        if j == mode_from:
            for m in range(modes):
                bonus = board.mode_value[board.projects[p, MODE0] + m] * weights[0]
                for t in range(horizon + 1):
                    if best[m, j, t] > HOPELESS and best[m, j, t] + bonus > joined[t]:
                        joined[t], mode_at[t] = best[m, j, t] + bonus, m
    top, at = NEVER, -1
    for t in range(first, past + 1):
        value = joined[t] if mode_from == 0 else best[0, 0, t]
        if value > HOPELESS and value + hold[t] > top:
            top, at = value + hold[t], t
    if at < 0:
        return NEVER
    m, t = 0, at
    for j in range(stages):
        if j == mode_from:
            m = mode_at[t]
        found.mode[p] = m
        lag = board.stages[j0 + j + 1, STAGE_LAG] if j + 1 < stages else 0
        low, high = stage_bounds(board, p, j0 + j)
        u = chosen[m if mode_from <= j < mode_past else 0, j, t]
        if high - low == 1:
            found.start[low] = u
            work = board.activities[low, WORK0] + board.activities[low, WORK_STEP] * m
            t = board.ends[board.activities[low, CALENDAR], board.works[work, DURATION], u] + lag
        else:
            for k in range(high - low):
                fill(board, low + k, m, prices, weights, left, tight, held, first, past, nets[k])
                work = board.activities[low + k, WORK0] + board.activities[low + k, WORK_STEP] * m
                ends[k, :] = board.ends[board.activities[low + k, CALENDAR], board.works[work, DURATION]]
                peak = NEVER
                for s in range(t, u + 1):
                    if ends[k, s] <= u and nets[k, s] > peak:
                        peak, found.start[low + k] = nets[k, s], s
            t = u + lag
        for a in range(low, high):
            found.option[a] = best_option(board, a, m, prices, weights, left, tight, found.start[a])
    return top


@loop
def price(
    board: Board,
    p: int,
    prices: Ints,
    weights: Ints,
    left: Ints,
    tight: bool,
    first: int,
    past: int,
    found: Schedule,
) -> int:
    """Net value in grains of the best schedule of project `p` within ``[first, past]``, written into `found`; NEVER if there is none.

    `prices` is the price table, `weights` what a unit of value and of each target is worth. With `tight` only schedules that fit
    into what is `left` of the factors are taken.
    """
    if board.projects[p, BANNED]:
        return NEVER
    if board.projects[p, STAGE0] == board.projects[p + 1, STAGE0]:
        net = price_by_cuts(board, p, prices, weights, left, tight, first, past, found)
    else:
        net = price_by_stages(board, p, prices, weights, left, tight, first, past, found)
    return net if net < HOPELESS else net + constant_worth(board, p, prices, weights)
