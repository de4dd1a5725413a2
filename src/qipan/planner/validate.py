"""What is odd about a board although it contradicts nothing: said before anybody waits for a plan."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.judge import Judge, duration_of
from qipan.planner.problem import Problem
from qipan.planner.project import Project

SENTENCES = {
    "too_long": "Project “{project}” cannot end within the horizon, not even with all factors to itself.",
    "mandatory_too_long": "Mandatory project “{project}” cannot end within the horizon: there is no plan.",
    "too_much": "“{activity}” of “{project}” needs {amount} of “{factor}”, of which there are never more than {available}.",
    "unused": "No project uses “{factor}”.",
    "no_gain": "Project “{project}” brings nothing and is not mandatory: it will not be chosen.",
    "out_of_reach": "Target “{target}”: all projects together bring at most {most}; rung “{tier}” asks for {level}.",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """A remark: a code and its values."""

    code: str
    values: tuple[tuple[str, int | str], ...]

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**dict(self.values))


def remark(code: str, **values: int | str) -> Issue:
    return Issue(code, tuple(values.items()))


def validate(problem: Problem) -> list[Issue]:
    """Remarks on a board; it can be solved all the same."""
    judge, found = Judge(problem), []
    mandatory = problem.mandatory()
    highest = {name: max(there, default=0) for name, there in judge.available().items()}
    used = {use.factor for project in problem.projects for use in project.holds}
    for project in problem.projects:
        if _earliest_end(judge, project) > problem.horizon:
            found.append(
                remark("mandatory_too_long" if project.name in mandatory else "too_long", project=project.name)
            )
        brings = project.value > 0 or any(gain.amount > 0 for activity in project.activities for gain in activity.gains)
        if not brings and project.name not in mandatory:
            found.append(remark("no_gain", project=project.name))
        for activity in project.activities:
            for use in activity.uses:
                used.add(use.factor)
                parcel = any(parcel.name == use.factor for parcel in problem.parcels)
                if not use.when and not parcel and use.amount > highest[use.factor]:
                    values: dict[str, int | str] = {
                        "factor": use.factor,
                        "amount": use.amount,
                        "available": highest[use.factor],
                    }
                    found.append(remark("too_much", project=project.name, activity=activity.name, **values))
    found += [remark("unused", factor=name) for name in highest if name not in used]
    for target in problem.targets:
        most = sum(_most(problem, project, target.name) for project in problem.projects)
        for tier in target.tiers:
            if tier.level > most:
                found.append(remark("out_of_reach", target=target.name, tier=tier.name, level=tier.level, most=most))
    return found


def _earliest_end(judge: Judge, project: Project) -> int:
    """With the shortest durations and nobody else on the board."""
    ends: dict[str, int] = {}
    for index in project.order():
        activity = project.activities[index]
        ready = [ends[link.before] + link.lag for link in project.links if link.after == activity.name]
        durations = [duration_of(activity, {}), *(pace.duration for pace in activity.paces)]
        ends[activity.name] = judge.clock.end(activity.calendar, max([activity.earliest, *ready]), min(durations))
    return max(ends.values())


def _most(problem: Problem, project: Project, target: str) -> int:
    """An upper estimate of what a project brings towards a target: every option at once, at the best date."""
    peaks = {curve.name: max(curve.worth) for curve in problem.curves} | {"": 1000}
    gains = (gain for activity in project.activities for gain in activity.gains if gain.target == target)
    return sum(max(0, gain.amount) * max(0, peaks[gain.curve]) // 1000 for gain in gains)
