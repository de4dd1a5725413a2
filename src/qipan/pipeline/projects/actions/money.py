"""Money by kind and period, and what a project reports for a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from qipan.core import audit, changes, events
from qipan.core.models import User
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.events import ProgressReported
from qipan.pipeline.projects.models import Amount, Progress, Project


def put_amount(
    *, project: Project, kind: str, minor: int | None, by: User | None, on: date, since: date | None = None, until: date | None = None,
    precision: str = "year", label: str = "", currency: str = "", raw: str = "", unit: str = "", source: Mapping[str, Any] | None = None,
) -> Amount | None:  # fmt: skip
    """Set one figure: of a kind, over a stretch (none: the figure as such). None takes it away. Then the headline follows."""
    with transaction.atomic():
        amount = put(
            project=project, kind=kind, minor=minor, by=by, since=since, until=until, precision=precision, label=label,
            currency=currency, raw=raw, unit=unit, source=source,
        )  # fmt: skip
        figures.refresh([project.pk], on=on)
    return amount


def put(
    *, project: Project, kind: str, minor: int | None, by: User | None, since: date | None = None, until: date | None = None,
    label: str = "", currency: str = "", source: Mapping[str, Any] | None = None, **written: Any,
) -> Amount | None:  # fmt: skip
    """The row and its audit entry, without the headline; the version grows, so a stale edit is noticed."""
    slot: dict[str, Any] = {"project": project, "kind": kind, "since": since, "until": until, "label": label}
    held = Amount.objects.filter(**slot).first()
    before = held.minor if held else None
    if before == minor:
        return held
    if minor is None:
        if held:
            held.delete()
        amount = None
    else:
        fields: dict[str, Any] = {"minor": minor, "currency": currency or project.currency, **written}
        amount, _ = Amount.objects.update_or_create(**slot, defaults=fields)
    Project.objects.filter(pk=project.pk).update(version=F("version") + 1)
    name = " ".join(
        part for part in (kind, audit.plain(since) if since else "", audit.plain(until) if until else "", label) if part
    )
    changes.note(project, by=by, action="money", changes={name: [before, minor]}, source=source)
    return amount


def report(
    *, project: Project, until: date, by: User | None, on: date, words: str = "", percent: Decimal | None = None, problems: str = "",
    completed_minor: int | None = None, in_place_minor: int | None = None, source: Mapping[str, Any] | None = None,
) -> Progress:  # fmt: skip
    """What stood at the end of a period: words, percent, completed since New Year, funds in place to date.

    The same period again corrects it. `source`: the batch, sheet and cells it came from.
    """
    values = {"words": words, "percent": percent, "problems": problems, "by": by, "since": date(until.year, 1, 1)}
    with transaction.atomic():
        held = Progress.objects.filter(project=project, until=until).first()
        if held is None:
            row = changes.create(
                Progress(project=project, until=until, **values), by=by, action="report", source=source
            )
        else:
            row = changes.change(held, by=by, values=values, action="report", source=source)
        if completed_minor is not None:
            put(
                project=project,
                kind="completed",
                minor=completed_minor,
                since=date(until.year, 1, 1),
                until=until,
                by=by,
                precision="month",
                source=source,
            )
        if in_place_minor is not None:
            put(
                project=project,
                kind="in_place",
                minor=in_place_minor,
                until=until,
                by=by,
                precision="month",
                source=source,
            )
        _carry_over(project, row, by, source)
        figures.refresh([project.pk], on=on)
        events.announce(ProgressReported(str(project.key), until.isoformat()))
    return row


def _carry_over(project: Project, row: Progress, by: User | None, source: Mapping[str, Any] | None) -> None:
    """The latest report is what the project shows."""
    if Progress.objects.filter(project=project, until__gt=row.until).exists():
        return
    shown: dict[str, Any] = {"reported_on": row.until}
    shown |= {
        k: v
        for k, v in (("progress_words", row.words), ("progress_percent", row.percent), ("problems", row.problems))
        if v not in (None, "")
    }
    changes.change(project, by=by, values=shown, action="report", source=source)
