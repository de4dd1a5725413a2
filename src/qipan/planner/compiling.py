"""A problem translated into the tables of its board."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from qipan.planner.choosing import Options, default_option, mentioned, products, split_choices
from qipan.planner.columns import Columns
from qipan.planner.compiled import Compiled
from qipan.planner.factor import Use, When
from qipan.planner.judge import Judge, applies, duration_of
from qipan.planner.kernel import COUNT, IMPLICATION, RENEWABLE, SUPPLY
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Project
from qipan.planner.rule import Bundle, Exclusive, Gap
from qipan.planner.stages import stages_of

Wanted = Callable[[When], bool]


class Compiler:
    """Builds the arrays, project by project."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.judge, self.lists = problem, Judge(problem), Columns()
        self.factors: dict[str, int] = {}
        self.single = {parcel.name for parcel in problem.parcels if not parcel.divisible}
        self.calendars = {"": 0, **{calendar.name: index + 1 for index, calendar in enumerate(problem.calendars)}}
        self.targets = {"": 0, **{target.name: index + 1 for index, target in enumerate(problem.targets)}}
        self.pins = {pin.project: pin for pin in problem.pins}
        self.mandatory, self.banned = problem.mandatory(), problem.banned()
        self.before = {part.project: part for part in problem.in_force}
        self.places = {project.name: index for index, project in enumerate(problem.projects)}
        self.takes: list[list[tuple[int, int]]] = [[] for _ in problem.projects]
        self.lines: dict[tuple[int, ...], int] = {}
        self.capacity: list[int] = []
        self.prices = 1  # place 0 stays empty

    def compile(self) -> Compiled:
        """Everything, in the order of the arrays."""
        self._factors()
        self._rules()
        orders, modes, local, idle = [], [], [], []
        for p, project in enumerate(self.problem.projects):
            order, offered, options, unused = self._project(p, project)
            orders.append(order)
            modes.append(offered)
            local.append(options)
            idle.append(unused)
        board = self.lists.close(self.problem, self.capacity, list(self.lines))
        constant = -self.problem.stability.drop * sum(name in self.places for name in self.before)
        return Compiled(self.problem, board, self.factors, self.places, orders, modes, local, constant, idle)

    def _factor(self, name: str, kind: int, rows: list[int], line: tuple[int, ...]) -> None:
        self.factors[name] = self.lists.size("kind")
        line_index = self.lines.setdefault(line, len(self.lines))
        self.lists.add(kind=kind, row0=len(self.capacity), line=line_index, price0=self.prices)
        self.capacity += rows
        self.prices += self.problem.horizon + 1 if kind in (RENEWABLE, SUPPLY) else 1

    def _factors(self) -> None:
        horizon = self.problem.horizon
        each = tuple(min(period, horizon - 1) for period in range(horizon + 1))
        for factor in self.problem.renewables:
            self._factor(factor.name, RENEWABLE, list(factor.capacity), each)
        for supply in self.problem.supplies:
            steps = [step for step in supply.steps if step[0] < horizon]
            line = tuple(
                sum(since <= min(period, horizon - 1) for since, _ in steps) - 1 for period in range(horizon + 1)
            )
            self._factor(supply.name, SUPPLY, [total for _, total in steps], line)
        for parcel in self.problem.parcels:
            self._factor(parcel.name, COUNT, [parcel.room], (0,) * (horizon + 1))

    def _rules(self) -> None:
        nowhere = (0,) * (self.problem.horizon + 1)
        for number, rule in enumerate(self.problem.rules):
            if isinstance(rule, Exclusive):
                self._factor(f"rule:{number}", COUNT, [rule.at_most], nowhere)
                for name in rule.projects:
                    self.takes[self.places[name]].append((self.lists.size("kind") - 1, 1))
            if isinstance(rule, Bundle):
                for one, next_one in zip(rule.projects, (*rule.projects[1:], rule.projects[0]), strict=True):
                    self._factor(f"rule:{number}:{one}", IMPLICATION, [0], nowhere)
                    self.takes[self.places[one]].append((self.lists.size("kind") - 1, 1))
                    self.takes[self.places[next_one]].append((self.lists.size("kind") - 1, -1))

    def _project(self, p: int, project: Project) -> tuple[tuple[int, ...], list[Options], list[list[Options]], Options]:
        lists, pin, before = self.lists, self.pins.get(project.name), self.before.get(project.name)
        stages = stages_of(project)
        order = tuple(index for stage, _ in stages for index in stage) if stages else project.order()
        place = {project.activities[index].name: position for position, index in enumerate(order)}
        lists.add(activity0=lists.size("calendar"), stage0=lists.size("stage_activity"), mode0=lists.size("mode_value"))
        lists.add(hold0=lists.size("hold_factor"), take0=lists.size("take_factor"), gap0=lists.size("gap_other"))
        lists.add(partner0=lists.size("partner"), link0=lists.size("link_before"))
        self._relations(p, project)
        for link in project.links:
            lists.add(link_before=place[link.before], link_after=place[link.after], link_lag=link.lag)
        dropped = self.problem.stability.drop if before else 0
        lists.add(base=project.value + dropped, mandatory=int(project.name in self.mandatory))
        lists.add(banned=int(project.name in self.banned))
        wide, narrow, idle = split_choices(project)
        modes = products(project, wide, dict(pin.options) if pin else {})
        old = dict(before.options) if before else {}
        for mode in modes:
            lists.add(mode_value=self._switching(mode, old))
        local: list[list[Options]] = []
        first, varies = lists.size("calendar"), []
        later = _successors(project)
        for index in order:
            activity = project.activities[index]
            offered = products(project, narrow.get(activity.name, []), dict(pin.options) if pin else {})
            local.append(offered)
            by_mode = len(modes) > 1 and any(name in wide for name in mentioned(activity))
            varies.append(by_mode)
            self._activity(project, activity, before_start=dict(before.starts).get(activity.name, -1) if before else -1)
            lists.add(work0=lists.size("duration"), work_step=int(by_mode))
            for mode in modes if by_mode else modes[:1]:
                self._work(project, activity, mode, offered, old, later[activity.name], narrow)
        self._narrow(project, order, modes, first)
        position = first
        for stage, lag in stages or ():
            lists.add(stage_activity=position, stage_lag=lag)
            position += len(stage)
        bounds = [j for j, (stage, _) in enumerate(stages or ()) if any(varies[order.index(index)] for index in stage)]
        lists.add(mode_from=bounds[0] if bounds else 0, mode_past=bounds[-1] + 1 if bounds else len(stages or ()))
        rest = {
            choice.name: default_option(choice.name, choice.options, old, pin)
            for choice in project.choices
            if choice.name in idle
        }
        return order, modes, local, rest

    def _narrow(self, project: Project, order: tuple[int, ...], modes: list[Options], first: int) -> None:
        """Bounds of the starts that the links imply with the shortest durations: less to search."""
        horizon, clock = self.problem.horizon, self.judge.clock
        earliest, latest = self.lists.columns["earliest"], self.lists.columns["latest"]
        place = {project.activities[index].name: first + position for position, index in enumerate(order)}
        ends: dict[str, list[int]] = {}
        for index in order:
            activity = project.activities[index]
            shortest = min(duration_of(activity, mode) for mode in modes)
            ends[activity.name] = [clock.end(activity.calendar, start, shortest) for start in range(horizon + 1)]
        links = sorted(project.links, key=lambda link: place[link.before])
        for link in links:
            start = min(earliest[place[link.before]], horizon)
            ready = ends[link.before][start] + link.lag
            earliest[place[link.after]] = max(earliest[place[link.after]], ready)
        for name, where in place.items():
            latest[where] = min(latest[where], bisect_right(ends[name], horizon) - 1)
        for link in sorted(project.links, key=lambda link: -place[link.after]):
            last = bisect_right(ends[link.before], latest[place[link.after]] - link.lag) - 1
            latest[place[link.before]] = min(latest[place[link.before]], last)

    def _relations(self, p: int, project: Project) -> None:
        for held in project.holds:
            self.lists.add(hold_factor=self.factors[held.factor], hold_amount=held.amount)
        for factor, amount in self.takes[p]:
            self.lists.add(take_factor=factor, take_amount=amount)
        for rule in self.problem.rules:
            if isinstance(rule, Gap) and project.name in (rule.first, rule.second):
                after = project.name == rule.second
                other = self.places[rule.first if after else rule.second]
                self.lists.add(gap_other=other, gap_lag=rule.lag, gap_after=int(after))
            if isinstance(rule, Bundle) and project.name in rule.projects:
                for name in rule.projects:
                    if name != project.name:
                        self.lists.add(partner=self.places[name])

    def _switching(self, options: Options, old: Options) -> int:
        return -self.problem.stability.switch * sum(
            bool(old) and old.get(name, option) != option for name, option in options.items()
        )

    def _activity(self, project: Project, activity: Activity, before_start: int) -> None:
        pin = self.pins.get(project.name)
        fixed = dict(pin.starts).get(activity.name) if pin else None
        latest = self.problem.horizon if activity.latest == -1 else min(activity.latest, self.problem.horizon)
        self.lists.add(
            calendar=self.calendars[activity.calendar],
            earliest=activity.earliest if fixed is None else fixed,
            latest=latest if fixed is None else fixed,
            before=before_start,
            move_cost=self.problem.stability.move if before_start >= 0 else 0,
        )

    def _work(
        self,
        project: Project,
        activity: Activity,
        mode: Options,
        offered: list[Options],
        old: Options,
        later: set[str],
        narrow: dict[str, list[str]],
    ) -> None:
        lists = self.lists
        mine = set(narrow.get(activity.name, ()))
        lists.add(duration=duration_of(activity, mode), use0=lists.size("use_factor"), gain0=lists.size("gain_row"))
        others = [other for other in project.activities if other.name != activity.name and other.name not in later]
        self._uses_and_gains(activity, mode, others, lambda when: not mine & {name for name, _ in when})
        lists.add(option0=lists.size("option_value"))
        # What every option shares stands between `use0` and `option_use0` of its first option.
        for options in offered:
            lists.add(option_value=self._switching(options, old))
            lists.add(option_use0=lists.size("use_factor"), option_gain0=lists.size("gain_row"))
            self._uses_and_gains(activity, mode | options, others, lambda when: bool(mine & {name for name, _ in when}))

    def _uses_and_gains(self, activity: Activity, options: Options, others: list[Activity], wanted: Wanted) -> None:
        amounts: dict[int, int] = {}
        for use in activity.uses:
            if wanted(use.when) and applies(use.when, options) and use.amount:
                self._count(amounts, use)
        for factor, amount in amounts.items():
            drawn = (
                0
                if self.lists.columns["kind"][factor] == RENEWABLE
                else sum(self._most(other, factor, options) for other in others)
            )
            self.lists.add(use_factor=factor, use_amount=amount, use_total=amount + drawn)
        for gain in activity.gains:
            if wanted(gain.when) and applies(gain.when, options):
                key = (
                    gain.amount,
                    gain.at if gain.curve else "",
                    gain.curve,
                    activity.calendar,
                    duration_of(activity, options),
                )
                row = self.lists.gained.setdefault(key, len(self.lists.gained))
                self.lists.add(gain_row=row, gain_target=self.targets[gain.target])

    def _count(self, amounts: dict[int, int], use: Use) -> None:
        factor = self.factors[use.factor]
        amounts[factor] = amounts.get(factor, 0) + (1 if use.factor in self.single else use.amount)

    def _most(self, other: Activity, factor: int, options: Options) -> int:
        """The most that another activity may have drawn under what is known of the options."""
        amounts: dict[int, int] = {}
        for use in other.uses:
            if (
                self.factors[use.factor] == factor
                and use.amount
                and all(options.get(name, want) == want for name, want in use.when)
            ):
                self._count(amounts, use)
        return amounts.get(factor, 0)


def _successors(project: Project) -> dict[str, set[str]]:
    """For each activity those that surely start after it has ended."""
    later: dict[str, set[str]] = {activity.name: set() for activity in project.activities}
    for index in reversed(project.order()):
        name = project.activities[index].name
        for link in project.links:
            if link.before == name:
                later[name] |= {link.after} | later[link.after]
    return later


def compile_problem(problem: Problem) -> Compiled:
    """The problem as arrays."""
    return Compiler(problem).compile()
