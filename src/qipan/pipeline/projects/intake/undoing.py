"""Taking an import back: created projects go, changed ones are as they were. Refuses when anything newer stands on one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models

from qipan.core import audit, bulk, search
from qipan.exchange.targets import CannotUndo, Done, Setting
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.intake import altering, facts, firms
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake.planning import TYPE, chunks
from qipan.pipeline.projects.models import Amount, LightReading, Milestone, Progress, Project, StageMove
from qipan.territory.companies.models import Company

_OURS = (Amount, LightReading, Milestone, Progress, StageMove)  # written with the project, gone with it


def undo(done: Iterable[Done], setting: Setting) -> int:
    """Take back in parts; the versions were compared before."""
    acts = list(done)
    created = {a.object_id: a for a in acts if a.what == "created" and a.object_type == TYPE}
    changed = [a for a in acts if a.what == "changed" and a.object_type == TYPE]
    _refuse_used(Project, created, but=_OURS)
    for start in range(0, len(changed), altering.PART):
        setting.tick("undo", start, len(acts))
        _put_back(changed[start : start + altering.PART], setting)
    for number, ids in enumerate(chunks(created)):
        setting.tick("undo", len(changed) + number * len(ids), len(acts))
        facts.beside(ids)
        _delete(Project, TYPE, [created[pk] for pk in ids], setting)
    _undo_firms([a for a in acts if a.object_type == firms.TYPE], setting)
    return len(acts)


def _refuse_used(model: type[models.Model], done: dict[int, Done], *, but: Sequence[type[models.Model]]) -> None:
    used = {pk for ids in chunks(done) for pk in _used(model, ids, but)}
    if used:
        raise CannotUndo([done[pk].name for pk in sorted(used)])


def _used(model: type[models.Model], ids: Sequence[int], but: Sequence[type[models.Model]] = ()) -> set[int]:
    """Which of these records anything else in the database points to."""
    used: set[int] = set()
    for field in model._meta.get_fields(include_hidden=True):
        remote = getattr(field, "field", None)
        if not field.auto_created or field.concrete or remote is None or not isinstance(remote, models.ForeignKey):
            continue
        if field.related_model in but:
            continue
        rows = field.related_model._base_manager.filter(**{f"{remote.name}__in": ids})  # type: ignore[union-attr]
        used.update(rows.values_list(remote.attname, flat=True))
    return used


def _put_back(done: Sequence[Done], setting: Setting) -> None:
    updates: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    acts, moves = [], []
    now = bulk.moment(setting.at)
    held: dict[int, dict[str, Any]] = {
        row["id"]: dict(row) for row in Project.objects.filter(pk__in=[a.object_id for a in done]).values()
    }
    columns = {f.attname: f for f in Project._meta.concrete_fields}
    for act in done:
        before, stands = act.before.get("f", {}), held[act.object_id]
        facts.put_back(act.object_id, act.before)
        writes = [columns[name].get_db_prep_save(at.typed(name, value), connection) for name, value in before.items()]
        updates[tuple(before)].append([*writes, now, act.object_id])
        if "stage" in before:
            moves.append(
                (
                    act.object_id,
                    stands["stage"],
                    before["stage"],
                    setting.on.isoformat(),
                    setting.file[:300],
                    setting.by.pk if setting.by else None,
                    now,
                )
            )
        history = {name: [audit.plain(stands[name]), value] for name, value in before.items()}
        for kind, since, until, label, old in act.before.get("a", ()):
            history[" ".join(part for part in (kind, since or "", until or "", label) if part)] = [
                None,
                old[1] if old else None,
            ]
        acts.append(audit.Act("undo", TYPE, UUID(act.object_key), act.name, history, _source(setting)))
    altering.update(updates)
    bulk.insert(StageMove, facts.MOVE, moves)
    audit.append(acts, by=setting.by, at=setting.at)
    fields = Project.objects.filter(pk__in=list(held)).values_list(
        "pk", "name", "code", "owner_text", "investor", "industry"
    )
    search.index(TYPE, [(pk, name, " ".join((code or "", *more))) for pk, name, code, *more in fields])
    figures.refresh(list(held), on=setting.on)


def _delete(model: type[models.Model], kind: str, done: Sequence[Done], setting: Setting) -> None:
    acts = [
        audit.Act("delete", kind, UUID(a.object_key), a.name, {"name": [a.name, None]}, _source(setting)) for a in done
    ]
    ids = [a.object_id for a in done]
    audit.append(acts, by=setting.by, at=setting.at)
    search.forget(kind, ids)
    model._default_manager.filter(pk__in=ids)._raw_delete(connection.alias)


def _undo_firms(done: Sequence[Done], setting: Setting) -> None:
    """A firm somebody else names by now stays."""
    by_id = {a.object_id: a for a in done}
    for ids in chunks(by_id):
        stays = _used(Company, ids)
        changed = set(Company.objects.filter(pk__in=ids, version__gt=1).values_list("pk", flat=True))
        _delete(Company, firms.TYPE, [by_id[pk] for pk in ids if pk not in stays | changed], setting)


def _source(setting: Setting) -> dict[str, Any]:
    return {"batch": setting.batch, "file": setting.file, "undo": True}
