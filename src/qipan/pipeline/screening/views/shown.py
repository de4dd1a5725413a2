"""A screening as its pages show it: each figure beside its standard, what would pass, where the figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qipan.pipeline.screening import queries, rules
from qipan.pipeline.screening.models import Screening, Standard
from qipan.pipeline.screening.queries import words

HIDDEN = "–"


def today() -> date:
    return timezone.localdate()


def crumbs() -> list[tuple[Any, str]]:
    return [(_("Access standards"), reverse("screening:index"))]


@dataclass(frozen=True, slots=True)
class Tag:
    tone: str
    word: Any


def tag(outcome: str) -> Tag:
    return Tag(*words.VERDICTS[outcome])


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion beside the project. `share`: how far it reaches, of a hundred (for the bar)."""

    label: str
    measure: str
    kind: str
    is_scored: bool
    wanted: str
    value: str
    state: Tag
    reason: str
    share: int | None


def lines(screening: Screening, *, with_money: bool) -> list[Line]:
    """Each criterion of a screening; of a decided one as it was judged then."""
    standard = queries.standard_of(screening.standard)
    kept = {row["code"]: row for row in screening.findings}
    found = queries.verdict_of(screening).findings if not kept else tuple(_back(row) for row in screening.findings)
    by_code = {finding.code: finding for finding in found}
    rows = zip(screening.standard.criteria, standard.criteria, strict=True)
    return [_line(row, criterion, by_code[criterion.code], screening, with_money) for row, criterion in rows]


def _back(row: Mapping[str, Any]) -> rules.Finding:
    value, points = (Fraction(row[name]) if row[name] is not None else None for name in ("value", "points"))
    return rules.Finding(row["code"], row["state"], value, points, tuple(row["asked"]))


def _line(
    row: Mapping[str, Any], criterion: rules.Criterion, finding: rules.Finding, screening: Screening, with_money: bool
) -> Line:  # fmt: skip
    is_open = with_money or rules.UNITS[criterion.unit].of not in words.MONEY
    value = words.in_words(finding.value, criterion.unit, op=criterion.op) if is_open else HIDDEN
    return Line(
        label=words.own_label(row),
        measure="" if criterion.measure in ("marks", "yes") else str(words.MEASURES[criterion.measure]),
        kind=str(words.KINDS[criterion.kind]),
        is_scored=criterion.kind == "scored",
        wanted=wanted(row),
        value=value,
        state=Tag(*words.STATES[finding.state]),
        reason=_reason(criterion, finding, screening, is_open),
        share=_share(criterion, finding) if is_open else None,
    )


def wanted(row: Mapping[str, Any]) -> str:
    """What the sheet asks: ≥ 150 万元/亩; up to 16 points (0:0, 10:16)."""
    criterion = rules.criterion_of(row)
    if criterion.kind == "scored":
        most = queries.text_of(criterion.weight)
        found = _("up to %(most)s points") % {"most": most}
        return f"{found} ({row.get('curve')} · {words.UNITS[criterion.unit]})" if criterion.curve else found
    if criterion.unit == "yes":
        return _("must hold")
    bound = words.in_words(rules.to_base(criterion.threshold or Fraction(0), criterion.unit), criterion.unit, places=4)
    text = f"{words.OPS[criterion.op]} {bound}"
    if criterion.near is None:
        return text
    near = words.in_words(rules.to_base(criterion.near, criterion.unit), criterion.unit, places=4)
    return _("%(bound)s; within reach from %(near)s") % {"bound": text, "near": near}


def _reason(criterion: rules.Criterion, finding: rules.Finding, screening: Screening, is_open: bool) -> str:
    if finding.state == "missing":
        named = [words.figure_label(code, screening.standard.criteria) for code in finding.asked]
        return ", ".join(named) if criterion.measure not in ("marks", "yes") else ""
    if finding.points is not None:
        if criterion.measure == "marks":
            return ""
        return _("%(points)s of %(most)s points") % {
            "points": queries.text_of(round(finding.points, 2)), "most": queries.text_of(criterion.weight),
        }  # fmt: skip
    if finding.state in ("short", "near") and is_open and criterion.unit != "yes" and finding.value is not None:
        gap = abs(rules.to_base(criterion.threshold or Fraction(0), criterion.unit) - finding.value)
        by = words.in_words(gap, criterion.unit, op="<=")
        return (
            _("%(gap)s short of it") % {"gap": by}
            if criterion.op in (">=", ">")
            else _("%(gap)s too much") % {"gap": by}
        )
    return ""


