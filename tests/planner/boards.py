"""Small random boards, and all their plans."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import strategies as st

from qipan.planner.assignment import Assignment
from qipan.planner.calendar import Calendar, Curve
from qipan.planner.check import check
from qipan.planner.factor import Parcel, Renewable, Supply, Use
from qipan.planner.judge import Judge
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Choice, Gain, Link, Pace, Project
from qipan.planner.rule import Bundle, Exclusive, Gap, Pin, Stability
from qipan.planner.target import Target, Tier

HORIZON = 5
FACTORS = ("labour", "credit", "parcel", "field")


@st.composite
def activities(draw: Any, name: str, options: list[tuple[str, str]]) -> Activity:
    whens = st.sampled_from([(), *(((choice, option),) for choice, option in options)])
    uses = st.builds(Use, st.sampled_from(FACTORS), st.integers(0, 3), whens)
    curves, moments = st.sampled_from(["", "early", "late"]), st.sampled_from(["spread", "start", "end"])
    gains = st.builds(Gain, st.integers(-3, 12), curves, moments, st.sampled_from(["", "", "jobs"]), whens)
    speed = [pair for pair in options if pair[0] == "speed"]
    paces = (Pace(*draw(st.sampled_from(speed)), draw(st.integers(0, 2))),) if speed and draw(st.booleans()) else ()
    return Activity(
        name,
        draw(st.integers(0, 2)),
        draw(st.sampled_from(["", "winter"])),
        tuple(draw(st.lists(uses, max_size=2))),
        tuple(draw(st.lists(gains, max_size=2))),
        paces,
        draw(st.integers(0, 1)),
        draw(st.sampled_from([-1, -1, 3])),
    )


@st.composite
def projects(draw: Any, name: str, most: int) -> Project:
    choices = tuple(
        draw(st.lists(st.sampled_from([Choice("speed", ("slow", "fast")), Choice("bank", ("A", "B"))]), max_size=1))
    )
    options = [(choice.name, option) for choice in choices for option in choice.options]
    count = draw(st.integers(1, most))
    names = [f"step {k}" for k in range(count)]
    pairs = [(names[i], names[j]) for j in range(count) for i in range(j)]
    links = tuple(Link(*pair, draw(st.integers(0, 1))) for pair in pairs if draw(st.booleans()))
    holds = (Use("labour", 1),) if draw(st.booleans()) else ()
    mandatory = draw(st.integers(0, 4)) == 0
    return Project(
        name,
        tuple(draw(activities(one, options)) for one in names),
        links,
        choices,
        holds,
        mandatory,
        draw(st.integers(-2, 4)),
    )


@st.composite
def boards(draw: Any, sizes: tuple[int, ...] = (2, 2)) -> Problem:
    found = tuple(draw(projects(f"project {k}", most)) for k, most in enumerate(sizes))
    names = tuple(project.name for project in found)
    rules = st.sampled_from([Exclusive(names), Bundle(names), Gap(names[0], names[1]), Gap(names[1], names[0], 1)])
    tiers = (
        Tier("strive", draw(st.integers(1, 8)), draw(st.integers(0, 9)), draw(st.integers(0, 5)) == 0),
        Tier("aim", 12, 5),
    )
    pinned, old = (), ()
    if draw(st.integers(0, 3)) == 0:
        step = found[0].activities[0]
        pinned = (Pin(names[0], draw(st.sampled_from([None, True])), (), ((step.name, step.earliest),)),)
    if draw(st.integers(0, 3)) == 0:
        part = found[1]
        old = (
            Assignment(
                names[1],
                tuple((choice.name, choice.options[-1]) for choice in part.choices),
                tuple((a.name, 1) for a in part.activities),
            ),
        )
    return Problem(
        "tiny",
        HORIZON,
        found,
        calendars=(Calendar("winter", ((1, 3),)),),
        curves=(Curve.falling("early", HORIZON, 1, 6), Curve.steps("late", HORIZON, (2, 500), (4, 1500))),
        renewables=(Renewable("labour", tuple(draw(st.lists(st.integers(1, 4), min_size=HORIZON, max_size=HORIZON)))),),
        supplies=(Supply("credit", ((0, draw(st.integers(0, 3))), (2, draw(st.integers(3, 5))))),),
        parcels=(Parcel("parcel", 3), Parcel("field", 4, divisible=True)),
        targets=(Target("jobs", tiers),),
        rules=tuple(draw(st.lists(rules, max_size=1))),
        pins=pinned,
        in_force=old,
        stability=Stability(draw(st.integers(0, 2)), draw(st.integers(0, 2)), draw(st.integers(0, 3))),
    )


def parts_of(problem: Problem, project: Project) -> list[Assignment]:
    """Every way to carry the project out alone."""
    alone = Judge(problem)
    found = []
    names = [activity.name for activity in project.activities]
    for options in product(*[[(choice.name, option) for option in choice.options] for choice in project.choices]):
        for starts in product(range(problem.horizon + 1), repeat=len(names)):
            part = Assignment(project.name, options, tuple(zip(names, starts, strict=True)))
            if not _breaks_timing(alone, project, part):
                found.append(part)
    return found


def _breaks_timing(judge: Judge, project: Project, part: Assignment) -> bool:
    steps = {step.activity.name: step for step in judge.steps(part)}
    for step in steps.values():
        latest = judge.problem.horizon if step.activity.latest == -1 else step.activity.latest
        if not step.activity.earliest <= step.start <= latest or step.end > judge.problem.horizon:
            return True
    return any(steps[link.after].start < steps[link.before].end + link.lag for link in project.links)


def best_plan(problem: Problem) -> tuple[int, tuple[Assignment, ...]] | None:
    """The best of all plans, by trying every one; None if every one breaks a rule."""
    judge = Judge(problem)
    offers = [[None, *parts_of(problem, project)] for project in problem.projects]
    ranked = []
    for combination in product(*offers):
        parts = tuple(part for part in combination if part is not None)
        ranked.append((judge_value(judge, parts), parts))
    ranked.sort(key=lambda pair: -pair[0])
    return next(((value, parts) for value, parts in ranked if not check(problem, parts)), None)


def judge_value(judge: Judge, parts: tuple[Assignment, ...]) -> int:
    return judge.value(parts)


def count_of(problem: Problem) -> int:
    """How many combinations `best_plan` would try."""
    total = 1
    for project in problem.projects:
        total *= 1 + len(parts_of(problem, project))
    return total


def long_chain(count: int) -> Problem:
    """A board above what is searched to the end, so that prices and moves decide."""
    early = Curve.falling("early", 20, 5, 25)
    projects = tuple(
        Project(
            f"p{k}",
            (
                Activity("permit", 1 + k % 3, uses=(Use("desk", 1),)),
                Activity(
                    "build",
                    2 + k % 4,
                    uses=(Use("credit", 3 + k % 5),),
                    gains=(Gain(10 + 7 * k % 11, "early", "spread"),),
                ),
            ),
            links=(Link("permit", "build"),),
        )
        for k in range(count)
    )
    return Problem(
        "chain",
        20,
        projects,
        curves=(early,),
        renewables=(Renewable("desk", (2,) * 20),),
        supplies=(Supply("credit", ((0, 30), (8, 60))),),
    )
