"""Net value of starting one activity in each period."""

from __future__ import annotations

import numpy as np

from qipan.planner.kernel import HOPELESS, NEVER, RENEWABLE, SUPPLY, Board, Ints, loop
from qipan.planner.tables import (
    BEFORE,
    CALENDAR,
    DURATION,
    EARLIEST,
    GAIN0,
    GAIN_ROW,
    GAIN_TARGET,
    HOLD0,
    HOLD_AMOUNT,
    HOLD_FACTOR,
    KIND,
    LATEST,
    LINE,
    MOVE_COST,
    OPTION0,
    OPTION_GAIN0,
    OPTION_USE0,
    OPTION_VALUE,
    PRICE0,
    ROW0,
    USE0,
    USE_AMOUNT,
    USE_FACTOR,
    USE_TOTAL,
    WORK0,
    WORK_STEP,
)


@loop
def hold_cost(board: Board, p: int, prices: Ints, hold: Ints) -> None:
    """Price of what the project holds throughout, summed from period 0."""
    for h in range(board.projects[p, HOLD0], board.projects[p + 1, HOLD0]):
        base, amount = board.factors[board.holds[h, HOLD_FACTOR], PRICE0], board.holds[h, HOLD_AMOUNT]
        for t in range(board.horizon + 1):
            hold[t] += amount * prices[base + t]


@loop
def waits_held(board: Board, p: int, left: Ints, held: Ints) -> None:
    """How many periods before each date the project could not hold what it must."""
    for t in range(board.horizon):
        lacking = 0
        for h in range(board.projects[p, HOLD0], board.projects[p + 1, HOLD0]):
            if left[board.factors[board.holds[h, HOLD_FACTOR], ROW0] + t] < board.holds[h, HOLD_AMOUNT]:
                lacking = 1
        held[t + 1] = held[t] + lacking


@loop
def use_cost(board: Board, u: int, prices: Ints, start: int, end: int) -> int:
    """Price of a use at these dates."""
    factor = board.uses[u, USE_FACTOR]
    base, kind = board.factors[factor, PRICE0], board.factors[factor, KIND]
    if kind == RENEWABLE:
        return board.uses[u, USE_AMOUNT] * (prices[base + end] - prices[base + start])
    return board.uses[u, USE_AMOUNT] * prices[base + (start if kind == SUPPLY else 0)]


@loop
def first_fit(board: Board, u: int, left: Ints) -> int:
    """The earliest period in which a supply or count still holds the amount for good; beyond the horizon if it never does."""
    factor = board.uses[u, USE_FACTOR]
    row0, line, total = board.factors[factor, ROW0], board.factors[factor, LINE], board.uses[u, USE_TOTAL]
    lacking = board.bucket[line, board.horizon]
    while lacking >= 0 and left[row0 + lacking] >= total:
        lacking -= 1
    if lacking < 0:
        return 0
    fits = board.horizon + 1
    while fits > 0 and board.bucket[line, fits - 1] > lacking:
        fits -= 1
    return fits


@loop
def uses_past(board: Board, work: int, o: int) -> tuple[int, int]:
    """Where the uses and the gains of an option end."""
    if o + 1 < board.works[work + 1, OPTION0]:
        return board.options[o + 1, OPTION_USE0], board.options[o + 1, OPTION_GAIN0]
    return board.works[work + 1, USE0], board.works[work + 1, GAIN0]


@loop
def mark_lacking(board: Board, u: int, left: Ints, lacking: Ints) -> None:
    """Add up, from period 0, the periods in which a renewable does not hold the amount."""
    row0, missing = board.factors[board.uses[u, USE_FACTOR], ROW0], 0
    rows = left[row0 : row0 + board.horizon]
    for t in range(len(rows)):
        if rows[t] < board.uses[u, USE_AMOUNT]:
            missing += 1
        lacking[t + 1] += missing


@loop
def add_uses(
    board: Board,
    low: int,
    high: int,
    prices: Ints,
    left: Ints,
    tight: bool,
    ends: Ints,
    since: int,
    net: Ints,
    lacking: Ints,
) -> int:
    """Subtract the uses' prices from `net`, which begins with period `since`.

    Answers from which period on the supplies suffice, and marks the periods in which renewables lack.
    """
    fits = since
    for u in range(low, high):
        factor, amount = board.uses[u, USE_FACTOR], board.uses[u, USE_AMOUNT]
        base, kind = board.factors[factor, PRICE0], board.factors[factor, KIND]
        if kind == RENEWABLE:
            whole = prices[base : base + board.horizon + 1]
            begun = whole[since:]
            for s in range(len(net)):
                net[s] -= amount * (whole[ends[s]] - begun[s])
            if tight:
                mark_lacking(board, u, left, lacking)
        else:
            if kind == SUPPLY:
                begun = prices[base + since : base + board.horizon + 1]
                for s in range(len(net)):
                    net[s] -= amount * begun[s]
            else:
                cost = amount * prices[base]
                for s in range(len(net)):
                    net[s] -= cost
            if tight:
                fits = max(fits, first_fit(board, u, left))
    return fits


