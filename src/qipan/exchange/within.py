"""Records that stand in another record the file may bring along: a parcel in its park, a segment in its chain.

On the preview the other record may not be there yet (its sheet comes first in the same file, or nobody wrote it down). Then the record
is new all the same; when it is written, the other is found, or made by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from qipan.core import audit
from qipan.core.models import Record
from qipan.exchange.simple import SimpleTarget, attribute
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step


def _missing(*, by: Any, name: str, source: Any) -> Record:
    raise NotImplementedError(name)


@dataclass(eq=False)
class WithinTarget(SimpleTarget):
    """`within`: the column that names the other record; `make`: make(by=, name=, source=) → that record."""

    within: str = ""
    make: Callable[..., Record] = _missing

    def _step(self, draft: Draft, values: dict[str, Any], held: Any, seen: Any, answers: Mapping[str, str]) -> Step:
        words = str(draft.data.get(self.within, ""))
        if (
            f"{self.fields[self.within].name}_id" in values
            or not words
            or any(not draft.data.get(key) for key in self.required)
        ):
            return super()._step(draft, values, held, seen, answers)
        field = self.fields[self.within].name
        rest = (str(values.get(attribute(self.model, name), "")) for name in self.keys[0] if name != field)
        key = (self.within, words, *rest)
        if key in seen:
            return Step(draft, "skip", why="twice", merged_into=seen[key])
        seen[key] = (draft.sheet, draft.row)
        changes = {name: [None, audit.plain(value)] for name, value in {**values, field: words}.items()}
        return Step(draft, "new", changes=changes, remarks=[{"code": "made_along", "value": words}])

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        yield from self._along(steps, setting)
        yield from super().apply(steps, setting)

    def _along(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        """What is made before the records themselves can stand."""
        finder = self.fields[self.within].finder
        find = finder() if finder else None
        for step in steps:
            words = str(step.draft.data.get(self.within, ""))
            if step.state == "new" and find and find(words) is None:
                made = self.make(by=setting.by, name=words, source=setting.source(step.draft))
                kind, where = made._meta.label_lower, (step.draft.sheet, step.draft.row)
                yield Done(
                    "created", kind, made.pk, str(made.key), str(made)[:300], made.version, *where, {"made_along": True}
                )

    def show(self, name: str, value: Any, language: str) -> Shown:
        """The other record by its words while it is not there."""
        field = self.fields[self.within].name
        if name == field and isinstance(value, str):
            return Shown(str(self.model._meta.get_field(field).verbose_name), value)  # type: ignore[union-attr]
        return super().show(name, value, language)

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        if object_type == self.model._meta.label_lower:
            return super().standing(object_type, ids)
        return dict(apps.get_model(object_type)._default_manager.filter(pk__in=ids).values_list("pk", "version"))

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        acts = list(done)
        mine = [act for act in acts if not act.before.get("made_along")]
        count = super().undo(mine, setting)
        for act in acts:
            if act.before.get("made_along"):
                record = apps.get_model(act.object_type)._default_manager.get(pk=act.object_id)
                self.delete(by=setting.by, record=record, reason=setting.file, source=None)
                count += 1
        return count
