"""Ten thousand futures of a plan: durations vary, offices and weather shock many projects at once.

Policy: no activity starts before its planned start; it waits for those before it. Factors are not fought over again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qipan.planner.judge import Judge, applies
from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import require

Floats = NDArray[np.float32]
BLOCK = 2000


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
    before: list[tuple[int, float]]  # places within the project, lags
    shock: int
    gains: list[tuple[int, int, str, str]]  # goal, amount, curve, moment


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

    def end(self, start: Floats, duration: Floats) -> Floats:
        place = np.minimum(start, self.past - 1).astype(np.int32)
        work = self.done[place] + (start - place) * (self.done[place + 1] - self.done[place]) + duration
        work = np.minimum(work, self.done[-1] - 1)
        whole = np.ceil(work).astype(np.int32) - 1
        end: Floats = np.where(duration > 0, self.begins[np.maximum(whole, 0)] + (work - whole), start)
        return np.maximum(end, start)


class _Curve:
    """Worth of a curve over continuous time, weeks without work left out of what is spread."""

    def __init__(self, worth: tuple[int, ...], working: list[bool]) -> None:
        self.at: Floats = (np.array(worth) / 1000).astype(np.float32)
        worked = np.array(working, np.float32)
        self.summed = np.concatenate([[0.0], np.cumsum(self.at[:-1] * worked)]).astype(np.float32)
        self.worked = np.concatenate([[0.0], np.cumsum(worked)]).astype(np.float32)
        self.last = np.float32(len(worth) - 1)

    def moment(self, when: Floats) -> Floats:
        """At whole periods as the plan counts it: the worth of the period in which the moment lies, rounded up."""
        found: Floats = self.at[np.ceil(np.minimum(when, self.last) - 1e-3).astype(np.int32)].astype(np.float32)
        return found

    def spread(self, start: Floats, end: Floats, duration: Floats) -> Floats:
        total = self._until(self.summed, end) - self._until(self.summed, start)
        inside = self._until(self.worked, end) - self._until(self.worked, start)
        beyond = np.clip(1 - inside / np.maximum(duration, 1e-3), 0, 1)
        found: Floats = (total / np.maximum(duration, 1e-3) + beyond * self.at[-1]).astype(np.float32)
        return found

    def _until(self, summed: Floats, when: Floats) -> Floats:
        when = np.minimum(when, self.last)
        place = np.minimum(when.astype(np.int32), len(summed) - 2)
        found: Floats = summed[place] + (when - place) * (summed[place + 1] - summed[place])
        return found


class Futures:
    """A plan prepared for simulation."""

    def __init__(self, problem: Problem, plan: Plan, uncertainty: Uncertainty) -> None:
        self.problem, self.plan, self.uncertainty, self.judge = problem, plan, uncertainty, Judge(problem)
        self.goals = ["", *(target.name for target in problem.targets)]
        working = {calendar.name: calendar.working(problem.horizon) for calendar in problem.calendars}
        working[""] = [True] * problem.horizon
        self.work = {name: _Work(days) for name, days in working.items() if name}
        worths = {curve.name: curve.worth for curve in problem.curves}
        self.curves = {(c, k): _Curve(worth, days) for c, worth in worths.items() for k, days in working.items()}
        self.base = np.zeros(len(self.goals))
        self.columns: list[_Column] = []
        for number in range(len(plan.assignments)):
            self.columns += self._columns(number)

    def _columns(self, number: int) -> list[_Column]:
        part = self.plan.assignments[number]
        project, options = self.judge.projects[part.project], dict(part.options)
        self.base[0] += project.value
        steps = self.judge.steps(part)
        place: dict[str, int] = {}
        found: list[_Column] = []
        for index in project.order():
            step, activity = steps[index], project.activities[index]
            place[activity.name] = len(found)
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
                    1 + k
                    for k, name in enumerate(self.uncertainty.shared)
                    if any(u.factor == name for u in activity.uses)
                ),
                0,
            )
            found.append(_Column(number, step.start, step.duration, activity.calendar, before, shock, gains))
        return found

    def run(self, count: int, seed: int, sure: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Goals by future, shape (count, goals), and how often each project ends late."""
        random = np.random.Generator(np.random.PCG64(seed))
        figures = np.tile(self.base, (count, 1))
        late = np.zeros(len(self.plan.assignments))
        for since in range(0, count, BLOCK):
            size = min(BLOCK, count - since)
            self._block(figures[since : since + size], late, size, random, sure)
        return figures, late / count

    def _block(self, figures: np.ndarray, late: np.ndarray, size: int, random: np.random.Generator, sure: bool) -> None:
        assumed, horizon = self.uncertainty, self.problem.horizon
        shape = np.float32(np.sqrt(np.log1p(assumed.spread**2)))
        weather = np.exp(random.standard_normal(size, np.float32) * assumed.weather)
        offices = np.exp(random.standard_normal((1 + len(assumed.shared), size), np.float32) * assumed.offices)
        ends: list[Floats] = []
        last: Floats = np.zeros(size, np.float32)
        for place, column in enumerate(self.columns):
            start: Floats = np.full(size, column.start, np.float32)
            for before, lag in column.before:
                start = np.maximum(start, ends[before] + np.float32(lag))
            duration = np.full(size, column.duration, np.float32)
            if not sure and column.duration:
                duration *= np.exp(random.standard_normal(size, np.float32) * shape - shape * shape / 2)
                duration *= offices[column.shock] if column.shock else weather if column.calendar else np.float32(1)
            end = self.work[column.calendar].end(start, duration) if column.calendar else start + duration
            ends.append(end)
            for goal, amount, curve, moment in column.gains:
                worth = self.curves[curve, column.calendar]
                if moment == "spread":
                    figures[:, goal] += amount * worth.spread(start, end, duration)
                else:
                    figures[:, goal] += amount * worth.moment(end if moment == "end" else start)
            last = np.maximum(last, end)
            if place + 1 == len(self.columns) or self.columns[place + 1].project != column.project:
                late[column.project] += int((last > horizon + 1e-3).sum())
                last, ends = np.zeros(size, np.float32), []


def simulate(
    problem: Problem, plan: Plan, count: int = 10_000, seed: int = 0, uncertainty: Uncertainty | None = None
) -> Outlook:
    """The spread of what the plan brings, and the odds of each rung."""
    require(count > 0, "At least one future is needed.")
    futures = Futures(problem, plan, uncertainty or Uncertainty())
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
