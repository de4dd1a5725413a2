"""Prices of the factors that make the bound low: Lagrangian dual, Adam's steps, whole-number prices.

At any prices, what all factors cost at full capacity plus what each project earns at best beyond the prices is an upper bound of every
plan's value. All arithmetic that decides anything is on whole numbers or single IEEE operations, so a run repeats itself exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from qipan.planner.kernel import GRAIN, HOPELESS, Board, Ints, Schedule, empty_schedule, loop
from qipan.planner.pricing import price
from qipan.planner.tables import MANDATORY
from qipan.planner.target import Target
from qipan.planner.usage import all_brings, book_all, price_table

Stop = Callable[[], bool]
BLOCK = 250


@dataclass(slots=True)
class Rungs:
    """All rungs of all targets in one row, with the prices of the targets' figures."""

    targets: tuple[Target, ...]
    levels: Ints = field(init=False)
    rewards: Ints = field(init=False)
    musts: Ints = field(init=False)
    of_target: Ints = field(init=False)

    def __post_init__(self) -> None:
        tiers = [(tier, place) for place, target in enumerate(self.targets) for tier in target.tiers]
        self.levels = np.array([tier.level for tier, _ in tiers], np.int64)
        self.rewards = np.array([tier.reward for tier, _ in tiers], np.int64)
        self.musts = np.array([tier.must for tier, _ in tiers], np.int64)
        self.of_target = np.array([place for _, place in tiers], np.int64)

    def weights(self, prices: Ints) -> Ints:
        """What a unit of value and of each target is worth, in grains."""
        found = np.zeros(1 + len(self.targets), np.int64)
        found[0] = GRAIN
        np.add.at(found, 1 + self.of_target, prices)
        return found

    def best(self, prices: Ints) -> tuple[int, Ints]:
        """The best rungs to claim at these prices: their total in grains, and which."""
        taken, total = np.zeros(len(prices), np.int64), 0
        for target in range(len(self.targets)):
            places = np.flatnonzero(self.of_target == target)
            worth = [int(self.rewards[i]) * GRAIN - int(self.levels[i]) * int(prices[i]) for i in places]
            sums = [sum(worth[:count]) for count in range(len(places) + 1)]
            fewest = int(self.musts[places].sum())
            count = max(range(fewest, len(places) + 1), key=lambda n: sums[n])
            taken[places[:count]] = 1
            total += sums[count]
        return total, taken


@loop
def price_range(
    board: Board, low: int, high: int, table: Ints, weights: Ints, left: Ints, active: Ints, found: Schedule, net: Ints
) -> None:
    for p in range(low, high):
        if not active[p]:
            net[p] = 0
            found.accepted[p] = 0
            continue
        net[p] = price(board, p, table, weights, left, False, 0, board.horizon, found)
        found.accepted[p] = 1 if (net[p] > 0 or (board.projects[p, MANDATORY] and net[p] > HOPELESS)) else 0


@dataclass(slots=True)
class Prices:
    """A point of the dual and the bound it proves."""

    rows: Ints
    rungs: Ints
    bound: int  # grains
    schedule: Schedule
    net: Ints
    hopeless: Ints  # mandatory projects without any schedule

    def copy(self) -> Prices:
        return Prices(self.rows.copy(), self.rungs.copy(), self.bound, self.schedule, self.net.copy(), self.hopeless)


