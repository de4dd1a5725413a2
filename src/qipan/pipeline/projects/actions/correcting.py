"""Many projects corrected at once: filter → change → dry run → apply → undo. The same revision a paste leaves, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core.models import User
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.actions import opening, pasting
from qipan.pipeline.projects.models import Project, Revision

Change = Callable[[Project], Mapping[str, Any]]  # a project → the fields to write
MOST = 2000  # projects of one correction: more are corrected in parts, each looked at


class TooMany(Exception):
    """More projects than one correction takes; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class Changed(Exception):
    """What the dry run showed is no longer what stands; look again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One project of a dry run: what would be written, or why not (`refused`)."""

    project: Project
    old: dict[str, Any]
    new: dict[str, Any]
    refused: Exception | None = None


def try_out(*, rows: Any, change: Change, on: date) -> list[Line]:
    """The dry run: what would change, project by project, field by field. Reads only; rows that have the value are left out."""
    count = rows.count()
    if count > MOST:
        raise TooMany(count)
    gates = queries.table(on)
    return [line for project in rows.all() if (line := _line(project, change(project), on, gates)) is not None]


def _line(project: Project, values: Mapping[str, Any], on: date, gates: Mapping[str, Any]) -> Line | None:
    old = {name: pasting.held(project, name) for name in values}
    differing = {name: value for name, value in values.items() if old[name] != getattr(value, "pk", value)}
    if not differing:
        return None
    before = {name: old[name] for name in differing}
    try:
        opening.judge(project, differing, on, gates)
    except (opening.Nonsense, opening.Fixed, opening.Emptied) as why:
        return Line(project, before, differing, why)
    return Line(project, before, differing)


def mark(lines: Sequence[Line]) -> str:
    """What a dry run showed, to be handed back with "apply": projects and their versions."""
    return " ".join(f"{line.project.pk}:{line.project.version}" for line in lines if line.refused is None)


def correct(*, rows: Any, change: Change, seen: str, reason: str, by: User | None, on: date) -> Revision | None:
    """Apply what the dry run showed, as one revision with its reason; refused rows stay. `Changed` when anything moved since."""
    with transaction.atomic():
        lines = [line for line in try_out(rows=rows, change=change, on=on) if line.refused is None]
        if mark(lines) != seen:
            raise Changed
        cells = [
            pasting.Cell(line.project.pk, line.project.version, name, {name: value})
            for line in lines
            for name, value in line.new.items()
        ]
        return pasting.paste(cells=cells, within=rows, by=by, on=on, kind=Revision.Kind.CORRECT, reason=reason).revision
