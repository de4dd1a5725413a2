"""Ten thousand futures of a plan: durations vary, offices and weather shock many projects at once.

Policy: no activity starts before its planned start; it waits for those before it. If asked, it also waits until the labour and the desks
it needs are free again, those planned earlier first; supplies need not be fought over, as whoever draws later finds more. What a project
holds throughout (a team) stays its own however long it takes.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from qipan.planner.futures import Floats, Steps, Worlds, lots, play
from qipan.planner.judge import Judge, applies
from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import require

BLOCK = 1250
MOMENTS = ("start", "end", "spread")


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What is assumed about the futures; assumptions, not measurements.

    Attributes
    ----------
    spread : float
        Coefficient of variation of each activity's duration (lognormal, mean 1).
    weather : float
        Standard deviation of the logarithm of the shock shared by all activities that follow a calendar.
    offices : float
        The same for all activities that use the same renewable factor listed in `shared`.
    shared : tuple of str
    """

    spread: float = 0.25
    weather: float = 0.08
    offices: float = 0.15
    shared: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(min(self.spread, self.weather, self.offices) >= 0, "An uncertainty is below zero.")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the futures say.

    Attributes
    ----------
    value : tuple of float
        P10, P50 and P90 of the gains, rewards of rungs left out: a tenth of the futures bring less than P10.
    planned : int
        The same figure if everything goes by the plan.
    targets : tuple of (target, P10, P50, P90)
    rungs : tuple of (target, rung, probability of reaching it)
    late : tuple of (project, probability that it ends beyond the horizon)
        Projects for which it is not zero. Gains after the horizon count as at its end.
    """

    value: tuple[float, float, float]
    planned: int
    targets: tuple[tuple[str, float, float, float], ...]
    rungs: tuple[tuple[str, str, float], ...]
    late: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Column:
    """One activity, as the futures see it."""

    project: int
    start: float
    duration: float
    calendar: str
    before: list[tuple[int, float]]  # places among all columns, lags
    shock: int
    gains: list[tuple[int, int, str, str]]  # goal, amount, curve, moment
    uses: list[tuple[int, int]]  # renewable, amount


class _Work:
    """Continuous time by calendar: how much work lies before a moment, and the reverse, beyond the horizon too."""

    def __init__(self, working: list[bool]) -> None:
        horizon = len(working)
        self.past = 6 * horizon
        year = working + [True] * (self.past - horizon)
        self.done = np.concatenate([[0.0], np.cumsum(year)]).astype(np.float32)
        total = int(self.done[-1])
        ends = np.searchsorted(self.done, np.arange(1, total + 1))  # the period after which so much is done
        self.begins = np.concatenate([ends - 1, [self.past]]).astype(np.float32)


class _Curve:
    """Worth of a curve over continuous time, weeks without work left out of what is spread."""

    def __init__(self, worth: tuple[int, ...], working: list[bool]) -> None:
        self.at: Floats = (np.array(worth) / 1000).astype(np.float32)
        worked = np.array(working, np.float32)
        self.summed = np.concatenate([[0.0], np.cumsum(self.at[:-1] * worked)]).astype(np.float32)
        self.worked = np.concatenate([[0.0], np.cumsum(worked)]).astype(np.float32)


class Futures:
    """A plan prepared for simulation."""

    def __init__(self, problem: Problem, plan: Plan, uncertainty: Uncertainty, contend: bool = False) -> None:
        self.contend, self.renewables = contend, {factor.name: k for k, factor in enumerate(problem.renewables)}
        self.problem, self.plan, self.uncertainty, self.judge = problem, plan, uncertainty, Judge(problem)
        self.goals = ["", *(target.name for target in problem.targets)]
        working = {calendar.name: calendar.working(problem.horizon) for calendar in problem.calendars}
        working[""] = [True] * problem.horizon
        self.work = {name: _Work(days) for name, days in working.items() if name}
        worths = {curve.name: curve.worth for curve in problem.curves}
        self.curves = {(c, k): _Curve(worth, days) for c, worth in worths.items() for k, days in working.items()}
        self.curve_places = {key: k for k, key in enumerate(self.curves)}
        self.base = np.zeros(len(self.goals))
        self.columns: list[_Column] = []
        for number in range(len(plan.assignments)):
            self.columns += self._columns(number)
        if contend:
            self._queue_for_teams()

    def _queue_for_teams(self) -> None:
        """Who holds a slot throughout waits until the project before them in it has ended; of several the longest free."""
        own: dict[int, list[int]] = {}
        for k, column in enumerate(self.columns):
            own.setdefault(column.project, []).append(k)
        spans = []
        for number, part in enumerate(self.plan.assignments):
            steps = self.judge.steps(part)
            spans.append((min(step.start for step in steps), max(step.end for step in steps), number))
        slots: dict[str, list[tuple[int, int]]] = {}  # by pool: until when, and by whom it is taken
        for first, past, number in sorted(spans):
            begins = [k for k in own[number] if not self.columns[k].before]
            for held in self.judge.projects[self.plan.assignments[number].project].holds:
                taken = slots.setdefault(held.factor, [])
                free = sorted(one for one in taken if one[0] <= first)[: held.amount]
                new = max(0, max(self._slots(held.factor)) - len(taken))
                for until, other in free[: max(0, held.amount - new)]:
                    taken.remove((until, other))
                    for k in begins:
                        here = (self.columns[k].start, k)
                        self.columns[k].before += [(j, 0.0) for j in own[other] if (self.columns[j].start, j) < here]
                taken += [(past, number)] * held.amount

    def _slots(self, pool: str) -> tuple[int, ...]:
        return self.problem.renewables[self.renewables[pool]].capacity

    def _columns(self, number: int) -> list[_Column]:
        part = self.plan.assignments[number]
        project, options = self.judge.projects[part.project], dict(part.options)
        self.base[0] += project.value
        steps = self.judge.steps(part)
        place: dict[str, int] = {}
        found: list[_Column] = []
        for index in project.order():
            step, activity = steps[index], project.activities[index]
            place[activity.name] = len(self.columns) + len(found)
            before = [(place[link.before], float(link.lag)) for link in project.links if link.after == activity.name]
            gains = []
            for gain in activity.gains:
                if applies(gain.when, options):
                    goal = self.goals.index(gain.target)
                    if gain.curve:
                        moment = "start" if gain.at == "spread" and not step.duration else gain.at
                        gains.append((goal, gain.amount, gain.curve, moment))
                    else:
                        self.base[goal] += gain.amount
            shock = next(
                (
                    2 + k
                    for k, name in enumerate(self.uncertainty.shared)
                    if any(u.factor == name for u in activity.uses)
                ),
                1 if activity.calendar else 0,
            )
            uses = [
                (self.renewables[u.factor], u.amount)
                for u in activity.uses
                if u.factor in self.renewables and applies(u.when, options)
            ]
            found.append(_Column(number, step.start, step.duration, activity.calendar, before, shock, gains, uses))
        return found

    def run(self, count: int, seed: int, sure: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Goals by future, shape (count, goals), and how often each project ends late. With `sure` nothing varies."""
        assumed, figures = self.uncertainty, np.tile(self.base, (count, 1))
        late = np.zeros(len(self.plan.assignments), np.int64)
        steps, worlds = self._steps(), self._worlds()
        lengths = lots(0.0 if sure else assumed.spread)
        random = np.random.Generator(np.random.PCG64(seed))
        drawn = random.standard_normal((2 + len(assumed.shared), count), np.float32)
        scale = np.array([0.0, assumed.weather, *[assumed.offices] * len(assumed.shared)], np.float32) * (not sure)
        shocks = np.exp(drawn * scale[:, None]).astype(np.float32)

        def block(number: int) -> np.ndarray:
            """The same lots whoever plays them: the number of threads changes nothing."""
            rows, often = slice(number * BLOCK, min((number + 1) * BLOCK, count)), np.zeros_like(late)
            lot = (seed * 7919 + number * 104729) % 2147483646 + 1
            play(steps, worlds, shocks[:, rows], lengths, lot, self.contend and not sure, figures[rows], often)
            return often

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            late += sum(pool.map(block, range(-(-count // BLOCK))))
        return figures, late / count

    def _steps(self) -> Steps:
        """The columns in the order of their planned starts; none comes before what it waits for."""
        order = sorted(range(len(self.columns)), key=lambda k: (self.columns[k].start, k))
        place = {k: rank for rank, k in enumerate(order)}
        columns = [self.columns[k] for k in order]
        calendars = {name: k for k, name in enumerate(self.work)}

        def offsets(lists: list[list[tuple[int, ...]]]) -> np.ndarray:
            return np.cumsum([0, *(len(one) for one in lists)]).astype(np.int64)

        def table(lists: list[list[tuple[int, ...]]], width: int) -> np.ndarray:
            return np.array([row for one in lists for row in one], np.int64).reshape(-1, width)

        before = [[(place[k],) for k, _ in column.before] for column in columns]
        gains = [
            [(goal, self.curve_places[curve, c.calendar], MOMENTS.index(moment)) for goal, _, curve, moment in c.gains]
            for c in columns
        ]
        uses: list[list[tuple[int, ...]]] = [list(column.uses) for column in columns]
        return Steps(
            np.array([column.project for column in columns], np.int64),
            np.array([column.start for column in columns], np.float32),
            np.array([column.duration for column in columns], np.float32),
            np.array([calendars.get(column.calendar, -1) for column in columns], np.int64),
            np.array([column.shock for column in columns], np.int64),
            offsets(before),  # type: ignore[arg-type]
            table(before, 1)[:, 0],  # type: ignore[arg-type]
            np.array([lag for column in columns for _, lag in column.before], np.float32),
            offsets(gains),  # type: ignore[arg-type]
            table(gains, 3),  # type: ignore[arg-type]
            np.array([amount for column in columns for _, amount, _, _ in column.gains], np.float64),
            offsets(uses),
            table(uses, 2),
        )

    def _worlds(self) -> Worlds:
        horizon, renewables = self.problem.horizon, self.problem.renewables
        works, curves = list(self.work.values()), list(self.curves.values())
        begins = np.full((len(works), 7 * horizon), 6 * horizon, np.float32)
        for row, work in enumerate(works):
            begins[row, : len(work.begins)] = work.begins
        done = np.array([work.done for work in works], np.float32).reshape(-1, 6 * horizon + 1)
        return Worlds(
            done,
            begins,
            np.array([curve.at for curve in curves], np.float32).reshape(-1, horizon + 1),
            np.array([curve.summed for curve in curves], np.float32).reshape(-1, horizon + 1),
            np.array([curve.worked for curve in curves], np.float32).reshape(-1, horizon + 1),
            np.array([factor.capacity for factor in renewables], np.int64).reshape(-1, horizon),
        )


def simulate(
    problem: Problem,
    plan: Plan,
    count: int = 10_000,
    seed: int = 0,
    uncertainty: Uncertainty | None = None,
    contend: bool = False,
) -> Outlook:
    """The spread of what the plan brings, and the odds of each rung.

    With `contend` steps also wait for labour and desks, and projects for the one before them in a team's slot.
    """
    require(count > 0, "At least one future is needed.")
    futures = Futures(problem, plan, uncertainty or Uncertainty(), contend)
    figures, late = futures.run(count, seed)
    planned, _ = futures.run(1, seed, sure=True)
    tenths = np.quantile(figures, [0.1, 0.5, 0.9], axis=0)
    targets, rungs = [], []
    for place, target in enumerate(problem.targets, start=1):
        targets.append((target.name, float(tenths[0, place]), float(tenths[1, place]), float(tenths[2, place])))
        rungs += [(target.name, tier.name, float((figures[:, place] >= tier.level).mean())) for tier in target.tiers]
    names = [part.project for part in plan.assignments]
    often = tuple((name, float(share)) for name, share in zip(names, late, strict=True) if share)
    low, middle, high = (float(x) for x in tenths[:, 0])
    return Outlook((low, middle, high), round(float(planned[0, 0])), tuple(targets), tuple(rungs), often)
