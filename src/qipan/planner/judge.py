"""What a plan is worth and what it uses: recomputed from the problem alone, without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from qipan.planner.assignment import Assignment
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Gain, Project

Options = dict[str, str]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One activity as planned: ``[start, end)``."""

    project: str
    activity: Activity
    options: tuple[tuple[str, str], ...]
    start: int
    end: int
    duration: int


def applies(when: tuple[tuple[str, str], ...], options: Options) -> bool:
    """Do the chosen options fulfil the condition?"""
    return all(options.get(choice) == option for choice, option in when)


def duration_of(activity: Activity, options: Options) -> int:
    """The periods of work under these options."""
    return next(
        (pace.duration for pace in activity.paces if options.get(pace.choice) == pace.option), activity.duration
    )


class Clock:
    """End of an activity by calendar; remembers what it has worked out."""

    def __init__(self, problem: Problem) -> None:
        self.horizon = problem.horizon
        self._calendars = {calendar.name: calendar for calendar in problem.calendars}
        self._ends: dict[tuple[str, int], list[int]] = {}
        self._working = {name: calendar.working(problem.horizon) for name, calendar in self._calendars.items()}
        self._working[""] = [True] * problem.horizon

    def end(self, calendar: str, start: int, duration: int) -> int:
        """First period after the work; beyond the horizon where it does not fit."""
        if not calendar or not 0 <= start <= self.horizon:
            return start + duration
        key = (calendar, duration)
        if key not in self._ends:
            self._ends[key] = self._calendars[calendar].ends(self.horizon, duration)
        return self._ends[key][start]

    def worked(self, calendar: str, start: int, end: int) -> Iterator[int]:
        """Periods of ``[start, end)`` in which work goes on."""
        working = self._working[calendar]
        return (period for period in range(max(0, start), min(end, self.horizon)) if working[period])

    def counted(self, calendar: str, worth: tuple[int, ...]) -> Ints:
        """By period the worth of all periods worked before it."""
        works = np.array(self._working[calendar], np.int64)
        return np.concatenate([[0], np.cumsum(works * np.array(worth[: self.horizon], np.int64))])


def gained(gain: Gain, step: Step, curves: dict[str, tuple[int, ...]], clock: Clock) -> int:
    """What one gain brings at these dates."""
    if not gain.curve:
        return gain.amount
    worth = curves[gain.curve]
    if gain.at == "spread" and step.duration:
        total = sum(worth[period] for period in clock.worked(step.activity.calendar, step.start, step.end))
        return gain.amount * total // (1000 * step.duration)
    return gain.amount * worth[step.end if gain.at == "end" else step.start] // 1000


