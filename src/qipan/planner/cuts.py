"""The best schedule of a project of any graph: a maximum closure, found as a minimum cut (Möhring et al. 2003).

For each activity and period a node says "starts no earlier than this". Its weight is what the delay to it adds; whoever takes a node
must take the activity's earlier ones and, along every link, what follows from it.
"""

from __future__ import annotations

import numpy as np

from qipan.planner.filling import best_option, fill, hold_cost, waits_held
from qipan.planner.kernel import HOPELESS, NEVER, Board, Ints, Schedule, loop
from qipan.planner.tables import (
    ACTIVITY0,
    CALENDAR,
    DURATION,
    LINK0,
    LINK_AFTER,
    LINK_BEFORE,
    LINK_LAG,
    MODE0,
    WORK0,
    WORK_STEP,
)

LARGE = 1 << 55


@loop
def levels(
    source: int, sink: int, first: Ints, following: Ints, head: Ints, room: Ints, level: Ints, queue: Ints
) -> bool:
    """Distances from the source through edges with room; is the sink reached?"""
    level[:] = -1
    level[source] = 0
    queue[0] = source
    read, written = 0, 1
    while read < written:
        node = queue[read]
        read += 1
        edge = first[node]
        while edge >= 0:
            if room[edge] > 0 and level[head[edge]] < 0:
                level[head[edge]] = level[node] + 1
                queue[written] = head[edge]
                written += 1
            edge = following[edge]
    return level[sink] >= 0


@loop
def cut(source: int, sink: int, first: Ints, following: Ints, head: Ints, room: Ints, level: Ints) -> None:
    """Dinic's algorithm; afterwards ``level >= 0`` marks the source's side."""
    queue = np.empty(len(first), np.int64)
    path = np.empty(len(first), np.int64)
    while levels(source, sink, first, following, head, room, level, queue):
        current = first.copy()
        node, depth = source, 0
        while True:
            if node == sink:
                flow = LARGE
                for k in range(depth):
                    flow = min(flow, room[path[k]])
                back = 0
                for k in range(depth - 1, -1, -1):
                    room[path[k]] -= flow
                    room[path[k] ^ 1] += flow
                    if room[path[k]] == 0:
                        back = k
                depth = back
                node = head[path[back] ^ 1]
                continue
            edge = current[node]
            while edge >= 0 and not (room[edge] > 0 and level[head[edge]] == level[node] + 1):
                edge = following[edge]
            current[node] = edge
            if edge >= 0:
                path[depth] = edge
                depth += 1
                node = head[edge]
            elif depth == 0:
                break
            else:
                level[node] = -1
                depth -= 1
                node = head[path[depth] ^ 1]


@loop
def add_edge(count: int, tail: int, tip: int, amount: int, first: Ints, following: Ints, head: Ints, room: Ints) -> int:
    head[count], room[count], following[count] = tip, amount, first[tail]
    first[tail] = count
    head[count + 1], room[count + 1], following[count + 1] = tail, 0, first[tip]
    first[tip] = count + 1
    return count + 2


