"""How a record is written: version checked, change audited, in one transaction. Every room's `actions` go through here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from qipan.core import audit
from qipan.core.models import Record, User

R = TypeVar("R", bound=Record)


class Stale(Exception):
    """Somebody else wrote first. `conflicts`: field → (what you saw, what you want, what stands now)."""

    def __init__(self, record: Record, conflicts: dict[str, tuple[Any, Any, Any]]) -> None:
        super().__init__(f"{record} was changed by somebody else.")
        self.record = record
        self.conflicts = conflicts


def type_of(record: Record) -> str:
    return record._meta.label_lower


def create(record: R, *, by: User | None, action: str = "create", source: Mapping[str, Any] | None = None) -> R:
    """Save a new record and its audit entry. What the database refuses is said in words (`ValidationError`) where there are any."""
    links = [f.name for f in record._meta.fields if f.is_relation]
    record.full_clean(exclude=links, validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            record.save(force_insert=True)
            filled = {
                f.attname: [None, audit.plain(_shown(record, f))] for f in _own_fields(record) if _is_set(record, f)
            }
            audit.append([_act(record, action, filled, source)], by=by)
    except IntegrityError:
        record.pk = None
        record.full_clean(exclude=links)
        raise
    return record


def change(
    record: R,
    *,
    by: User | None,
    values: Mapping[str, Any],
    version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    action: str = "change",
    source: Mapping[str, Any] | None = None,
) -> R:
    """Write `values` if the record still has `version`; refuse with `Stale` naming both values otherwise. No change, no entry."""
    with transaction.atomic():
        current = type(record)._base_manager.select_for_update().get(pk=record.pk)
        if version is not None and current.version != version:
            conflicts = {
                k: ((seen or {}).get(k), v, getattr(current, k)) for k, v in values.items() if getattr(current, k) != v
            }
            if conflicts:
                raise Stale(current, conflicts)
        fields = {f.name: f for f in current._meta.fields}
        before = {k: _shown(current, fields[k]) for k in values}
        held = {k: getattr(current, fields[k].attname) for k in values}
        for name, value in values.items():
            setattr(current, name, value)
        current.full_clean(
            exclude=[n for n, f in fields.items() if n not in values or f.is_relation], validate_constraints=False
        )
        after = {k: _shown(current, fields[k]) for k in values}
        # A link is compared by what it points at: two records may be called alike.
        other = [k for k in values if before[k] != after[k] or held[k] != getattr(current, fields[k].attname)]
        differing = {k: [audit.plain(before[k]), audit.plain(after[k])] for k in other}
        if differing:
            current.updated_at = timezone.now()
            writes = {n: getattr(current, n) for n in (*differing, "updated_at")}
            type(record)._base_manager.filter(pk=record.pk).update(**writes, version=F("version") + 1)
            current.version += 1
            audit.append([_act(current, action, differing, source)], by=by)
    return current


def delete(record: Record, *, by: User | None, reason: str, source: Mapping[str, Any] | None = None) -> None:
    """Delete a record; what it held stays in the audit chain with the reason."""
    with transaction.atomic():
        held = {f.attname: [audit.plain(_shown(record, f)), None] for f in _own_fields(record) if _is_set(record, f)}
        audit.append([_act(record, "delete", {**held, "reason": [None, reason]}, source)], by=by)
        record.delete()


def note(
    record: Record,
    *,
    by: User | None,
    action: str,
    changes: Mapping[str, list[Any]],
    source: Mapping[str, Any] | None = None,
) -> None:
    """Audit an act whose rows stand in other tables (a money entry, a file) under the record it belongs to."""
    audit.append([_act(record, action, dict(changes), source)], by=by)


def _own_fields(record: Record) -> list[Any]:
    skip = {"id", "key", "version", "created_at", "updated_at"}
    return [f for f in record._meta.concrete_fields if f.name not in skip]


def _is_set(record: Record, f: Any) -> bool:
    return getattr(record, f.attname) not in (None, "", [], {})


def _shown(record: Record, f: Any) -> Any:
    """What the history shows of a field: the name of a related record rather than its number."""
    if not f.is_relation:
        return getattr(record, f.name)
    related = getattr(record, f.name) if getattr(record, f.attname) is not None else None
    return None if related is None else str(related)


def _act(record: Record, action: str, changes: dict[str, list[Any]], source: Mapping[str, Any] | None) -> audit.Act:
    return audit.Act(action, type_of(record), record.key, str(record)[:300], changes, dict(source or {}))
