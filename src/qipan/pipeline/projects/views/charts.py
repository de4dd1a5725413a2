"""A project's dates and money as the charts draw them; the same figures stand as tables beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Amount, Milestone, Project
from qipan.pipeline.projects.models.choices import MoneyKind
from qipan.pipeline.projects.views.shown import language

_DRAWN = (MoneyKind.COMPLETED, MoneyKind.IN_PLACE)


def _state(step: Milestone, on: date) -> str:
    if step.actual_on:
        return "done"
    due = rules.last_day(step.planned_on, step.planned_precision)
    if due is None:
        return "future"
    return "late" if due < on else "now" if (due - on).days <= 30 else "future"


def steps(milestones: Sequence[Milestone], on: date) -> list[dict[str, Any]]:
    """Milestones with their state, for the list."""
    return [{"step": m, "state": _state(m, on)} for m in milestones]


def timeline(milestones: Sequence[Milestone], on: date) -> dict[str, Any] | None:
    """Steps with a date, from the earliest; none: no chart."""
    rows = []
    before: date | None = None
    for m in milestones:
        due = rules.last_day(m.planned_on, m.planned_precision)
        if due is None and m.actual_on is None:
            continue
        begin = before if before and due and before < due else (m.planned_on or m.actual_on)
        rows.append({
            "label": m.name,
            "planned": [begin.isoformat(), due.isoformat()] if begin and due else None,
            "actual": [(min(begin, m.actual_on) if begin else m.actual_on).isoformat(), m.actual_on.isoformat()] if m.actual_on else None,
            "state": _state(m, on),
            "note": m.words or m.person,
        })  # fmt: skip
        before = due or m.actual_on
    rows = [r for r in rows if r["planned"]]
    return {"today": on.isoformat(), "rows": rows} if rows else None


def table(amounts: Mapping[str, Sequence[Amount]]) -> list[dict[str, Any]]:
    """Every figure by kind: what it is of, how much, as it was written."""
    return [
        {"label": MoneyKind(kind).label, "rows": [{"of": _of(a), "amount": a} for a in rows]}
        for kind, rows in amounts.items()
    ]


def _of(a: Amount) -> str:
    """The stretch in words: 2026, January–July 2026, to the end of 2025."""
    if a.since is None and a.until is None:
        return a.label or _("as such")
    if a.since is None and a.until:
        return _("to %(date)s") % {
            "date": units.date_text(
                a.until, "year" if (a.until.month, a.until.day) == (12, 31) else "month", language()
            )
        }
    if (
        a.since
        and a.until
        and (a.since.month, a.since.day, a.until.month, a.until.day) == (1, 1, 12, 31)
        and a.since.year == a.until.year
    ):
        return units.date_text(a.since, "year", language())
    ends = [
        units.date_text(d, "month" if a.precision != "ten_days" else "day", language()) for d in (a.since, a.until) if d
    ]
    return "–".join(dict.fromkeys(ends))


def money(project: Project, amounts: Mapping[str, Sequence[Amount]]) -> dict[str, Any] | None:
    """Completed and in place to date at the end of each period, and where the plan of the year leads; one point draws no chart."""
    held = [
        rules.Sum(a.kind, a.minor, a.since, a.until, a.currency)
        for rows in amounts.values()
        for a in rows
        if a.currency == project.currency
    ]
    ends = sorted({a.until for a in held if a.until and a.kind in _DRAWN})
    plan, year = project.plan_minor, project.plan_year
    if len(ends) < 2:
        return None
    shown = [rules.headline([a for a in held if a.until is None or a.until <= end], end) for end in ends]
    done = [found["done_minor"] for found in shown]
    series = [
        {"name": str(MoneyKind.COMPLETED.label), "kind": "line", "values": _scaled(done)},
        {
            "name": str(MoneyKind.IN_PLACE.label),
            "kind": "line",
            "values": _scaled([found["in_place_minor"] for found in shown]),
        },
    ]
    if plan and year:
        before = max(
            (minor for end, minor in zip(ends, done, strict=True) if end.year < year and minor is not None), default=0
        )
        goal = date(year, 12, 31)
        if goal not in ends:
            ends.append(goal)
            for one in series:
                one["values"].append(None)  # type: ignore[attr-defined]
        goals = [before + plan if end == goal else None for end in ends]
        series.append({"name": _("Goal of %(year)s") % {"year": year}, "kind": "bar", "values": _scaled(goals)})
    drawn = [one for one in series if any(value is not None for value in one["values"])]
    return {
        "unit": units.money_unit(project.currency, language()),
        "periods": [f"{end:%Y-%m}" for end in ends],
        "series": drawn,
    }


def _scaled(values: Sequence[int | None]) -> list[float | None]:
    scale = units.money_scale(language())
    return [None if value is None else round(value / scale, 2) for value in values]
