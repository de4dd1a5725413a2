"""Recognise the common shape of a project: stages one after another, each of activities side by side."""

from __future__ import annotations

from qipan.planner.project import Project

Stage = tuple[tuple[int, ...], int]


def stages_of(project: Project) -> list[Stage] | None:
    """The stages as (places of activities, wait before), or None when the graph has another shape."""
    place = {activity.name: index for index, activity in enumerate(project.activities)}
    depth = [0] * len(place)
    links = [(place[link.before], place[link.after], link.lag) for link in project.links]
    for index in project.order():
        for before, after, _ in links:
            if before == index:
                depth[after] = max(depth[after], depth[index] + 1)
    stages: list[Stage] = []
    for level in range(max(depth) + 1):
        members = tuple(index for index in range(len(depth)) if depth[index] == level)
        previous = stages[-1][0] if stages else ()
        lags = {(before, after): lag for before, after, lag in links if after in members}
        adjacent = [lags.get((before, after)) for before in previous for after in members]
        if None in adjacent or len(set(adjacent)) > 1:
            return None
        if any(lag for (before, _), lag in lags.items() if before not in previous):
            return None
        stages.append((members, adjacent[0] or 0 if adjacent else 0))
    return stages
