"""Which projects a move takes out and puts back: some that compete, rather those that lose against the prices.

What a plan lacks to the bound is the sum, over its projects, of what their best schedules would bring beyond the prices and theirs do
not, and what the factors left over are worth. So moves look where that sum is.
"""

from __future__ import annotations

from qipan.planner.filling import use_cost, uses_past
from qipan.planner.kernel import Board, Ints, Schedule, loop
from qipan.planner.tables import (
    ACTIVITY0,
    BANNED,
    HOLD0,
    HOLD_AMOUNT,
    HOLD_FACTOR,
    KIND,
    MANDATORY,
    OPTION0,
    OPTION_USE0,
    PARTNER0,
    PRICE0,
    TAKE0,
    TAKE_AMOUNT,
    TAKE_FACTOR,
    USE0,
    USE_FACTOR,
    WORK0,
)
from qipan.planner.usage import end_of, span, work_of

SHORT = 1 << 40  # what a mandatory project counts beside its value


@loop
def draw(state: Ints, below: int) -> int:
    """A random whole number of ``[0, below)``."""
    state[0] = state[0] * 48271 % 2147483647
    return state[0] % below


@loop
def runs_in(board: Board, schedule: Schedule, p: int, period: int) -> bool:
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        if schedule.start[a] <= period < end_of(board, schedule, p, a):
            return True
    return False


@loop
def related(board: Board, schedule: Schedule, kind: int, pivot: int, period: int, p: int) -> bool:
    """Do the two compete: for what they hold, for the mode's bank, for the same week?"""
    if kind == 1:
        h, q = board.projects[pivot, HOLD0], board.projects[p, HOLD0]
        if h < board.projects[pivot + 1, HOLD0] and q < board.projects[p + 1, HOLD0]:
            return board.holds[h, HOLD_FACTOR] == board.holds[q, HOLD_FACTOR]
    if kind == 2:
        return first_draw(board, p) == first_draw(board, pivot)
    if kind == 3:
        return runs_in(board, schedule, p, period)
    return True


@loop
def first_draw(board: Board, p: int) -> int:
    """The supply that the project's last activity but one may draw on; a cheap sign of its bank."""
    for a in range(board.projects[p + 1, ACTIVITY0] - 1, board.projects[p, ACTIVITY0] - 1, -1):
        work = board.activities[a, WORK0]
        for u in range(board.works[work, USE0], board.works[work + 1, USE0]):
            if board.factors[board.uses[u, USE_FACTOR], KIND] == 1:
                return board.uses[u, USE_FACTOR]
    return -1


@loop
def add_with_partners(board: Board, p: int, stamp: int, marks: Ints, chosen: Ints, count: int) -> int:
    marks[p] = stamp
    chosen[count] = p
    count += 1
    for k in range(board.projects[p, PARTNER0], board.projects[p + 1, PARTNER0]):
        other = board.partner[k]
        if marks[other] != stamp and count < len(chosen):
            marks[other] = stamp
            chosen[count] = other
            count += 1
    return count


@loop
def pick(state: Ints, regret: Ints, tries: int) -> int:
    """Of some projects drawn the one that loses most against the prices."""
    p = draw(state, len(regret))
    for _ in range(tries - 1):
        other = draw(state, len(regret))
        if regret[other] > regret[p]:
            p = other
    return p


@loop
def choose(
    board: Board,
    schedule: Schedule,
    state: Ints,
    size: int,
    stamp: int,
    marks: Ints,
    regret: Ints,
    chosen: Ints,
    pull: tuple[int, int],
) -> int:
    """Some projects of the plan that compete, and some that wait outside: rather those that lose against the prices.

    `pull`: of how many drawn the greatest loser leads the move, and of how many each other place is filled.
    """
    pivot = pick(state, regret, pull[0])
    kind, period = draw(state, 4), draw(state, board.horizon)
    count = 0 if board.projects[pivot, BANNED] else add_with_partners(board, pivot, stamp, marks, chosen, 0)
    for inside in (1, 0):
        goal, tries = count + size, 0
        while count < goal and tries < 30 * size:
            tries += 1
            p = pick(state, regret, pull[1])
            if marks[p] == stamp or schedule.accepted[p] != inside or board.projects[p, BANNED]:
                continue
            if related(board, schedule, kind if inside or kind == 1 else 0, pivot, period, p):
                count = add_with_partners(board, p, stamp, marks, chosen, count)
            if count + 1 >= len(chosen):
                return count
    return count


@loop
def net_of(board: Board, schedule: Schedule, p: int, gains: Ints, table: Ints, weights: Ints) -> int:
    """What the project's schedule brings beyond the prices, in grains."""
    net = 0
    for i in range(len(gains)):
        net += gains[i] * weights[i]
    net -= SHORT * weights[0] * board.projects[p, MANDATORY]
    for t in range(board.projects[p, TAKE0], board.projects[p + 1, TAKE0]):
        net -= board.takes[t, TAKE_AMOUNT] * table[board.factors[board.takes[t, TAKE_FACTOR], PRICE0]]
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        work = work_of(board, schedule, p, a)
        start, end = schedule.start[a], end_of(board, schedule, p, a)
        o = board.works[work, OPTION0] + schedule.option[a]
        for u in range(board.works[work, USE0], board.options[board.works[work, OPTION0], OPTION_USE0]):
            net -= use_cost(board, u, table, start, end)
        past, _ = uses_past(board, work, o)
        for u in range(board.options[o, OPTION_USE0], past):
            net -= use_cost(board, u, table, start, end)
    first, last = span(board, schedule, p)
    for h in range(board.projects[p, HOLD0], board.projects[p + 1, HOLD0]):
        base = board.factors[board.holds[h, HOLD_FACTOR], PRICE0]
        net -= board.holds[h, HOLD_AMOUNT] * (table[base + last] - table[base + first])
    return net
