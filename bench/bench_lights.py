"""The nightly round over 20,000 projects with 24 months of reports, against bare SQL and numpy in the same run.

Bare floor: the same rows read with a plain cursor, one column of lights made with numpy, the projects whose light changed written back.
Whole round: `projects.refresh_lights`: every headline figure and every rule, reasons as JSON, readings, events, in transactions.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from datetime import date, timedelta
from typing import Any

import _house

MONTHS = 24
TIMES = 3.0


def grow(count: int, on: date) -> None:
    """Projects with a plan of each year, a total, and 24 months of completed and in place."""
    from django.db import transaction

    from qipan.pipeline.projects.models import Amount, Project

    chance = random.Random(11)
    first = date(on.year - 1, 1, 1)
    ends = [date(first.year + m // 12, m % 12 + 1, 28) for m in range(MONTHS)]
    stages = ["preparation"] * 3 + ["started"] * 6 + ["completed"]
    with transaction.atomic():
        for at in range(0, count, 1000):
            projects = [
                Project(
                    name=f"项目{n}", plain_name=f"项目{n}", stage=stages[n % 10], planned_start=first + timedelta(days=n % 700),
                    planned_end=on + timedelta(days=n % 900 - 450), start_on=first if n % 10 > 2 else None,
                )
                for n in range(at, min(at + 1000, count))
            ]  # fmt: skip
            Project.objects.bulk_create(projects)
            _put(Amount, [row for p in projects for row in _amounts(p.pk, ends, chance)])


def _amounts(pk: int, ends: list[date], chance: random.Random) -> list[tuple[Any, ...]]:
    """(project, kind, from, until, minor): a total, a plan a year, two figures a month."""
    plan = chance.randint(1, 900) * 10**9
    pace = chance.uniform(0.2, 1.3)
    rows: list[tuple[Any, ...]] = [(pk, "total", None, None, 3 * plan)]
    rows += [(pk, "plan", date(year, 1, 1), date(year, 12, 31), plan) for year in sorted({end.year for end in ends})]
    for end in ends:
        done = int(plan * pace * end.month / 12)
        rows += [(pk, "completed", date(end.year, 1, 1), end, done), (pk, "in_place", None, end, done)]
    return rows


def _put(model: Any, rows: list[tuple[Any, ...]]) -> None:
    """A million rows without a million objects."""
    from django.db import connection
    from django.utils import timezone

    names = (
        "project_id",
        "kind",
        "since",
        "until",
        "minor",
        "precision",
        "label",
        "currency",
        "raw",
        "unit",
        "source",
        "at",
    )
    rest = ("month", "", "CNY", "", "", "", timezone.now().isoformat())
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*row, *rest) for row in rows])


def floor(on: date) -> int:
    """The least that can be done: read all, judge the progress of started projects in columns, write what changed."""
    import numpy as np
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT project_id, kind, CAST(since AS TEXT), CAST(until AS TEXT), minor FROM projects_amount ORDER BY id"
        )
        pk, kind, since, until, minor = zip(*cursor.fetchall(), strict=True)
        project, amount = np.array(pk), np.array(minor, dtype=np.int64)
        kinds, begins, ends = (
            np.array(kind),
            np.array(since, dtype="datetime64[D]"),
            np.array(until, dtype="datetime64[D]"),
        )
        cursor.execute("SELECT id, light FROM projects_project ORDER BY id")
        ids, lights = (np.array(column) for column in zip(*cursor.fetchall(), strict=True))
        size = int(ids.max()) + 1
        this_year = begins == np.datetime64(f"{on.year}-01-01")
        plans, done = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        chosen = this_year & (kinds == "plan")
        plans[project[chosen]] = amount[chosen]
        reported = this_year & (kinds == "completed") & (ends <= np.datetime64(on))
        np.maximum.at(done, project[reported], amount[reported])
        months = (on - timedelta(days=10)).month - 1
        behind = 100 * months / 12 - 100 * done / np.maximum(plans, 1)
        made = np.where(behind > 30, "red", np.where(behind >= 10, "yellow", "green"))[ids]
        changed = np.flatnonzero(made != lights)
        rows = [(str(made[n]), on.isoformat(), int(ids[n])) for n in changed]
        cursor.executemany("UPDATE projects_project SET light = %s, light_since = %s WHERE id = %s", rows)
    return len(rows)


class _Undone(Exception):
    pass


def undone(act: Any) -> Any:
    """Do it and take it back, so that every round finds the same county."""
    from django.db import transaction

    def run() -> int:
        result = 0
        try:
            with transaction.atomic():
                result = act()
                raise _Undone
        except _Undone:
            return result

    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--projects", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    _house.open_house()
    from qipan.pipeline.projects import actions as projects
    from qipan.pipeline.projects.models import Amount

    today = date(2026, 11, 10)  # October counts from here on
    start = time.perf_counter()
    grow(given.projects, today)
    projects.refresh_lights(on=today - timedelta(days=2))
    held = Amount.objects.count()
    print(
        f"{given.projects:,} projects, {held:,} amounts, grown in {time.perf_counter() - start:.0f} s, {_house.vendor()}\n"
    )
    nights = {"an ordinary night": today - timedelta(days=1), "the night a month begins to count": today}
    found = []
    for night, on in nights.items():
        whole = undone(lambda on=on: projects.refresh_lights(on=on))
        bare = undone(lambda on=on: floor(on))
        found.append(_measure(night, bare, whole, given.rounds))
    heads = ("night", "lights changed", "s", "bare SQL + numpy s", "×", "CPU s", "of the floor", "× CPU", "")
    _house.table(heads, [_line(one) for one in found])
    clock = _house.Clock()
    turned = projects.refresh_lights(on=today)
    clock.stop()
    print(
        f"\nThe last night for good, each of its {turned:,} turns heard (notices drafted, drafts put away): {clock.wall:.1f} s"
    )
    _house.keep("lights", {"projects": given.projects, "amounts": held, "rounds": given.rounds, "nights": found})
    return int(not all(one["held"] for one in found))


def _measure(night: str, bare: Any, whole: Any, rounds: int) -> dict[str, Any]:
    """Floor and round by turns, so that a busy machine burdens both alike."""
    clocks: dict[str, list[Any]] = {"bare": [], "whole": []}
    changed = whole()
    bare()
    for _ in range(rounds):
        for name, act in (("bare", bare), ("whole", whole)):
            clock = _house.Clock()
            act()
            clock.stop()
            clocks[name].append(clock)
    middle = {
        (name, of): statistics.median(getattr(c, of) for c in held) for name, held in clocks.items() for of in ("wall", "cpu")
    }  # fmt: skip
    return {
        "night": night, "changed": changed, "s": middle["whole", "wall"], "bare_s": middle["bare", "wall"],
        "cpu_s": middle["whole", "cpu"], "bare_cpu_s": middle["bare", "cpu"],
        "held": middle["whole", "wall"] <= TIMES * middle["bare", "wall"],
    }  # fmt: skip


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        one["night"], f"{one['changed']:,}", f"{one['s']:.2f}", f"{one['bare_s']:.2f}", f"{one['s'] / one['bare_s']:.2f}",
        f"{one['cpu_s']:.2f}", f"{one['bare_cpu_s']:.2f}", f"{one['cpu_s'] / one['bare_cpu_s']:.2f}", "✓" if one["held"] else "✗",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
