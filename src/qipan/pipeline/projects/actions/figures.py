"""What follows from other rows: headline figures, open blockers, next date, light. Written beside the version: nobody typed them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from qipan.core import events, rulesets
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.events import LightChanged
from qipan.pipeline.projects.models import Amount, Blocker, LightReading, Milestone, Project
from qipan.pipeline.projects.queries import course

BATCH = 500
_READ = (
    "id", "key", "stage", "status", "total_minor", "plan_year", "plan_minor", "done_year_minor", "done_minor", "in_place_minor", "currency",
    "planned_start", "planned_start_precision", "planned_end", "planned_end_precision", "start_on", "start_precision", "end_on",
    "entered_on", "next_on", "next_what", "light", "light_reasons", "light_since", "open_blockers", "blocker_text",
)  # fmt: skip


def refresh(ids: Iterable[int], *, on: date) -> int:
    """Bring what is derived up to date for these projects. Returns how many lights changed. Safe to run twice."""
    changed = 0
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            changed += _refresh(batch, on)
    return changed


def _refresh(ids: Sequence[int], on: date) -> int:
    limits = rulesets.everywhere("lights", on=on)
    sums, steps, blockers = sums_of(ids), _next_steps(ids), _open_blockers(ids)
    writes: list[tuple[int, dict[str, Any]]] = []
    turned: list[tuple[Project, str]] = []
    placed = Project.objects.filter(pk__in=ids).annotate(place=F("region__path")).only(*_READ)
    for project in placed.order_by("pk"):
        before = {name: getattr(project, name) for name in _READ}
        values = _figures(sums.get(project.pk, []), project, on) | _work(
            blockers.get(project.pk, ()), steps.get(project.pk, ())
        )
        for name, value in values.items():
            setattr(project, name, value)
        verdict = rules.light(course.of(project), on, limits(project.place))  # type: ignore[attr-defined]
        colour_before = project.light
        project.light, project.light_reasons = verdict.colour, verdict.reasons
        if verdict.colour != colour_before:
            project.light_since = on
            turned.append((project, colour_before))
        differing = {name: getattr(project, name) for name in _READ if getattr(project, name) != before[name]}
        if differing:
            writes.append((project.pk, differing))
    write(writes)
    tell(turned, on)
    return len(turned)


def _figures(sums: Sequence[rules.Sum], project: Project, on: date) -> dict[str, Any]:
    """Headline figures; without any amount the project keeps its currency."""
    return rules.headline(sums, on) | ({} if sums else {"currency": project.currency})


def sums_of(ids: Sequence[int]) -> dict[int, list[rules.Sum]]:
    found: dict[int, list[rules.Sum]] = defaultdict(list)
    rows = Amount.objects.filter(project_id__in=ids).order_by("pk")
    for row in rows.values("project_id", "kind", "since", "until", "minor", "currency"):
        found[row.pop("project_id")].append(rules.Sum(**row))
    return found


def _next_steps(ids: Sequence[int]) -> dict[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = Milestone.objects.filter(project_id__in=ids, actual_on__isnull=True, planned_on__isnull=False)
    for pk, planned, name in rows.order_by("planned_on", "order").values_list("project_id", "planned_on", "name"):
        if planned:
            found[pk].append((planned, name))
    return found


def _open_blockers(ids: Sequence[int]) -> dict[int, list[tuple[date | None, str]]]:
    found: dict[int, list[tuple[date | None, str]]] = defaultdict(list)
    rows = Blocker.objects.filter(project_id__in=ids, solved_on__isnull=True).order_by("pk")
    for pk, due, text in rows.values_list("project_id", "due_on", "text"):
        found[pk].append((due, text))
    return found


def _work(blockers: Sequence[tuple[date | None, str]], steps: Sequence[tuple[date, str]]) -> dict[str, Any]:
    """Open blockers counted, the most urgent named; the next date is the earliest owed by step or blocker."""
    urgent = sorted(blockers, key=lambda b: b[0] or date.max)
    due = sorted([*steps, *[(on, text) for on, text in blockers if on is not None]], key=lambda step: step[0])
    return {
        "open_blockers": len(blockers),
        "blocker_text": urgent[0][1][:200] if urgent else "",
        "next_on": due[0][0] if due else None,
        "next_what": due[0][1][:200] if due else "",
    }


def write(writes: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Plain updates, grouped by the fields that differ: the fastest that both databases understand."""
    grouped: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for pk, values in writes:
        fields = [Project._meta.get_field(name) for name in values]
        row = [f.get_db_prep_save(value, connection) for f, value in zip(fields, values.values(), strict=True)]
        grouped[tuple(values)].append([*row, pk])
    with connection.cursor() as cursor:
        for names, rows in grouped.items():
            sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
            cursor.executemany(f"UPDATE {Project._meta.db_table} SET {sets} WHERE id = %s", rows)  # noqa: S608 — names of our own fields


def tell(turned: Sequence[tuple[Any, str]], on: date) -> None:
    """Keep each new colour as a reading; announce those that were judged before."""
    if not turned:
        return
    LightReading.objects.bulk_create(
        [
            LightReading(project_id=p.pk, on=on, colour=p.light, reasons=json.loads(json.dumps(p.light_reasons)))
            for p, _ in turned
        ],
        update_conflicts=True,
        unique_fields=["project", "system", "on"],
        update_fields=["colour", "reasons"],
    )
    told = [LightChanged(str(p.key), before, p.light, on.isoformat()) for p, before in turned if before != "grey"]
    events.announce_all(told)
