"""The nightly round: every project's figures and light as of a day, read and judged in bulk.

It makes what `figures.refresh` makes of one project, by the same rules; what does not depend on the day (blockers, next step) is left as
every edit leaves it. Only what differs is written. Safe to run twice, and a night that was missed is made good by the next.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from qipan.core import rulesets
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.models import Amount, Project
from qipan.pipeline.projects.rules import sums
from qipan.territory.orgs.models import Region

PART = 50_000  # rows of amounts read at a time
WRITTEN = 5_000  # projects a transaction
_KIND = {kind: at for at, kind in enumerate(sums.KINDS)}
_FIGURES = ("total_minor", "plan_year", "plan_minor", "done_year_minor", "done_minor", "in_place_minor")
READ = (
    "id", "key", "stage", "status", "currency", *_FIGURES, "planned_start", "planned_start_precision", "planned_end",
    "planned_end_precision", "start_on", "start_precision", "end_on", "entered_on", "light", "light_reasons",
)  # fmt: skip
NOTHING: dict[str, Any] = dict.fromkeys(_FIGURES)
# Days as text: no driver makes a million date objects that become numbers at once.
_AMOUNTS = (
    "SELECT project_id, kind, CAST(since AS TEXT), CAST(until AS TEXT), minor, currency "  # noqa: S608
    f"FROM {Amount._meta.db_table} ORDER BY id"
)
_PROJECTS = (
    f"SELECT {', '.join('p.' + name for name in READ)}, r.path FROM {Project._meta.db_table} p "  # noqa: S608
    f"LEFT JOIN {Region._meta.db_table} r ON r.id = p.region_id ORDER BY p.id"
)


def refresh_lights(*, on: date) -> int:
    """Bring every project's figures and light up to a day. Returns how many lights changed."""
    held = headlines(on)
    limits = rulesets.everywhere("lights", on=on)
    changed = 0
    for part in parts():
        with transaction.atomic():
            changed += _judge(part, held, limits, on)
    return changed


def headlines(on: date) -> dict[int, tuple[dict[str, Any], str]]:
    """Project → (headline figures, currency), all in columns but the odd ones."""
    found, named = figures_of(*amounts(), on)
    return found | one_by_one({pk for pk in named if pk not in found}, on)


def figures_of(
    columns: list[sums.Column], currencies: list[str], on: date
) -> tuple[dict[int, tuple[dict[str, Any], str]], dict[int, str]]:
    """What columns of amounts add up to, and the currency of every project in them; the odd ones are left out of the first."""
    if not len(columns[0]):
        return {}, {}
    pk, kind, since, until, minor, currency = columns
    first = np.unique(pk, return_index=True)
    own = currency[first[1]]
    is_foreign = currency != own[np.searchsorted(first[0], pk)]
    found = sums.headlines(pk, kind, since, until, minor, is_foreign, on)
    named = dict(zip(first[0].tolist(), (currencies[c] for c in own.tolist()), strict=True))
    return {one: (values, named[one]) for one, values in found.rows()}, named


def amounts() -> tuple[list[sums.Column], list[str]]:
    """Every amount in order, as columns of numbers; a currency is its place in the list."""
    parts: list[tuple[sums.Column, ...]] = []
    currencies: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(_AMOUNTS)
        while rows := cursor.fetchmany(PART):
            pk, kind, since, until, minor, currency = zip(*rows, strict=True)
            for name in set(currency):
                currencies.setdefault(name, len(currencies))
            parts.append((
                np.array(pk, dtype=np.int64), np.array([_KIND.get(k, -1) for k in kind], dtype=np.int8), sums.days(since), sums.days(until),
                np.array(minor, dtype=np.int64), np.array([currencies[c] for c in currency], dtype=np.int16),
            ))  # fmt: skip
    if not parts:
        return [np.zeros(0, dtype=np.int64)] * 6, []
    return [np.concatenate(column) for column in zip(*parts, strict=True)], list(currencies)


def one_by_one(odd: set[int], on: date) -> dict[int, tuple[dict[str, Any], str]]:
    found: dict[int, list[rules.Sum]] = defaultdict(list)
    ids = sorted(odd)
    for at in range(0, len(ids), figures.BATCH):
        for pk, given in figures.sums_of(ids[at : at + figures.BATCH]).items():
            found[pk] = given
    result = {}
    for pk, given in found.items():
        head = rules.headline(given, on)
        result[pk] = (head, head.pop("currency"))
    return result


def parts() -> Iterator[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(_PROJECTS)
        rows = cursor.fetchall()
    for at in range(0, len(rows), WRITTEN):
        yield rows[at : at + WRITTEN]


def _judge(part: list[tuple[Any, ...]], held: Mapping[int, tuple[dict[str, Any], str]], limits: Any, on: date) -> int:
    writes: list[tuple[int, dict[str, Any]]] = []
    turned: list[tuple[Any, str]] = []
    for row in part:
        was = dict(zip(READ, row, strict=False))
        head, currency = held.get(was["id"], (NOTHING, was["currency"]))
        differing = {name: head[name] for name in _FIGURES if head[name] != was[name]}
        if currency != was["currency"]:
            differing["currency"] = currency
        verdict = rules.light(course(was, head), on, limits(row[-1]))
        if verdict.colour != was["light"]:
            differing |= {"light": verdict.colour, "light_since": on}
            now = SimpleNamespace(
                pk=was["id"], key=_key(was["key"]), light=verdict.colour, light_reasons=verdict.reasons
            )
            turned.append((now, was["light"]))
        if _held(was["light_reasons"]) != verdict.reasons:
            differing["light_reasons"] = verdict.reasons
        if differing:
            writes.append((was["id"], differing))
    figures.write(writes)
    figures.tell(turned, on)
    return len(turned)


def course(was: Mapping[str, Any], head: Mapping[str, Any]) -> rules.Course:
    return rules.Course(
        stage=was["stage"],
        status=was["status"],
        plan=head["plan_minor"],
        plan_year=head["plan_year"],
        done=head["done_year_minor"],
        start_from=day(was["planned_start"]),
        planned_start=rules.last_day(day(was["planned_start"]), was["planned_start_precision"]),
        planned_end=rules.last_day(day(was["planned_end"]), was["planned_end_precision"]),
        started=rules.last_day(day(was["start_on"]), was["start_precision"]),
        ended=day(was["end_on"]),
        total=head["total_minor"],
        in_place=head["in_place_minor"],
        entered=day(was["entered_on"]),
    )


def day(value: Any) -> date | None:
    """As the database gives it: a date, or its ISO text."""
    return _parsed(value) if isinstance(value, str) else value


@lru_cache(maxsize=16384)
def _parsed(text: str) -> date:
    return date.fromisoformat(text[:10])


@lru_cache(maxsize=4096)
def _loaded(text: str) -> Any:
    return json.loads(text)


def _held(value: Any) -> Any:
    return _loaded(value) if isinstance(value, str) else value


def _key(value: Any) -> Any:
    return value if isinstance(value, UUID) else UUID(value)
