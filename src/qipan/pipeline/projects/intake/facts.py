"""Amounts, reports, milestones and lights of projects that are held: put beside them, with what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from qipan.core import bulk, keys
from qipan.exchange.targets import Setting, Step
from qipan.pipeline.projects.intake.comparing import Standing, plain
from qipan.pipeline.projects.intake.drafting import amount_name
from qipan.pipeline.projects.models import Amount, LightReading, Milestone, Progress, Project

AMOUNT = (
    "project_id",
    "kind",
    "since",
    "until",
    "precision",
    "label",
    "minor",
    "currency",
    "raw",
    "unit",
    "source",
    "at",
)
MOVE = ("project_id", "before", "after", "on", "reason", "by_id", "at")
PROGRESS = (
    "key",
    "version",
    "created_at",
    "updated_at",
    "project_id",
    "since",
    "until",
    "words",
    "percent",
    "problems",
    "by_id",
)
MILESTONE = (
    "key",
    "version",
    "created_at",
    "updated_at",
    "project_id",
    "name",
    "order",
    "planned_on",
    "planned_precision",
    "actual_on",
    "words",
    "person",
)
LIGHT = ("project_id", "system", "on", "colour", "reasons", "comment")
_AMOUNT_KEPT = ("precision", "minor", "currency", "raw", "unit", "source")


def progress_row(pk: int, report: Sequence[Any], by: int | None, now: Any) -> tuple[Any, ...]:
    until, words, percent, problems = report
    return (bulk.key(str(keys.growing())), 1, now, now, pk, f"{until[:4]}-01-01", until, words, percent, problems, by)


def milestone_row(pk: int, order: int, milestone: Sequence[Any], now: Any) -> tuple[Any, ...]:
    name, planned, precision, words, person, _unit = milestone
    return (bulk.key(str(keys.growing())), 1, now, now, pk, name, order, planned, precision, None, words, person)


class Rows:
    """Rows beside a part of the changed projects: gathered, then written table by table."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.now = bulk.moment(setting.at)
        self.by = setting.by.pk if setting.by else None
        self.new_amounts: list[tuple[Any, ...]] = []
        self.amounts: list[tuple[Any, ...]] = []
        self.new_progress: list[tuple[Any, ...]] = []
        self.new_milestones: list[tuple[Any, ...]] = []
        self.new_lights: list[tuple[Any, ...]] = []

    def gather(self, pk: int, step: Step, standing: Standing) -> dict[str, Any]:
        """Note what differs; answers what stood before, for undo."""
        data, changes = step.draft.data, step.changes
        sheet = self.setting.sheets.get(step.draft.sheet, "")
        before: dict[str, Any] = {}
        for amount in data["a"]:
            name = amount_name(amount)
            if name not in changes:
                continue
            kind, since, until, precision, label, minor, currency, raw, unit, cell = amount
            source = f"{sheet}!{cell}"[:200]
            there = standing.amounts.get(name)
            if there is None:
                self.new_amounts.append(
                    (pk, kind, since, until, precision, label, minor, currency, raw, unit, source, self.now)
                )
                before.setdefault("a", []).append([kind, since, until, label, None])
            else:
                self.amounts.append((precision, minor, currency, raw, unit, source, there[0]))
                before.setdefault("a", []).append(
                    [kind, since, until, label, [there[3], there[1], there[2], *there[4:]]]
                )
        for report in data.get("p", ()):
            if f"progress {report[0]}" in changes:
                before.setdefault("p", []).append(self._progress(pk, report, standing))
        for order, milestone in enumerate(data.get("m", ())):
            if f"milestone {milestone[0]}" in changes:
                before.setdefault("m", []).append(self._milestone(pk, order, milestone, standing))
        if "l" in data and f"light {data['l'][0]} {data['l'][1]}" in changes:
            before["l"] = self._light(pk, data["l"], standing)
        return before

    def _progress(self, pk: int, report: Sequence[Any], standing: Standing) -> list[Any]:
        until, words, percent, problems = report
        old = standing.progress.get(until)
        if old is None:
            self.new_progress.append(progress_row(pk, report, self.by, self.now))
            return [until, None]
        values = {"words": words, "updated_at": self.setting.at, "version": F("version") + 1}
        values |= {k: v for k, v in (("percent", percent), ("problems", problems)) if v not in (None, "")}
        Progress.objects.filter(project_id=pk, until=until).update(**values)
        return [until, [old[0], plain(old[1]), old[2]]]

    def _milestone(self, pk: int, order: int, milestone: Sequence[Any], standing: Standing) -> list[Any]:
        name, planned, precision, words, person, _unit = milestone
        old = standing.milestones.get(name)
        if old is None:
            self.new_milestones.append(milestone_row(pk, order, milestone, self.now))
            return [name, None]
        values = {
            "planned_on": planned,
            "planned_precision": precision,
            "words": words,
            "person": person,
            "version": F("version") + 1,
        }
        Milestone.objects.filter(project_id=pk, name=name).update(**values)
        return [name, [plain(old[0]), old[1], old[2]]]

    def _light(self, pk: int, light: Sequence[Any], standing: Standing) -> list[Any]:
        system, on, colour, comment, _cell = light
        old = standing.lights.get((system, on))
        if old is None:
            self.new_lights.append((pk, system, on, colour, "[]", comment))
            return [system, on, None]
        LightReading.objects.filter(project_id=pk, system=system, on=on).update(
            colour=colour, comment=comment or old[1]
        )
        return [system, on, list(old)]

    def reported_on(self, step: Step) -> str | None:
        """The last day this file reports on, when that is over."""
        data = step.draft.data
        days = [a[2] for a in data["a"] if a[0] in ("completed", "in_place") and a[2]] + [
            p[0] for p in data.get("p", ())
        ]
        return max((day for day in days if day <= self.setting.on.isoformat()), default=None)

    def write(self) -> None:
        bulk.insert(Amount, AMOUNT, self.new_amounts)
        bulk.insert(Progress, PROGRESS, self.new_progress)
        bulk.insert(Milestone, MILESTONE, self.new_milestones)
        bulk.insert(LightReading, LIGHT, self.new_lights)
        sets = "precision = %s, minor = %s, currency = %s, raw = %s, unit = %s, source = %s"
        with connection.cursor() as cursor:
            if self.amounts:
                cursor.executemany(f"UPDATE {Amount._meta.db_table} SET {sets} WHERE id = %s", self.amounts)  # noqa: S608


