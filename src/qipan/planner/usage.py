"""What a schedule uses and brings, in the arrays of the board."""

from __future__ import annotations

import numpy as np

from qipan.planner.filling import uses_past
from qipan.planner.kernel import IMPLICATION, RENEWABLE, SUPPLY, Board, Ints, Schedule, loop
from qipan.planner.tables import (
    ACTIVITY0,
    BASE,
    BEFORE,
    CALENDAR,
    DURATION,
    GAIN0,
    GAIN_ROW,
    GAIN_TARGET,
    HOLD0,
    HOLD_AMOUNT,
    HOLD_FACTOR,
    KIND,
    LINE,
    MODE0,
    MOVE_COST,
    OPTION0,
    OPTION_GAIN0,
    OPTION_USE0,
    OPTION_VALUE,
    ROW0,
    TAKE0,
    TAKE_AMOUNT,
    TAKE_FACTOR,
    USE0,
    USE_AMOUNT,
    USE_FACTOR,
    WORK0,
    WORK_STEP,
)


@loop
def work_of(board: Board, schedule: Schedule, p: int, a: int) -> int:
    return board.activities[a, WORK0] + board.activities[a, WORK_STEP] * schedule.mode[p]


@loop
def end_of(board: Board, schedule: Schedule, p: int, a: int) -> int:
    return board.ends[
        board.activities[a, CALENDAR], board.works[work_of(board, schedule, p, a), DURATION], schedule.start[a]
    ]


@loop
def span(board: Board, schedule: Schedule, p: int) -> tuple[int, int]:
    """The project's first start and last end."""
    first, last = board.horizon + 1, -1
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        first, last = min(first, schedule.start[a]), max(last, end_of(board, schedule, p, a))
    return first, last


@loop
def change(board: Board, factor: int, amount: int, start: int, end: int, left: Ints) -> None:
    row0 = board.factors[factor, ROW0]
    if board.factors[factor, KIND] == RENEWABLE:
        for t in range(start, end):
            left[row0 + t] += amount
    else:
        line, rows = board.factors[factor, LINE], board.bucket[board.factors[factor, LINE], board.horizon] + 1
        for row in range(board.bucket[line, start], rows):
            left[row0 + row] += amount


@loop
def book(board: Board, schedule: Schedule, p: int, sign: int, left: Ints) -> None:
    """Give back (1) or take (-1) what the project uses."""
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        work = work_of(board, schedule, p, a)
        start, end = schedule.start[a], end_of(board, schedule, p, a)
        o = board.works[work, OPTION0] + schedule.option[a]
        for u in range(board.works[work, USE0], board.options[board.works[work, OPTION0], OPTION_USE0]):
            change(board, board.uses[u, USE_FACTOR], sign * board.uses[u, USE_AMOUNT], start, end, left)
        past, _ = uses_past(board, work, o)
        for u in range(board.options[o, OPTION_USE0], past):
            change(board, board.uses[u, USE_FACTOR], sign * board.uses[u, USE_AMOUNT], start, end, left)
    first, last = span(board, schedule, p)
    for h in range(board.projects[p, HOLD0], board.projects[p + 1, HOLD0]):
        change(board, board.holds[h, HOLD_FACTOR], sign * board.holds[h, HOLD_AMOUNT], first, last, left)
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        change(board, board.takes[t, TAKE_FACTOR], sign * board.takes[t, TAKE_AMOUNT], 0, 0, left)


@loop
def rows_free(board: Board, factor: int, start: int, end: int, left: Ints) -> bool:
    row0 = board.factors[factor, ROW0]
    if board.factors[factor, KIND] == RENEWABLE:
        for t in range(start, end):  # noqa: SIM110
            if left[row0 + t] < 0:
                return False
        return True
    rows = board.bucket[board.factors[factor, LINE], board.horizon] + 1
    for row in range(rows):  # noqa: SIM110
        if left[row0 + row] < 0:
            return False
    return True


