"""What a run knows: the board, the best prices, the best plan."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qipan.planner.assignment import Assignment
from qipan.planner.compiled import Compiled
from qipan.planner.dual import Dual, Prices
from qipan.planner.effort import Effort
from qipan.planner.improve import SHORT, rungs_value
from qipan.planner.insert import drop_torn_bundles, place_all, window
from qipan.planner.kernel import GRAIN, HOPELESS, Ints, Schedule, copy_schedule, empty_schedule
from qipan.planner.tables import ACTIVITY0, EARLIEST, LATEST, LINK0
from qipan.planner.usage import all_brings, book, end_of, price_table, remaining, sound, span


@dataclass(slots=True)
class Case:
    """What is in (1), out (0) or open (-1), the prices found for it, and how it was split."""

    fixed: Ints
    prices: Prices
    split: int = -1
    inside: Case | None = None
    outside: Case | None = None

    @property
    def bound(self) -> int:
        """In grains: what the prices of its parts prove."""
        if self.inside is None or self.outside is None:
            return HOPELESS if len(self.prices.hopeless) else self.prices.bound
        return max(self.inside.bound, self.outside.bound)


@dataclass(slots=True)
class Run:
    """One solve in progress."""

    compiled: Compiled
    dual: Dual
    effort: Effort
    prices: Prices
    seed: int = 0
    best: Schedule = field(init=False)
    score: int = field(init=False)
    bound: int = field(init=False)
    proof: Case | None = None  # where cases were split

    def __post_init__(self) -> None:
        self.best = empty_schedule(self.compiled.board)
        self.score = self.score_of(self.best)
        self.bound = self.prices.bound // GRAIN

    @property
    def complete(self) -> bool:
        """Does the best plan hold all that it must?"""
        short = self.compiled.board.mandatory.sum() > self.best.accepted[self.compiled.board.mandatory == 1].sum()
        return not short and self.rungs_of(self.best) > -SHORT // 4

    @property
    def value(self) -> int | None:
        return self.true_score(self.score) if self.complete else None

    def true_score(self, score: int) -> int:
        """Without what stands for the mandatory projects."""
        return score - SHORT * int(self.compiled.board.mandatory.sum()) + self.compiled.constant

    def gains(self, schedule: Schedule) -> Ints:
        found = np.zeros((self.compiled.board.size, 1 + len(self.dual.targets.targets)), np.int64)
        all_brings(self.compiled.board, schedule, found)
        return found

    def rung_arrays(self) -> tuple[Ints, Ints, Ints, Ints]:
        rungs = self.dual.targets
        return rungs.levels, rungs.rewards, rungs.musts, rungs.of_target

    def rungs_of(self, schedule: Schedule) -> int:
        return int(rungs_value(self.gains(schedule).sum(axis=0), *self.rung_arrays()))

    def score_of(self, schedule: Schedule) -> int:
        """What the search compares: value, and SHORT for each mandatory project."""
        reached = self.gains(schedule).sum(axis=0)
        held = int((schedule.accepted * self.compiled.board.mandatory).sum())
        return int(reached[0]) + int(rungs_value(reached, *self.rung_arrays())) + SHORT * held

    def offer(self, schedule: Schedule) -> bool:
        """Keep the schedule if it is the best so far."""
        score = self.score_of(schedule)
        if score <= self.score:
            return False
        self.best, self.score = copy_schedule(schedule), score
        self.effort.report(self.value, self.bound)
        return True

    def lower(self, bound: int) -> None:
        """Note a better bound."""
        if bound < self.bound:
            self.bound = bound
            self.effort.report(self.value, self.bound)

    def tables(self, share: float = 1.0) -> tuple[Ints, Ints]:
        """Price table and weights, the factors' prices taken at a share."""
        rows = np.rint(self.prices.rows * share).astype(np.int64)
        return price_table(self.compiled.board, rows), self.dual.targets.weights(self.prices.rungs)

    def insert(self, order: Ints, schedule: Schedule, shares: tuple[float, ...] = (1.0, 0.3, 0.0)) -> None:
        """Put projects in at falling prices, then take out torn bundles."""
        left = remaining(self.compiled.board, schedule)
        for share in shares:
            table, weights = self.tables(share)
            place_all(self.compiled.board, order, table, weights, left, schedule)
        drop_torn_bundles(self.compiled.board, schedule, left)

    def take(self, parts: tuple[Assignment, ...]) -> Schedule:
        """As much of an earlier plan as still fits, the mandatory first."""
        board, wanted = self.compiled.board, self.compiled.schedule(parts)
        schedule, left = empty_schedule(board), board.capacity.copy()
        for array, source in zip(schedule[1:], wanted[1:], strict=True):
            array[:] = source
        order = sorted(np.flatnonzero(wanted.accepted).tolist(), key=lambda p: -board.mandatory[p])
        for p in order:
            first, past = window(board, schedule, p)
            if not self._timed(schedule, p):
                continue
            start, end = span(board, schedule, p)
            if start < first or end > past:
                continue
            book(board, schedule, p, -1, left)
            if sound(board, schedule, p, left):
                schedule.accepted[p] = 1
            else:
                book(board, schedule, p, 1, left)
        drop_torn_bundles(board, schedule, left)
        return schedule

    def _timed(self, schedule: Schedule, p: int) -> bool:
        """Are bounds and links still kept?"""
        board, first = self.compiled.board, int(self.compiled.board.projects[p, ACTIVITY0])
        ends = []
        for a in range(first, int(board.projects[p + 1, ACTIVITY0])):
            start = int(schedule.start[a])
            ends.append(int(end_of(board, schedule, p, a)) if 0 <= start <= board.horizon else board.horizon + 1)
            if not board.activities[a, EARLIEST] <= start <= board.activities[a, LATEST] or ends[-1] > board.horizon:
                return False
        links = board.links[board.projects[p, LINK0] : board.projects[p + 1, LINK0]].tolist()
        return all(schedule.start[first + after] >= ends[before] + lag for before, after, lag in links)
