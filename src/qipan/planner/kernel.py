"""The board as flat integer arrays, which numba's compiled loops can read; without numba the same loops run as plain Python.

All values are whole numbers. Prices are counted in grains, 1/65536 of a unit of value, so that bounds are exact and a plan is the
same on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from qipan.planner.tables import BANNED, MANDATORY

Loop = TypeVar("Loop", bound=Callable[..., Any])
Ints = NDArray[np.int64]

GRAIN = 1 << 16
NEVER = -(1 << 55)
HOPELESS = -(1 << 54)
RENEWABLE, SUPPLY, COUNT, IMPLICATION = 0, 1, 2, 3

try:
    # QIPAN_PLANNER_PLAIN=1 runs the loops uncompiled: slow, the same figures, nothing to wait for in tests of tiny boards.
    if os.environ.get("QIPAN_PLANNER_PLAIN") == "1":
        raise ImportError
    # Where the sources may not be written, what is compiled stays with the house's data.
    if os.environ.get("QIPAN_HOME") and not os.access(os.path.dirname(__file__), os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", os.path.join(os.environ["QIPAN_HOME"], "compiled"))
    import numba

    COMPILED = True

    def loop(function: Loop) -> Loop:
        """Compile to machine code, kept beside the source for the next run."""
        compiled: Any = numba.njit(cache=True, nogil=True)(function)
        template = compiled.get_call_template

        def any_value(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
            """By its types alone: not once more for each `True` or 0 that a caller writes out, which doubled the time to compile."""
            return template(tuple(map(numba.types.unliteral, arguments)), named)

        compiled.get_call_template = any_value
        return cast(Loop, compiled)

except ImportError:
    COMPILED = False

    def loop(function: Loop) -> Loop:
        """Run as it is."""
        return function


class Board(NamedTuple):
    """One problem's tables; `qipan.planner.tables` names the columns."""

    horizon: int
    capacity: (
        Ints  # by row: a renewable has a row for each period, a supply for each of its dates, a parcel or rule one
    )
    bucket: Ints  # (lines, horizon + 1): which row of a supply a period belongs to
    ends: Ints  # (calendars, longest duration + 1, horizon + 1): when an activity ends
    gained: Ints  # (gains that differ, horizon + 1): whole units that a gain brings by the activity's start
    factors: Ints
    projects: Ints
    mode_value: Ints
    holds: Ints
    takes: Ints
    gaps: Ints
    partner: Ints  # projects of the same bundle
    links: Ints
    stages: Ints
    activities: Ints
    works: Ints
    uses: Ints
    gains: Ints
    options: Ints

    @property
    def size(self) -> int:
        """The number of projects; the tables of projects and activities end with a line of offsets."""
        return len(self.projects) - 1

    @property
    def mandatory(self) -> Ints:
        return self.projects[:-1, MANDATORY]

    @property
    def banned(self) -> Ints:
        return self.projects[:-1, BANNED]


class Schedule(NamedTuple):
    """Decisions for all projects."""

    accepted: Ints  # (projects,)
    mode: Ints  # (projects,)
    start: Ints  # (activities,)
    option: Ints  # (activities,)


def empty_schedule(board: Board) -> Schedule:
    projects, activities = board.size, len(board.activities)
    return Schedule(*(np.zeros(size, np.int64) for size in (projects, projects, activities, activities)))


def copy_schedule(schedule: Schedule) -> Schedule:
    return Schedule(*(array.copy() for array in schedule))
