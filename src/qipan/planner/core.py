"""Why there is no plan: a few demands that contradict each other, each of them needed for the contradiction.

Demands are what people can take back: a mandatory project, a rung that must be reached, a pin, a rule, the limit of a factor. CP-SAT
proves that a board has no plan; leaving out demand after demand (in halves, so that few proofs are needed) finds those that matter.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from qipan.planner.exact import AVAILABLE, solve_exactly
from qipan.planner.factor import Parcel, Renewable, Supply
from qipan.planner.problem import Problem
from qipan.planner.refusal import Refusal
from qipan.planner.rule import Bundle, Exclusive

SENTENCES = {
    "mandatory": "Project “{name}” must be in.",
    "rung": "Target “{name}” must reach rung “{detail}”.",
    "pin": "What was pinned for “{name}” must be kept.",
    "rule": "The rule between {name} must be kept.",
    "factor": "There is no more of “{name}” than the board says.",
}
AMPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that must be kept: a code and its values."""

    code: str
    name: str
    detail: str = ""
    place: int = 0

    def __str__(self) -> str:
        return SENTENCES[self.code].format(name=self.name, detail=self.detail)


def demands(problem: Problem) -> list[Demand]:
    """All that could be taken back."""
    names = [
        (rule.projects if isinstance(rule, Exclusive | Bundle) else (rule.first, rule.second)) for rule in problem.rules
    ]
    return [
        *(Demand("factor", factor.name) for factor in problem.factors),
        *(Demand("rule", ", ".join(one), place=place) for place, one in enumerate(names)),
        *(Demand("pin", pin.project) for pin in problem.pins),
        *(Demand("rung", t.name, tier.name) for t in problem.targets for tier in t.tiers if tier.must),
        *(Demand("mandatory", project.name) for project in problem.projects if project.mandatory),
    ]


def keeping(problem: Problem, kept: set[Demand]) -> Problem:
    """The board with only these demands; projects that nobody asks for any more are left out where no rung could need them."""
    of = {code: {d.name for d in kept if d.code == code} for code in SENTENCES}
    rungs = {(d.name, d.detail) for d in kept if d.code == "rung"}
    places = {d.place for d in kept if d.code == "rule"}
    pins = tuple(pin for pin in problem.pins if pin.project in of["pin"])
    targets = tuple(
        replace(t, tiers=tuple(replace(tier, must=(t.name, tier.name) in rungs) for tier in t.tiers))
        for t in problem.targets
    )
    rules = tuple(rule for place, rule in enumerate(problem.rules) if place in places)
    projects = tuple(replace(p, mandatory=p.mandatory and p.name in of["mandatory"]) for p in problem.projects)
    if not rungs and not rules:
        wanted = of["mandatory"] | {pin.project for pin in pins if pin.accept}
        projects = tuple(project for project in projects if project.name in wanted)
        pins = tuple(pin for pin in pins if pin.project in wanted)
    here = {project.name for project in projects}
    return replace(
        problem,
        projects=projects,
        targets=targets,
        rules=rules,
        pins=pins,
        in_force=tuple(part for part in problem.in_force if part.project in here),
        renewables=tuple(f if f.name in of["factor"] else _ample_capacity(f) for f in problem.renewables),
        supplies=tuple(
            f if f.name in of["factor"] else Supply(f.name, ((0, AMPLE * AMPLE),)) for f in problem.supplies
        ),
        parcels=tuple(f if f.name in of["factor"] else Parcel(f.name, AMPLE * AMPLE, True) for f in problem.parcels),
    )


def _ample_capacity(factor: Renewable) -> Renewable:
    return replace(factor, capacity=(AMPLE * AMPLE,) * len(factor.capacity))


def why_infeasible(problem: Problem, time_limit: float = 30) -> tuple[Demand, ...]:
    """Demands that cannot all be kept, none of them spare; empty when it was not proven in the time that there is no plan.

    When the time ends early, the answer still contradicts itself, but may hold a demand too many.
    """
    if not AVAILABLE:
        raise Refusal("Finding out why there is no plan needs ortools, which is not installed.")
    until = time.monotonic() + time_limit

    def contradicts(kept: list[Demand]) -> bool:
        left = until - time.monotonic()
        if left <= 0:
            return False
        answer = solve_exactly(keeping(problem, set(kept)), min(left, time_limit / 4))
        return answer is not None and answer.infeasible

    everything = demands(problem)
    if not contradicts(everything):
        return ()
    core, size = everything, max(1, len(everything) // 2)
    while True:
        place = 0
        while place < len(core):
            rest = core[:place] + core[place + size :]
            if contradicts(rest):
                core = rest
            else:
                place += size
        if size == 1:
            return tuple(core)
        size = max(1, size // 2)