def put_back(pk: int, before: dict[str, Any]) -> None:
    """What a batch put beside a project is taken away, what it changed is as it was."""
    for kind, since, until, label, old in before.get("a", ()):
        slot = Amount.objects.filter(project_id=pk, kind=kind, since=since, until=until, label=label)
        _back(slot, dict(zip(_AMOUNT_KEPT, old, strict=True)) if old else None)
    for until, old in before.get("p", ()):
        reports = Progress.objects.filter(project_id=pk, until=until)
        _back(reports, dict(zip(("words", "percent", "problems"), old, strict=True)) if old else None)
    for name, old in before.get("m", ()):
        milestones = Milestone.objects.filter(project_id=pk, name=name)
        _back(milestones, dict(zip(("planned_on", "words", "person"), old, strict=True)) if old else None)
    if "l" in before:
        system, on, old = before["l"]
        lights = LightReading.objects.filter(project_id=pk, system=system, on=on)
        _back(lights, dict(zip(("colour", "comment"), old, strict=True)) if old else None)


def _back(rows: Any, old: dict[str, Any] | None) -> None:
    if old is None:
        rows.delete()
    else:
        rows.update(**old)


def beside(ids: Sequence[int]) -> None:
    """Delete everything an import wrote beside these projects."""
    for model in (Amount, Progress, Milestone, LightReading, Project.stage_moves.rel.related_model):
        model._default_manager.filter(project_id__in=ids)._raw_delete(connection.alias)
