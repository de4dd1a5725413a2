"""Recomputes the bound that a certificate's prices prove: nothing of the solver is used, only numpy and the problem's own rules.

Whatever the prices, no plan is worth more than: all factors at full capacity for their prices, plus for each project the most it can
earn beyond the prices (nothing, if it may stay out), plus the best rungs to claim.
The most a project can earn is found in `qipan.planner.elimination`, by another way than the solver's.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from qipan.planner.elimination import NEVER, Table, Vector, Waiting, most
from qipan.planner.judge import Judge, Step, applies, duration_of, gained
from qipan.planner.plan import Certificate
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Project
from qipan.planner.refusal import require
from qipan.planner.rule import Bundle, Exclusive

GRAIN = 65536


class Verifier:
    """One problem under one certificate's prices."""

    def __init__(self, problem: Problem, certificate: Certificate) -> None:
        self.problem, self.judge, self.times = problem, Judge(problem), np.arange(problem.horizon + 1)
        require(
            all(price >= 0 for *_, price in (*certificate.prices, *certificate.rungs)),
            "A certificate's prices are never negative.",
        )
        found = {(name, step): price for name, step, price in certificate.prices}
        self.weight = {
            target.name: sum(p for name, _, p in certificate.rungs if name == target.name) for target in problem.targets
        }
        self.rung = {(target, tier): price for target, tier, price in certificate.rungs}
        self.single = {parcel.name for parcel in problem.parcels if not parcel.divisible}
        self.total = 0
        self.cost: dict[str, Vector] = {}
        self.once: dict[str, Vector] = {}
        for factor in problem.renewables:
            prices = [found.pop((factor.name, step), 0) for step in range(problem.horizon)]
            self.total += sum(price * units for price, units in zip(prices, factor.capacity, strict=True))
            self.cost[factor.name] = np.concatenate([[0], np.cumsum(np.array(prices, np.int64))])
        for supply in problem.supplies:
            steps = [step for step in supply.steps if step[0] < problem.horizon]
            prices = [found.pop((supply.name, step), 0) for step in range(len(steps))]
            self.total += sum(price * total for price, (_, total) in zip(prices, steps, strict=True))
            last = [sum(since <= min(int(t), problem.horizon - 1) for since, _ in steps) - 1 for t in self.times]
            self.once[supply.name] = np.array([sum(prices[step:]) for step in last], np.int64)
        for parcel in problem.parcels:
            price = found.pop((parcel.name, 0), 0)
            self.total += price * (parcel.size if parcel.divisible else 1)
            self.once[parcel.name] = np.full(len(self.times), price, np.int64)
        self.extra = {project.name: 0 for project in problem.projects}
        for number, rule in enumerate(problem.rules):
            if isinstance(rule, Exclusive):
                price = found.pop((f"rule:{number}", 0), 0)
                self.total += price * rule.at_most
                for name in rule.projects:
                    self.extra[name] -= price
            if isinstance(rule, Bundle):
                for one, other in zip(rule.projects, (*rule.projects[1:], rule.projects[0]), strict=True):
                    price = found.pop((f"rule:{number}:{one}", 0), 0)
                    self.extra[one] -= price
                    self.extra[other] += price
        require(not found, f"The certificate prices something that the board does not have: {sorted(found)[:1]}.")

    def bound(self) -> int:
        """In whole units of value, rounded down: values are whole."""
        problem, drop = self.problem, self.problem.stability.drop
        mandatory, banned = problem.mandatory(), problem.banned()
        total = self.total - GRAIN * drop * sum(part.project in self.judge.projects for part in problem.in_force)
        for project in problem.projects:
            if project.name not in banned:
                net = (
                    self._net(project)
                    + self.extra[project.name]
                    + GRAIN * (drop if project.name in self.judge.before else 0)
                )
                total += net if project.name in mandatory else max(0, net)
        for target in problem.targets:
            worth = [
                GRAIN * tier.reward - tier.level * self.rung.get((target.name, tier.name), 0) for tier in target.tiers
            ]
            must = sum(tier.must for tier in target.tiers)
            total += max(sum(worth[:count]) for count in range(must, len(worth) + 1))
        return total // GRAIN

    def _net(self, project: Project) -> int:
        pin = next((pin for pin in self.problem.pins if pin.project == project.name), None)
        fixed, before = dict(pin.options if pin else ()), self.judge.before.get(project.name)
        old, starts = dict(before.options if before else ()), dict(pin.starts if pin else ())
        offers = [[o for o in choice.options if fixed.get(choice.name, o) == o] for choice in project.choices]
        best, known = NEVER * GRAIN, dict[bytes, int]()
        for combination in product(*offers):
            options = dict(zip((choice.name for choice in project.choices), combination, strict=True))
            tables, ends = self._tables(project, options, dict(before.starts if before else ()), starts)
            switched = sum(bool(old) and old.get(name, option) != option for name, option in options.items())
            key = b"".join([table.tobytes() for _, table in tables] + [end.tobytes() for end in ends])
            if key not in known:
                known[key] = most(tables, self._links(project, ends))
            best = max(best, known[key] - GRAIN * self.problem.stability.switch * switched)
        return best + GRAIN * project.value

    def _tables(
        self, project: Project, options: dict[str, str], moved: dict[str, int], starts: dict[str, int]
    ) -> tuple[list[Table], list[Vector]]:
        horizon = self.problem.horizon
        tables: list[Table] = []
        ends: list[Vector] = []
        for place, activity in enumerate(project.activities):
            duration = duration_of(activity, options)
            end = np.array(
                [min(self.judge.clock.end(activity.calendar, int(t), duration), horizon + 1) for t in self.times]
            )
            latest = horizon if activity.latest == -1 else activity.latest
            fits = (end <= horizon) & (self.times >= activity.earliest) & (self.times <= latest)
            fits &= self.times == starts.get(activity.name, self.times)
            worth = self._worth(project, activity, options, duration, np.minimum(end, horizon))
            if activity.name in moved:
                worth -= GRAIN * self.problem.stability.move * np.abs(self.times - moved[activity.name])
            tables.append(((place,), np.where(fits, worth, NEVER)))
            ends.append(end)
        if project.holds:
            zeros = np.zeros(len(self.times), np.int64)
            hold = sum((use.amount * self.cost[use.factor] for use in project.holds), zeros)
            tables += [((len(ends),), hold), ((len(ends) + 1,), -hold)]
        return tables, ends

    def _links(self, project: Project, ends: list[Vector]) -> list[Waiting]:
        place = {activity.name: index for index, activity in enumerate(project.activities)}
        found = [(place[link.before], place[link.after], ends[place[link.before]] + link.lag) for link in project.links]
        if project.holds:  # from a first start to a last end
            count = len(ends)
            found += [
                (count, k, self.times)
                for k in range(count)
                if all(k != after for _, after, _ in found[: len(project.links)])
            ]
            found += [
                (k, count + 1, ends[k])
                for k in range(count)
                if all(k != before for before, _, _ in found[: len(project.links)])
            ]
        return found

    def _worth(
        self, project: Project, activity: Activity, options: dict[str, str], duration: int, end: Vector
    ) -> Vector:
        worth = np.zeros(len(self.times), np.int64)
        for use in activity.uses:
            if applies(use.when, options):
                amount = min(use.amount, 1) if use.factor in self.single else use.amount
                cost = self.cost.get(use.factor)
                worth -= amount * (self.once[use.factor] if cost is None else cost[end] - cost[self.times])
        for gain in activity.gains:
            if applies(gain.when, options):
                steps = (
                    Step(project.name, activity, (), int(s), int(e), duration)
                    for s, e in zip(self.times, end, strict=True)
                )
                units = np.array([gained(gain, step, self.judge.curves, self.judge.clock) for step in steps], np.int64)
                worth += units * (self.weight[gain.target] if gain.target else GRAIN)
        return worth


def verify(problem: Problem, certificate: Certificate) -> int:
    """The bound these prices prove."""
    return Verifier(problem, certificate).bound()