def _share(criterion: rules.Criterion, finding: rules.Finding) -> int | None:
    """How much of what is wanted is there."""
    if finding.points is not None:
        return int(100 * finding.points / criterion.weight)
    if finding.value is None or criterion.unit == "yes" or not criterion.threshold:
        return None
    bound = rules.to_base(criterion.threshold, criterion.unit)
    part = (
        finding.value / bound
        if criterion.op in (">=", ">")
        else bound / finding.value
        if finding.value
        else Fraction(1)
    )
    return min(int(100 * part), 100)


def ways(screening: Screening) -> list[list[str]]:
    """What would pass, each way in sentences."""
    found = rules.what_would_pass(queries.standard_of(screening.standard), queries.read(screening.figures))
    return [[_move(move) for move in way.moves] for way in found]


def _move(move: rules.Move) -> str:
    lever = rules.LEVERS[move.lever]
    places = 2
    before = words.in_words(move.before, lever.unit, places=places)
    after = words.in_words(move.after, lever.unit, places=places)
    change = words.in_words(
        abs(move.after - move.before), lever.unit, op="<=" if lever.sign > 0 else ">=", places=places
    )
    said = {"what": _lever(move), "before": before, "after": after, "change": change}
    if lever.sign > 0:
        return _("%(what)s: from %(before)s to at least %(after)s (%(change)s more)") % said
    return _("%(what)s: from %(before)s to at most %(after)s (%(change)s less)") % said


def _lever(move: rules.Move) -> str:
    return str(words.LEVERS["tax" if move.lever == "tax" else move.lever])


def stuck(screening: Screening) -> list[str]:
    """Criteria no change of investment, land or tax turns."""
    codes = rules.beyond(queries.standard_of(screening.standard), queries.read(screening.figures))
    return [words.own_label(row) for row in screening.standard.criteria if row["code"] in codes]


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    origin: str
    record: str


def figures(screening: Screening, *, with_money: bool) -> list[Figure]:
    """The figures the sheet asks for: what is held, who says so, what the record says otherwise."""
    other = queries.beside(screening, screening.project)
    found = []
    for code in queries.asked_by(screening.standard):
        entry, of = screening.figures.get(code), words.dimension(code)
        is_open = with_money or of != "money"
        found.append(
            Figure(
                label=words.figure_label(code, screening.standard.criteria),
                value=_entry(entry) if is_open else HIDDEN,
                origin=words.origin(entry) if entry else str(words.STATES["missing"][1]),
                record=_entry(other[code]) if code in other and is_open else "",
            )
        )
    return found


def _entry(entry: Mapping[str, str] | None) -> str:
    return words.in_words(queries.value_of(entry), entry["unit"], places=4) if entry else HIDDEN


def dressed(standard: Standard, on: date, gone: set[int]) -> Standard:
    """A version with where it stands today, in words."""
    if standard.state != Standard.State.SET:
        tone = "accent" if standard.state == Standard.State.DRAFT else ""
        standing = Tag(tone, standard.get_state_display())
    elif standard.effective_from > on:
        standing = Tag("yellow", _("from %(day)s") % {"day": standard.effective_from.isoformat()})
    elif queries.is_current(standard, on) and standard.pk not in gone:
        standing = Tag("green", _("in force"))
    else:
        standing = Tag("", _("was in force"))
    standard.standing = standing  # type: ignore[attr-defined]
    standard.is_draft = standard.state == Standard.State.DRAFT  # type: ignore[attr-defined]
    standard.is_to_come = standard.state == Standard.State.SET and standard.effective_from > on  # type: ignore[attr-defined]
    return standard


def address(key: Any) -> str:
    return reverse("screening:detail", args=[key])
