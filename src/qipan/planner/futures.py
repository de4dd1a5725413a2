"""One future after another, in compiled loops: durations by lot, starts pushed to the right, factors fought over again if asked.

A lot is twelve random bits that pick one of 4,096 equally likely lengths, so no logarithm or exponential is worked out on the way.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qipan.planner.kernel import Ints, loop

Floats = NDArray[np.float32]
LOTS = 4096


class Steps(NamedTuple):
    """The plan's activities in the order of their planned starts."""

    project: Ints
    start: Floats
    duration: Floats
    calendar: Ints  # -1: every period is worked
    shock: Ints  # row of the shared shocks
    before0: Ints  # offsets into `before` and `lag`, one more than activities
    before: Ints
    lag: Floats
    gain0: Ints  # offsets into `gains`
    gains: Ints  # (goal, curve, moment): moment 0 start, 1 end, 2 spread
    amount: NDArray[np.float64]  # by gain
    use0: Ints  # offsets into `uses`
    uses: Ints  # (factor, amount)


class Worlds(NamedTuple):
    """Calendars, curves and capacities."""

    done: Floats  # (calendars, moments): work that lies before a moment
    begins: Floats  # (calendars, amounts of work): the period in which so much is done
    at: Floats  # (curves, horizon + 1)
    summed: Floats  # (curves of one calendar, horizon + 1)
    worked: Floats  # the same
    capacity: Ints  # (factors, horizon)


def lots(spread: float) -> Floats:
    """Equally likely lengths of a step planned to take 1: lognormal, mean 1, this coefficient of variation."""
    shape = float(np.sqrt(np.log1p(spread**2)))
    normal = NormalDist()
    lengths = np.exp(shape * np.array([normal.inv_cdf((k + 0.5) / LOTS) for k in range(LOTS)]))
    return (lengths / lengths.mean()).astype(np.float32)


@loop
def worked_until(done: Floats, begins: Floats, start: float, duration: float) -> float:
    """When so much work that begins at `start` is done."""
    place = min(int(start), len(done) - 2)
    work = done[place] + (start - place) * (done[place + 1] - done[place]) + duration
    work = min(work, done[-1] - 1.0)
    whole = max(int(np.ceil(work)) - 1, 0)
    return max(begins[whole] + (work - whole), start)


@loop
def until(summed: Floats, when: float) -> float:
    when = min(when, len(summed) - 1.0)
    place = min(int(when), len(summed) - 2)
    return summed[place] + (when - place) * (summed[place + 1] - summed[place])


@loop
def waits(steps: Steps, worlds: Worlds, i: int, start: float, duration: float, left: Ints) -> tuple[float, float]:
    """The first whole period from which every factor has room for the whole step; books it there."""
    first, last = int(np.ceil(start)), left.shape[1]
    end = seen = first  # before `seen` there is room from `first` on
    while first < last:
        calendar = steps.calendar[i]
        finish = (
            first + duration
            if calendar < 0
            else worked_until(worlds.done[calendar], worlds.begins[calendar], first, duration)
        )
        end, clash = min(int(np.ceil(finish)), last), -1
        for u in range(steps.use0[i], steps.use0[i + 1]):
            factor, amount = steps.uses[u, 0], steps.uses[u, 1]
            for t in range(end - 1, max(first, seen, clash + 1) - 1, -1):
                if left[factor, t] < amount:
                    clash = t
                    break
        seen = max(seen, end)
        if clash < 0:
            for u in range(steps.use0[i], steps.use0[i + 1]):
                factor, amount = steps.uses[u, 0], steps.uses[u, 1]
                for t in range(first, end):
                    left[factor, t] -= amount
            return float(first), finish
        first = clash + 1
    return float(last), last + duration


@loop
def play(
    steps: Steps,
    worlds: Worlds,
    shocks: Floats,
    lengths: Floats,
    seed: int,
    contend: bool,
    figures: NDArray[np.float64],
    late: Ints,
) -> None:
    """Play the futures of these rows of `figures`; count for each project how often it ends beyond the horizon."""
    count, horizon = len(steps.start), worlds.at.shape[1] - 1
    ends = np.zeros(count, np.float32)
    last = np.zeros(len(late), np.float32)
    room = np.empty((len(worlds.capacity), 4 * horizon), np.int64)
    room[:, :horizon] = worlds.capacity
    room[:, horizon:] = worlds.capacity[:, -1:]  # beyond the horizon there is what there was in its last period
    left = np.empty_like(room)
    state = seed
    for future in range(len(figures)):
        last[:] = 0
        if contend:
            left[:] = room
        for i in range(count):
            state = state * 48271 % 2147483647
            start = steps.start[i]
            for k in range(steps.before0[i], steps.before0[i + 1]):
                start = max(start, ends[steps.before[k]] + steps.lag[k])
            duration = steps.duration[i] * lengths[state >> 19] * shocks[steps.shock[i], future]
            calendar = steps.calendar[i]
            if contend and steps.use0[i] < steps.use0[i + 1] and duration > 0:
                begin, end = waits(steps, worlds, i, start, duration, left)
            elif calendar >= 0 and duration > 0:
                begin, end = start, worked_until(worlds.done[calendar], worlds.begins[calendar], start, duration)
            else:
                begin, end = start, start + duration
            ends[i] = end
            for g in range(steps.gain0[i], steps.gain0[i + 1]):
                curve = steps.gains[g, 1]
                if steps.gains[g, 2] == 2:
                    share = (until(worlds.summed[curve], end) - until(worlds.summed[curve], begin)) / max(
                        duration, 1e-3
                    )
                    inside = until(worlds.worked[curve], end) - until(worlds.worked[curve], begin)
                    share += max(0.0, 1 - inside / max(duration, 1e-3)) * worlds.at[curve, horizon]
                else:
                    moment = end if steps.gains[g, 2] == 1 else begin
                    share = worlds.at[curve, min(int(np.ceil(moment - 1e-3)), horizon)]
                figures[future, steps.gains[g, 0]] += steps.amount[g] * share
            last[steps.project[i]] = max(last[steps.project[i]], end)
        for p in range(len(late)):
            if last[p] > horizon + 1e-3:
                late[p] += 1