class Dual:
    """Evaluates and improves prices."""

    def __init__(self, board: Board, targets: tuple[Target, ...], constant: int = 0, workers: int = 1) -> None:
        self.board, self.targets, self.constant, self.workers = board, Rungs(targets), constant, workers
        self.active = 1 - board.banned

    def at(self, rows: Ints, rungs: Ints, capacity: Ints | None = None, active: Ints | None = None) -> Prices:
        """The bound these prices prove, and each project's best schedule under them."""
        board = self.board
        capacity = board.capacity if capacity is None else capacity
        active = self.active if active is None else active
        found, net = empty_schedule(board), np.zeros(board.size, np.int64)
        table, weights = price_table(board, rows), self.targets.weights(rungs)
        count = board.size

        def run(low: int) -> None:
            price_range(board, low, min(low + BLOCK, count), table, weights, capacity, active, found, net)

        if self.workers > 1 and count > BLOCK:
            with ThreadPoolExecutor(self.workers) as pool:
                list(pool.map(run, range(0, count, BLOCK)))
        else:
            for low in range(0, count, BLOCK):
                run(low)
        claimed, _ = self.targets.best(rungs)
        total = (
            int((rows.astype(object) * capacity.astype(object)).sum())
            if _large(rows, capacity)
            else int(rows @ capacity)
        )
        bound = total + int(net[found.accepted > 0].sum()) + claimed + self.constant * GRAIN
        hopeless = np.flatnonzero((board.mandatory > 0) & (active > 0) & (net <= HOPELESS))
        return Prices(rows, rungs, bound, found, net, hopeless)

    def zero(self) -> Prices:
        """Everything free."""
        return self.at(np.zeros(len(self.board.capacity), np.int64), np.zeros(len(self.targets.levels), np.int64))

    def slack(self, point: Prices, capacity: Ints) -> tuple[Ints, Ints]:
        """By how much the priced schedules stay below the rows and above the claimed rungs."""
        left = capacity.copy()
        book_all(self.board, point.schedule, -1, left)
        if not len(self.targets.levels):
            return left, np.zeros(0, np.int64)
        gains = np.zeros((self.board.size, 1 + len(self.targets.targets)), np.int64)
        all_brings(self.board, point.schedule, gains)
        reached = gains.sum(axis=0)[1:]
        _, claimed = self.targets.best(point.rungs)
        return left, reached[self.targets.of_target] - self.targets.levels * claimed

    def descend(
        self,
        iterations: int,
        start: Prices | None = None,
        pace: float = 0.5,
        stop: Stop | None = None,
        capacity: Ints | None = None,
        active: Ints | None = None,
        passed: Callable[[], float] | None = None,
    ) -> Prices:
        """Adam on the cost of each row at full capacity; the best point met."""
        capacity = self.board.capacity if capacity is None else capacity
        scale = np.concatenate([np.maximum(capacity, 1), np.maximum(self.targets.levels, 1)]).astype(np.float64)
        rows = len(capacity)
        if start is None:
            zeros = np.zeros(len(scale), np.int64)
            point = self.at(zeros[:rows], zeros[rows:], capacity, active)
        else:
            point = self.at(start.rows, start.rungs, capacity, active)
        best = point
        cost = np.concatenate([point.rows, point.rungs]) * scale
        unit = max(1.0, abs(float(point.bound))) / (10 * float(np.sqrt(len(scale) or 1)))
        mean, square = np.zeros(len(scale)), np.zeros(len(scale))
        fade_mean = fade_square = 1.0
        for round_ in range(1, iterations + 1):
            if stop is not None and stop():
                break
            slope = np.concatenate(self.slack(point, capacity)) / scale
            mean = 0.8 * mean + 0.2 * slope
            square = 0.95 * square + 0.05 * slope * slope
            fade_mean, fade_square = fade_mean * 0.8, fade_square * 0.95
            # Steps shrink with the rounds, or with the time if that passes faster: a run cut short has settled too.
            done = min(1.0, max(round_ / iterations, 0.0 if passed is None else passed()))
            step = unit * pace * (1 - done * done * (3 - 2 * done) + 0.003)
            cost = np.maximum(0, cost - step * (mean / (1 - fade_mean)) / (np.sqrt(square / (1 - fade_square)) + 1e-3))
            prices = np.rint(cost / scale).astype(np.int64)
            point = self.at(prices[:rows], prices[rows:], capacity, active)
            if point.bound < best.bound:
                best = point
        return best


def _large(rows: Ints, capacity: Ints) -> bool:
    """Might the product of prices and capacities leave 64 bits?"""
    return float(np.abs(rows).astype(np.float64) @ np.abs(capacity).astype(np.float64)) > 4e18
