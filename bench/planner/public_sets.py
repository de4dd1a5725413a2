"""Public instances as boards: one project of many activities, many projects, many ways, or many budgets.

The files are read where they lie; none of them belongs to this repository.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from qipan.planner import Activity, Choice, Curve, Gain, Link, Pace, Problem, Project, Renewable, Supply, Use

Instances = dict[str, Callable[[], tuple[Problem, int]]]


def best_known(folder: Path) -> dict[str, int]:
    with (folder / "bks.csv").open(encoding="utf-8") as lines:
        return {line["instance"]: int(line["bks"]) for line in csv.DictReader(lines)}


def single_project(data: Path, prefix: str) -> Instances:
    known = best_known(data / "psplib")
    names = (name for name in known if name.startswith(prefix + "_"))
    return {name: partial(_read, data / "psplib" / name, "patterson", known[name]) for name in names}


def multi_project(data: Path, _: str) -> Instances:
    known = best_known(data / "mplib1")
    return {name: partial(_read, data / "mplib1" / name, "mplib", best) for name, best in known.items()}


def multi_mode(data: Path, _: str) -> Instances:
    known = {name: best for name, best in best_known(data / "mmlib").items() if (data / "mmlib" / name).exists()}
    return {name: partial(_read, data / "mmlib" / name, "psplib", best) for name, best in known.items()}


def _read(path: Path, form: str, best: int) -> tuple[Problem, int]:
    """Makespan as a board: one mandatory project whose last activity costs a unit of value for each period."""
    import psplib  # only these sets need it: pip install psplib==0.4.0

    instance = psplib.parse(str(path), form)
    horizon = min(sum(max(mode.duration for mode in activity.modes) for activity in instance.activities), 3 * best)
    activities, choices, links, sinks = [], [], [], []
    for number, activity in enumerate(instance.activities):
        many = len(activity.modes) > 1
        if many:
            choices.append(Choice(f"way {number}", tuple(str(k) for k in range(len(activity.modes)))))
        uses, paces = [], []
        for k, mode in enumerate(activity.modes):
            when = ((f"way {number}", str(k)),) if many else ()
            uses += [Use(f"factor {r}", demand, when) for r, demand in enumerate(mode.demands) if demand]
            paces += [Pace(f"way {number}", str(k), mode.duration)] if many else []
        activities.append(Activity(f"step {number}", activity.modes[0].duration, uses=tuple(uses), paces=tuple(paces)))
        links += [Link(f"step {number}", f"step {after}") for after in activity.successors]
        sinks += [] if activity.successors else [number]
    activities.append(Activity("done", 0, gains=(Gain(-1, "time", "end"),)))
    links += [Link(f"step {number}", "done") for number in sinks]
    renewables, supplies = [], []
    for r, resource in enumerate(instance.resources):
        if resource.renewable:
            renewables.append(Renewable(f"factor {r}", (resource.capacity,) * horizon))
        else:
            supplies.append(Supply(f"factor {r}", ((0, resource.capacity),)))
    time = Curve("time", tuple(1000 * period for period in range(horizon + 1)))
    project = Project("all", tuple(activities), tuple(links), tuple(choices), mandatory=True)
    return Problem(path.stem, horizon, (project,), (), (time,), tuple(renewables), tuple(supplies)), best


def knapsacks(data: Path, name: str) -> Iterator[tuple[Problem, int]]:
    """Each project a single step that draws on several budgets."""
    numbers = iter((data / "mknap" / f"{name}.txt").read_text(encoding="utf-8").split())

    def take() -> int:
        # mknap1 has a few values with decimals; tenths keep them whole.
        return round(float(next(numbers)) * 10)

    for _ in range(take() // 10):
        count, budgets, best = take() // 10, take() // 10, take()
        worth = [take() for _ in range(count)]
        needs = [[take() for _ in range(count)] for _ in range(budgets)]
        totals = [take() for _ in range(budgets)]
        projects = tuple(
            Project(
                f"p{k}",
                (Activity("do", 0, uses=tuple(Use(f"budget {b}", needs[b][k]) for b in range(budgets))),),
                value=worth[k],
            )
            for k in range(count)
        )
        yield (
            Problem(
                name,
                1,
                projects,
                supplies=tuple(Supply(f"budget {b}", ((0, total),)) for b, total in enumerate(totals)),
            ),
            best,
        )
