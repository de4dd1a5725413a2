"""Two records of one firm become one, in every room at once; and can be parted again exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from qipan.core import audit, changes, search
from qipan.core.models import User
from qipan.territory.companies import references
from qipan.territory.companies.actions import make_findable
from qipan.territory.companies.models import Company, Merge
from qipan.territory.companies.queries import TYPE

# What a person chooses between, field by field; plain_name follows the name, spellings are always joined.
CHOSEN = (
    "name", "credit_code", "legal_person", "registered_capital_minor", "currency", "registered_on",
    "region", "address", "industry", "is_local", "organisation",
)  # fmt: skip


class CannotMerge(Exception):
    """`why`: same (one record twice) | merged (one is merged already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CannotUndo(Exception):
    """`why`: undone (already) | later (the kept record was itself merged since, undo that first)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def differing(kept: Company, gone: Company) -> list[str]:
    """Fields the two do not agree on."""
    return [f for f in CHOSEN if getattr(kept, _attname(f)) != getattr(gone, _attname(f))]


def better_from(kept: Company, gone: Company) -> set[str]:
    """Fields to take from the record that goes unless a person says otherwise: those empty in the kept one."""
    return {f for f in differing(kept, gone) if f != "currency" and getattr(kept, _attname(f)) in (None, "", False)}


def merge(*, by: User | None, kept: Company, gone: Company, take: set[str]) -> Merge:
    """Make one record of two. `take` names the fields whose value comes from `gone`.

    Every reference in every room turns to `kept`; `gone` stays, marked, so that nothing is lost.
    """
    if kept.pk == gone.pk:
        raise CannotMerge("same")
    with transaction.atomic():
        locked = {c.pk: c for c in Company.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
        kept, gone = locked[kept.pk], locked[gone.pk]
        if kept.merged_into_id or gone.merged_into_id:
            raise CannotMerge("merged")
        before = {"kept": _held(kept), "gone": _held(gone)}
        taken = {f: getattr(gone, _attname(f)) for f in CHOSEN if f in take}
        if "name" in taken:
            taken["plain_name"] = gone.plain_name
        taken["aliases"] = _joined(kept, gone, taken.get("name", kept.name))
        moved, acts = references.turn(gone, kept)
        gone_values: dict[str, Any] = {"merged_into": kept.pk}
        if "credit_code" in taken:
            gone_values["credit_code"] = None
        _write(gone, gone_values)
        _write(kept, taken)
        after = {"kept": _held(kept), "gone": _held(gone)}
        record = Merge(
            kept=kept, gone=gone, moved=moved, filled={"before": _worded(before), "after": _worded(after)}, by=by
        )
        changes.create(record, by=by, action="merge", source={"references": sum(len(m["ids"]) for m in moved)})
        acts += [_act(kept, before["kept"], after["kept"], "merge"), _act(gone, before["gone"], after["gone"], "merge")]
        audit.append([a for a in acts if a.changes], by=by)
        search.forget(TYPE, [gone.pk])
        make_findable(kept)
    return record


def undo(*, by: User | None, merge: Merge, at: datetime) -> Merge:
    """Part them again: fields, references and the record that went are as they were before.

    A field of the kept record changed by hand since the merge keeps its new value. Refuses with `CannotUndo`.
    """
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        if merge.undone_at:
            raise CannotUndo("undone")
        locked = {c.pk: c for c in Company.objects.select_for_update().filter(pk__in=[merge.kept_id, merge.gone_id])}
        kept, gone = locked[merge.kept_id], locked[merge.gone_id]
        if kept.merged_into_id or _later(merge):
            raise CannotUndo("later")
        before = {"kept": _held(kept), "gone": _held(gone)}
        _write(kept, _restored(kept, merge, "kept"))
        _write(gone, _restored(gone, merge, "gone"))
        acts = references.turn_back(merge.moved, gone=gone, kept=kept)
        acts += [
            _act(kept, before["kept"], _held(kept), "unmerge"),
            _act(gone, before["gone"], _held(gone), "unmerge"),
        ]
        audit.append([a for a in acts if a.changes], by=by)
        merge = changes.change(merge, by=by, values={"undone_at": at}, action="unmerge")
        make_findable(kept, gone)
    return merge


def _later(merge: Merge) -> bool:
    """Merges onto one record are undone last first, so that each finds what it left."""
    return Merge.objects.filter(kept_id=merge.kept_id, undone_at__isnull=True, pk__gt=merge.pk).exists()


def _attname(field: str) -> str:
    return Company._meta.get_field(field).attname


def _fields() -> tuple[str, ...]:
    return (*CHOSEN, "plain_name", "aliases", "merged_into")


def _held(company: Company) -> dict[str, Any]:
    return {f: getattr(company, _attname(f)) for f in _fields()}


def _worded(sides: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {side: {f: audit.plain(v) for f, v in held.items()} for side, held in sides.items()}


def _joined(kept: Company, gone: Company, name: str) -> list[str]:
    """Every spelling either was known by, besides the name that stays."""
    spellings = dict.fromkeys([*kept.aliases, *gone.aliases, kept.name, gone.name])
    return [spelling for spelling in spellings if spelling != name]


def _restored(company: Company, merge: Merge, side: str) -> dict[str, Any]:
    """Values to put back: those that still stand as the merge left them."""
    before, after = merge.filled["before"][side], merge.filled["after"][side]
    values = {}
    for field, was in before.items():
        if was == after[field] or audit.plain(getattr(company, _attname(field))) != after[field]:
            continue
        values[field] = Company._meta.get_field(field).to_python(was)
    return values


def _write(company: Company, values: Mapping[str, Any]) -> None:
    """Both records are locked by the caller; the version grows so that forms opened before are refused."""
    if not values:
        return
    columns = {_attname(f): v for f, v in values.items()}
    Company.objects.filter(pk=company.pk).update(**columns, version=company.version + 1)
    company.refresh_from_db()


def _act(company: Company, before: Mapping[str, Any], after: Mapping[str, Any], action: str) -> audit.Act:
    moved = {f: [audit.plain(before[f]), audit.plain(after[f])] for f in before if before[f] != after[f]}
    return audit.Act(action, TYPE, company.key, company.name, moved)
