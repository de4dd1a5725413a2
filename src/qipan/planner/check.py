"""Every rule of the board, checked on a plan without the solver: it judges the solver, a human, or yesterday's plan."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.assignment import Assignment
from qipan.planner.judge import Judge
from qipan.planner.problem import Problem, starts_within
from qipan.planner.project import Project
from qipan.planner.rule import Bundle, Exclusive, Gap

SENTENCES = {
    "unknown": "Project “{project}” is not on the board.",
    "twice": "Project “{project}” is in the plan twice.",
    "options": "Project “{project}” does not take exactly one option of each choice.",
    "starts": "Project “{project}” does not start each of its activities once.",
    "bounds": "“{activity}” of “{project}” starts in {start}, outside its bounds.",
    "horizon": "“{activity}” of “{project}” ends in {end}, beyond the horizon.",
    "order": "“{activity}” of “{project}” starts in {start}; it must wait until {ready}.",
    "mandatory": "Mandatory project “{project}” is missing.",
    "banned": "Project “{project}” was pinned out and is in.",
    "pin": "Project “{project}” does not keep what was pinned: “{what}”.",
    "capacity": "“{factor}” in period {period}: {used} used, {available} available.",
    "exclusive": "{count} of the projects {projects} are in; {at_most} may be.",
    "bundle": "Of the projects {projects} some are in and some are out.",
    "gap": "“{second}” starts in {start}; after “{first}” it must wait until {ready}.",
    "tier": "Target “{target}” reaches {reached}; rung “{tier}” must reach {level}.",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: a code and its values."""

    code: str
    values: tuple[tuple[str, int | str], ...]

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**dict(self.values))


def broken(code: str, **values: int | str) -> Violation:
    return Violation(code, tuple(values.items()))


def check(problem: Problem, parts: tuple[Assignment, ...]) -> list[Violation]:
    """All rules these assignments break; empty for a sound plan."""
    judge = Judge(problem)
    found = _shape(judge, parts)
    if found:
        return found
    for part in parts:
        found += _timing(judge, part)
    if any(violation.code in ("bounds", "horizon") for violation in found):
        return found
    return [
        *found,
        *_presence(problem, parts),
        *_capacity(judge, parts),
        *_rules(judge, parts),
        *_targets(judge, parts),
    ]


def _shape(judge: Judge, parts: tuple[Assignment, ...]) -> list[Violation]:
    found, seen = [], set()
    for part in parts:
        project = judge.projects.get(part.project)
        if project is None:
            found.append(broken("unknown", project=part.project))
            continue
        if part.project in seen:
            found.append(broken("twice", project=part.project))
        seen.add(part.project)
        if not _one_of_each(project, part):
            found.append(broken("options", project=part.project))
        if sorted(name for name, _ in part.starts) != sorted(activity.name for activity in project.activities):
            found.append(broken("starts", project=part.project))
    return found


def _one_of_each(project: Project, part: Assignment) -> bool:
    options = dict(part.options)
    return len(options) == len(project.choices) and all(
        options.get(choice.name) in choice.options for choice in project.choices
    )


def _timing(judge: Judge, part: Assignment) -> list[Violation]:
    found = []
    horizon = judge.problem.horizon
    steps = {step.activity.name: step for step in judge.steps(part)}
    for name, step in steps.items():
        if not starts_within(step.activity, step.start, horizon):
            found.append(broken("bounds", project=part.project, activity=name, start=step.start))
        if step.end > horizon:
            found.append(broken("horizon", project=part.project, activity=name, end=step.end))
    for link in judge.projects[part.project].links:
        ready = steps[link.before].end + link.lag
        if steps[link.after].start < ready:
            found.append(
                broken("order", project=part.project, activity=link.after, start=steps[link.after].start, ready=ready)
            )
    return found


def _presence(problem: Problem, parts: tuple[Assignment, ...]) -> list[Violation]:
    accepted = {part.project: part for part in parts}
    found = [broken("mandatory", project=name) for name in sorted(problem.mandatory() - accepted.keys())]
    found += [broken("banned", project=name) for name in sorted(problem.banned() & accepted.keys())]
    for pin in problem.pins:
        part = accepted.get(pin.project)
        if part is None:
            continue
        kept = {*part.options, *part.starts}
        for fixed in (*pin.options, *pin.starts):
            if fixed not in kept:
                found.append(broken("pin", project=pin.project, what=f"{fixed[0]}: {fixed[1]}"))
    return found


def _capacity(judge: Judge, parts: tuple[Assignment, ...]) -> list[Violation]:
    found, available = [], judge.available()
    for factor, used in judge.used(parts).items():
        for period, (amount, there) in enumerate(zip(used, available[factor], strict=True)):
            if amount > there:
                found.append(broken("capacity", factor=factor, period=period, used=amount, available=there))
    return found


def _rules(judge: Judge, parts: tuple[Assignment, ...]) -> list[Violation]:
    found = []
    accepted = {part.project: part for part in parts}
    for rule in judge.problem.rules:
        if isinstance(rule, Gap):
            if rule.first in accepted and rule.second in accepted:
                ready = max(step.end for step in judge.steps(accepted[rule.first])) + rule.lag
                start = min(step.start for step in judge.steps(accepted[rule.second]))
                if start < ready:
                    found.append(broken("gap", first=rule.first, second=rule.second, start=start, ready=ready))
            continue
        count, names = sum(name in accepted for name in rule.projects), ", ".join(rule.projects)
        if isinstance(rule, Exclusive) and count > rule.at_most:
            found.append(broken("exclusive", count=count, projects=names, at_most=rule.at_most))
        if isinstance(rule, Bundle) and 0 < count < len(rule.projects):
            found.append(broken("bundle", projects=names))
    return found


def _targets(judge: Judge, parts: tuple[Assignment, ...]) -> list[Violation]:
    reached = judge.reached(parts)
    return [
        broken("tier", target=target.name, reached=reached[target.name], tier=tier.name, level=tier.level)
        for target in judge.problem.targets
        for tier in target.tiers
        if tier.must and reached[target.name] < tier.level
    ]
