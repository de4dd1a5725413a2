"""The ladder climbed rung by rung: a lower rung of every target before any value, a higher rung only after all lower ones.

`solve` weighs rungs by their rewards. Here a rung comes first whatever it costs: it is demanded, and dropped again if no plan reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qipan.planner.plan import FEASIBLE, OPTIMAL, Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import require
from qipan.planner.solving import solve


@dataclass(frozen=True, slots=True)
class Climb:
    """The plan, the board with the rungs it was held to, and what became of each rung in the order they were tried.

    Attributes
    ----------
    plan : Plan
        Its bound is that of the board below.
    problem : Problem
        The rungs reached are musts.
    rungs : tuple of (target, rung, reached)
        Not reached means that no plan was found in the time, which is proof only where the board was searched to the end.
    """

    plan: Plan
    problem: Problem
    rungs: tuple[tuple[str, str, bool], ...]


def climb(
    problem: Problem, time_limit: float = 60, seed: int = 0, workers: int = 1, deterministic: bool = False
) -> Climb:
    """The lowest rungs of all targets first, in the problem's order, then the next; value decides what is left open."""
    require(bool(problem.targets), "Without a target there is no ladder.")
    height = max(len(target.tiers) for target in problem.targets)
    order = [(target.name, k) for k in range(height) for target in problem.targets if k < len(target.tiers)]
    share, plan, rungs = time_limit / (len(order) + 2), None, []
    stuck: set[str] = set()
    for name, k in order:
        trial, tier = demand(problem, name, k)
        reached = name not in stuck
        if reached and (plan is None or plan.check(trial)):
            found = solve(trial, share, seed, workers, plan, deterministic)
            reached = found.status in (FEASIBLE, OPTIMAL)
            plan = found if reached else plan
        problem = trial if reached else problem
        stuck |= set() if reached else {name}
        rungs.append((name, tier, reached))
    return Climb(solve(problem, 2 * share, seed, workers, plan, deterministic), problem, tuple(rungs))


def demand(problem: Problem, target: str, k: int) -> tuple[Problem, str]:
    """The board with this rung as a must, and the rung's name."""
    targets, name = [], ""
    for one in problem.targets:
        if one.name == target:
            name = one.tiers[k].name
            one = replace(one, tiers=(*one.tiers[:k], replace(one.tiers[k], must=True), *one.tiers[k + 1 :]))
        targets.append(one)
    return replace(problem, targets=tuple(targets)), name
