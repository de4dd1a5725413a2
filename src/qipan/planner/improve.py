"""Ruin and recreate: take a few related projects out of the plan, put them and some others back in, keep what is better.

Acceptance cools down like simulated annealing. Random numbers come from a generator of our own (Park and Miller), so the same seed
gives the same plan on every machine.
"""

from __future__ import annotations

import numpy as np

from qipan.planner.insert import NO_ROOM, PLACED, bundles_whole, try_to_place
from qipan.planner.kernel import Board, Ints, Schedule, loop
from qipan.planner.rivals import SHORT, choose, draw, net_of
from qipan.planner.tables import ACTIVITY0, MANDATORY
from qipan.planner.usage import book, brings


@loop
def rungs_value(reached: Ints, levels: Ints, rewards: Ints, musts: Ints, of_target: Ints) -> int:
    """Rewards of the rungs reached; a must that is missed costs more than anything brings."""
    total = 0
    for i in range(len(levels)):
        figure = reached[1 + of_target[i]]
        if figure >= levels[i]:
            total += rewards[i]
        elif musts[i]:
            total -= SHORT // max(1, levels[i]) * (levels[i] - figure)
    return total


@loop
def put_back(board: Board, schedule: Schedule, saved: Schedule, chosen: Ints, count: int, left: Ints) -> None:
    """Undo a move."""
    for i in range(count):
        p = chosen[i]
        if schedule.accepted[p]:
            book(board, schedule, p, 1, left)
    for i in range(count):
        p = chosen[i]
        schedule.accepted[p], schedule.mode[p] = saved.accepted[p], saved.mode[p]
        for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
            schedule.start[a], schedule.option[a] = saved.start[a], saved.option[a]
        if schedule.accepted[p]:
            book(board, schedule, p, -1, left)


@loop
def save(board: Board, schedule: Schedule, saved: Schedule, p: int) -> None:
    saved.accepted[p], saved.mode[p] = schedule.accepted[p], schedule.mode[p]
    for a in range(board.projects[p, ACTIVITY0], board.projects[p + 1, ACTIVITY0]):
        saved.start[a], saved.option[a] = schedule.start[a], schedule.option[a]


@loop
def ruin_and_recreate(  # noqa: C901 - one compiled loop
    board: Board,
    schedule: Schedule,
    best: Schedule,
    left: Ints,
    earning: Ints,
    ideal: Ints,
    tables: Ints,
    weights: Ints,
    rungs: tuple[Ints, Ints, Ints, Ints],
    moves: int,
    largest: int,
    heat: tuple[int, int],
    pull: tuple[int, int],
    top: int,
    state: Ints,
) -> int:
    """Make `moves` moves on `schedule`; `best` keeps the best plan met. Answers its score: value, and SHORT for each mandatory project.

    `earning` is each project's rank for being put back (thousandths), `tables` and `weights` the prices: row 0 for the first try, row 1
    (all free) for the second; row 2 is the whole price, by which each project's loss against its `ideal` net is measured. `heat` is the
    loss accepted now and then, at the start and at the end.
    """
    projects = len(board.projects) - 1
    if projects == 0:
        return 0
    gains = np.zeros((projects, weights.shape[1]), np.int64)
    reached = np.zeros(weights.shape[1], np.int64)
    for p in range(projects):
        if schedule.accepted[p]:
            brings(board, schedule, p, gains[p])
            gains[p, 0] += SHORT * board.projects[p, MANDATORY]
            reached += gains[p]
    regret = np.zeros(projects, np.int64)
    for p in range(projects):
        regret[p] = max(0, ideal[p])
        if schedule.accepted[p]:
            regret[p] -= net_of(board, schedule, p, gains[p], tables[2], weights[2])
    worth = reached[0] + rungs_value(reached, rungs[0], rungs[1], rungs[2], rungs[3])
    saved = Schedule(schedule.accepted.copy(), schedule.mode.copy(), schedule.start.copy(), schedule.option.copy())
    marks = np.full(projects, moves, np.int64)
    chosen, key = np.empty(4 * largest + 8, np.int64), np.empty(4 * largest + 8, np.int64)
    old, fresh, trial = (
        np.empty((len(chosen), weights.shape[1]), np.int64),
        np.zeros(weights.shape[1], np.int64),
        reached.copy(),
    )
    for move in range(moves):
        count = choose(board, schedule, state, 1 + draw(state, largest), move, marks, regret, chosen, pull)
        trial[:] = reached
        for i in range(count):
            p = chosen[i]
            save(board, schedule, saved, p)
            old[i] = gains[p]
            trial -= gains[p]
            gains[p, :] = 0
            if schedule.accepted[p]:
                book(board, schedule, p, 1, left)
                schedule.accepted[p] = 0
            noise = draw(state, 600) + draw(state, 600) + draw(state, 600) - 900
            key[i] = -earning[p] + (-(1 << 40) if board.projects[p, MANDATORY] else noise)
        order = np.argsort(key[:count], kind="mergesort")
        first_table = 1 if draw(state, 100) < 35 else 0
        failed = False
        for table in range(first_table, 2):
            for k in range(count):
                p = chosen[order[k]]
                if schedule.accepted[p] or failed or marks[p] == ~move:
                    continue
                found = try_to_place(
                    board, p, tables[table], weights[table], left, schedule, board.projects[p, MANDATORY] == 1
                )
                if found == PLACED:
                    brings(board, schedule, p, fresh)
                    fresh[0] += SHORT * board.projects[p, MANDATORY]
                    gains[p] = fresh
                    trial += fresh
                elif found == NO_ROOM:
                    marks[p] = ~move  # nor at the next prices: room only shrinks
                if found != PLACED and board.projects[p, MANDATORY] and saved.accepted[p]:
                    failed = True
        for i in range(count):
            failed = failed or (schedule.accepted[chosen[i]] == 1 and not bundles_whole(board, chosen[i], left))
        value = trial[0] + rungs_value(trial, rungs[0], rungs[1], rungs[2], rungs[3])
        allowed = heat[0] + (heat[1] - heat[0]) * move // moves
        luck = draw(state, 1000)
        # About as often as an exponential law would have it: the loss accepted is (1 - u²) / (2u + 0.2) of the heat.
        if not failed and value - worth >= -(allowed * (1000000 - luck * luck) // (2000 * luck + 200000)):
            worth = value
            reached[:] = trial
            if worth > top:
                top = worth
                for i in range(4):
                    best[i][:] = schedule[i]
            for i in range(count):
                p = chosen[i]
                regret[p] = max(0, ideal[p])
                if schedule.accepted[p]:
                    regret[p] -= net_of(board, schedule, p, gains[p], tables[2], weights[2])
        else:
            put_back(board, schedule, saved, chosen, count, left)
            for i in range(count):
                gains[chosen[i]] = old[i]
    return top
