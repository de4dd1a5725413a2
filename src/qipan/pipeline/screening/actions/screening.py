"""Screening a project: begin, tell the figures, write conditions, decide. Decided, it stands; screening again is a new record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import queries, rules
from qipan.pipeline.screening.actions import discretion, following
from qipan.pipeline.screening.actions.errors import (
    ConditionsNeeded,
    Decided,
    Incomplete,
    NoStandard,
    Outdated,
)
from qipan.pipeline.screening.events import ScreeningDecided
from qipan.pipeline.screening.models import Condition, Screening, Standard
from qipan.territory.orgs.models import Organisation

State, Verdict = Screening.State, Screening.Verdict
Entry = dict[str, str]


def begin(*, project: Project, by: User, on: date, standard: Standard | None = None) -> Screening:
    """Begin a screening with what the record says and what the last one was told; one that is begun already is answered as it is.

    The standard that holds for the project; where none does, the one named (in force on the day), else `NoStandard`.
    """
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        stands = queries.standing(project)
        if stands.open:
            return stands.open
        told = stands.screening.figures if stands.screening else {}
        figures = {c: e for c, e in told.items() if e["from"] == "submitted"}
        chosen = _standard(project, on, standard)
        row = Screening(
            project=project, standard=chosen, figures={**queries.from_record(project), **figures}, opened_by=by, opened_on=on
        )  # fmt: skip
        return changes.create(row, by=by, action="begin")


def _standard(project: Project, on: date, named: Standard | None) -> Standard:
    held = queries.holding(project, on) or named
    if held is None or not queries.is_current(held, on):
        raise NoStandard
    return held


def tell(
    *, screening: Screening, values: Mapping[str, tuple[str, str] | None], by: User, who: str = "", source: str = "",
    version: int | None = None,
) -> Screening:  # fmt: skip
    """Figures somebody says: code → (value, unit), or nothing to take one away. Each keeps who said it and in which paper."""
    with transaction.atomic():
        current = _open(screening)
        discretion.demand(current.project, who, source)
        figures: dict[str, Entry] = dict(current.figures)
        for code, given in values.items():
            if given is None:
                figures.pop(code, None)
            else:
                value, unit = given
                exact = rules.number(value)
                if exact is None or unit not in rules.UNITS:
                    raise ValueError(value)
                said = {
                    "value": queries.text_of(exact),
                    "unit": unit,
                    "from": "submitted",
                    "who": who.strip(),
                    "source": source.strip(),
                }
                figures[code] = said
        return changes.change(current, by=by, values={"figures": figures}, version=version, action="tell")


def renew(*, screening: Screening, by: User, on: date) -> Screening:
    """Judge by the version that holds by now, and take anew what the record says; what somebody told stays."""
    with transaction.atomic():
        current = _open(screening)
        project = Project.objects.select_related("chain", "node__segment").get(pk=current.project_id)
        told = {code: entry for code, entry in current.figures.items() if entry["from"] == "submitted"}
        values = {
            "standard": _standard(project, on, current.standard),
            "figures": {**queries.from_record(project), **told},
        }
        return changes.change(current, by=by, values=values, action="renew")


def drop(*, screening: Screening, by: User) -> Screening:
    """A screening begun by mistake; it stays in the history."""
    with transaction.atomic():
        return changes.change(_open(screening), by=by, values={"state": State.DROPPED}, action="drop")


def add_condition(
    *, screening: Screening, text: str, organisation: Organisation, by: User, due_on: date | None = None,
    days: int | None = None,
) -> Condition:  # fmt: skip
    """What the project owes if it is let in; written before the decision it belongs to."""
    with transaction.atomic():
        _may_condition(screening)
        discretion.demand(screening.project, text)
        row = Condition(screening=screening, text=text.strip(), organisation=organisation, due_on=due_on, days=days)
        return changes.create(row, by=by, action="condition")


def drop_condition(*, condition: Condition, by: User) -> None:
    with transaction.atomic():
        _may_condition(condition.screening)
        changes.delete(condition, by=by, reason="no condition")


def _may_condition(screening: Screening) -> None:
    current = Screening.objects.select_for_update().get(pk=screening.pk)
    stands = queries.standing(Project(pk=current.project_id))
    waiver = stands.waiver if stands.screening and stands.screening.pk == current.pk else None
    if current.state == State.DROPPED or not queries.may_condition(current, waiver):
        raise Decided


def decide(*, screening: Screening, by: User, on: date, words: str = "", version: int | None = None) -> Screening:
    """The verdict as the criteria give it, written down for good. Refuses missing figures, an outdated version, no conditions."""
    with transaction.atomic():
        current = _open(screening)
        if version is not None and version != current.version:
            raise changes.Stale(current, {})
        project = Project.objects.select_related("chain", "node__segment").get(pk=current.project_id)
        discretion.demand(project, words)
        if _standard(project, on, current.standard).pk != current.standard_id:
            raise Outdated
        verdict = queries.verdict_of(current)
        if verdict.verdict == "incomplete":
            raise Incomplete(verdict.asked)
        if verdict.verdict == Verdict.CONDITIONAL and not current.conditions.exists():
            raise ConditionsNeeded
        row = changes.change(current, by=by, values=_values(verdict, by, on, words), action="decide")
        following.follow(project, by=by, on=on)
        events.announce(ScreeningDecided(str(row.key), str(project.key), row.verdict, on.isoformat()))
    return row


def _values(verdict: rules.Verdict, by: User, on: date, words: str) -> dict[str, Any]:
    points = verdict.points
    return {
        "state": State.DECIDED,
        "verdict": verdict.verdict,
        "points": None if points is None else round(Decimal(points.numerator) / Decimal(points.denominator), 2),
        "findings": [_kept(finding) for finding in verdict.findings],
        "decided_by": by,
        "decided_on": on,
        "words": words.strip(),
    }


def _kept(finding: rules.Finding) -> dict[str, Any]:
    """As exact text: "2250", "64/3"."""
    value = None if finding.value is None else str(finding.value)
    points = None if finding.points is None else str(finding.points)
    return {
        "code": finding.code,
        "state": finding.state,
        "value": value,
        "points": points,
        "asked": list(finding.asked),
    }


def _open(screening: Screening) -> Screening:
    current = Screening.objects.select_for_update().get(pk=screening.pk)
    if current.state != State.OPEN:
        raise Decided
    return current
