"""The board's tables while they grow."""

from __future__ import annotations

import numpy as np

from qipan.planner.kernel import Board, Ints
from qipan.planner.problem import Problem
from qipan.planner.tables import COLUMNS, TABLES

OFFSETS = {
    "activity0": "calendar",
    "stage0": "stage_lag",
    "mode0": "mode_value",
    "hold0": "hold_factor",
    "take0": "take_factor",
    "gap0": "gap_other",
    "partner0": "partner",
    "link0": "link_before",
    "stage_activity": "calendar",
    "use0": "use_factor",
    "gain0": "gain_row",
    "option0": "option_value",
    "option_use0": "use_factor",
    "option_gain0": "gain_row",
}


class Columns:
    """Growing columns; closed into arrays at the end."""

    def __init__(self) -> None:
        self.columns: dict[str, list[int]] = {name: [] for name in (*COLUMNS, "mode_value", "partner")}
        self.gained: dict[tuple[int, str, str, str, int], int] = {}  # gains that differ

    def add(self, **values: int) -> None:
        for name, value in values.items():
            self.columns[name].append(value)

    def size(self, name: str) -> int:
        return len(self.columns[name])

    def _gained(self, problem: Problem, ends: Ints) -> Ints:
        """What each gain brings at each start, as `qipan.planner.judge.gained` counts it; 0 where the activity does not fit."""
        horizon = problem.horizon
        calendars = {"": 0, **{calendar.name: index + 1 for index, calendar in enumerate(problem.calendars)}}
        worth = {curve.name: np.array(curve.worth, np.int64) for curve in problem.curves}
        working = {calendar.name: np.array(calendar.working(horizon)) for calendar in problem.calendars} | {
            "": np.ones(horizon)
        }
        summed = {
            (curve, calendar): np.concatenate([[0], np.cumsum(worth[curve][:horizon] * works)]).astype(np.int64)
            for curve in worth
            for calendar, works in working.items()
        }
        table = np.zeros((len(self.gained), horizon + 1), np.int64)
        for row, (amount, at, curve, calendar, duration) in enumerate(self.gained):
            end = np.minimum(ends[calendars[calendar], duration], horizon)
            if not curve:
                table[row] = amount
            elif at == "spread" and duration:
                sums = summed[curve, calendar]
                table[row] = amount * (sums[end] - sums[:]) // (1000 * duration)
            else:
                table[row] = amount * (worth[curve][end] if at == "end" else worth[curve]) // 1000
        return table

    def close(self, problem: Problem, capacity: list[int], lines: list[tuple[int, ...]]) -> Board:
        horizon = problem.horizon
        for name, counted in OFFSETS.items():
            self.columns[name].append(self.size(counted))
        calendars = [None, *problem.calendars]
        longest = max(self.columns["duration"], default=0)
        ends = np.full((len(calendars), longest + 1, horizon + 1), horizon + 1, np.int64)
        for number, calendar in enumerate(calendars):
            for duration in range(longest + 1):
                if calendar is None:
                    ends[number, duration] = np.minimum(np.arange(horizon + 1) + duration, horizon + 1)
                else:
                    ends[number, duration] = calendar.ends(horizon, duration)
        height = {name: max((self.size(column) for column in columns), default=0) for name, columns in TABLES.items()}
        tables = {}
        for name, columns in TABLES.items():
            tables[name] = np.zeros((height[name], len(columns)), np.int64)
            for number, column in enumerate(columns):
                tables[name][: self.size(column), number] = self.columns[column]
        return Board(
            horizon=horizon,
            capacity=np.array(capacity, np.int64),
            bucket=np.array(lines or [(0,) * (horizon + 1)], np.int64),
            ends=ends,
            gained=self._gained(problem, ends),
            mode_value=np.array(self.columns["mode_value"], np.int64),
            partner=np.array(self.columns["partner"], np.int64),
            **tables,
        )
