"""A range pasted from a sheet: every good cell in one step, which can be taken back while nothing newer stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from qipan.core import audit, changes
from qipan.core.models import User
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.actions import figures, money, opening
from qipan.pipeline.projects.models import Project, Revision

AMOUNT = "amount:"


@dataclass(frozen=True, slots=True)
class Cell:
    """One good cell: `values` are model fields to write; a figure is {"amount:total": minor}. `column` names it to the reader."""

    project_id: int
    version: int
    column: str
    values: dict[str, Any]


@dataclass(slots=True)
class Pasted:
    """`states`: (project id, column) → ok | same | conflict | refused; `refused`: why; `versions`: the rows' new versions."""

    revision: Revision | None
    refused: dict[tuple[int, str], Exception] = field(default_factory=dict)
    states: dict[tuple[int, str], str] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)


class Newer(Exception):
    """Somebody wrote on top of the paste; `projects` names them."""

    def __init__(self, projects: Sequence[Project]) -> None:
        super().__init__(", ".join(p.name for p in projects))
        self.projects = projects


class Undone(Exception):
    """The paste was taken back before."""


def paste(
    *, cells: Iterable[Cell], within: Any, by: User | None, on: date, kind: str = Revision.Kind.PASTE, reason: str = ""
) -> Pasted:
    """Write all cells whose row is still as it was seen, as one revision. A stale row is left as it stands and reported.

    `within`: the projects the writer may change (a queryset of `queries.visible_to`).
    """
    grouped: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        grouped[cell.project_id].append(cell)
    result = Pasted(None)
    written: list[dict[str, Any]] = []
    with transaction.atomic():
        revision = Revision(by=by, kind=kind, reason=reason)
        gates = queries.table(on)
        source = {kind: str(revision.key)} | ({"reason": reason} if reason else {})
        rows = {
            p.pk: p
            for p in Project.objects.select_for_update().filter(pk__in=within.filter(pk__in=grouped).values("pk"))
        }
        for pk, own in grouped.items():
            if pk not in rows:
                result.states |= {(pk, cell.column): "gone" for cell in own}
                continue
            _paste_row(rows[pk], own, source, by, result, written, on, kind, gates)
        if written:
            touched = {entry["project"] for entry in written}
            result.versions |= dict(Project.objects.filter(pk__in=touched).values_list("pk", "version"))
            revision.cells = written
            revision.versions = {str(pk): result.versions[pk] for pk in touched}
            revision.save()
            opening.make_findable(list(Project.objects.filter(pk__in=touched)))
            figures.refresh(sorted(touched), on=on)
            result.revision = revision
    return result


def _paste_row(
    project: Project,
    cells: list[Cell],
    source: dict[str, Any],
    by: User | None,
    result: Pasted,
    written: list[dict[str, Any]],
    on: date,
    action: str,
    gates: Mapping[str, Any],
) -> None:
    fresh: list[Cell] = []
    for cell in cells:
        place = (project.pk, cell.column)
        if _is_held(project, cell.values):
            result.states[place] = "same"
        elif cell.version != project.version:
            result.states[place] = "conflict"
        else:
            fresh.append(cell)
    fields = _sound(project, fresh, result, on, gates)
    for name, value in fields.items():
        written.append(
            {"project": project.pk, "field": name, "old": _stored(held(project, name)), "new": _stored(value)}
        )
    _write(project, fields, source, by, action)
    result.versions.setdefault(project.pk, project.version)


def _sound(project: Project, cells: list[Cell], result: Pasted, on: date, gates: Mapping[str, Any]) -> dict[str, Any]:
    """Fields to write of a row. A cell that makes nonsense, or takes away what the stage asks, is refused alone."""
    while True:
        fields = {name: value for cell in cells for name, value in cell.values.items()}
        try:
            opening.judge(project, {k: v for k, v in fields.items() if not k.startswith(AMOUNT)}, on, gates)
        except (opening.Nonsense, opening.Fixed, opening.Emptied) as why:
            at_fault = [cell for cell in cells if _is_at_fault(cell, why)] or cells
            for cell in at_fault:
                result.states[project.pk, cell.column] = "refused"
                result.refused[project.pk, cell.column] = why
            cells = [cell for cell in cells if cell not in at_fault]
        else:
            result.states |= {(project.pk, cell.column): "ok" for cell in cells}
            return fields


def _is_at_fault(cell: Cell, why: Exception) -> bool:
    if isinstance(why, opening.Nonsense):
        return any(one.field in cell.values for one in why.odd)
    if isinstance(why, opening.Fixed):
        return any(name in cell.values for name in why.fields)
    return any(value in (None, "") for value in cell.values.values())


def _write(project: Project, fields: dict[str, Any], source: dict[str, Any], by: User | None, action: str) -> None:
    plain = {k: v for k, v in fields.items() if not k.startswith(AMOUNT)}
    if plain:
        changes.change(project, by=by, values=opening.ready(plain), action=action, source=source)
    for name, minor in fields.items():
        if name.startswith(AMOUNT):
            money.put(project=project, minor=minor, by=by, source=source, **_slot(name))


def _slot(name: str) -> dict[str, Any]:
    """ "amount:total" · "amount:plan:2026"."""
    _prefix, kind, *year = name.split(":")
    if not year:
        return {"kind": kind}
    return {"kind": kind, "since": date(int(year[0]), 1, 1), "until": date(int(year[0]), 12, 31)}


def held(project: Project, name: str) -> Any:
    if not name.startswith(AMOUNT):
        return getattr(project, Project._meta.get_field(name).attname)
    slot = _slot(name)
    return (
        project.amounts.filter(since=slot.get("since"), until=slot.get("until"), kind=slot["kind"], label="")
        .values_list("minor", flat=True)
        .first()
    )


def _is_held(project: Project, values: dict[str, Any]) -> bool:
    return all(held(project, name) == (value.pk if hasattr(value, "pk") else value) for name, value in values.items())


def _stored(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else audit.plain(value)


def undo(*, revision: Revision, by: User | None, on: date, at: datetime) -> list[int]:
    """Put back what the paste replaced. Refused whole when any of its rows was written since (`Newer`), or it was undone (`Undone`)."""
    with transaction.atomic():
        held = Revision.objects.select_for_update().get(pk=revision.pk)
        if held.undone_at is not None:
            raise Undone
        rows = {p.pk: p for p in Project.objects.select_for_update().filter(pk__in=[int(pk) for pk in held.versions])}
        newer = [p for p in rows.values() if p.version != held.versions[str(p.pk)]]
        if newer:
            raise Newer(newer)
        back: dict[int, dict[str, Any]] = defaultdict(dict)
        for entry in held.cells:
            back[entry["project"]][entry["field"]] = _loaded(entry["field"], entry["old"])
        for pk, fields in back.items():
            _write(rows[pk], fields, {"undo": str(held.key)}, by, "undo")
        held.undone_at = at
        held.save(update_fields=["undone_at"])
        opening.make_findable(list(Project.objects.filter(pk__in=back)))
        figures.refresh(sorted(back), on=on)
    return sorted(back)


def _loaded(name: str, value: Any) -> Any:
    if name.startswith(AMOUNT) or value is None:
        return value
    f = Project._meta.get_field(name)
    if f.is_relation:
        return f.related_model.objects.get(pk=value)
    return f.to_python(value)
