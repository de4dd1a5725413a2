"""A small made-up board that makes the planner compile its loops before the clock of a real run starts. No Django."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

COUNT = 12
MARK = "warm"


def mark() -> Path | None:
    """Where it is written down that the loops of this version are compiled."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    if not folder:
        return None
    import numba
    import numpy

    return Path(folder) / f"{MARK}-{numba.__version__}-{numpy.__version__}"


def warm(planner: Any) -> None:
    """Use every loop once. What is compiled stays in the cache; a second time is quick, and left out when it is known."""
    there = mark()
    if there is not None and there.exists() and there.stat().st_mtime >= _newest(planner):
        return
    board = small(planner)
    plan = planner.solve(board, 0.3, deterministic=True)
    planner.explain(board, plan)
    planner.worth_of_more(board, plan, "credit", 1, 4)
    planner.what_if(board, plan, planner.More("credit", 5), time_limit=0.2, deterministic=True)
    if there is not None:
        there.parent.mkdir(parents=True, exist_ok=True)
        there.touch()


def _newest(planner: Any) -> float:
    """When the planner's source was last changed: the cache of an older one does not count."""
    return max(path.stat().st_mtime for path in Path(planner.__file__).parent.glob("*.py"))


def small(planner: Any) -> Any:
    """Too many activities for exact search, few enough to be done in a blink."""
    p, horizon = planner, 30

    def project(number: int) -> Any:
        names = ("filing", "permit", "build", "equip", "run")
        steps = tuple(
            p.Activity(
                name, 2, "winter" if name == "build" else "",
                uses=(p.Use("desk", 1), p.Use("credit", 4 + number, (("speed", "crash"),)), p.Use("credit", 3, (("speed", "normal"),)))
                if name == "build"
                else (p.Use("field", 3),) if name == "filing" else (),
                gains=(p.Gain(20 + number, "early", "spread"), p.Gain(1, "early", "start", "starts")),
                paces=(p.Pace("speed", "crash", 1),) if name == "build" else (),
            )
            for name in names
        )  # fmt: skip
        links = tuple(p.Link(a, b) for a, b in pairwise(names) if a != "filing")
        links = (*links, p.Link("filing", "build"))
        return p.Project(
            f"p{number}", steps, links, (p.Choice("speed", ("normal", "crash")),), (p.Use("team", 1),), number == 0
        )

    projects = tuple(project(number) for number in range(COUNT))
    return p.Problem(
        "warm",
        horizon,
        projects,
        calendars=(p.Calendar("winter", ((8, 12),)),),
        curves=(p.Curve.steps("early", horizon, (0, 1000), (15, 400)),),
        renewables=(p.Renewable("desk", (3,) * horizon), p.Renewable("team", (6,) * horizon)),
        supplies=(p.Supply("credit", ((0, 20), (12, 50))),),
        parcels=(p.Parcel("field", 30, True),),
        targets=(p.Target("starts", (p.Tier("guarantee", 5, 50), p.Tier("strive", 20, 10))),),
        in_force=(p.Assignment("p1", (("speed", "normal"),), tuple((s.name, 3) for s in projects[1].activities)),),
        stability=p.Stability(1, 1, 5),
    )
