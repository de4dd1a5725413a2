"""Projects that are held and differ: only what differs is written, what it was is kept for undo, everything is audited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from qipan.core import audit, bulk, search
from qipan.exchange import matching
from qipan.exchange.targets import Done, Setting, Step
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.intake import comparing, facts
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.models import Project, StageMove

TYPE = "projects.project"
PART = 500
_FINDABLE = frozenset({"name", "code", "owner_text", "investor", "industry"})


def write(part: Sequence[tuple[Step, dict[str, Any]]], setting: Setting) -> Iterator[Done]:
    """One part of the changed projects, each with its links as fields."""
    stands = comparing.stands([step.object_id for step, _ in part if step.object_id])
    updates: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    acts, done, moves, found = [], [], [], []
    now = bulk.moment(setting.at)
    today, by = setting.on.isoformat(), setting.by.pk if setting.by else None
    rows = facts.Rows(setting)
    for step, linked in part:
        pk, standing = int(step.object_id or 0), stands[int(step.object_id or 0)]
        writes = _writes(step, linked, standing)
        before: dict[str, Any] = {"f": {name: comparing.plain(standing.fields[name]) for name in writes}}
        before |= rows.gather(pk, step, standing)
        if "stage" in writes:
            moves.append((pk, standing.fields["stage"], writes["stage"], today, setting.file[:300], by, now))
            writes["stage_since"] = today
            before["f"]["stage_since"] = comparing.plain(standing.fields["stage_since"])
        reported = rows.reported_on(step)
        if reported and reported > (comparing.plain(standing.fields["reported_on"]) or ""):
            before["f"].setdefault("reported_on", comparing.plain(standing.fields["reported_on"]))
            writes.setdefault("reported_on", reported)
        updates[tuple(writes)].append([*_prepared(writes), now, pk])
        name = writes.get("name", standing.fields["name"])
        key = standing.fields["key"]
        acts.append(
            audit.Act("change", TYPE, UUID(str(key)), name[:300], dict(step.changes), setting.source(step.draft))
        )
        if _FINDABLE & writes.keys():
            now_stands = {**standing.fields, **writes}
            more = (now_stands["code"] or "", now_stands["owner_text"], now_stands["investor"], now_stands["industry"])
            found.append((pk, name, " ".join(more)))
        version = int(standing.fields["version"]) + 1
        done.append(
            Done(
                "changed",
                TYPE,
                pk,
                str(standing.fields["key"]),
                name[:300],
                version,
                step.draft.sheet,
                step.draft.row,
                before,
            )
        )
    update(updates)
    rows.write()
    bulk.insert(StageMove, facts.MOVE, moves)
    audit.append(acts, by=setting.by, at=setting.at)
    search.index(TYPE, found)
    figures.refresh(list(stands), on=setting.on)
    yield from done


def _writes(step: Step, linked: dict[str, Any], standing: comparing.Standing) -> dict[str, Any]:
    """Fields of the project that differ and were not kept."""
    writes: dict[str, Any] = {}
    for name, value in (*step.draft.data["f"].items(), *linked.items()):
        shown = name.removesuffix("_id") if name.endswith("_id") else name
        if shown in step.changes:
            writes[name] = value
    if "extras" in step.changes:
        writes["extras"] = {**standing.fields["extras"], **step.changes["extras"][1]}
    if "name" in writes:
        writes["plain_name"] = matching.plain_name(writes["name"])[:300]
    if writes.get("status") in ("lost", "abandoned") and "status_reason" not in writes:
        writes["status_reason"] = step.draft.data["f"].get("status_reason", "")
    return writes


def _prepared(writes: dict[str, Any]) -> list[Any]:
    fields = {f.attname: f for f in Project._meta.concrete_fields}
    prepared = []
    for name, value in writes.items():
        value = at.typed(name, value)
        prepared.append(fields[name].get_db_prep_save(value, connection))
    return prepared


def update(updates: dict[tuple[str, ...], list[list[Any]]]) -> None:
    """Plain updates, grouped by the fields written; the version grows."""
    with connection.cursor() as cursor:
        for names, rows in updates.items():
            sets = "".join(f"{connection.ops.quote_name(name)} = %s, " for name in names)
            cursor.executemany(
                f"UPDATE {Project._meta.db_table} SET {sets}updated_at = %s, version = version + 1 WHERE id = %s",  # noqa: S608
                rows,
            )
