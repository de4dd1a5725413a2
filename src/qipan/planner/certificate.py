"""Recomputes the bound that a certificate proves, from the board, its judge and the certificate alone: nothing of the solver is used.

Whatever the prices, no plan is worth more than all factors at full capacity for their prices, the best rungs to claim, and for each
project the most it can bring beyond the prices (nothing, if it may stay out). A certificate that splits a case proves its worse half.
"""

from __future__ import annotations

from functools import reduce
from itertools import product
from typing import Any

import numpy as np

from qipan.planner.judge import Judge
from qipan.planner.plan import Certificate
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Project
from qipan.planner.refusal import require
from qipan.planner.rule import Bundle, Exclusive, Pin

GRAIN, NEVER, WIDEST = 65536, -(1 << 50), 3
Table = tuple[tuple[int, ...], Any]  # of which steps, in rising order; an axis of start periods for each


def verify(problem: Problem, certificate: Certificate, known: tuple[tuple[str, bool], ...] = ()) -> int:
    """The bound, in whole units of value; `known` says which projects the case takes in and which it leaves out."""
    if not certificate.split:
        return Verifier(problem, certificate).bound(dict(known))
    inside, outside = certificate.inside, certificate.outside
    require(bool(inside and outside), f"The certificate forgets a half of “{certificate.split}”.")
    halves = [(half, (*known, (certificate.split, half is inside))) for half in (inside, outside) if half]
    return max(verify(problem, half, case) for half, case in halves)


class Verifier:
    """One board under one case's prices, in grains: what each factor costs by the period, and what all of them cost."""

    def __init__(self, problem: Problem, certificate: Certificate) -> None:
        self.problem, self.judge, self.times = problem, Judge(problem), np.arange(problem.horizon + 1)
        self.left = {(name, k): price for name, k, price in certificate.prices}
        self.rung = {(target, tier): price for target, tier, price in certificate.rungs}
        require(min([*self.left.values(), *self.rung.values()], default=0) >= 0, "A price is below zero.")
        self.weight = {t.name: sum(p for name, _, p in certificate.rungs if name == t.name) for t in problem.targets}
        self.base, self.total = {project.name: GRAIN * project.value for project in problem.projects}, 0
        self.held = {one.name: np.cumsum([0, *self.priced(one.name, one.capacity)]) for one in problem.renewables}
        self.drawn = {one.name: self.times * 0 + self.priced(one.name, (one.room,)) for one in problem.parcels}
        for supply in problem.supplies:
            since, there = zip(*(step for step in supply.steps if step[0] < problem.horizon), strict=True)
            rows = np.searchsorted(since, np.minimum(self.times, problem.horizon - 1), "right") - 1
            self.drawn[supply.name] = np.cumsum(self.priced(supply.name, there)[::-1])[::-1][rows]
        for number, rule in enumerate(problem.rules):
            if isinstance(rule, Exclusive):
                price = int(self.priced(f"rule:{number}", (rule.at_most,))[0])
                self.base |= {name: self.base[name] - price for name in rule.projects}
            for k, name in enumerate(rule.projects if isinstance(rule, Bundle) else ()):
                price = int(self.priced(f"rule:{number}:{name}", (0,))[0])
                self.base[name] -= price
                self.base[rule.projects[k + 1 - len(rule.projects)]] += price
        require(not self.left, f"The certificate prices what the board does not have: {sorted(self.left)[:1]}.")

    def priced(self, name: str, units: tuple[int, ...]) -> Any:
        """The factor's prices, noted with what all of it costs."""
        prices = [self.left.pop((name, k), 0) for k in range(len(units))]
        self.total += sum(price * there for price, there in zip(prices, units, strict=True))
        return np.array(prices, np.int64)

    def bound(self, known: dict[str, bool]) -> int:
        """Factors, projects and rungs added up; values are whole, so the sum is rounded down."""
        must, out = self.problem.mandatory(), self.problem.banned() | {name for name in known if not known[name]}
        for project in self.problem.projects:
            drop = GRAIN * self.problem.stability.drop * (project.name in self.judge.before)
            net = NEVER if project.name in out else self.net(project) + self.base[project.name] + drop
            self.total += (net if project.name in must or known.get(project.name) else max(0, net)) - drop
        for target in self.problem.targets:
            worth = [GRAIN * t.reward - t.level * self.rung.get((target.name, t.name), 0) for t in target.tiers]
            self.total += max(sum(worth[:k]) for k in range(sum(t.must for t in target.tiers), len(worth) + 1))
        return self.total // GRAIN

    def net(self, project: Project) -> int:
        """The most the project brings in any mode beyond the prices, its acceptance aside."""
        pin = next((one for one in self.problem.pins if one.project == project.name), Pin(""))
        old, fixed = self.judge.before.get(project.name), dict(pin.options)
        place = {activity.name: k for k, activity in enumerate(project.activities)}
        links = [(place[link.before], place[link.after], link.lag) for link in project.links]
        # Two steps of no length stand for the project's first start and last end, between which it holds what it holds.
        firsts, lasts = set(place.values()) - {j for _, j, _ in links}, set(place.values()) - {i for i, _, _ in links}
        links += [(len(place), k, 0) for k in sorted(firsts)] + [(k, len(place) + 1, 0) for k in sorted(lasts)]
        hold = sum((use.amount * self.held[use.factor] for use in project.holds), 0 * self.times)
        best, seen = NEVER, dict[bytes, int]()
        for options in product(*([o for o in c.options if fixed.get(c.name, o) == o] for c in project.choices)):
            chosen = dict(zip((choice.name for choice in project.choices), options, strict=True))
            switched = sum(chosen.get(name, was) != was for name, was in old.options) if old else 0
            moves = dict(old.starts) if old else {}
            steps = [self.step(one, chosen, moves, dict(pin.starts)) for one in project.activities]
            steps += [(hold, self.times), (-hold, self.times)]
            key = b"".join(array.tobytes() for step in steps for array in step)
            if key not in seen:
                tables: list[Table] = [((k,), worth) for k, (worth, _) in enumerate(steps)]
                seen[key] = most(tables + [wait(i, j, steps[i][1] + lag) for i, j, lag in links])
            best = max(best, seen[key] - GRAIN * self.problem.stability.switch * switched)
        return best

    def step(
        self, one: Activity, chosen: dict[str, str], old: dict[str, int], fixed: dict[str, int]
    ) -> tuple[Any, Any]:
        """By start period: what the activity brings beyond the prices, and when it ends."""
        ends, brings, takes = self.judge.by_start(one, chosen)
        last, past = self.problem.horizon if one.latest == -1 else one.latest, np.minimum(ends, self.problem.horizon)
        fits = (one.earliest <= self.times) & (self.times <= last) & (self.times == fixed.get(one.name, self.times))
        worth = sum(units * self.weight.get(target, GRAIN) for target, units in brings.items())
        worth = worth - GRAIN * self.problem.stability.move * abs(self.times - old.get(one.name, self.times))
        for name, units in takes.items():
            worth = worth - units * (
                self.drawn[name] if name in self.drawn else self.held[name][past] - self.held[name][self.times]
            )
        return np.where(fits & (ends == past), worth, NEVER), ends


