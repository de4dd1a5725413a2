"""A lower bound on the gap of small boards: some rows stay whole instead of being priced.

Prices let a factor be used in fractions of projects; on a board of fifty that alone is worth a few per cent. So the dearest date of each
supply, every parcel and every rule between projects become rows of a selection problem again, while weeks and other dates keep their
prices. Each project offers patterns: what it draws of the kept rows, and the most it can bring for that. CP-SAT chooses among them;
its bound holds for every plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from qipan.planner.dual import Dual, Prices
from qipan.planner.effort import Effort
from qipan.planner.exact import AVAILABLE, stopped_by
from qipan.planner.kernel import COUNT, GRAIN, HOPELESS, IMPLICATION, SUPPLY, Board, Ints, empty_schedule
from qipan.planner.pricing import price
from qipan.planner.tables import (
    ACTIVITY0,
    BANNED,
    EARLIEST,
    KIND,
    LATEST,
    LINE,
    LINK0,
    MANDATORY,
    MODE0,
    OPTION0,
    OPTION_VALUE,
    ROW0,
    USE0,
    USE_FACTOR,
    WORK0,
    WORK_STEP,
)  # fmt: skip
from qipan.planner.usage import book, price_table

if AVAILABLE:
    from ortools.sat.python import cp_model

MOST_PATTERNS = 3000
FORBIDDEN = 1 << 36
DATES = 3  # kept rows of each supply
Pattern = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Kept:
    """The rows that stay whole."""

    rows: Ints  # row numbers
    until: dict[int, list[int]]  # supply -> first periods after its kept rows
    prices: Ints  # of all rows, zero for the kept


def keep(board: Board, prices: Ints, most: int) -> Kept:
    """Of each supply the `most` rows that cost most, and every parcel and rule."""
    until: dict[int, list[int]] = {}
    rows: list[int] = []
    ends = [*board.factors[:, ROW0].tolist(), len(board.capacity)]
    rest = prices.copy()
    for factor in range(len(board.factors)):
        span = slice(ends[factor], ends[factor + 1])
        if board.factors[factor, KIND] in (COUNT, IMPLICATION):
            rows.append(ends[factor])
        elif board.factors[factor, KIND] == SUPPLY:
            cost = prices[span].astype(np.float64) * board.capacity[span]
            line = board.bucket[board.factors[factor, LINE]]
            for place in np.argsort(-cost, kind="stable")[:most].tolist():
                if cost[place]:
                    until.setdefault(factor, []).append(int((line <= place).sum()))
                    rows.append(ends[factor] + place)
    rest[rows] = 0
    return Kept(np.array(rows, np.int64), until, rest)


class Patterns:
    """What each project can draw of the kept rows, and its best net for it."""

    def __init__(self, board: Board, kept: Kept, weights: Ints) -> None:
        # A copy of what is forced and put back.
        tables = {name: getattr(board, name).copy() for name in ("activities", "mode_value", "options")}
        self.board, self.kept, self.weights = board._replace(**tables), kept, weights
        self.used = np.zeros(len(board.capacity), np.int64)
        self.table = price_table(board, kept.prices)
        self.schedule = empty_schedule(board)

    def of(self, p: int) -> dict[Pattern, int] | None:
        """Net in grains by pattern; None when there are too many."""
        board = self.board
        a0, a1 = int(board.projects[p, ACTIVITY0]), int(board.projects[p + 1, ACTIVITY0])
        modes = int(board.projects[p + 1, MODE0] - board.projects[p, MODE0])
        windows = [self._windows(a, modes) for a in range(a0, a1)]
        options = [range(self._options(a)) for a in range(a0, a1)]
        if modes * np.prod([len(one) for one in (*windows, *options)]) > MOST_PATTERNS:
            return None
        found: dict[Pattern, int] = {}
        kept = board.activities[a0:a1].copy(), board.mode_value.copy(), board.options.copy()
        links = board.links[board.projects[p, LINK0] : board.projects[p + 1, LINK0], :2].tolist()
        ordered = [window for window in product(*windows) if all(window[i][0] <= window[j][1] for i, j in links)]
        for mode, option in product(range(modes), product(*options)):
            self._force(p, mode, option)
            for window in ordered:
                board.activities[a0:a1, EARLIEST : LATEST + 1] = window
                net = int(
                    price(board, p, self.table, self.weights, board.capacity, False, 0, board.horizon, self.schedule)
                )
                if net > -FORBIDDEN * GRAIN // 2:
                    key = self._drawn(p)
                    found[key] = max(found.get(key, net), net)
            board.mode_value[:], board.options[:] = kept[1], kept[2]
        board.activities[a0:a1] = kept[0]
        return found

    def _drawn(self, p: int) -> Pattern:
        self.used[:] = 0
        book(self.board, self.schedule, p, 1, self.used)
        drawn = self.used[self.kept.rows]
        return tuple((int(row), int(drawn[row])) for row in np.flatnonzero(drawn))

    def _force(self, p: int, mode: int, option: tuple[int, ...]) -> None:
        """Make every other mode and option too dear."""
        board, a0, m0 = self.board, int(self.board.projects[p, ACTIVITY0]), int(self.board.projects[p, MODE0])
        for other in range(m0, int(board.projects[p + 1, MODE0])):
            board.mode_value[other] -= 0 if other == m0 + mode else FORBIDDEN
        for place, wanted in enumerate(option):
            work = board.activities[a0 + place, WORK0] + board.activities[a0 + place, WORK_STEP] * mode
            first, past = board.works[work, OPTION0], board.works[work + 1, OPTION0]
            for o in range(first, past) if past > first + 1 else ():
                board.options[o, OPTION_VALUE] -= 0 if o - first == wanted else FORBIDDEN

    def _windows(self, a: int, modes: int) -> list[tuple[int, int]]:
        """Before and after the kept dates of the supplies that the activity draws on."""
        board = self.board
        low, high = int(board.activities[a, EARLIEST]), int(board.activities[a, LATEST])
        cuts: set[int] = set()
        for mode in range(modes if board.activities[a, WORK_STEP] else 1):
            work = board.activities[a, WORK0] + mode
            for u in range(board.works[work, USE0], board.works[work + 1, USE0]):
                cuts.update(self.kept.until.get(int(board.uses[u, USE_FACTOR]), ()))
        marks = sorted({low, high + 1, *(cut for cut in cuts if low < cut <= high)})
        return list(zip(marks, [mark - 1 for mark in marks[1:]], strict=False))

    def _options(self, a: int) -> int:
        work = self.board.activities[a, WORK0]
        return int(self.board.works[work + 1, OPTION0] - self.board.works[work, OPTION0])


def tighten(board: Board, dual: Dual, point: Prices, effort: Effort, share: float) -> int:
    """A bound in whole units of value, never above what the prices prove, for what is left of this share of the time."""
    known = point.bound // GRAIN
    if not AVAILABLE:
        return known
    kept = keep(board, point.rows, DATES)
    offers, weights = [], dual.targets.weights(point.rungs)
    patterns = Patterns(board, kept, weights)
    for p in range(board.size):
        if effort.over():
            return known
        found = patterns.of(p) if not board.projects[p, BANNED] else {}
        if found is None:
            # Too many ways to draw: one pattern that draws nothing is a relaxation of them all.
            net = int(
                price(board, p, patterns.table, weights, board.capacity, False, 0, board.horizon, patterns.schedule)
            )
            found = {(): net} if net > HOPELESS else {}
        offers.append(
            {
                key: -(-net // GRAIN)
                for key, net in found.items()
                if net > 0 or board.projects[p, MANDATORY] or _helps(key)
            }
        )
    chosen = _choose(board, kept, offers, effort, share)
    if chosen is None:
        return known
    claimed, _ = dual.targets.best(point.rungs)
    priced = int(kept.prices.astype(object) @ board.capacity.astype(object)) + claimed
    return min(known, chosen + -(-priced // GRAIN) + dual.constant)


def _helps(key: Pattern) -> bool:
    """Does the pattern give back of a row, as one half of a bundle does for the other?"""
    return any(drawn < 0 for _, drawn in key)


def _choose(board: Board, kept: Kept, offers: list[dict[Pattern, int]], effort: Effort, share: float) -> int | None:
    """CP-SAT's bound on the selection of patterns."""
    model = cp_model.CpModel()
    rows: dict[int, list[Any]] = {int(row): [] for row in kept.rows}
    worth: list[Any] = []
    for p, patterns in enumerate(offers):
        taken = [model.new_bool_var("") for _ in patterns]
        model.add(sum(taken) == 1) if board.projects[p, MANDATORY] else model.add(sum(taken) <= 1)
        for literal, (key, net) in zip(taken, patterns.items(), strict=True):
            worth.append(net * literal)
            for place, drawn in key:
                rows[int(kept.rows[place])].append(drawn * literal)
    for row, draws in rows.items():
        model.add(sum(draws) <= int(board.capacity[row]))
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    # One worker: several would need several times the memory.
    solver.parameters.num_workers = 1
    if effort.deterministic:
        solver.parameters.max_deterministic_time = share * effort.time_limit
    else:
        solver.parameters.max_time_in_seconds = max(0.1, effort.left)
    with stopped_by(solver, effort.cancel):
        status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return int((solver.best_objective_bound + 1e-6) // 1)
