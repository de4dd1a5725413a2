"""Another board, another plan: change a supply, a decision, a target, and see."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qipan.planner.compiling import compile_problem
from qipan.planner.dual import Dual
from qipan.planner.factor import Parcel, Renewable, Supply
from qipan.planner.kernel import GRAIN
from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import Refusal, require
from qipan.planner.rule import Pin
from qipan.planner.solving import named, prices_of, solve


@dataclass(frozen=True, slots=True)
class More:
    """More (or less) of a factor: in every period, at every date from the first on which there is any, or in size."""

    factor: str
    amount: int


@dataclass(frozen=True, slots=True)
class Level:
    """Another level for a rung."""

    target: str
    tier: str
    level: int


Change = More | Level | Pin


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two plans."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    switched: tuple[str, ...]
    moved: tuple[tuple[str, str, int, int], ...]  # project, activity, from, to
    value: int


def changed(problem: Problem, *changes: Change) -> Problem:
    """The board after the changes."""
    for change in changes:
        if isinstance(change, More):
            problem = _with_more(problem, change)
        elif isinstance(change, Pin):
            others = tuple(pin for pin in problem.pins if pin.project != change.project)
            fixes = change.accept is not None or change.options or change.starts  # a pin that fixes nothing releases
            problem = replace(problem, pins=(*others, change) if fixes else others)
        else:
            problem = _with_level(problem, change)
    return problem


def _with_more(problem: Problem, change: More) -> Problem:
    def more(thing: Renewable | Supply | Parcel) -> Renewable | Supply | Parcel:
        if thing.name != change.factor:
            return thing
        if isinstance(thing, Renewable):
            return replace(thing, capacity=tuple(units + change.amount for units in thing.capacity))
        if isinstance(thing, Supply):
            first = next((since for since, total in thing.steps if total), 0)
            steps = tuple((since, total + change.amount * (since >= first)) for since, total in thing.steps)
            return replace(thing, steps=steps)
        return replace(thing, size=thing.size + change.amount)

    require(change.factor in {thing.name for thing in problem.factors}, f"The board has no factor “{change.factor}”.")
    groups = {
        name: tuple(more(thing) for thing in getattr(problem, name)) for name in ("renewables", "supplies", "parcels")
    }
    return replace(problem, **groups)  # type: ignore[arg-type]


def _with_level(problem: Problem, change: Level) -> Problem:
    targets = []
    hit = False
    for target in problem.targets:
        tiers = []
        for tier in target.tiers:
            here = (target.name, tier.name) == (change.target, change.tier)
            hit = hit or here
            tiers.append(replace(tier, level=change.level) if here else tier)
        targets.append(replace(target, tiers=tuple(tiers)))
    require(hit, f"Target “{change.target}” has no rung “{change.tier}”.")
    return replace(problem, targets=tuple(targets))


def what_if(
    problem: Problem, plan: Plan, *changes: Change, time_limit: float = 2, seed: int = 0, deterministic: bool = False
) -> tuple[Problem, Plan, Difference]:
    """The changed board, a plan for it that begins with the old one, and what changed."""
    board = changed(problem, *changes)
    fresh = solve(board, time_limit, seed, start=plan, deterministic=deterministic)
    return board, fresh, diff(plan, fresh)


def settle(problem: Problem, plan: Plan, iterations: int = 600) -> Plan:
    """The plan with its prices descended further: near the least bound they still drift, although the bound hardly does.

    Prices are told and compared from these; the certificate of `solve` stays what proves the bound.
    """
    if plan.certificate is None:
        raise Refusal("This plan carries no prices.")
    compiled = compile_problem(problem)
    dual = Dual(compiled.board, problem.targets, compiled.constant)
    prices = dual.descend(iterations, prices_of(compiled, dual, plan.certificate), 0.05)
    return replace(plan, certificate=named(compiled, prices))


def worth_of_more(problem: Problem, plan: Plan, factor: str, amount: int, iterations: int = 120) -> tuple[int, int]:
    """What more of a factor is worth: by its price, and by the bound priced anew on the board with and without it.

    The two agree when the plan's prices have settled (`settle`).
    """
    if plan.certificate is None:
        raise Refusal("This plan carries no prices.")
    more, bounds = changed(problem, More(factor, amount)), []
    for board in (problem, more):
        compiled = compile_problem(board)
        dual = Dual(compiled.board, board.targets, compiled.constant)
        bounds.append(dual.descend(iterations, prices_of(compiled, dual, plan.certificate), 0.02).bound // GRAIN)
    predicted = amount * sum(grains for name, _, grains in plan.certificate.prices if name == factor) // GRAIN
    return predicted, bounds[1] - bounds[0]


def diff(before: Plan, after: Plan) -> Difference:
    """What changed from one plan to another."""
    old, new = ({part.project: part for part in plan.assignments} for plan in (before, after))
    both = [name for name in old if name in new]
    moved = []
    for name in both:
        starts = dict(old[name].starts)
        moved += [
            (name, step, starts[step], start) for step, start in new[name].starts if starts.get(step, start) != start
        ]
    return Difference(
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(name for name in both if dict(old[name].options) != dict(new[name].options)),
        tuple(moved),
        after.value - before.value,
    )
