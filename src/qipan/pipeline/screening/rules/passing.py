"""What would pass: the smallest change of investment, land or tax that turns the verdict. Every answer is proven by judging again.

A lever moves in whole steps (万元, a hundredth of a mu). The answer passes and one step less does not; both are judged, not reckoned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from qipan.pipeline.screening.rules.judging import UP, Standard, judge
from qipan.pipeline.screening.rules.measures import MU, WAN, Figures, asked_of, measure

MOST = 10**9  # steps: 10 万亿元


@dataclass(frozen=True, slots=True)
class Lever:
    """`moves`: the figures that change together, the first one leads. `sign`: +1 more, −1 less."""

    moves: tuple[str, ...]
    step: Fraction
    unit: str
    sign: int


LEVERS: dict[str, Lever] = {
    "investment": Lever(("fai", "total"), WAN, "wan", 1),
    "land": Lever(("land",), MU / 100, "mu", -1),
    "tax": Lever(("tax",), WAN, "wan", 1),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One lever from a value to another, both in base units."""

    lever: str
    figure: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Way:
    """Moves that together turn the verdict into `verdict`."""

    moves: tuple[Move, ...]
    verdict: str


def what_would_pass(standard: Standard, figures: Figures) -> tuple[Way, ...]:
    """Each single lever that turns the verdict to a pass; where money alone needs both, investment and tax together. None: no lever helps.

    Nothing for a verdict that passes, or while figures are missing: what is asked for comes first.
    """
    verdict = judge(standard, figures)
    if verdict.passes or verdict.asked:
        return ()
    singles = {name: _single(name, standard, figures) for name in LEVERS}
    found = tuple(Way((move,), "pass") for move in singles.values() if move)
    return found if singles["investment"] or singles["tax"] else (*found, *_pair(standard, figures))


def _lead(name: str, figures: Figures) -> str:
    return next((figure for figure in LEVERS[name].moves if figure in figures), "")


def moved(name: str, figures: Figures, steps: int) -> dict[str, Fraction]:
    """The figures with the leading one at so many steps; those that move along change by as much."""
    lever, lead = LEVERS[name], _lead(name, figures)
    change = steps * lever.step - figures[lead]
    return {**figures, **{f: figures[f] + change for f in lever.moves if f in figures}}


def _single(name: str, standard: Standard, figures: Figures) -> Move | None:
    lead = _lead(name, figures)
    if not lead:
        return None
    steps = _least(name, figures, _eased(standard, name, figures), standard)
    return None if steps is None else Move(name, lead, figures[lead], steps * LEVERS[name].step)


def _least(name: str, figures: Figures, eased: Standard, whole: Standard) -> int | None:
    """The fewest steps from where it stands, found on the criteria the lever can only better, proven on all of them."""
    lever = LEVERS[name]
    at = figures[_lead(name, figures)] / lever.step
    first = at.__floor__() + 1 if lever.sign > 0 else at.__ceil__() - 1
    last = MOST if lever.sign > 0 else 1
    if (last - first) * lever.sign < 0:
        return None
    passes: Callable[[int], bool] = lambda steps: judge(eased, moved(name, figures, steps)).passes  # noqa: E731
    if not passes(last):
        return None
    near, far = 0, abs(last - first)  # the nearest that passes lies between
    while near < far:
        middle = (near + far) // 2
        if passes(first + lever.sign * middle):
            far = middle
        else:
            near = middle + 1
    steps = first + lever.sign * near
    return steps if judge(whole, moved(name, figures, steps)).passes else None


def _eased(standard: Standard, name: str, figures: Figures) -> Standard:
    """Without the hard criteria this lever makes worse: they are looked at once the rest passes."""
    lever = LEVERS[name]
    at = figures[_lead(name, figures)] / lever.step
    steps = at.__floor__() + 1 if lever.sign > 0 else max(at.__ceil__() - 1, 1)
    tried = moved(name, figures, steps)

    def worsens(code: str, what: str, op: str) -> bool:
        before, then = measure(what, code, figures)[0], measure(what, code, tried)[0]
        if before is None or then is None or before == then:
            return False
        return (then < before) == (op in UP)

    kept = tuple(c for c in standard.criteria if c.kind == "scored" or not worsens(c.code, c.measure, c.op))
    return replace(standard, criteria=kept)


def _pair(standard: Standard, figures: Figures) -> tuple[Way, ...]:
    """Investment and tax together: the least investment with as much tax as one likes, then the least tax with that investment."""
    if not (_lead("investment", figures) and "tax" in figures):
        return ()
    rich = moved("tax", figures, MOST)
    investment = _single("investment", standard, rich)
    if investment is None:
        return ()
    step = LEVERS["investment"].step
    tax = _single("tax", standard, moved("investment", figures, int(investment.after / step)))
    if tax is None:
        return ()
    return (Way((replace(investment, before=figures[investment.figure]), tax), "pass"),)


def beyond(standard: Standard, figures: Figures) -> tuple[str, ...]:
    """Criteria that are short and that no lever touches: no money and no land turns them."""
    reach = {figure for lever in LEVERS.values() for figure in lever.moves}
    findings = zip(standard.criteria, judge(standard, figures).findings, strict=True)
    return tuple(
        c.code
        for c, f in findings
        if f.state in ("short", "near", "veto") and reach.isdisjoint(asked_of(c.measure, c.code))
    )
