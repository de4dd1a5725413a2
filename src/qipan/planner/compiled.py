"""A board with what is needed to speak of it by name: schedules to assignments and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qipan.planner.assignment import Assignment
from qipan.planner.choosing import Options
from qipan.planner.kernel import Board, Schedule, empty_schedule
from qipan.planner.problem import Problem
from qipan.planner.tables import ACTIVITY0


@dataclass(slots=True)
class Compiled:
    """The board with what is needed to speak of it by name."""

    problem: Problem
    board: Board
    factors: dict[str, int]
    places: dict[str, int]
    orders: list[tuple[int, ...]]
    modes: list[list[Options]]
    local: list[list[list[Options]]]  # by project, place in order: local options
    constant: int  # value that does not depend on the plan
    idle: list[Options]  # choices that change nothing

    def assignments(self, schedule: Schedule) -> tuple[Assignment, ...]:
        """The accepted projects' parts, in the problem's order."""
        found = []
        for p in np.flatnonzero(schedule.accepted):
            project, first = self.problem.projects[p], int(self.board.projects[p, ACTIVITY0])
            options = {**self.idle[p], **self.modes[p][int(schedule.mode[p])]}
            starts: dict[str, int] = {}
            for place, index in enumerate(self.orders[p]):
                options |= self.local[p][place][int(schedule.option[first + place])]
                starts[project.activities[index].name] = int(schedule.start[first + place])
            chosen = tuple((choice.name, options[choice.name]) for choice in project.choices)
            found.append(Assignment(project.name, chosen, tuple((a.name, starts[a.name]) for a in project.activities)))
        return tuple(found)

    def schedule(self, parts: tuple[Assignment, ...]) -> Schedule:
        """The assignments as arrays; parts that the board no longer offers are left out."""
        schedule = empty_schedule(self.board)
        for part in parts:
            p = self.places.get(part.project)
            if p is None or self.board.banned[p]:
                continue
            options, starts, first = dict(part.options), dict(part.starts), int(self.board.projects[p, ACTIVITY0])
            mode = next((m for m, wanted in enumerate(self.modes[p]) if wanted.items() <= options.items()), None)
            local = [
                next((o for o, wanted in enumerate(offered) if wanted.items() <= options.items()), None)
                for offered in self.local[p]
            ]
            names = [self.problem.projects[p].activities[index].name for index in self.orders[p]]
            if mode is None or None in local or any(name not in starts for name in names):
                continue
            schedule.accepted[p], schedule.mode[p] = 1, mode
            for place, name in enumerate(names):
                schedule.start[first + place], schedule.option[first + place] = starts[name], int(local[place] or 0)
        return schedule
