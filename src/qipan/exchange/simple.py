"""A target a room declares in a few lines: a model, a natural key, fields, and the room's own `actions` to write with.

For ledgers of hundreds to some ten thousand records (companies, parcels, people …): each record goes through its action, so checks,
audit and search come from the room. See docs/rooms/exchange.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from qipan.core import audit, units
from qipan.core.columns import Column, Kind, Secrecy
from qipan.core.models import Record
from qipan.exchange.reading import RecordReading, SheetReading, Value
from qipan.exchange.targets import Ask, CannotUndo, Choice, Done, Draft, Setting, Shown, Step

_CHUNK = 500
Key = tuple[Any, ...]  # (names of the fields, their values)
_Index = dict[Key, Record]
_Seen = dict[Key, tuple[int, int]]
Finder = Callable[[str], Any]  # words → id of the record they name, or None


def _as_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """Where a column is stored. `name`: the model's field.

    `finder`: for links; called once a plan, answers a function words → id (`lambda: orgs.region_index().find`).
    `read`: turns the value read into the value stored (a Decimal, a date, words).
    """

    name: str
    finder: Callable[[], Finder] | None = None
    read: Callable[[Any], Any] = _as_is


@dataclass(slots=True, eq=False)
class SimpleTarget:
    """`keys`: natural keys in the order they are tried; each a tuple of field names that together tell a record.

    `derive` fills further fields from the values (a plain name); they are matched on and not written.
    `fixed` says which fields never change once set (a credit code): a difference is asked, not written.
    """

    code: str
    label: Any
    ability: str
    columns: tuple[Column, ...]
    model: type[Record]
    fields: Mapping[str, Field]
    keys: tuple[tuple[str, ...], ...]
    create: Callable[..., Record]  # create(by=, source=, **values)
    change: Callable[..., Any]  # change(by=, record=, values=, source=)
    delete: Callable[..., Any]  # delete(by=, record=, reason=, source=)
    required: tuple[str, ...] = ("name",)
    derive: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    faults: Callable[[dict[str, Any]], str] | None = None  # why a record cannot be stored: a code, "" = it can
    fixed: frozenset[str] = frozenset()
    born: frozenset[str] = frozenset()  # written when a record is created, never changed by a file (other spellings)
    held: Callable[[], models.QuerySet[Any]] | None = None
    page: str = ""  # the address name of a record's page, by key: "companies:detail"
    title: Callable[[Any], str] = str  # how a record is called where it is listed

    @property
    def object_type(self) -> str:
        return self.model._meta.label_lower

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        kinds = {column.key: column.kind for column in self.columns}

        def draft(record: RecordReading) -> Draft:
            data: dict[str, Any] = {}
            cells: dict[str, str] = {}
            for key, values in record.values.items():
                stored = self.fields.get(key)
                value = next((v for v in values if v.value is not None), None)
                if stored is None or value is None:
                    continue
                data[key] = plain(value, kinds[key])
                if value.cell:
                    cells[stored.name] = value.cell
            return Draft(sheet, record.row, str(data.get(self.required[0], "")) if self.required else "", data, cells)

        return draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        finders = {key: f.finder() for key, f in self.fields.items() if f.finder}
        stored = [self._stored(d, finders) for d in drafts]
        held = self._held()
        seen: _Seen = {}
        steps = []
        for draft, values in zip(drafts, stored, strict=True):
            steps.append(self._step(draft, values, held, seen, answers))
        return steps

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        """The draft as field → value, links found."""
        values: dict[str, Any] = {}
        for key, value in draft.data.items():
            stored = self.fields[key]
            if key in finders:
                pk = finders[key](str(value))
                if pk is not None:
                    values[f"{stored.name}_id"] = pk
            else:
                made = stored.read(value)
                if made is not None:
                    values[stored.name] = made
        return values

    def _held(self) -> _Index:
        """Every held record under each of its natural keys."""
        rows = self.held() if self.held else self.model._default_manager.all()
        names = {name for key in self.keys for name in key}
        index: _Index = {}
        for record in rows.iterator(chunk_size=2000):
            for key in self._known_by({name: getattr(record, attribute(self.model, name)) for name in names}):
                index.setdefault(key, record)
        return index

    def _known_by(self, values: Mapping[str, Any]) -> list[Key]:
        """The natural keys these values fill; the better one comes first."""
        return [key for key in (_key(names, values) for names in self.keys) if key is not None]

    def _step(
        self, draft: Draft, values: dict[str, Any], held: _Index, seen: _Seen, answers: Mapping[str, str]
    ) -> Step:
        if any(not draft.data.get(key) for key in self.required):
            return Step(draft, "skip", why="required")
        fault = self.faults(values) if self.faults else ""
        if fault:
            return Step(draft, "skip", why=fault)
        known = {**values, **(self.derive(values) if self.derive else {})}
        by_attribute = {name: known.get(attribute(self.model, name)) for names in self.keys for name in names}
        keys = self._known_by(by_attribute)
        if not keys:
            return Step(draft, "skip", why="required")
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin is not None:
            return Step(draft, "skip", why="twice", merged_into=twin)
        seen.update(dict.fromkeys(keys, (draft.sheet, draft.row)))
        record = next((held[key] for key in keys if key in held), None)
        if record is None:
            return Step(draft, "new", changes={k: [None, audit.plain(v)] for k, v in values.items()}, why="")
        changes = {
            k: [audit.plain(getattr(record, k)), audit.plain(v)]
            for k, v in values.items()
            if k not in self.born and not _same(getattr(record, k), v)
        }
        step = Step(
            draft,
            "changed" if changes else "unchanged",
            record.pk,
            str(record.key),
            record.version,
            changes,
            why=keys[0][0][0],
        )
        self._ask_fixed(step, answers)
        return step

    def _ask_fixed(self, step: Step, answers: Mapping[str, str]) -> None:
        for name in self.fixed & step.changes.keys():
            old, new = step.changes[name]
            if old in (None, ""):
                continue
            answer = answers.get(f"{step.draft.sheet}:{step.draft.row}:{name}")
            if answer == "keep":
                del step.changes[name]
            elif answer != "take":
                choices = [Choice("keep", "keep_held", {"value": old}), Choice("take", "take_file", {"value": new})]
                step.asks.append(Ask(name, "value_conflicts", {"field": name, "old": old, "new": new}, choices))
        step.state = "question" if step.asks else "changed" if step.changes else "unchanged"

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        finders = {key: f.finder() for key, f in self.fields.items() if f.finder}
        for number, step in enumerate(steps):
            if step.state not in ("new", "changed"):
                continue
            values = self._stored(step.draft, finders)
            source = setting.source(step.draft)
            if step.state == "new":
                record = self.create(by=setting.by, source=source, **_linked(self.model, values))
                before: dict[str, Any] = {}
            else:
                record = self.model._default_manager.get(pk=step.object_id)
                wanted = {k: v for k, v in values.items() if k in step.changes}
                before = {k: audit.plain(getattr(record, k)) for k in wanted}
                self.change(by=setting.by, record=record, values=_linked(self.model, wanted), source=source)
            record = self.model._default_manager.get(pk=record.pk)
            what = "created" if step.state == "new" else "changed"
            kind, where = self.model._meta.label_lower, (step.draft.sheet, step.draft.row)
            yield Done(what, kind, record.pk, str(record.key), self.title(record)[:300], record.version, *where, before)
            setting.tick("write", number + 1, len(steps))

    def show(self, name: str, value: Any, language: str) -> Shown:
        field_name = name.removesuffix("_id")
        column = next((c for c in self.columns if c.key in self.fields and self.fields[c.key].name == field_name), None)
        stored = self.model._meta.get_field(field_name)
        text = value
        if stored.is_relation and value is not None:
            text = stored.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        elif column is not None and column.kind is Kind.MONEY and value is not None:
            text = units.money_text(int(value), language=language)
        elif column is not None and column.kind is Kind.AREA and value is not None:
            text = units.area_text(Decimal(value), language)
        secrecy = column.secrecy if column is not None else Secrecy.INTERNAL
        return Shown(str(stored.verbose_name), "" if text is None else str(text), secrecy)  # type: ignore[union-attr]

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        """Words and codes only: figures and links of these small ledgers are edited here, not sent back."""
        held: dict[int, Record] = {}
        for start in range(0, len(ids), _CHUNK):
            held.update({r.pk: r for r in self.model._default_manager.filter(pk__in=ids[start : start + _CHUNK])})
        found: dict[tuple[int, int], dict[str, Any]] = {}
        for draft, pk in zip(drafts, ids, strict=True):
            for key, stored in self.fields.items():
                now = getattr(held[pk], stored.name, None) if pk in held and stored.finder is None else None
                if not isinstance(now, str) or now == draft.data.get(key, ""):
                    continue
                cell = draft.cells.get(stored.name) or (
                    f"{fields[stored.name]}{draft.row + 1}" if stored.name in fields else ""
                )
                if cell:
                    found.setdefault((draft.sheet, draft.row), {})[cell] = now
        return found

    def url(self, object_type: str, key: str) -> str:
        return reverse(self.page, args=[key]) if self.page else ""

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for start in range(0, len(ids), _CHUNK):
            found.update(
                self.model._default_manager.filter(pk__in=ids[start : start + _CHUNK]).values_list("pk", "version")
            )
        return found

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count = 0
        in_the_way: list[str] = []
        source = {"batch": setting.batch, "file": setting.file, "undo": True}
        for act in done:
            record = self.model._default_manager.get(pk=act.object_id)
            if act.what == "changed":
                values = {
                    k: self.model._meta.get_field(k).to_python(v) if not k.endswith("_id") else v
                    for k, v in act.before.items()
                }
                self.change(by=setting.by, record=record, values=_linked(self.model, values), source=source)
            else:
                try:
                    with transaction.atomic():
                        self.delete(by=setting.by, record=record, reason=setting.file, source=source)
                except ProtectedError:
                    in_the_way.append(act.name)
            count += 1
        if in_the_way:
            raise CannotUndo(in_the_way)
        return count


def plain(value: Value, kind: Kind) -> Any:
    """A value as JSON keeps it in a draft: figures as text, a date as its first day."""
    held = value.value
    if isinstance(held, Decimal):
        return format(held, "f")
    if isinstance(held, dict):
        return held.get("since") or held.get("until")
    return held


def day(value: Any) -> date | None:
    """A `Field.read` for dates: the first day of what was read; a date in words only is left out."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value[:4].isdigit() else None


def attribute(model: type[Record], name: str) -> str:
    return model._meta.get_field(name).attname


def _key(names: tuple[str, ...], values: Mapping[str, Any]) -> Key | None:
    """(names, values) when all are there."""
    found = tuple(values.get(name) for name in names)
    return None if any(v in (None, "") for v in found) else (names, *(str(v) for v in found))


def _same(held: Any, new: Any) -> bool:
    if isinstance(held, Decimal) or isinstance(new, Decimal):
        return held is not None and new is not None and Decimal(held) == Decimal(new)
    return audit.plain(held) == audit.plain(new)


def _linked(model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """`region_id=3` as `region=<Region>`, as actions want it."""
    linked: dict[str, Any] = {}
    for name, value in values.items():
        found = next((f for f in model._meta.concrete_fields if f.is_relation and f.attname == name), None)
        if found is None:
            linked[name] = value
        else:
            linked[found.name] = None if value is None else found.related_model._default_manager.get(pk=value)  # type: ignore[union-attr]
    return linked
