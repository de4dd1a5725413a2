"""Put projects into a plan, one after another, each where it is worth most in what is left."""

from __future__ import annotations

import numpy as np

from qipan.planner.filling import fits_now, uses_past
from qipan.planner.kernel import HOPELESS, IMPLICATION, Board, Ints, Schedule, loop
from qipan.planner.pricing import price
from qipan.planner.tables import (
    ACTIVITY0,
    BANNED,
    CALENDAR,
    DURATION,
    EARLIEST,
    GAP0,
    GAP_AFTER,
    GAP_LAG,
    GAP_OTHER,
    KIND,
    LATEST,
    LINK0,
    LINK_AFTER,
    LINK_BEFORE,
    LINK_LAG,
    MANDATORY,
    MODE0,
    OPTION0,
    OPTION_USE0,
    ROW0,
    TAKE0,
    TAKE_AMOUNT,
    TAKE_FACTOR,
    USE0,
    USE_AMOUNT,
    USE_FACTOR,
)
from qipan.planner.usage import book, change, end_of, sound, span, work_of

PLACED, DEAR, NO_ROOM = 1, 0, -1


@loop
def window(board: Board, schedule: Schedule, p: int) -> tuple[int, int]:
    """First start and last end that the distances to projects in the plan allow."""
    first, past = 0, board.horizon
    for g in range(board.projects[p, GAP0], board.projects[p + 1, GAP0]):
        other = board.gaps[g, GAP_OTHER]
        if schedule.accepted[other]:
            start, end = span(board, schedule, other)
            if board.gaps[g, GAP_AFTER]:
                first = max(first, end + board.gaps[g, GAP_LAG])
            else:
                past = min(past, start - board.gaps[g, GAP_LAG])
    return first, past


@loop
def book_activity(board: Board, schedule: Schedule, p: int, a: int, sign: int, left: Ints) -> None:
    work = work_of(board, schedule, p, a)
    start, end = schedule.start[a], end_of(board, schedule, p, a)
    o = board.works[work, OPTION0] + schedule.option[a]
    past, _ = uses_past(board, work, o)
    for u in range(board.works[work, USE0], board.options[board.works[work, OPTION0], OPTION_USE0]):
        change(board, board.uses[u, USE_FACTOR], sign * board.uses[u, USE_AMOUNT], start, end, left)
    for u in range(board.options[o, OPTION_USE0], past):
        change(board, board.uses[u, USE_FACTOR], sign * board.uses[u, USE_AMOUNT], start, end, left)


@loop
def activity_fits(board: Board, schedule: Schedule, p: int, a: int, left: Ints) -> bool:
    work = work_of(board, schedule, p, a)
    start, end = schedule.start[a], end_of(board, schedule, p, a)
    o = board.works[work, OPTION0] + schedule.option[a]
    past, _ = uses_past(board, work, o)
    for u in range(board.works[work, USE0], board.options[board.works[work, OPTION0], OPTION_USE0]):
        if not fits_now(board, u, left, start, end):
            return False
    for u in range(board.options[o, OPTION_USE0], past):  # noqa: SIM110
        if not fits_now(board, u, left, start, end):
            return False
    return True


@loop
def one_by_one(board: Board, schedule: Schedule, p: int, mode: int, first: int, past: int, left: Ints) -> bool:
    """Each activity as early as it fits, in order of work: for projects whose own activities compete. Leaves `left` as it was."""
    schedule.mode[p] = mode
    a0, a1 = board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]
    placed = a0
    for a in range(a0, a1):
        ready = max(first, board.activities[a, EARLIEST])
        for link in range(board.projects[p, LINK0], board.projects[p + 1, LINK0]):
            if board.links[link, LINK_AFTER] == a - a0:
                ready = max(
                    ready, end_of(board, schedule, p, a0 + board.links[link, LINK_BEFORE]) + board.links[link, LINK_LAG]
                )
        work = work_of(board, schedule, p, a)
        found = False
        for start in range(ready, min(past, board.activities[a, LATEST]) + 1):
            schedule.start[a] = start
            if board.ends[board.activities[a, CALENDAR], board.works[work, DURATION], start] > past:
                break
            for o in range(board.works[work + 1, OPTION0] - board.works[work, OPTION0]):
                schedule.option[a] = o
                if not found and activity_fits(board, schedule, p, a, left):
                    found = True
                    break
            if found:
                break
        if not found:
            break
        book_activity(board, schedule, p, a, -1, left)
        placed = a + 1
    for a in range(a0, placed):
        book_activity(board, schedule, p, a, 1, left)
    return placed == a1


