"""Headline figures of very many projects at once: `rules.headline` over columns of numbers. Pure.

What reports usually look like (the year's plan, cumulative or monthly figures in one currency) is added up in columns; a project whose
periods overlap in another way, or that mixes currencies, is handed back and judged by `headline` alone. Both give the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

KINDS = ("total", "plan", "completed", "in_place")
_NONE = np.int64(-(1 << 62))  # no date
_LARGE = 1 << 53
_ANNUAL = (360, 370)
Column = np.ndarray[Any, Any]


@dataclass(slots=True)
class Figures:
    """Project → figures as columns of `projects`; `odd`: those that `headline` must judge."""

    projects: Column
    values: dict[str, Column]
    known: dict[str, Column]
    odd: set[int]

    def rows(self) -> Iterable[tuple[int, dict[str, Any]]]:
        names = list(self.values)
        parts = [
            [int(v) if k else None for v, k in zip(self.values[n].tolist(), self.known[n].tolist(), strict=True)]
            for n in names
        ]
        for pk, *figures in zip(self.projects.tolist(), *parts, strict=True):
            if pk not in self.odd:
                yield pk, dict(zip(names, figures, strict=True))


def days(values: Sequence[Any]) -> Column:
    """Dates, or their ISO texts, as days; none as a day before all others."""
    found = np.array([v if v is not None else "NaT" for v in values], dtype="datetime64[D]").astype(np.int64)
    found[found == np.iinfo(np.int64).min] = _NONE
    return found


def headlines(
    projects: Column, kinds: Column, since: Column, until: Column, minor: Column, is_foreign: Column, on: date
) -> Figures:
    """`kinds`: position in KINDS. Rows in order of project. `is_foreign`: in another currency than the project's first amount."""
    every, at = np.unique(projects, return_inverse=True)
    count = len(every)
    odd_rows = is_foreign | (minor < 0) | (minor > _LARGE)
    odd = np.zeros(count, dtype=bool)
    np.logical_or.at(odd, at[odd_rows], True)
    total, has_total = _total(at, count, kinds == 0, until, minor)
    plan_year, plan, has_plan = _plan(at, count, kinds, since, until, minor, on.year)
    done, has_done, odd_done = _within(at, count, kinds == 2, since, until, minor, plan_year)
    whole, has_whole, odd_whole = _to_date(at, count, kinds == 2, since, until, minor)
    placed, has_placed, odd_placed = _to_date(at, count, kinds == 3, since, until, minor)
    odd |= odd_done | odd_whole | odd_placed
    has_year = plan_year != 0
    return Figures(
        every,
        {
            "total_minor": total, "plan_year": plan_year, "plan_minor": plan, "done_year_minor": done, "done_minor": whole,
            "in_place_minor": placed,
        },
        {
            "total_minor": has_total, "plan_year": has_year, "plan_minor": has_plan, "done_year_minor": has_done & has_year,
            "done_minor": has_whole, "in_place_minor": has_placed,
        },
        set(every[odd].tolist()),
    )  # fmt: skip


def _first(at: Column, keys: Sequence[Column]) -> tuple[Column, Column]:
    """Rows in order of (at, keys) and which of them is the first of its `at`."""
    order = np.lexsort((*reversed(keys), at))
    sorted_at = at[order]
    return order, np.r_[True, sorted_at[1:] != sorted_at[:-1]] if len(order) else np.zeros(0, dtype=bool)


def _placed(count: int, at: Column, values: Column) -> tuple[Column, Column]:
    found, has = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
    found[at], has[at] = values, True
    return found, has


def _total(at: Column, count: int, chosen: Column, until: Column, minor: Column) -> tuple[Column, Column]:
    """The figure without a period, else the latest; of equals the first."""
    a, u, m = at[chosen], until[chosen], minor[chosen]
    late = np.where(u == _NONE, np.iinfo(np.int64).max, u)
    order, first = _first(a, [-late])
    return _placed(count, a[order][first], m[order][first])


