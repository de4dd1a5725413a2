"""The whole board as one constraint model for CP-SAT: small boards, and projects with too many modes to enumerate.

Optional: without ortools `solve_exactly` answers None. One method for each rule of the board; `build` calls them in order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from qipan.planner.assignment import Assignment
from qipan.planner.factor import When
from qipan.planner.judge import Judge, Step, duration_of, gained
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Gain, Project
from qipan.planner.rule import Bundle, Exclusive, Gap

try:
    from ortools.sat.python import cp_model

    AVAILABLE = True
except ImportError:
    AVAILABLE = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What CP-SAT found: assignments (None if nothing), a bound, and whether it proved that there is no plan."""

    parts: tuple[Assignment, ...] | None
    bound: int | None
    infeasible: bool = False


@dataclass(slots=True)
class Timed:
    """An activity's variables."""

    activity: Activity
    start: Any
    end: Any
    low: int
    high: int
    pace: dict[int, Any]  # duration -> literal


class Model:
    """Variables by name, and the model they are in."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.judge, self.model = problem, Judge(problem), cp_model.CpModel()
        self.mandatory, self.banned = problem.mandatory(), problem.banned()
        self.accepted: dict[str, Any] = {}
        self.option: dict[tuple[str, str, str], Any] = {}
        self.timed: dict[tuple[str, str], Timed] = {}
        self.span: dict[str, tuple[Any, Any]] = {}
        self.loads: dict[str, list[tuple[Any, int]]] = {factor.name: [] for factor in problem.renewables}
        self.draws: dict[str, list[tuple[Any, Any, int]]] = {
            factor.name: [] for factor in problem.factors if factor.name not in self.loads
        }
        self.worth: list[Any] = []
        self.toward: dict[str, list[Any]] = {target.name: [] for target in problem.targets}
        self.single = {parcel.name for parcel in problem.parcels if not parcel.divisible}

    def build(self) -> None:
        for project in self.problem.projects:
            self.presence(project)
            for activity in project.activities:
                self.timing(project, activity)
            self.links(project)
            self.extent(project)
            for activity in project.activities:
                self.uses(project, activity)
                self.gains(project, activity)
            self.changes(project)
        for rule in (self.renewables, self.supplies, self.rules, self.targets):
            rule()
        self.model.maximize(sum(self.worth))

    def presence(self, project: Project) -> None:
        """In or out; one option of each choice."""
        model, name = self.model, project.name
        self.accepted[name] = inside = model.new_bool_var(f"{name} in")
        if name in self.mandatory:
            model.add(inside == 1)
        if name in self.banned:
            model.add(inside == 0)
        pin = next((pin for pin in self.problem.pins if pin.project == name), None)
        fixed = dict(pin.options) if pin else {}
        for choice in project.choices:
            offered = [option for option in choice.options if fixed.get(choice.name, option) == option]
            for option in choice.options:
                if option not in offered:
                    self.option[name, choice.name, option] = model.new_constant(0)
                else:
                    taken = inside if len(offered) == 1 else model.new_bool_var(f"{name} {choice.name} {option}")
                    self.option[name, choice.name, option] = taken
            if len(offered) > 1:
                model.add(sum(self.option[name, choice.name, option] for option in offered) == inside)
        self.worth.append(project.value * inside)

    def literal(self, project: Project, when: Iterable[tuple[str, str]]) -> Any:
        """True exactly when the project is in with these options."""
        found = [self.option[project.name, choice, option] for choice, option in when]
        return self.both(found) if found else self.accepted[project.name]

    def both(self, literals: list[Any]) -> Any:
        if len(literals) == 1:
            return literals[0]
        whole = self.model.new_bool_var("")
        self.model.add_bool_and(literals).only_enforce_if(whole)
        self.model.add_bool_or([whole, *(literal.negated() for literal in literals)])
        return whole

    def timing(self, project: Project, activity: Activity) -> None:
        """Start, end and duration of an activity."""
        model, horizon = self.model, self.problem.horizon
        pin = next((pin for pin in self.problem.pins if pin.project == project.name), None)
        fixed = dict(pin.starts).get(activity.name) if pin else None
        latest = horizon if activity.latest == -1 else min(activity.latest, horizon)
        low, high = (activity.earliest, latest) if fixed is None else (fixed, fixed)
        start = model.new_int_var(low, max(low, high), f"{project.name} {activity.name}")
        longest = max([activity.duration, *(pace.duration for pace in activity.paces)])
        end = model.new_int_var(0, horizon + 1 + longest, "")
        paces: dict[int, list[Any]] = {}
        for combination in self._combinations(project, {pace.choice for pace in activity.paces}):
            duration = duration_of(activity, dict(combination))
            paces.setdefault(duration, []).append(self.literal(project, combination))
        pace = {}
        for duration, literals in paces.items():
            pace[duration] = literals[0] if len(literals) == 1 else self._any(literals)
            if activity.calendar:
                table = [self.judge.clock.end(activity.calendar, t, duration) for t in range(max(low, high) + 1)]
                after = model.new_int_var(0, horizon + 1, "")
                model.add_element(start, table, after)
                model.add(end == after).only_enforce_if(pace[duration])
            elif len(paces) == 1:
                model.add(end == start + duration)
            else:
                model.add(end == start + duration).only_enforce_if(pace[duration])
        model.add(end <= horizon).only_enforce_if(self.accepted[project.name])
        if low > high:
            model.add(self.accepted[project.name] == 0)
        self.timed[project.name, activity.name] = Timed(activity, start, end, low, max(low, high), pace)

    @staticmethod
    def _combinations(project: Project, names: set[str]) -> list[When]:
        chosen = [
            [(choice.name, option) for option in choice.options] for choice in project.choices if choice.name in names
        ]
        return list(product(*chosen))

    def _any(self, literals: list[Any]) -> Any:
        one = self.model.new_bool_var("")
        self.model.add(sum(literals) == one)
        return one

    def links(self, project: Project) -> None:
        for link in project.links:
            before, after = self.timed[project.name, link.before], self.timed[project.name, link.after]
            self.model.add(after.start >= before.end + link.lag).only_enforce_if(self.accepted[project.name])

    def extent(self, project: Project) -> None:
        """First start and last end, where somebody asks for them."""
        gaps = [rule for rule in self.problem.rules if isinstance(rule, Gap)]
        if not project.holds and not any(project.name in (gap.first, gap.second) for gap in gaps):
            return
        model, horizon = self.model, self.problem.horizon
        timed = [self.timed[project.name, activity.name] for activity in project.activities]
        first, last = model.new_int_var(0, horizon, ""), model.new_int_var(0, 2 * horizon + 1, "")
        inside, length = self.accepted[project.name], model.new_int_var(0, horizon + 1, "")
        for one in timed:
            model.add(first <= one.start).only_enforce_if(inside)
            model.add(last >= one.end).only_enforce_if(inside)
        self.span[project.name] = (first, last)
        for held in project.holds:
            interval = model.new_optional_interval_var(first, length, last, inside, "")
            self.loads[held.factor].append((interval, held.amount))

    def uses(self, project: Project, activity: Activity) -> None:
        timed = self.timed[project.name, activity.name]
        paced = {pace.choice for pace in activity.paces}
        for use in activity.uses:
            if not use.amount:
                continue
            if use.factor in self.draws:
                amount = 1 if use.factor in self.single else use.amount
                self.draws[use.factor].append((self.literal(project, use.when), timed.start, amount))
                continue
            open_names = (
                paced - {choice for choice, _ in use.when} if len(timed.pace) > 1 and not activity.calendar else set()
            )
            for combination in self._combinations(project, open_names):
                options = dict(use.when) | dict(combination)
                size: Any = self.model.new_int_var(0, 2 * self.problem.horizon + 1, "")
                if not activity.calendar:
                    size = duration_of(activity, options)
                here = self.literal(project, options.items())
                self.loads[use.factor].append(
                    (self.model.new_optional_interval_var(timed.start, size, timed.end, here, ""), use.amount)
                )

    def gains(self, project: Project, activity: Activity) -> None:
        timed = self.timed[project.name, activity.name]
        paced = {pace.choice for pace in activity.paces}
        for gain in activity.gains:
            goal = self.toward[gain.target] if gain.target else self.worth
            open_names = paced - {choice for choice, _ in gain.when} if gain.curve and gain.at != "start" else set()
            for combination in self._combinations(project, open_names):
                options = dict(gain.when) | dict(combination)
                here = self.literal(project, options.items())
                goal.append(self.worth_at(project, timed, gain, duration_of(activity, options), here))

    def worth_at(self, project: Project, timed: Timed, gain: Gain, duration: int, here: Any) -> Any:
        """The gain as an expression of the start: linear where it is, else by table."""
        if not gain.curve:
            return gain.amount * here
        activity, clock = timed.activity, self.judge.clock
        low, high = timed.low, timed.high
        table = []
        for start in range(high + 1):
            end = min(clock.end(activity.calendar, start, duration), self.problem.horizon)
            table.append(gained(gain, Step(project.name, activity, (), start, end, duration), self.judge.curves, clock))
        inside = [t for t in range(low, high + 1) if clock.end(activity.calendar, t, duration) <= self.problem.horizon]
        if project.name in self.mandatory and len(inside) > 1 and len(timed.pace) == 1 and not gain.when:
            slopes = {table[t + 1] - table[t] for t in inside[:-1]}
            if len(slopes) == 1:
                slope = slopes.pop()
                return slope * timed.start + table[inside[0]] - slope * inside[0]
        value = self.model.new_int_var(min(table), max(table), "")
        counted = self.model.new_int_var(min(0, *table), max(0, *table), "")
        self.model.add_element(timed.start, table, value)
        self.model.add(counted == value).only_enforce_if(here)
        self.model.add(counted == 0).only_enforce_if(here.negated())
        return counted

    def changes(self, project: Project) -> None:
        """What leaving the plan in force costs."""
        before, cost, inside = self.judge.before.get(project.name), self.problem.stability, self.accepted[project.name]
        if before is None:
            return
        self.worth.append(-cost.drop * (1 - inside))
        old = dict(before.options)
        for choice in project.choices:
            for option in choice.options:
                if old.get(choice.name, option) != option:
                    self.worth.append(-cost.switch * self.option[project.name, choice.name, option])
        for name, period in before.starts:
            if cost.move and (project.name, name) in self.timed:
                moved = self.model.new_int_var(0, max(self.problem.horizon, period) + 1, "")
                start = self.timed[project.name, name].start
                self.model.add(moved >= start - period).only_enforce_if(inside)
                self.model.add(moved >= period - start).only_enforce_if(inside)
                self.worth.append(-cost.move * moved)

    def renewables(self) -> None:
        """Capacity by period: what is missing from the highest is taken up by fixed intervals."""
        for factor in self.problem.renewables:
            highest = max(factor.capacity)
            intervals, demands = (
                [load for load, _ in self.loads[factor.name]],
                [amount for _, amount in self.loads[factor.name]],
            )
            if not intervals:
                continue
            since = 0
            for period in range(1, self.problem.horizon + 1):
                if period == self.problem.horizon or factor.capacity[period] != factor.capacity[since]:
                    if factor.capacity[since] < highest:
                        intervals.append(self.model.new_fixed_size_interval_var(since, period - since, ""))
                        demands.append(highest - factor.capacity[since])
                    since = period
            self.model.add_cumulative(intervals, demands, highest)

    def supplies(self) -> None:
        """Cumulative use by the end of each step."""
        for supply in self.problem.supplies:
            steps = [step for step in supply.steps if step[0] < self.problem.horizon]
            for place, (_, total) in enumerate(steps):
                if place + 1 == len(steps):
                    self.model.add(sum(amount * here for here, _, amount in self.draws[supply.name]) <= total)
                    continue
                drawn = []
                for here, start, amount in self.draws[supply.name]:
                    early = self.model.new_bool_var("")
                    self.model.add(start >= steps[place + 1][0]).only_enforce_if([here, early.negated()])
                    drawn.append(amount * early)
                self.model.add(sum(drawn) <= total)
        for parcel in self.problem.parcels:
            there = parcel.size if parcel.divisible else 1
            self.model.add(sum(amount * here for here, _, amount in self.draws[parcel.name]) <= there)

    def rules(self) -> None:
        for rule in self.problem.rules:
            if isinstance(rule, Exclusive):
                self.model.add(sum(self.accepted[name] for name in rule.projects) <= rule.at_most)
            if isinstance(rule, Bundle):
                for name in rule.projects[1:]:
                    self.model.add(self.accepted[name] == self.accepted[rule.projects[0]])
            if isinstance(rule, Gap):
                both = [self.accepted[rule.first], self.accepted[rule.second]]
                self.model.add(self.span[rule.second][0] >= self.span[rule.first][1] + rule.lag).only_enforce_if(both)

    def targets(self) -> None:
        for target in self.problem.targets:
            for tier in target.tiers:
                reached = self.model.new_constant(1) if tier.must else self.model.new_bool_var("")
                self.model.add(sum(self.toward[target.name]) >= tier.level).only_enforce_if(reached)
                self.worth.append(tier.reward * reached)

    def hint(self, parts: tuple[Assignment, ...]) -> None:
        """A plan to begin with."""
        given = {part.project: part for part in parts}
        for project in self.problem.projects:
            part = given.get(project.name)
            self.model.add_hint(self.accepted[project.name], int(part is not None))
            for name, start in part.starts if part else ():
                self.model.add_hint(self.timed[project.name, name].start, start)

    def read(self, value: Callable[[Any], int]) -> tuple[Assignment, ...]:
        found = []
        for project in self.problem.projects:
            if value(self.accepted[project.name]):
                options = tuple(
                    (choice.name, next(o for o in choice.options if value(self.option[project.name, choice.name, o])))
                    for choice in project.choices
                )
                starts = tuple((a.name, value(self.timed[project.name, a.name].start)) for a in project.activities)
                found.append(Assignment(project.name, options, starts))
        return tuple(found)


@contextmanager
def stopped_by(solver: Any, cancel: Callable[[], bool] | None) -> Iterator[None]:
    """While CP-SAT works, ask now and then whether it should stop."""
    done = threading.Event()

    def ask() -> None:
        while cancel is not None and not done.wait(0.2):
            if cancel():
                solver.stop_search()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        yield
    finally:
        done.set()
        asking.join()


def solve_exactly(
    problem: Problem,
    time_limit: float,
    seed: int = 0,
    workers: int = 1,
    start: tuple[Assignment, ...] = (),
    deterministic: bool = False,
    cancel: Callable[[], bool] | None = None,
) -> Answer | None:
    """The best plan of one constraint model, or None without ortools. `deterministic` counts CP-SAT's own units instead of seconds."""
    if not AVAILABLE:
        return None
    model = Model(problem)
    model.build()
    model.hint(start)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.interleave_search = workers == 1 or deterministic
    solver.parameters.num_workers = 1 if deterministic else workers
    if deterministic:
        solver.parameters.max_deterministic_time = time_limit
    else:
        solver.parameters.max_time_in_seconds = time_limit

    with stopped_by(solver, cancel):
        status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return Answer(None, None, infeasible=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None)
    return Answer(model.read(solver.value), int((solver.best_objective_bound + 1e-6) // 1))
