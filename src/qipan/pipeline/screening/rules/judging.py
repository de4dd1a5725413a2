"""One judgement of a project: each figure beside its standard, the verdict, and what is asked for because it is not known.

A veto that is hit decides at once. Else nothing is decided while a figure is missing. Then one hard criterion that is short, or points
below the lower mark, is a fail; a criterion within reach, or points between the marks, is a conditional pass; the rest passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from qipan.pipeline.screening.rules.measures import Figures, measure, to_base

UP, DOWN = (">=", ">"), ("<=", "<")
ORDER = {"fail": 0, "conditional": 1, "pass": 2}


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a scored criterion, over its own unit: straight between `knots`, level beyond them."""

    knots: tuple[tuple[Fraction, Fraction], ...]

    def at(self, value: Fraction) -> Fraction:
        first, last = self.knots[0], self.knots[-1]
        if value <= first[0]:
            return first[1]
        for (x0, y0), (x1, y1) in zip(self.knots, self.knots[1:], strict=False):
            if value <= x1:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        return last[1]


@dataclass(frozen=True, slots=True)
class Criterion:
    """`kind`: hard, veto, scored. `near`: from there to the threshold a hard criterion is within reach (conditional). In `unit`."""

    code: str
    measure: str
    unit: str
    kind: str
    op: str = ">="
    threshold: Fraction | None = None
    near: Fraction | None = None
    weight: Fraction = Fraction(0)
    curve: Curve | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """Criteria and, where any is scored, the marks: from `pass_at` on it passes, from `conditional_at` on under conditions."""

    criteria: tuple[Criterion, ...]
    pass_at: Fraction | None = None
    conditional_at: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion against a project. `state`: met, near, short, veto, scored, missing. `value` in base units."""

    code: str
    state: str
    value: Fraction | None = None
    points: Fraction | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`verdict`: pass, conditional, fail, incomplete. `asked`: figures that are missing, each once."""

    verdict: str
    findings: tuple[Finding, ...]
    points: Fraction | None = None
    asked: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        return self.verdict == "pass"


def is_better(op: str, one: Fraction, other: Fraction) -> bool:
    """Is `one` at least as good as `other` in the direction of the operator?"""
    return one >= other if op in UP else one <= other if op in DOWN else True


def holds(op: str, value: Fraction, threshold: Fraction) -> bool:
    """The operator as the source writes it: ≥ and ≤ take the threshold in, > and < leave it out."""
    match op:
        case ">=":
            return value >= threshold
        case ">":
            return value > threshold
        case "<=":
            return value <= threshold
        case "<":
            return value < threshold
    return value == threshold


def points_of(criterion: Criterion, value: Fraction) -> Fraction:
    """Points for a value in base units, between nothing and the weight."""
    factor = to_base(Fraction(1), criterion.unit)
    found = criterion.curve.at(value / factor) if criterion.curve else value / factor
    return min(max(found, Fraction(0)), criterion.weight)


def judge(standard: Standard, figures: Figures) -> Verdict:
    """The verdict on these figures; nothing is assumed for what is missing."""
    findings = tuple(_find(criterion, figures) for criterion in standard.criteria)
    asked = tuple(dict.fromkeys(name for finding in findings for name in finding.asked))
    scored = [finding.points for finding in findings if finding.points is not None]
    points = sum(scored, Fraction(0)) if scored else None
    return Verdict(_verdict(standard, findings, points, asked), findings, points, asked)


def _find(criterion: Criterion, figures: Figures) -> Finding:
    value, missing = measure(criterion.measure, criterion.code, figures)
    if value is None:
        return Finding(criterion.code, "missing", asked=missing)
    if criterion.kind == "scored":
        return Finding(criterion.code, "scored", value, points_of(criterion, value))
    threshold = Fraction(1) if criterion.threshold is None else criterion.threshold
    if holds(criterion.op, value, to_base(threshold, criterion.unit)):
        return Finding(criterion.code, "met", value)
    if criterion.kind == "veto":
        return Finding(criterion.code, "veto", value)
    is_near = criterion.near is not None and holds(criterion.op, value, to_base(criterion.near, criterion.unit))
    return Finding(criterion.code, "near" if is_near else "short", value)


def _verdict(standard: Standard, findings: tuple[Finding, ...], points: Fraction | None, asked: tuple[str, ...]) -> str:
    states = {finding.state for finding in findings}
    if "veto" in states:
        return "fail"
    if asked or (points is not None and standard.pass_at is None):
        return "incomplete"
    if "short" in states:
        return "fail"
    verdict = "conditional" if "near" in states else "pass"
    if points is not None and standard.pass_at is not None and points < standard.pass_at:
        is_reached = standard.conditional_at is not None and points >= standard.conditional_at
        return "conditional" if is_reached else "fail"
    return verdict