@loop
def close(nets: Ints, before: Ints, after: Ints, ready: Ints, starts: Ints) -> int:  # noqa: C901 - one compiled loop
    """Starts of greatest total net value with ``start[after] >= ready[link, start[before]]``; NEVER if there are none."""
    activities, horizon = nets.shape[0], nets.shape[1] - 1
    source, sink = activities * horizon, activities * horizon + 1
    edges = 2 * (2 * activities * horizon + len(before) * (horizon + 1))
    first = np.full(sink + 1, -1, np.int64)
    following, head, room = np.empty(edges, np.int64), np.empty(edges, np.int64), np.empty(edges, np.int64)
    count = 0
    for k in range(activities):
        for t in range(1, horizon + 1):
            node, weight = k * horizon + t - 1, nets[k, t] - nets[k, t - 1]
            if weight > 0:
                count = add_edge(count, source, node, weight, first, following, head, room)
            elif weight < 0:
                count = add_edge(count, node, sink, -weight, first, following, head, room)
            if t > 1:
                count = add_edge(count, node, node - 1, LARGE, first, following, head, room)
    for number in range(len(before)):
        for t in range(horizon + 1):
            then = ready[number, t]
            if then <= 0:
                continue
            tail = source if t == 0 else before[number] * horizon + t - 1
            tip = sink if then > horizon else after[number] * horizon + then - 1
            if tail != source or tip != sink:
                count = add_edge(count, tail, tip, LARGE, first, following, head, room)
            else:
                return NEVER
    level = np.empty(sink + 1, np.int64)
    cut(source, sink, first, following, head, room, level)
    total = 0
    for k in range(activities):
        start = 0
        while start < horizon and level[k * horizon + start] >= 0:
            start += 1
        starts[k] = start
        total += nets[k, start]
    for number in range(len(before)):
        if starts[after[number]] < ready[number, starts[before[number]]]:
            return NEVER
    return total


@loop
def price_by_cuts(
    board: Board, p: int, prices: Ints, weights: Ints, left: Ints, tight: bool, first: int, past: int, found: Schedule
) -> int:
    """As `qipan.planner.pricing.price` for projects of any graph, without the constant part."""
    horizon, a0 = board.horizon, board.projects[p, ACTIVITY0]
    activities, l0 = board.projects[p + 1, ACTIVITY0] - a0, board.projects[p, LINK0]
    links = board.projects[p + 1, LINK0] - l0
    hold, held = np.zeros(horizon + 1, np.int64), np.zeros(horizon + 1, np.int64)
    hold_cost(board, p, prices, hold)
    if tight:
        waits_held(board, p, left, held)
    nets = np.empty((activities + 2, horizon + 1), np.int64)
    ends = np.empty((activities, horizon + 1), np.int64)
    before, after = np.empty(links + 2 * activities, np.int64), np.empty(links + 2 * activities, np.int64)
    ready = np.empty((links + 2 * activities, horizon + 1), np.int64)
    starts, taken = np.empty(activities + 2, np.int64), np.empty(activities, np.int64)
    top, top_mode = NEVER, -1
    for m in range(board.projects[p + 1, MODE0] - board.projects[p, MODE0]):
        for k in range(activities):
            fill(board, a0 + k, m, prices, weights, left, tight, held, first, past, nets[k])
            ends[k, :] = board.ends[
                board.activities[a0 + k, CALENDAR],
                board.works[board.activities[a0 + k, WORK0] + board.activities[a0 + k, WORK_STEP] * m, DURATION],
            ]
            for t in range(horizon + 1):
                nets[k, t] = max(nets[k, t], NEVER // 64)
        # Two more: the project's first start and its last end, between which it holds its factors.
        nets[activities, :], nets[activities + 1, :] = hold, -hold
        for number in range(links):
            before[number], after[number] = board.links[l0 + number, LINK_BEFORE], board.links[l0 + number, LINK_AFTER]
            ready[number] = np.minimum(ends[before[number]] + board.links[l0 + number, LINK_LAG], horizon + 1)
        for k in range(activities):
            number = links + 2 * k
            before[number], after[number] = activities, k
            before[number + 1], after[number + 1] = k, activities + 1
            for t in range(horizon + 1):
                ready[number, t] = t
            ready[number + 1] = ends[k]
        value = close(nets, before, after, ready, starts)
        if value < HOPELESS // 64:
            continue
        value += board.mode_value[board.projects[p, MODE0] + m] * weights[0]
        if value > top and not (tight and held[starts[activities + 1]] > held[starts[activities]]):
            top, top_mode = value, m
            taken[:] = starts[:activities]
    if top_mode < 0:
        return NEVER
    found.mode[p] = top_mode
    for k in range(activities):
        found.start[a0 + k] = taken[k]
        found.option[a0 + k] = best_option(board, a0 + k, top_mode, prices, weights, left, tight, taken[k])
    return top
