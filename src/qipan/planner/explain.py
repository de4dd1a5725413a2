"""Why the plan is as it is: what the bottlenecks are worth, and what stands between a project and the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qipan.planner.compiled import Compiled
from qipan.planner.compiling import compile_problem
from qipan.planner.dual import Dual
from qipan.planner.insert import place, window
from qipan.planner.judge import Judge
from qipan.planner.kernel import GRAIN, HOPELESS, Ints, Schedule, copy_schedule
from qipan.planner.plan import Plan
from qipan.planner.pricing import price
from qipan.planner.problem import Problem
from qipan.planner.refusal import Refusal, require
from qipan.planner.solving import prices_of
from qipan.planner.tables import MANDATORY, ROW0
from qipan.planner.usage import book, price_table, remaining

PLENTY = 1 << 40


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """One factor under the plan's prices.

    Attributes
    ----------
    factor : str
    unit_price : float
        Value that one unit more, in every period from the start, is worth at most.
    share : float
        Of the bound: what the factor at full capacity costs.
    full : tuple of int
        Periods in which nothing is left.
    """

    factor: str
    unit_price: float
    share: float
    full: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a project is not in the plan.

    Attributes
    ----------
    code : {"pinned", "price", "factor", "several", "never"}
        Pinned out by a person; brings less than its factors are worth elsewhere; one factor short; several short together; cannot be
        carried out within the horizon at all.
    value : int
        What it would bring at best under the prices.
    price : int
        What the factors it takes for that are worth.
    dearest : str
        The factor that costs most, or the one that is short.
    short : int
        Units missing of it, if every other project stays as it is.
    """

    code: str
    project: str
    value: int = 0
    price: int = 0
    dearest: str = ""
    short: int = 0

    def __str__(self) -> str:
        return {
            "pinned": "“{0.project}” was taken out by a person.",
            "never": "“{0.project}” cannot be carried out within the horizon.",
            "price": "“{0.project}” would bring {0.value}, but what it needs is worth {0.price} to others, most of it “{0.dearest}”.",
            "factor": "“{0.project}” would fit with {0.short} more of “{0.dearest}”.",
            "several": "“{0.project}” lacks several factors together; the dearest is “{0.dearest}”.",
        }[self.code].format(self)


def bottlenecks(problem: Problem, plan: Plan) -> tuple[Bottleneck, ...]:
    """All factors with a price, the dearest first."""
    require(plan.certificate is not None, "This plan carries no prices.")
    judge = Judge(problem)
    used, there = judge.used(plan.assignments), judge.available()
    prices: dict[str, dict[int, int]] = {}
    for name, step, grains in plan.certificate.prices if plan.certificate else ():
        prices.setdefault(name, {})[step] = grains
    found = []
    for name, by_step in prices.items():
        if name not in there:
            continue
        supply = next((supply for supply in problem.supplies if supply.name == name), None)
        if supply is not None:
            cost = sum(grains * supply.steps[step][1] for step, grains in by_step.items())
        else:
            cost = sum(grains * there[name][step] for step, grains in by_step.items())
        full = tuple(period for period in range(problem.horizon) if used[name][period] >= there[name][period])
        found.append(Bottleneck(name, sum(by_step.values()) / GRAIN, cost / GRAIN / max(1, plan.bound), full))
    return tuple(sorted(found, key=lambda one: -one.share))


class Explainer:
    """A board with one plan on it."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        if plan.certificate is None:
            raise Refusal("This plan carries no prices.")
        self.problem, self.plan = problem, plan
        self.compiled: Compiled = compile_problem(problem)
        self.board = self.compiled.board
        self.dual = Dual(self.board, problem.targets, self.compiled.constant)
        self.point = prices_of(self.compiled, self.dual, plan.certificate)
        self.schedule = self.compiled.schedule(plan.assignments)
        self.left = remaining(self.board, self.schedule)
        self.table = price_table(self.board, self.point.rows)
        self.weights = self.dual.targets.weights(self.point.rungs)

    def why_not(self, project: str) -> Reason:
        """The reason why a project is out."""
        require(project in self.compiled.places, f"Project “{project}” is not on the board.")
        require(project not in self.plan.accepted, f"Project “{project}” is in the plan.")
        p, board, trial = self.compiled.places[project], self.board, copy_schedule(self.schedule)
        if board.banned[p]:
            return Reason("pinned", project)
        net = price(board, p, self.table, self.weights, self.left, False, 0, board.horizon, trial)
        if net <= HOPELESS:
            return Reason("never", project)
        cost = self._cost(p, trial)
        dearest = max(cost, key=lambda name: cost[name]) if cost else ""
        paid = sum(cost.values())
        value = (net + paid) // GRAIN
        free = np.zeros_like(self.table)
        short = self._short(p, free)
        if net > 0 and short is not None:
            return Reason("factor", project, value, paid // GRAIN, *short)
        code = "price" if net <= 0 else "several"
        return Reason(code, project, value, paid // GRAIN, dearest)

    def _used(self, p: int, schedule: Schedule) -> Ints:
        used = np.zeros(len(self.board.capacity), np.int64)
        book(self.board, schedule, p, 1, used)
        return used

    def _rows(self, name: str) -> slice:
        place_ = self.compiled.factors[name]
        starts = [*self.board.factors[:, ROW0].tolist(), len(self.board.capacity)]
        return slice(starts[place_], starts[place_ + 1])

    def _cost(self, p: int, schedule: Schedule) -> dict[str, int]:
        """Grains that each factor used costs."""
        used = self._used(p, schedule)
        cost = {name: int(used[self._rows(name)] @ self.point.rows[self._rows(name)]) for name in self.compiled.factors}
        return {name: grains for name, grains in cost.items() if grains}

    def _short(self, p: int, table: Ints) -> tuple[str, int] | None:
        """The one factor of which more would let the project in, with the least amount that does."""
        best: tuple[str, int] | None = None
        first, past = window(self.board, self.schedule, p)
        if first > past or self.board.projects[p, MANDATORY]:
            return None
        for name in self.compiled.factors:
            rows, left, trial = self._rows(name), self.left.copy(), copy_schedule(self.schedule)
            left[rows] = PLENTY
            if place(self.board, p, table, self.weights, left, trial, False):
                missing = int((self._used(p, trial)[rows] - self.left[rows]).max())
                if missing > 0 and (best is None or missing < best[1]):
                    best = (name, missing)
        return best


def explain(problem: Problem, plan: Plan) -> tuple[tuple[Bottleneck, ...], tuple[Reason, ...]]:
    """The bottlenecks, and a reason for each project that is out."""
    explainer = Explainer(problem, plan)
    out = [project.name for project in problem.projects if project.name not in plan.accepted]
    return bottlenecks(problem, plan), tuple(explainer.why_not(name) for name in out)