class Judge:
    """Weighs assignments by the problem's own rules."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.clock = Clock(problem)
        self.projects: dict[str, Project] = {project.name: project for project in problem.projects}
        self.curves = {curve.name: curve.worth for curve in problem.curves}
        self.before = {part.project: part for part in problem.in_force}
        self.single = {parcel.name for parcel in problem.parcels if not parcel.divisible}

    def steps(self, part: Assignment) -> list[Step]:
        """The activities of a project with their ends."""
        options, starts = dict(part.options), dict(part.starts)
        found = []
        for activity in self.projects[part.project].activities:
            duration, start = duration_of(activity, options), starts[activity.name]
            end = self.clock.end(activity.calendar, start, duration)
            found.append(Step(part.project, activity, part.options, start, end, duration))
        return found

    def by_start(self, activity: Activity, options: Options) -> tuple[Ints, dict[str, Ints], dict[str, int]]:
        """For each start period the end; what is gained for the value ("") and the targets; units of each factor used."""
        horizon, duration = self.problem.horizon, duration_of(activity, options)
        times = np.arange(horizon + 1)
        ends = np.array([min(self.clock.end(activity.calendar, t, duration), horizon + 1) for t in range(horizon + 1)])
        past = np.minimum(ends, horizon)
        brings: dict[str, Ints] = {}
        for gain in (gain for gain in activity.gains if applies(gain.when, options)):
            if gain.curve and gain.at == "spread" and duration:
                done = self.clock.counted(activity.calendar, self.curves[gain.curve])
                units = gain.amount * (done[past] - done[times]) // (1000 * duration)
            elif gain.curve:
                units = gain.amount * np.array(self.curves[gain.curve])[past if gain.at == "end" else times] // 1000
            else:
                units = np.full(horizon + 1, gain.amount)
            brings[gain.target] = brings.get(gain.target, 0) + units
        takes: dict[str, int] = {}
        for use in (use for use in activity.uses if applies(use.when, options)):
            takes[use.factor] = takes.get(use.factor, 0) + (
                min(use.amount, 1) if use.factor in self.single else use.amount
            )
        return ends, brings, takes

    def worth(self, part: Assignment, target: str = "") -> int:
        """What one project brings: to the plan's value, or to a target."""
        options = dict(part.options)
        total = 0 if target else self.projects[part.project].value
        for step in self.steps(part):
            for gain in step.activity.gains:
                if gain.target == target and applies(gain.when, options):
                    total += gained(gain, step, self.curves, self.clock)
        return total

    def change_cost(self, part: Assignment) -> int:
        """What leaving the plan in force costs for this project, dropping aside."""
        before, cost = self.before.get(part.project), self.problem.stability
        if before is None:
            return 0
        old_options, old_starts = dict(before.options), dict(before.starts)
        switched = sum(old_options.get(choice, option) != option for choice, option in part.options)
        moved = sum(abs(start - old_starts.get(name, start)) for name, start in part.starts)
        return cost.switch * switched + cost.move * moved

    def reached(self, parts: tuple[Assignment, ...]) -> dict[str, int]:
        """Each target's figure under the plan."""
        return {target.name: sum(self.worth(part, target.name) for part in parts) for target in self.problem.targets}

    def value(self, parts: tuple[Assignment, ...]) -> int:
        """The plan's value: gains and rewards, less the cost of change."""
        accepted = {part.project for part in parts}
        dropped = sum(name not in accepted and name in self.projects for name in self.before)
        reached = self.reached(parts)
        rewards = sum(target.reward(reached[target.name]) for target in self.problem.targets)
        gains = sum(self.worth(part) - self.change_cost(part) for part in parts)
        return gains + rewards - self.problem.stability.drop * dropped

    def used(self, parts: tuple[Assignment, ...]) -> dict[str, list[int]]:
        """For each factor its use by period: of renewables in the period, of supplies and parcels up to and including it."""
        problem = self.problem
        renewable = {factor.name for factor in problem.renewables}
        change = {factor.name: [0] * (problem.horizon + 1) for factor in problem.factors}
        for part in parts:
            steps, options = self.steps(part), dict(part.options)
            whole = [
                (use, min(s.start for s in steps), max(s.end for s in steps))
                for use in self.projects[part.project].holds
            ]
            uses = [
                (use, step.start, step.end)
                for step in steps
                for use in step.activity.uses
                if applies(use.when, options)
            ]
            for use, start, end in (*whole, *uses):
                amount = 1 if use.factor in self.single and use.amount else use.amount
                change[use.factor][start] += amount
                if use.factor in renewable:
                    change[use.factor][end] -= amount
        # What is drawn in the very last moment counts in the last period.
        for name, moves in change.items():
            if name not in renewable:
                moves[problem.horizon - 1] += moves[problem.horizon]
        return {name: list(accumulate(moves[: problem.horizon])) for name, moves in change.items()}

    def available(self) -> dict[str, list[int]]:
        """For each factor what there is by period, in the sense of `used`."""
        horizon = self.problem.horizon
        found = {factor.name: list(factor.capacity) for factor in self.problem.renewables}
        for supply in self.problem.supplies:
            found[supply.name] = [
                next(total for since, total in reversed(supply.steps) if since <= period) for period in range(horizon)
            ]
        for parcel in self.problem.parcels:
            found[parcel.name] = [parcel.room] * horizon
        return found