@loop
def place_one_by_one(board: Board, p: int, first: int, past: int, left: Ints, schedule: Schedule) -> bool:
    for mode in range(board.projects[p + 1, MODE0] - board.projects[p, MODE0]):
        if one_by_one(board, schedule, p, mode, first, past, left):
            book(board, schedule, p, -1, left)
            if sound(board, schedule, p, left):
                schedule.accepted[p] = 1
                return True
            book(board, schedule, p, 1, left)
    return False


@loop
def place(board: Board, p: int, table: Ints, weights: Ints, left: Ints, schedule: Schedule, forced: bool) -> bool:
    """Accept the project if it fits and, unless forced, earns more than the prices ask."""
    return try_to_place(board, p, table, weights, left, schedule, forced) == PLACED


@loop
def try_to_place(board: Board, p: int, table: Ints, weights: Ints, left: Ints, schedule: Schedule, forced: bool) -> int:
    """`place`, told apart: PLACED, too DEAR at these prices, or NO_ROOM at any price."""
    first, past = window(board, schedule, p)
    if board.projects[p, BANNED] or first > past:
        return NO_ROOM
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        factor = board.takes[t, TAKE_FACTOR]
        if (
            board.factors[factor, KIND] != IMPLICATION
            and left[board.factors[factor, ROW0]] < board.takes[t, TAKE_AMOUNT]
        ):
            return NO_ROOM
    net = price(board, p, table, weights, left, True, first, past, schedule)
    if net > HOPELESS and (forced or net > 0):
        book(board, schedule, p, -1, left)
        if sound(board, schedule, p, left):
            schedule.accepted[p] = 1
            return PLACED
        book(board, schedule, p, 1, left)
    if not forced and HOPELESS < net <= 0:
        return DEAR
    if (net > HOPELESS or forced) and place_one_by_one(board, p, first, past, left, schedule):
        return PLACED
    return NO_ROOM


@loop
def place_all(board: Board, order: Ints, table: Ints, weights: Ints, left: Ints, schedule: Schedule) -> None:
    for i in range(len(order)):
        p = order[i]
        if not schedule.accepted[p]:
            place(board, p, table, weights, left, schedule, board.projects[p, MANDATORY] == 1)


@loop
def bundles_whole(board: Board, p: int, left: Ints) -> bool:
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        if (
            board.factors[board.takes[t, TAKE_FACTOR], KIND] == IMPLICATION
            and left[board.factors[board.takes[t, TAKE_FACTOR], ROW0]] < 0
        ):
            return False
    return True


@loop
def drop_torn_bundles(board: Board, schedule: Schedule, left: Ints) -> None:
    """Take out what stands without its bundle, until every bundle is whole."""
    changed = True
    while changed:
        changed = False
        for p in range(len(board.projects) - 1):
            if schedule.accepted[p] and not bundles_whole(board, p, left):
                book(board, schedule, p, 1, left)
                schedule.accepted[p] = 0
                changed = True


def order_by_earning(board: Board, net: Ints, gross: Ints) -> Ints:
    """Mandatory projects first, then by what they earn beyond the prices for each unit they bring."""
    share = net.astype(np.float64) / np.maximum(gross, 1)
    rank = np.where(board.mandatory == 1, -np.inf, -share)
    order: Ints = np.lexsort((np.arange(len(net)), rank)).astype(np.int64)
    return order[board.projects[order, BANNED] == 0]
