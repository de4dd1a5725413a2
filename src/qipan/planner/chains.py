"""Search that cools down: one chain of moves for each worker, all from the best plan, and from the best of them again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from qipan.planner.improve import ruin_and_recreate
from qipan.planner.kernel import GRAIN, HOPELESS, Ints, Schedule, copy_schedule
from qipan.planner.state import Run
from qipan.planner.usage import remaining

LARGEST = 6  # projects of a move
PULL = (
    (500, (8, 3)),
    (1 << 40, (24, 8)),
)  # how strongly moves go for projects that lose against the prices, by projects
SLICE = 400  # moves between two looks at the clock
MOVES_PER_SECOND = 4000  # of a chain where steps are counted instead of seconds
STRICT = (-1, -1)  # heat below zero: only what brings more is taken, so a plan changed a little stays as it was
COLD = 0.85  # share of the time after which no loss is accepted any more
MEETINGS = 12  # how often the chains compare their plans


class Chain:
    """One walk over plans with its own random numbers."""

    def __init__(self, run: Run, number: int) -> None:
        board = run.compiled.board
        self.current, self.best, self.top = copy_schedule(run.best), copy_schedule(run.best), run.score
        self.left = remaining(board, self.current)
        self.state = np.array([(run.seed * 7919 + number * 104729) % 2147483646 + 1], np.int64)

    def begin_from(self, run: Run, other: Schedule) -> None:
        self.current = copy_schedule(other)
        self.left = remaining(run.compiled.board, self.current)


class Search:
    """What all chains share: ranks, two price tables (most of the price, and nothing), rungs."""

    def __init__(self, run: Run, workers: int, strict: bool = False) -> None:
        self.strict = strict
        self.run, self.earning = run, _earning(run)
        shares = [run.tables(share) for share in (0.8, 0.0, 1.0)]
        self.tables, self.weights = (np.stack(part) for part in zip(*shares, strict=True))
        self.hot = run.bound // max(1, run.compiled.board.size) // 10
        self.pull = next(pull for most_projects, pull in PULL if run.compiled.board.size <= most_projects)
        self.chains = [Chain(run, number) for number in range(max(1, workers))]

    def walk(self, chain: Chain, moves: int, share: float, ahead: float) -> None:
        """So many moves at the heat of this share of the time."""
        heat = (
            STRICT
            if self.strict
            else (
                int(self.hot * max(0.0, 1 - share / COLD)),
                int(self.hot * max(0.0, 1 - (share + ahead) / COLD)),
            )
        )
        board, rungs = self.run.compiled.board, self.run.rung_arrays()
        chain.top = ruin_and_recreate(
            board, chain.current, chain.best, chain.left, self.earning, self.run.prices.net, self.tables, self.weights, rungs,
            moves, LARGEST, heat, self.pull, chain.top, chain.state,
        )  # fmt: skip

    def meet(self) -> None:
        """The last of several chains goes on from where the first stands."""
        if len(self.chains) > 1:
            ranked = sorted(self.chains, key=lambda chain: -chain.top)
            ranked[-1].begin_from(self.run, ranked[0].current)

    def round(self, pool: ThreadPoolExecutor, moves: int, share: float, ahead: float) -> None:
        """All chains walk at once."""
        list(pool.map(lambda chain: self.walk(chain, moves, share, ahead), self.chains))


def improve(run: Run, workers: int, until: float = 1.0, strict: bool = False) -> None:
    """Cool down over what is left of the time, up to this share of the whole; `strict` moves nothing for less than a gain."""
    effort = run.effort
    if not run.compiled.board.size:
        return
    search, begun, done, meetings = Search(run, workers, strict), effort.seconds, 0, 0
    total = int(MOVES_PER_SECOND * effort.time_limit * until) if effort.deterministic else 0
    with ThreadPoolExecutor(len(search.chains)) as pool:
        while run.score < most(run) and not effort.over(until):
            if effort.deterministic:
                if done >= total:
                    break
                share, moves = done / total, min(SLICE, total - done)
                ahead = moves / total
            else:
                share, moves = (effort.seconds - begun) / max(0.001, until * effort.time_limit - begun), SLICE
                ahead = 0.01
            search.round(pool, moves, share, ahead)
            done += moves
            for chain in search.chains:
                run.offer(chain.best)
            if share * MEETINGS > meetings + 1:
                meetings += 1
                search.meet()


def most(run: Run) -> int:
    """The score at which the bound is reached."""
    return run.bound - run.true_score(0)


def _earning(run: Run) -> Ints:
    """Each project's net for its gross under the prices, in thousandths."""
    schedule = copy_schedule(run.prices.schedule)
    schedule.accepted[:] = run.prices.net > HOPELESS
    gross = run.gains(schedule)[:, 0]
    share = run.prices.net.astype(np.float64) / GRAIN / np.maximum(gross, 1)
    return np.rint(1000 * np.clip(share, -1000, 1)).astype(np.int64)
