"""A plan: who does what when, what it is worth, and the proof of how much better any plan could be."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.assignment import Assignment
from qipan.planner.check import Violation, check
from qipan.planner.judge import Judge
from qipan.planner.problem import Problem

OPTIMAL, FEASIBLE, INCOMPLETE, INFEASIBLE = "optimal", "feasible", "incomplete", "infeasible"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The prices that prove a bound.

    Attributes
    ----------
    prices : tuple of (factor or rule, step of its capacity, price)
        In 1/65536 of a unit of value per unit; a renewable has a step for each period, a supply one for each of its dates.
    rungs : tuple of (target, rung, price)
    bound : int
        What they prove, in whole units of value.
    split : str
        A project by which the proof tells two cases apart; empty: the prices alone prove the bound. Otherwise `bound` is the greater of
        what the halves prove, and the prices are those of the undivided board (they explain, they do not count).
    inside, outside : Certificate
        The proof with the project in, and the proof with it out.
    """

    prices: tuple[tuple[str, int, int], ...]
    rungs: tuple[tuple[str, str, int], ...]
    bound: int
    split: str = ""
    inside: Certificate | None = None
    outside: Certificate | None = None

    @property
    def cases(self) -> int:
        """Into how many cases the proof is divided."""
        return sum(half.cases for half in (self.inside, self.outside) if half) if self.split else 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What `solve` answers.

    Attributes
    ----------
    status : {"optimal", "feasible", "incomplete", "infeasible"}
        Incomplete: a mandatory project or a rung that must be reached is missing. Infeasible: proven that it cannot be there.
    assignments : tuple of Assignment
        One for each accepted project.
    value : int
    bound : int
        No plan is worth more.
    certificate : Certificate or None
        Proof of a bound, perhaps of a higher one than `bound`: what search proved beyond the prices has no short certificate.
    seconds : float
        Not part of what two equal runs share.
    """

    status: str
    assignments: tuple[Assignment, ...]
    value: int
    bound: int
    certificate: Certificate | None = None
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """How much better any plan could be, as a share of the bound."""
        return (
            max(0.0, (self.bound - self.value) / self.bound)
            if self.bound > 0
            else 0.0
            if self.value >= self.bound
            else 1.0
        )

    @property
    def accepted(self) -> frozenset[str]:
        return frozenset(part.project for part in self.assignments)

    def worth(self, problem: Problem) -> int:
        """The value, recomputed from the problem."""
        return Judge(problem).value(self.assignments)

    def check(self, problem: Problem) -> list[Violation]:
        """Every rule this plan breaks."""
        return check(problem, self.assignments)