@loop
def sound(board: Board, schedule: Schedule, p: int, left: Ints) -> bool:
    """After booking: is nothing that the project touches overdrawn? Bundles are looked at apart."""
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        work = work_of(board, schedule, p, a)
        start, end = schedule.start[a], end_of(board, schedule, p, a)
        o = board.works[work, OPTION0] + schedule.option[a]
        for u in range(board.works[work, USE0], board.options[board.works[work, OPTION0], OPTION_USE0]):
            if not rows_free(board, board.uses[u, USE_FACTOR], start, end, left):
                return False
        past, _ = uses_past(board, work, o)
        for u in range(board.options[o, OPTION_USE0], past):
            if not rows_free(board, board.uses[u, USE_FACTOR], start, end, left):
                return False
    first, last = span(board, schedule, p)
    for h in range(board.projects[p, HOLD0], board.projects[p + 1, HOLD0]):
        if not rows_free(board, board.holds[h, HOLD_FACTOR], first, last, left):
            return False
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        if (
            board.factors[board.takes[t, TAKE_FACTOR], KIND] != IMPLICATION
            and left[board.factors[board.takes[t, TAKE_FACTOR], ROW0]] < 0
        ):
            return False
    return True


@loop
def brings(board: Board, schedule: Schedule, p: int, gains: Ints) -> None:
    """Value (place 0) and targets (from place 1) of the project's schedule."""
    gains[:] = 0
    gains[0] = board.projects[p, BASE] + board.mode_value[board.projects[p, MODE0] + schedule.mode[p]]
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        work = work_of(board, schedule, p, a)
        start = schedule.start[a]
        o = board.works[work, OPTION0] + schedule.option[a]
        gains[0] += board.options[o, OPTION_VALUE]
        if board.activities[a, MOVE_COST] > 0:
            gains[0] -= board.activities[a, MOVE_COST] * abs(start - board.activities[a, BEFORE])
        for g in range(board.works[work, GAIN0], board.options[board.works[work, OPTION0], OPTION_GAIN0]):
            gains[board.gains[g, GAIN_TARGET]] += board.gained[board.gains[g, GAIN_ROW], start]
        _, past = uses_past(board, work, o)
        for g in range(board.options[o, OPTION_GAIN0], past):
            gains[board.gains[g, GAIN_TARGET]] += board.gained[board.gains[g, GAIN_ROW], start]


@loop
def all_brings(board: Board, schedule: Schedule, gains: Ints) -> None:
    """`brings` for each accepted project, zero for the others; shape (projects, 1 + targets)."""
    for p in range(len(board.projects) - 1):
        if schedule.accepted[p]:
            brings(board, schedule, p, gains[p])
        else:
            gains[p, :] = 0


@loop
def book_all(board: Board, schedule: Schedule, sign: int, left: Ints) -> None:
    for p in range(len(board.projects) - 1):
        if schedule.accepted[p]:
            book(board, schedule, p, sign, left)


def remaining(board: Board, schedule: Schedule) -> Ints:
    """What the schedule leaves of every row."""
    left: Ints = board.capacity.copy()
    book_all(board, schedule, -1, left)
    return left


def price_table(board: Board, row_prices: Ints) -> Ints:
    """Prices by row as the table that schedules are priced with: summed from the start of time, or to the end of it."""
    pieces, rows = [np.zeros(1, np.int64)], [*board.factors[:, ROW0].tolist(), len(board.capacity)]
    for factor, (kind, row0, line, _) in enumerate(board.factors.tolist()):
        prices = row_prices[row0 : rows[factor + 1]]
        if kind == RENEWABLE:
            pieces.append(np.concatenate([[0], np.cumsum(prices)]))
        elif kind == SUPPLY:
            pieces.append(np.cumsum(prices[::-1])[::-1][board.bucket[line]])
        else:
            pieces.append(prices)
    table: Ints = np.concatenate(pieces).astype(np.int64)
    return table