@loop
def add_gains(board: Board, low: int, high: int, weights: Ints, since: int, net: Ints) -> None:
    for g in range(low, high):
        weight = weights[board.gains[g, GAIN_TARGET]]
        if weight != 0:
            worth = board.gained[board.gains[g, GAIN_ROW], since:]
            for s in range(len(net)):
                net[s] += weight * worth[s]


@loop
def fill(  # noqa: C901 - one compiled loop
    board: Board,
    a: int,
    m: int,
    prices: Ints,
    weights: Ints,
    left: Ints,
    tight: bool,
    held: Ints,
    first: int,
    last: int,
    net: Ints,
) -> None:
    """`net[s]`: value less price of starting activity `a` in period `s` under mode `m` with its best option."""
    work = board.activities[a, WORK0] + board.activities[a, WORK_STEP] * m
    ends = board.ends[board.activities[a, CALENDAR], board.works[work, DURATION]]
    since, past = max(first, board.activities[a, EARLIEST]), min(last, board.activities[a, LATEST]) + 1
    while past > since and ends[past - 1] > last:
        past -= 1
    if past <= since:
        net[:] = NEVER
        return
    net[:since] = NEVER
    net[past:] = NEVER
    net[since:past] = 0
    inside, ended = net[since:past], ends[since:past]
    o0, o1 = board.works[work, OPTION0], board.works[work + 1, OPTION0]
    lacking = held.copy() if tight else held
    fits = add_uses(
        board,
        board.works[work, USE0],
        board.options[o0, OPTION_USE0],
        prices,
        left,
        tight,
        ended,
        since,
        inside,
        lacking,
    )
    add_gains(board, board.works[work, GAIN0], board.options[o0, OPTION_GAIN0], weights, since, inside)
    if board.activities[a, MOVE_COST] > 0:
        for s in range(since, past):
            net[s] -= weights[0] * board.activities[a, MOVE_COST] * abs(s - board.activities[a, BEFORE])
    if tight:
        for s in range(since, past):
            if s < fits or lacking[ends[s]] > lacking[s]:
                net[s] = NEVER
    plain = (
        board.options[o0, OPTION_USE0] == board.works[work + 1, USE0]
        and board.options[o0, OPTION_GAIN0] == board.works[work + 1, GAIN0]
    )
    if plain and o1 == o0 + 1 and board.options[o0, OPTION_VALUE] == 0:
        return
    top = np.full(past - since, NEVER, np.int64)
    extra = np.empty(past - since, np.int64)
    for o in range(o0, o1):
        extra[:] = board.options[o, OPTION_VALUE] * weights[0]
        if tight:
            lacking[:] = 0
        uses, gains = uses_past(board, work, o)
        fits = add_uses(board, board.options[o, OPTION_USE0], uses, prices, left, tight, ended, since, extra, lacking)
        add_gains(board, board.options[o, OPTION_GAIN0], gains, weights, since, extra)
        for s in range(max(0, fits - since), len(extra)):
            if extra[s] > top[s] and not (tight and lacking[ended[s]] > lacking[since + s]):
                top[s] = extra[s]
    for s in range(len(top)):
        inside[s] = inside[s] + top[s] if inside[s] > HOPELESS and top[s] > HOPELESS else NEVER


@loop
def best_option(board: Board, a: int, m: int, prices: Ints, weights: Ints, left: Ints, tight: bool, start: int) -> int:
    """The option that `fill` took at this start."""
    work = board.activities[a, WORK0] + board.activities[a, WORK_STEP] * m
    o0, o1 = board.works[work, OPTION0], board.works[work + 1, OPTION0]
    if o1 == o0 + 1:
        return 0
    end = board.ends[board.activities[a, CALENDAR], board.works[work, DURATION], start]
    top, taken = NEVER, 0
    for o in range(o0, o1):
        value = board.options[o, OPTION_VALUE] * weights[0]
        uses, gains = uses_past(board, work, o)
        for u in range(board.options[o, OPTION_USE0], uses):
            value -= use_cost(board, u, prices, start, end)
            if tight and not fits_now(board, u, left, start, end):
                value = NEVER
        for g in range(board.options[o, OPTION_GAIN0], gains):
            value += weights[board.gains[g, GAIN_TARGET]] * board.gained[board.gains[g, GAIN_ROW], start]
        if value > top:
            top, taken = value, o - o0
    return taken


@loop
def fits_now(board: Board, u: int, left: Ints, start: int, end: int) -> bool:
    """Does this use alone fit into what is left?"""
    factor = board.uses[u, USE_FACTOR]
    if board.factors[factor, KIND] != RENEWABLE:
        return start >= first_fit(board, u, left)
    for t in range(start, end):  # noqa: SIM110
        if left[board.factors[factor, ROW0] + t] < board.uses[u, USE_AMOUNT]:
            return False
    return True
