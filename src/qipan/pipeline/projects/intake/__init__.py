"""How projects are taken in from ledgers: the room's door for `exchange` (drafting → planning → writing → undoing)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.pipeline.projects.intake import drafting, firms, planning, showing, table, undoing, writing
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Project
from qipan.territory.companies.models import Company


class ProjectsTarget:
    """See `exchange.targets.Target`."""

    code = "projects"
    label = _("Projects")
    ability = "projects.edit"
    columns = COLUMNS
    required: tuple[str, ...] = ("name",)
    object_type = planning.TYPE

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        return drafting.Sheet(reading, sheet, setting).draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        return planning.plan(drafts, answers, setting)

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        return writing.apply(steps, setting)

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        model = {planning.TYPE: Project, firms.TYPE: Company}[object_type]
        found: dict[int, int] = {}
        for part in planning.chunks(ids):
            found.update(model._default_manager.filter(pk__in=part).values_list("pk", "version"))
        return found

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        return undoing.undo(done, setting)

    def show(self, name: str, value: Any, language: str) -> Shown:
        return showing.show(name, value, language)

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        return showing.current(drafts, ids, fields)

    def url(self, object_type: str, key: str) -> str:
        return reverse({planning.TYPE: "projects:detail", firms.TYPE: "companies:detail"}[object_type], args=[key])

    def table(self, user: Any) -> tuple[list[Column], list[str], Iterator[list[Any]]]:
        """Our own ledger, for the command line."""
        return table.table(user)


TARGET = ProjectsTarget()
