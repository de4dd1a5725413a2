"""A lower bound on the gap of small boards: some rows stay whole instead of being priced.

Prices let a factor be used in fractions of projects; on a board of fifty that alone is worth a few per cent. So the dearest date of each
supply, every parcel and every rule between projects become rows of a selection problem again, while weeks and other dates keep their
prices. Each project offers patterns: what it draws of the kept rows, and the most it can bring for that. CP-SAT chooses among them;
its bound holds for every plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from qipan.planner.dual import Dual, Prices
from qipan.planner.exact import AVAILABLE
from qipan.planner.kernel import COUNT, GRAIN, HOPELESS, IMPLICATION, SUPPLY, Board, Ints, empty_schedule
from qipan.planner.pricing import price
from qipan.planner.tables import (
    ACTIVITY0, BANNED, EARLIEST, KIND, LATEST, LINE, MANDATORY, MODE0, OPTION0, OPTION_VALUE, ROW0, USE0,
    USE_FACTOR, WORK0, WORK_STEP,
)  # fmt: skip
from qipan.planner.usage import book, price_table

if AVAILABLE:
    from ortools.sat.python import cp_model

MOST_PATTERNS = 3000
FORBIDDEN = 1 << 36
Pattern = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Kept:
    """The rows that stay whole."""

    rows: Ints  # row numbers
    until: dict[int, int]  # supply -> first period after its kept row
    prices: Ints  # of all rows, zero for the kept


def keep(board: Board, prices: Ints) -> Kept:
    """Of each supply the row that costs most, and every parcel and rule."""
    until, rows = {}, []
    ends = [*board.factors[:, ROW0].tolist(), len(board.capacity)]
    rest = prices.copy()
    for factor in range(len(board.factors)):
        span = slice(ends[factor], ends[factor + 1])
        if board.factors[factor, KIND] in (COUNT, IMPLICATION):
            rows.append(ends[factor])
        elif board.factors[factor, KIND] == SUPPLY:
            cost = prices[span].astype(np.float64) * board.capacity[span]
            if cost.any():
                place = int(cost.argmax())
                line = board.bucket[board.factors[factor, LINE]]
                until[factor] = int((line <= place).sum())
                rows.append(ends[factor] + place)
    rest[rows] = 0
    return Kept(np.array(rows, np.int64), until, rest)


class Patterns:
    """What each project can draw of the kept rows, and its best net for it."""

    def __init__(self, board: Board, kept: Kept, weights: Ints) -> None:
        self.board, self.kept, self.weights = board, kept, weights
        self.table = price_table(board, kept.prices)
        self.schedule = empty_schedule(board)
        self.position = {int(row): place for place, row in enumerate(kept.rows)}

    def of(self, p: int) -> dict[Pattern, int] | None:
        """Net in grains by pattern; None when there are too many."""
        board = self.board
        a0, a1 = int(board.projects[p, ACTIVITY0]), int(board.projects[p + 1, ACTIVITY0])
        m0, modes = int(board.projects[p, MODE0]), int(board.projects[p + 1, MODE0] - board.projects[p, MODE0])
        windows = [self._windows(a, modes) for a in range(a0, a1)]
        options = [range(self._options(a)) for a in range(a0, a1)]
        if modes * np.prod([len(one) for one in (*windows, *options)]) > MOST_PATTERNS:
            return None
        found: dict[Pattern, int] = {}
        for mode, window, option in product(range(modes), product(*windows), product(*options)):
            narrowed = self._narrowed(p, a0, m0, mode, window, option)
            net = int(price(narrowed, p, self.table, self.weights, board.capacity, False, 0, board.horizon, self.schedule))
            if net <= -FORBIDDEN * GRAIN // 2:
                continue
            used = np.zeros(len(board.capacity), np.int64)
            book(board, self.schedule, p, 1, used)
            drawn = used[self.kept.rows]
            key = tuple((int(row), int(drawn[row])) for row in np.flatnonzero(drawn))
            found[key] = max(found.get(key, net), net)
        return found

    def _windows(self, a: int, modes: int) -> list[tuple[int, int]]:
        """Before and after the kept dates of the supplies that the activity draws on."""
        board = self.board
        low, high = int(board.activities[a, EARLIEST]), int(board.activities[a, LATEST])
        cuts = set()
        for mode in range(modes if board.activities[a, WORK_STEP] else 1):
            work = board.activities[a, WORK0] + mode
            for u in range(board.works[work, USE0], board.works[work + 1, USE0]):
                cuts.add(self.kept.until.get(int(board.uses[u, USE_FACTOR]), low))
        marks = sorted({low, high + 1, *(cut for cut in cuts if low < cut <= high)})
        return list(zip(marks, [mark - 1 for mark in marks[1:]], strict=False))

    def _options(self, a: int) -> int:
        work = self.board.activities[a, WORK0]
        return int(self.board.works[work + 1, OPTION0] - self.board.works[work, OPTION0])

    def _narrowed(self, p: int, a0: int, m0: int, mode: int, window: tuple[tuple[int, int], ...], option: tuple[int, ...]) -> Board:
        """The board on which this project can only do just that."""
        board = self.board
        mode_value, activities, options = board.mode_value.copy(), board.activities, board.options
        others = np.arange(m0, int(board.projects[p + 1, MODE0])) != m0 + mode
        mode_value[m0 : int(board.projects[p + 1, MODE0])][others] -= FORBIDDEN
        activities = board.activities.copy()
        for place, (low, high) in enumerate(window):
            activities[a0 + place, EARLIEST], activities[a0 + place, LATEST] = low, high
            if self._options(a0 + place) > 1:
                options = options.copy() if options is board.options else options
                work = board.activities[a0 + place, WORK0] + board.activities[a0 + place, WORK_STEP] * mode
                for o in range(board.works[work, OPTION0], board.works[work + 1, OPTION0]):
                    options[o, OPTION_VALUE] -= 0 if o - board.works[work, OPTION0] == option[place] else FORBIDDEN
        return board._replace(mode_value=mode_value, activities=activities, options=options)


def tighten(board: Board, dual: Dual, point: Prices, time_limit: float, workers: int = 1, deterministic: bool = False) -> int:
    """A bound in whole units of value, never above what the prices prove."""
    known = point.bound // GRAIN
    if not AVAILABLE:
        return known
    kept = keep(board, point.rows)
    offers, weights = [], dual.targets.weights(point.rungs)
    patterns = Patterns(board, kept, weights)
    for p in range(board.count):
        found = patterns.of(p) if not board.projects[p, BANNED] else {}
        if found is None:
            net = int(price(board, p, patterns.table, weights, board.capacity, False, 0, board.horizon, patterns.schedule))
            found = {(): net} if net > HOPELESS else {}
        offers.append({key: -(-net // GRAIN) for key, net in found.items() if net > 0 or board.projects[p, MANDATORY] or _helps(key)})
    chosen = _choose(board, kept, offers, time_limit, workers, deterministic)
    if chosen is None:
        return known
    claimed, _ = dual.targets.best(point.rungs)
    priced = int(kept.prices.astype(object) @ board.capacity.astype(object)) + claimed
    return min(known, chosen + -(-priced // GRAIN) + dual.constant)


def _helps(key: Pattern) -> bool:
    """Does the pattern give back of a row, as one half of a bundle does for the other?"""
    return any(drawn < 0 for _, drawn in key)


def _choose(
    board: Board, kept: Kept, offers: list[dict[Pattern, int]], time_limit: float, workers: int, deterministic: bool
) -> int | None:
    """CP-SAT's bound on the selection of patterns."""
    model = cp_model.CpModel()
    rows: dict[int, list[object]] = {int(row): [] for row in kept.rows}
    worth: list[object] = []
    for p, patterns in enumerate(offers):
        taken = [model.new_bool_var("") for _ in patterns]
        model.add(sum(taken) == 1) if board.projects[p, MANDATORY] else model.add(sum(taken) <= 1)
        for literal, (key, net) in zip(taken, patterns.items(), strict=True):
            worth.append(net * literal)
            for place, drawn in key:
                rows[int(kept.rows[place])].append(drawn * literal)
    for row, drawn in rows.items():
        model.add(sum(drawn) <= int(board.capacity[row]))  # type: ignore[arg-type]
    model.maximize(sum(worth))  # type: ignore[arg-type]
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1 if deterministic else workers
    if deterministic:
        solver.parameters.max_deterministic_time = time_limit
    else:
        solver.parameters.max_time_in_seconds = time_limit
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return int((solver.best_objective_bound + 1e-6) // 1)