def _years(day: Column) -> Column:
    return np.where(day == _NONE, 0, day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970)


def _plan(
    at: Column, count: int, kinds: Column, since: Column, until: Column, minor: Column, year: int
) -> tuple[Column, Column, Column]:
    """Year and amount of the plan: this year's, else the latest before, else the first after; without plans the years reported."""
    dated = (since != _NONE) & (until != _NONE)
    length = np.where(dated, until - since, 0)
    annual = (kinds == 1) & dated & (length >= _ANNUAL[0]) & (length <= _ANNUAL[1])
    planned = _chosen_year(at[annual], count, _years(since[annual]), year)
    reported = (kinds == 2) & (since != _NONE)
    done = _chosen_year(at[reported], count, _years(since[reported]), year)
    has_plans = np.zeros(count, dtype=bool)
    has_plans[at[annual]] = True
    chosen = np.where(has_plans, planned, done)
    a, y, m = at[annual], _years(since[annual]), minor[annual]
    fits = y == chosen[a]
    order, first = _first(a[fits], [np.arange(int(fits.sum()))])
    plan, has = _placed(count, a[fits][order][first], m[fits][order][first])
    return chosen, plan, has


def _chosen_year(at: Column, count: int, years: Column, year: int) -> Column:
    """The year itself, else the largest before, else the smallest after; 0 without any."""
    before, after = np.zeros(count, dtype=np.int64), np.full(count, 1 << 20, dtype=np.int64)
    np.maximum.at(before, at[years <= year], years[years <= year])
    np.minimum.at(after, at[years > year], years[years > year])
    return np.where(before > 0, before, np.where(after < (1 << 20), after, 0))


def _within(
    at: Column, count: int, chosen: Column, since: Column, until: Column, minor: Column, plan_year: Column
) -> tuple[Column, Column, Column]:
    inside = chosen & (since != _NONE) & (until != _NONE) & (_years(since) == plan_year[at])
    has = np.zeros(count, dtype=bool)
    has[at[inside]] = True
    short = inside & (np.where(inside, until - since, 0) <= _ANNUAL[1])
    total, summed, odd = _added(at[short], count, since[short], until[short], minor[short])
    return total, has & summed, odd


def _to_date(
    at: Column, count: int, chosen: Column, since: Column, until: Column, minor: Column
) -> tuple[Column, Column, Column]:
    """The latest cumulative figure and what was reported after it; a cumulative figure without a day is left to `headline`."""
    odd = np.zeros(count, dtype=bool)
    bare = chosen & (until == _NONE)
    odd[at[bare]] = True
    heap = chosen & (since == _NONE) & (until != _NONE)
    a, u, m = at[heap], until[heap], minor[heap]
    order, first = _first(a, [-u, -m])
    base, has_base = _placed(count, a[order][first], m[order][first])
    last, _has = _placed(count, a[order][first], u[order][first])
    later = chosen & (since != _NONE) & (until != _NONE) & (~has_base[at] | (since > last[at]))
    more, has_more, odd_more = _added(at[later], count, since[later], until[later], minor[later])
    return base + more, has_base | has_more, odd | odd_more


def _added(at: Column, count: int, since: Column, until: Column, minor: Column) -> tuple[Column, Column, Column]:
    """From each beginning the longest; when these overlap each other the project is odd."""
    total, has, odd = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    if not len(at):
        return total, has, odd
    order = np.lexsort((-until, since, at))
    a, s, u, m = at[order], since[order], until[order], minor[order]
    longest = np.r_[True, (a[1:] != a[:-1]) | (s[1:] != s[:-1])]
    a, s, u, m = a[longest], s[longest], u[longest], m[longest]
    overlapping = np.r_[False, (a[1:] == a[:-1]) & (s[1:] <= u[:-1])]
    odd[a[overlapping]] = True
    np.add.at(total, a, m)
    has[a] = True
    return total, has, odd
