"""The ledger: one page of rows under any filter and order, with the totals of all that is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from qipan.core.columns import Column, Kind
from qipan.pipeline.projects.models import Amount, Project
from qipan.pipeline.projects.models.held import HELD, SUMMED, Held
from qipan.pipeline.projects.queries import ranges
from qipan.pipeline.projects.queries.filters import Filters
from qipan.pipeline.projects.queries.sight import seen_columns, visible_to

SIZE = 200
LARGEST = 500
BASE = ("id", "key", "version", "currency")
# Money kept only as dated amounts, shown for the rows of a page.
LOOSE = ("phase_one", "agreed", "contracted", "registered", "approved", "verified", "forecast")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a grid asks: filters of the board, text over columns, order [(column, is_descending)], page from 1."""

    filters: Filters = field(default_factory=Filters)
    typed: Mapping[str, str] = field(default_factory=dict)
    sort: Sequence[tuple[str, bool]] = ()
    page: int = 1
    size: int = SIZE
    language: str = "en"


@dataclass(slots=True)
class Found:
    """Rows are {"id", "key", "version", "currency", column: stored value}."""

    rows: list[dict[str, Any]]
    total: int
    sums: dict[str, int]
    last_page: int


def grid_columns(user: Any, columns: Iterable[Column]) -> tuple[Column, ...]:
    """Ledger columns that stand on a project, as far as this reader has them."""
    return tuple(c for c in seen_columns(user, columns) if c.key in HELD or c.key in LOOSE or c.key == "share")


def ledger(user: Any, columns: Iterable[Column], asked: Asked) -> Found:
    """One page. Hidden columns are dropped from filter, order, rows and sums alike."""
    seen = grid_columns(user, columns)
    rows = found(user, seen, asked)
    totals = _totals(rows, seen)
    size = min(max(asked.size, 1), LARGEST)
    page = max(asked.page, 1)
    shown = _read(_ordered(rows, seen, asked.sort)[(page - 1) * size : page * size], seen)
    total = totals.pop("count")
    return Found(shown, total, totals, max(-(-total // size), 1))


def main_currency(user: Any) -> str:
    """The currency columns are headed with: that of the largest project seen."""
    first = (
        visible_to(user)
        .order_by(F("total_minor").desc(nulls_last=True), "id")
        .values_list("currency", flat=True)
        .first()
    )
    return first or "CNY"


def every(user: Any, columns: Iterable[Column], asked: Asked) -> Iterator[dict[str, Any]]:
    """All rows found, in order, a batch at a time: what an export writes."""
    seen = grid_columns(user, columns)
    keys = list(_ordered(found(user, seen, asked), seen, asked.sort).values_list("pk", flat=True))
    for start in range(0, len(keys), LARGEST):
        part = keys[start : start + LARGEST]
        by_id = {row["id"]: row for row in _read(Project.objects.filter(pk__in=part), seen)}
        yield from (by_id[pk] for pk in part if pk in by_id)


def some(user: Any, columns: Iterable[Column], ids: Iterable[int]) -> list[dict[str, Any]]:
    """Rows by id, as the grid shows them."""
    return _read(visible_to(user).filter(pk__in=list(ids)), grid_columns(user, columns))


def found(user: Any, seen: Sequence[Column], asked: Asked) -> QuerySet[Project]:
    """Everything the filters and the text over the columns leave."""
    rows = asked.filters.apply(visible_to(user)).order_by()
    by_key = {c.key: c for c in seen}
    for key, typed in asked.typed.items():
        if key in by_key and key in HELD:
            rows = rows.filter(ranges.condition(by_key[key], HELD[key], typed, asked.language))
    return rows


def _totals(rows: QuerySet[Project], seen: Sequence[Column]) -> dict[str, int]:
    sums = {c.key: Sum(SUMMED[c.key]) for c in seen if c.key in SUMMED}
    if not sums:
        return {"count": rows.count()}
    return {key: value for key, value in rows.aggregate(count=Count("id"), **sums).items() if value is not None}


def _ordered(rows: QuerySet[Project], seen: Sequence[Column], sort: Sequence[tuple[str, bool]]) -> QuerySet[Project]:
    keys = {c.key for c in seen}
    order = [
        F(HELD[key].order).desc(nulls_last=True) if down else F(HELD[key].order).asc(nulls_last=True)
        for key, down in sort
        if key in keys and key in HELD
    ]
    return rows.order_by(*order, "id") if order else rows.order_by("-updated_at", "id")


def _paths(seen: Sequence[Column]) -> list[str]:
    paths = [path for c in seen if c.key in HELD for path in HELD[c.key].shown]
    paths += [HELD[c.key].words for c in seen if c.key in HELD and HELD[c.key].write == "date" and HELD[c.key].words]
    if any(c.key == "share" for c in seen):
        paths += ["plan_minor", "done_year_minor"]
    return list(dict.fromkeys([*BASE, *paths]))


def _read(rows: QuerySet[Project], seen: Sequence[Column]) -> list[dict[str, Any]]:
    """Rows as stored values by column; where each value stands in the answer is worked out once, not per row."""
    paths = _paths(seen)
    at = {path: number for number, path in enumerate(paths)}
    plan = [
        (
            c.key,
            [at[path] for path in HELD[c.key].shown],
            at[HELD[c.key].words] if _has_precision(HELD[c.key]) else None,
        )
        for c in seen
        if c.key in HELD
    ]
    is_dated = {c.key for c in seen if c.key in HELD and HELD[c.key].write == "date"}
    with_share = (at["plan_minor"], at["done_year_minor"]) if any(c.key == "share" for c in seen) else None
    found = [_row(values, plan, is_dated, with_share) for values in rows.values_list(*paths)]
    loose = [c.key for c in seen if c.key in LOOSE and c.kind == Kind.MONEY]
    if loose and found:
        by_id = {row["id"]: row for row in found}
        amounts = Amount.objects.filter(project_id__in=by_id, kind__in=loose)
        for pk, kind, minor in amounts.values_list("project_id", "kind", "minor"):
            by_id[pk][kind] = minor
    return found


def _has_precision(held: Held) -> bool:
    return held.write == "date" and bool(held.words)


def _row(
    values: Sequence[Any],
    plan: Sequence[tuple[str, list[int], int | None]],
    is_dated: set[str],
    with_share: tuple[int, int] | None,
) -> dict[str, Any]:
    row = dict(zip(BASE, values, strict=False))
    for key, places, precision in plan:
        value = values[places[0]]
        if value is None or value == "":
            value = next((values[place] for place in places[1:] if values[place] not in (None, "")), None)
        elif key in is_dated:
            value = (value, values[precision] if precision is not None else "day")
        row[key] = value
    if with_share:
        goal, done = (values[place] for place in with_share)
        row["share"] = round(100 * done / goal, 1) if goal and done is not None else None
    return row