def wait(before: int, after: int, ready: Any) -> Table:
    """Nothing where the later step starts when the earlier one lets it, else never."""
    late = np.where(np.arange(len(ready)) >= ready[:, None], 0, NEVER)
    return ((before, after), late) if before < after else ((after, before), late.T)


def most(tables: list[Table]) -> int:
    """The greatest sum of one entry of each table: steps leave one by one, the one with fewest neighbours first.

    Tables that together would have more than `WIDEST` axes are maximised apart, which can only raise the sum.
    """
    while left := {name for names, _ in tables for name in names}:
        gone = min(sorted(left), key=lambda one: len({name for names, _ in tables if one in names for name in names}))
        groups: list[Table] = []
        for names, table in sorted((table for table in tables if gone in table[0]), key=lambda table: len(table[0])):
            k = next((k for k, (own, _) in enumerate(groups) if len({*names, *own}) <= WIDEST), len(groups))
            both = tuple(sorted({*names, *(groups[k][0] if k < len(groups) else ())}))
            shapes = [([len(t) if n in own else 1 for n in both], t) for own, t in ((names, table), *groups[k : k + 1])]
            groups[k : k + 1] = [(both, reduce(np.add, (t.reshape(shape) for shape, t in shapes)))]
        tables = [table for table in tables if gone not in table[0]]
        for names, table in groups:
            tables.append((tuple(n for n in names if n != gone), np.maximum(table.max(names.index(gone)), NEVER)))
    return sum(int(table) for _, table in tables)
