"""Which team serves which project: slots of a pool given out by name, the earlier team kept where it is free.

A plan that keeps a pool's capacity can always be served: at no date are there more projects than slots (interval colouring).
"""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.judge import Judge
from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import require


@dataclass(frozen=True, slots=True)
class Team:
    """A leader or crew of a pool.

    Attributes
    ----------
    name : str
    pool : str
        The renewable factor whose slots it fills.
    slots : int
        Projects it can carry at once.
    """

    name: str
    pool: str
    slots: int = 1

    def __post_init__(self) -> None:
        require(self.slots > 0, f"Team “{self.name}” carries no project.")


def name_teams(
    problem: Problem, plan: Plan, teams: tuple[Team, ...], before: dict[str, str] | None = None
) -> dict[str, str | None]:
    """Project to team, for every project of the plan that holds a slot of a pool; None where the teams named are too few.

    `before` says which team a project had: it keeps it if that team is free throughout. Otherwise the team with the fewest projects
    so far takes it, so that work is spread.
    """
    judge, before = Judge(problem), before or {}
    asks: list[tuple[int, int, str, str, int]] = []
    for part in plan.assignments:
        steps = judge.steps(part)
        first, past = min(step.start for step in steps), max(step.end for step in steps)
        asks += [(first, past, part.project, use.factor, use.amount) for use in judge.projects[part.project].holds]
    load = {team.name: [0] * (problem.horizon + 1) for team in teams}
    served = {team.name: 0 for team in teams}
    found: dict[str, str | None] = {}
    for old in (True, False):  # those with a team first: nobody takes it from them
        for first, past, project, pool, slots in sorted(asks):
            if (project in before) is not old or project in found:
                continue
            free = [
                team
                for team in teams
                if team.pool == pool and max(load[team.name][first:past], default=0) + slots <= team.slots
            ]
            if not free and not any(team.pool == pool for team in teams):
                continue
            kept = [team for team in free if team.name == before.get(project)]
            taken = min(kept or free, key=lambda team: (served[team.name], team.name), default=None)
            found[project] = None if taken is None else taken.name
            if taken is not None:
                served[taken.name] += 1
                for period in range(first, past):
                    load[taken.name][period] += slots
    return found
