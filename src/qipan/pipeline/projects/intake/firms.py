"""Owners that are clearly firms and not yet known are founded with the import, and taken back with it while nothing else names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from qipan.core import audit, search
from qipan.exchange import bulk
from qipan.exchange.targets import Done, Setting, Step
from qipan.pipeline.projects.intake.links import Links
from qipan.territory.companies.models import Company

TYPE = "companies.company"


def found(links: Links, linked: Iterable[dict[str, Any]], steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
    """Write the new firms among the links and put their ids where their place was held."""
    linked = list(linked)
    wanted = {v["owner_id"] for v in linked if (v.get("owner_id") or 0) < 0}
    if not wanted:
        return
    written = {plain: name for number, (plain, name) in enumerate(links.new_firms.items(), 1) if -number in wanted}
    first = _first_rows(steps)
    made: dict[str, int] = {}
    rows, acts, index, done = [], [], [], []
    ids = bulk.next_ids(Company, len(written))
    now = bulk.moment(setting.at)
    for plain, name in written.items():
        pk, key = next(ids), uuid4()
        made[plain] = pk
        step = first.get(name)
        source = setting.source(step.draft) | {"cells": {}} if step else {"batch": setting.batch, "file": setting.file}
        rows.append(
            (
                pk,
                bulk.key(str(key)),
                1,
                now,
                now,
                name[:200],
                plain[:200],
                "[]",
                None,
                "",
                None,
                "CNY",
                None,
                None,
                "",
                "",
                False,
                None,
                None,
            )
        )
        acts.append(audit.Act("create", TYPE, key, name[:200], {"name": [None, name[:200]]}, source))
        index.append((pk, name[:200], ""))
        where = (step.draft.sheet, step.draft.row) if step else (0, 0)
        done.append(Done("created", TYPE, pk, str(key), name[:200], 1, *where))
    bulk.insert(Company, COLUMNS, rows)
    audit.append(acts, by=setting.by, at=setting.at)
    search.index(TYPE, index, is_new=True)
    settled = links.settle(made)
    for values in linked:
        if (values.get("owner_id") or 0) < 0:
            values["owner_id"] = settled[values["owner_id"]]
    yield from done


COLUMNS = (
    "id",
    "key",
    "version",
    "created_at",
    "updated_at",
    "name",
    "plain_name",
    "aliases",
    "credit_code",
    "legal_person",
    "registered_capital_minor",
    "currency",
    "registered_on",
    "region_id",
    "address",
    "industry",
    "is_local",
    "organisation_id",
    "merged_into_id",
)


def _first_rows(steps: Sequence[Step]) -> dict[str, Step]:
    """Where each owner's name stood first."""
    rows: dict[str, Step] = {}
    for step in steps:
        words = step.draft.data.get("k", {}).get("owner")
        if words:
            rows.setdefault(words, step)
    return rows
