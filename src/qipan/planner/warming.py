"""The first run on a machine compiles the loops, once, for about a minute: said beforehand, and kept where the next run finds it.

numba keeps what it compiled beside the source, or, where that may not be written, in the user's own cache folder. `NUMBA_CACHE_DIR`
names another place (`qipan.planner.kernel` names the house's own folder where neither may be written).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from qipan.planner.calendar import Calendar, Curve
from qipan.planner.chains import improve
from qipan.planner.compiling import compile_problem
from qipan.planner.dive import dive
from qipan.planner.dual import Dual
from qipan.planner.effort import Effort
from qipan.planner.factor import Parcel, Renewable, Supply, Use
from qipan.planner.kernel import COMPILED
from qipan.planner.pricing import price
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Choice, Gain, Link, Project
from qipan.planner.state import Run

Tell = Callable[[int, int], None]
SOURCES = Path(__file__).resolve().parent
HORIZON = 12


def nobody_told(_done: int, _steps: int) -> None:
    """What hears of the progress when nobody asks."""


def is_warm() -> bool:
    """Would a plan begin at once? Without numba there is nothing to wait for."""
    mark = _mark()
    return mark is None or mark.exists()


def warm_up(tell: Tell = nobody_told) -> None:
    """Compile every loop by small boards that need it; `tell` hears how many of the steps are done."""
    if is_warm():
        return
    _forget_older()
    small = small_board(24)
    compiled = compile_problem(small)
    tell(0, 4)
    dual = Dual(compiled.board, ())
    run = Run(compiled, dual, Effort(0.2, deterministic=True), dual.descend(2))
    tell(1, 4)
    run.insert(np.arange(24), run.best)
    run.score = run.score_of(run.best)
    tell(2, 4)
    improve(run, 1)
    tell(3, 4)
    run.offer(dive(run, 2))
    run.take(compiled.assignments(run.best))
    tell(4, 4)
    mark = _mark()
    if mark is not None:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def small_board(count: int) -> Problem:
    """A board that makes use of everything the loops know."""
    early = Curve.falling("early", HORIZON, 3, 15)

    def project(k: int) -> Project:
        steps = (
            Activity("permit", 1 + k % 2, uses=(Use("desk", 1),)),
            Activity("land", 1, uses=(Use(f"field {k % 5}", 1),)),
            Activity(
                "build", 2 + k % 3, "winter", (Use("credit", 1 + k % 4, (("bank", "A"),)),), (Gain(9 + k % 7, "early", "spread"),)
            ),
        )  # fmt: skip
        links = (Link("permit", "build"), Link("land", "build"))
        # Every fourth project waits a little after one step only: no row of stages, so its price is found by a cut.
        links = (Link("permit", "build", 1), Link("land", "build")) if k % 4 == 0 else links
        return Project(f"p{k}", steps, links, (Choice("bank", ("A", "B")),), (Use("team", 1),), mandatory=k == 0)

    return Problem(
        "warming up",
        HORIZON,
        tuple(project(k) for k in range(count)),
        calendars=(Calendar("winter", ((8, 10),)),),
        curves=(early,),
        renewables=(Renewable("desk", (1 + count // 12,) * HORIZON), Renewable("team", (1 + count // 6,) * HORIZON)),
        supplies=(Supply("credit", ((0, count // 2), (6, count))),),
        parcels=tuple(Parcel(f"field {k}", 1 + count // 4, divisible=True) for k in range(5)),
    )


def _forget_older() -> None:
    """What was compiled from other sources: numba looks only at the file of a loop, not at those it calls."""
    folder = Path(price.stats.cache_path)  # type: ignore[attr-defined]
    for source in SOURCES.glob("*.py"):
        for kept in (
            *folder.glob(f"{source.stem}.*.nbi"),
            *folder.glob(f"{source.stem}.*.nbc"),
            *folder.glob("warm-*"),
        ):
            kept.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _mark() -> Path | None:
    """A file that says: these sources were compiled here."""
    if not COMPILED:
        return None
    digest = hashlib.sha256()
    for source in sorted(SOURCES.glob("*.py")):
        text = source.read_bytes()
        digest.update(text if b"@loop" in text or b"def loop" in text else b"")
    return Path(price.stats.cache_path) / f"warm-{digest.hexdigest()[:16]}"  # type: ignore[attr-defined]
