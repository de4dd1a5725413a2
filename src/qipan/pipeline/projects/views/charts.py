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

_DRAWN = (MoneyKind.PLAN, MoneyKind.COMPLETED, MoneyKind.IN_PLACE, MoneyKind.FORECAST)


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
    return [{"label": MoneyKind(kind).label, "rows": [{"of": _of(a), "amount": a} for a in rows]} for kind, rows in amounts.items()]


def _of(a: Amount) -> str:
    """The stretch in words: 2026, January–July 2026, to the end of 2025."""
    if a.since is None and a.until is None:
        return a.label or _("as such")
    if a.since is None and a.until:
        return _("to %(date)s") % {"date": units.date_text(a.until, "year" if (a.until.month, a.until.day) == (12, 31) else "month", language())}
    if a.since and a.until and (a.since.month, a.since.day, a.until.month, a.until.day) == (1, 1, 12, 31) and a.since.year == a.until.year:
        return units.date_text(a.since, "year", language())
    ends = [units.date_text(d, "month" if a.precision != "ten_days" else "day", language()) for d in (a.since, a.until) if d]
    return "–".join(dict.fromkeys(ends))


def money(project: Project, amounts: Mapping[str, Sequence[Amount]]) -> dict[str, Any] | None:
    """Plan, completed and funds in place at the ends of their periods; fewer than two points: no chart."""
    ends = sorted({a.until for kind in _DRAWN for a in amounts.get(kind, ()) if a.until})
    if len(ends) < 2:
        return None
    scale = units.money_scale(language())
    series = []
    for kind in _DRAWN:
        found = {a.until: round(a.minor / scale, 2) for a in amounts.get(kind, ()) if a.until}
        if found:
            series.append({"name": str(kind.label), "kind": "bar" if kind == MoneyKind.PLAN else "line", "values": [found.get(end) for end in ends]})
    return {"unit": units.money_unit(project.currency, language()), "periods": [f"{end:%Y-%m}" for end in ends], "series": series}
