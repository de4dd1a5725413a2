"""Plan on buffered durations until the guarantee holds with a stated confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Project
from qipan.planner.refusal import require
from qipan.planner.simulate import Outlook, Uncertainty, simulate
from qipan.planner.solving import solve

BUFFERS = (100, 110, 120, 130, 140)


@dataclass(frozen=True, slots=True)
class Robust:
    """A plan made on longer durations, with its odds on the true ones.

    Attributes
    ----------
    plan : Plan
        Value and bound are those of the board with buffered durations.
    buffer : int
        Per cent of the true durations that were planned on.
    odds : float
        The probability of the least likely lowest rung.
    outlook : Outlook
    """

    plan: Plan
    buffer: int
    odds: float
    outlook: Outlook


def buffered(problem: Problem, per_cent: int) -> Problem:
    """The board with every duration longer by so much, rounded up."""

    def longer(activity: Activity) -> Activity:
        paces = tuple(replace(pace, duration=-(-pace.duration * per_cent // 100)) for pace in activity.paces)
        return replace(activity, duration=-(-activity.duration * per_cent // 100), paces=paces)

    def slower(project: Project) -> Project:
        return replace(project, activities=tuple(longer(activity) for activity in project.activities))

    return replace(problem, projects=tuple(slower(project) for project in problem.projects))


def solve_robustly(
    problem: Problem,
    confidence: float = 0.9,
    time_limit: float = 60,
    seed: int = 0,
    futures: int = 2000,
    uncertainty: Uncertainty | None = None,
    deterministic: bool = False,
) -> Robust:
    """The first plan, from the tightest durations to the longest, whose lowest rungs hold with the confidence; else the likeliest."""
    require(bool(problem.targets), "Without a target there is nothing to be confident of.")
    best: Robust | None = None
    for per_cent in BUFFERS:
        plan = solve(buffered(problem, per_cent), time_limit / len(BUFFERS), seed, deterministic=deterministic)
        outlook = simulate(problem, plan, futures, seed, uncertainty)
        lowest = {target.name: target.tiers[0].name for target in problem.targets}
        odds = min(chance for target, rung, chance in outlook.rungs if rung == lowest[target])
        if best is None or odds > best.odds:
            best = Robust(plan, per_cent, odds, outlook)
        if odds >= confidence:
            break
    assert best is not None
    return best
