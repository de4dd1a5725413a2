"""Made-up counties with seeds: kind "a" is short of credit, kind "b" of land and labour.

The figures follow the prototype's generator draw by draw, so that its measurements can be compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qipan.planner.calendar import Calendar, Curve
from qipan.planner.factor import Parcel, Renewable, Supply, Use
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Choice, Gain, Link, Pace, Project

HORIZON, YEAR, QUARTERS = 104, 52, 8
NAMES = (
    "negotiate", "filing", "land", "assessment", "planning", "permit", "foundation", "structure", "equipment", "commissioning",
)  # fmt: skip
OFFICE = (-1, 0, 1, 2, 0, 0, -1, -1, -1, -1)
DURATIONS = ((3, 10), (1, 2), (4, 12), (3, 8), (3, 6), (1, 3), (6, 14), (10, 26), (6, 14), (3, 8))
CRASHED = (6, 7, 8)
WINTER = ((0, 9), (46, 61), (98, 104))


@dataclass(slots=True)
class Draws:
    """What the generator drew, by project and slot."""

    rem: np.ndarray
    dur: np.ndarray
    invk: np.ndarray
    lab: np.ndarray
    draw: np.ndarray
    mu: np.ndarray
    energy: np.ndarray
    pool: np.ndarray
    w: np.ndarray
    bonus: np.ndarray
    parc: np.ndarray
    bank: np.ndarray
    mand: np.ndarray
    ppark: np.ndarray
    psize: np.ndarray
    caplab: int
    capoff: np.ndarray
    cappool: np.ndarray
    capland: np.ndarray
    capbank: np.ndarray
    capen: np.ndarray


def draw_county(count: int, seed: int, tight: float = 0.55) -> Draws:
    """Projects by stage of life, their needs, and capacities that hold a part of them."""
    r = np.random.default_rng(seed)
    stage = r.choice(4, count, p=[0.35, 0.25, 0.15, 0.25])
    rem = np.zeros((count, 10), np.bool_)
    for p in range(count):
        rem[p, (r.integers(6, 9) if stage[p] == 3 else stage[p]) :] = True
        if stage[p] == 2:
            for k in (2, 3, 4):
                if r.random() < 0.35:
                    rem[p, k] = False
    dur = np.zeros((count, 10, 2), np.int64)
    for k, (low, high) in enumerate(DURATIONS):
        d = r.integers(low, high + 1, count)
        dur[:, k, 0] = d
        dur[:, k, 1] = np.maximum(1, np.ceil(d * 0.75)).astype(int) if k in CRASHED else d
    inv = np.clip(r.lognormal(9.2, 0.9, count), 1500, 200000).round()
    split = np.zeros((count, 10))
    split[:, 6:9] = (0.25, 0.35, 0.40)
    invk = inv[:, None] * split * rem
    peak = np.maximum(8, inv / 120).astype(np.int64)
    lab = np.zeros((count, 10, 2), np.int64)
    for k, share in ((6, 0.7), (7, 1.0), (8, 0.5), (9, 0.2)):
        lab[:, k, 0] = np.maximum(2, peak * share)
        lab[:, k, 1] = np.ceil(lab[:, k, 0] * (1.4 if k != 9 else 1))
    lab *= rem[:, :, None]
    debt = r.uniform(0.4, 0.65, count)
    draw = np.round(invk * debt[:, None]).astype(np.int64)
    mu = np.where(rem[:, 2], np.maximum(5, inv / r.uniform(250, 450, count)), 0).round().astype(np.int64)
    energy = np.where(rem[:, 3], np.maximum(1, inv * r.lognormal(-2.0, 0.6, count)), 0).round().astype(np.int64)
    pool = r.integers(0, 4, count)
    w = r.uniform(0.8, 1.3, count)
    bonus = np.round(inv * r.uniform(0.2, 0.6, count))
    parks, banks = max(3, count // 60), int(np.clip(count // 40, 4, 30))
    need = np.where(mu > 0)[0]
    parcels = max(4, int(0.8 * len(need)))
    psize = np.sort((r.choice(mu[need], parcels) * r.uniform(1.0, 1.4, parcels)).astype(int) + 1)
    ppark = r.integers(0, parks, parcels)
    parc = np.full((count, 4), -1, np.int64)
    for p in need:
        low, high = np.searchsorted(psize, mu[p]), np.searchsorted(psize, mu[p] * 1.8 + 3)
        if high <= low:
            low = min(low, parcels - 1)
            high = min(low + 3, parcels)
            low = max(0, high - 3)
        chosen = r.choice(np.arange(low, high), min(4, high - low), replace=False)
        parc[p, : len(chosen)] = chosen
    bank = np.full((count, 3), -1, np.int64)
    for p in range(count):
        offers = r.integers(1, 4) if stage[p] < 3 else 1
        bank[p, :offers] = r.choice(banks, offers, replace=False)
    mand = stage == 3
    found = Draws(rem, dur, invk, lab, draw, mu, energy, pool, w, bonus, parc, bank, mand, ppark, psize, *([0] * 6))
    _capacities(found, parks, banks, tight)
    return found


def _capacities(d: Draws, parks: int, banks: int, tight: float) -> None:
    rem, dur, lab, mand = d.rem, d.dur, d.lab, d.mand
    count = len(rem)
    total = (lab[:, :, 0] * dur[:, :, 0] * rem).sum()
    d.caplab = int(
        max(tight * total / 70 * 1.25, lab[mand][:, :, 1].max(1).sum() * 0.9 if mand.any() else 0, lab.max() * 1.5)
    )
    d.capoff = np.zeros(3, np.int64)
    for o in range(3):
        slots = [k for k in range(10) if OFFICE[k] == o]
        d.capoff[o] = max(2, int(np.ceil(tight * (dur[:, slots, 0] * rem[:, slots]).sum() / 45)))
    span = (dur[:, :, 0] * rem).sum(1) - np.where(rem[:, 2:5].all(1), 6, 0) + 8 * rem[:, 6:8].any(1)
    d.cappool = np.zeros(4, np.int64)
    for g in range(4):
        d.cappool[g] = max(3, int(np.ceil(tight * span[d.pool == g].sum() / 80)), int((mand & (d.pool == g)).sum()))
    need = np.where(d.mu > 0)[0]
    wanted = np.zeros(parks)
    for p in need:
        offered = d.parc[p][d.parc[p] >= 0]
        for g in np.unique(d.ppark[offered]):
            wanted[g] += d.mu[p] * np.mean(d.ppark[offered] == g)
    d.capland = np.zeros((parks, QUARTERS), np.int64)
    for g in range(parks):
        whole = max(tight * wanted[g] * 1.1, d.mu.max() if count <= 200 else 0)
        d.capland[g] = np.ceil(whole * np.array([0.3, 0.45, 0.6, 0.7, 0.85, 0.95, 1, 1])).astype(int)
    credit = np.zeros(banks)
    for p in range(count):
        offers = d.bank[p][d.bank[p] >= 0]
        credit[offers] += d.draw[p].sum() / len(offers)
    d.capbank = np.zeros((banks, QUARTERS), np.int64)
    for g in range(banks):
        must = d.draw[mand & (d.bank[:, 0] == g)].sum()
        whole = max(tight * credit[g] * 1.15, must * 1.3)
        steps = whole * np.array([0.2, 0.35, 0.5, 0.62, 0.74, 0.84, 0.92, 1])
        d.capbank[g] = np.ceil(np.maximum(steps, must * np.array([0.8, 1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3]))).astype(int)
    en = d.energy.sum() * tight
    d.capen = np.array([int(max(en * 0.7, d.energy.max())), int(max(en, d.energy.max()))])


def shift_to_land_and_labour(d: Draws) -> None:
    """Kind "b": more credit, less of everything else."""
    least = int(d.lab[d.mand][:, :, 0].max(1).sum() * 1.02) if d.mand.any() else 0
    d.caplab = max(int(d.caplab * 0.62), least, int(d.lab.max() * 1.05))
    d.capoff = np.maximum(2, np.ceil(d.capoff * 0.55)).astype(int)
    must = np.array([(d.mand & (d.pool == g)).sum() for g in range(4)])
    d.cappool = np.maximum(must, np.ceil(d.cappool * 0.75)).astype(int)
    d.capland, d.capbank = np.ceil(d.capland * 0.7).astype(int), np.ceil(d.capbank * 1.7).astype(int)
    d.capen = (d.capen * 0.9).astype(int)


def county(count: int, kind: str = "a", seed: int = 1) -> Problem:
    """The board."""
    d = draw_county(count, seed)
    if kind == "b":
        shift_to_land_and_labour(d)
    quarters = [(13 * q) for q in range(QUARTERS)]

    def dated(name: str, totals: np.ndarray) -> Supply:
        return Supply(name, tuple((quarters[q], int(total)) for q, total in enumerate(totals)))

    def constant(name: str, units: int) -> Renewable:
        return Renewable(name, (int(units),) * HORIZON)

    investment = Curve("investment", (1000,) * YEAR + (400,) * (HORIZON + 1 - YEAR))
    production = Curve(
        "production", tuple(1000 if t <= YEAR else 1000 - 1000 * (t - YEAR) // 104 for t in range(HORIZON + 1))
    )
    return Problem(
        name=f"county {kind} {count} seed {seed}",
        horizon=HORIZON,
        projects=tuple(_project(d, p) for p in range(count)),
        calendars=(Calendar("winter stop", WINTER),),
        curves=(investment, production),
        renewables=(
            constant("labour", d.caplab),
            *(constant(f"office {o}", units) for o, units in enumerate(d.capoff)),
            *(constant(f"teams {g}", units) for g, units in enumerate(d.cappool)),
        ),
        supplies=(
            *(dated(f"land of park {g}", totals) for g, totals in enumerate(d.capland)),
            *(dated(f"credit of bank {g}", totals) for g, totals in enumerate(d.capbank)),
            Supply("energy", ((0, int(d.capen[0])), (YEAR, int(d.capen[1])))),
        ),
        parcels=tuple(Parcel(f"parcel {i}", max(int(size), int(d.mu.max()))) for i, size in enumerate(d.psize)),
    )


def _project(d: Draws, p: int) -> Project:
    banks = [int(g) for g in d.bank[p] if g >= 0]
    parcels = [int(i) for i in d.parc[p] if i >= 0]
    activities = []
    for k in range(10):
        if not d.rem[p, k]:
            continue
        uses: list[Use] = []
        if OFFICE[k] >= 0:
            uses.append(Use(f"office {OFFICE[k]}", 1))
        normal, crash = int(d.lab[p, k, 0]), int(d.lab[p, k, 1])
        if normal:
            uses.append(Use("labour", normal, (("speed", "normal"),)))
            uses.append(Use("labour", crash, (("speed", "crash"),)))
        if d.draw[p, k]:
            uses += [Use(f"credit of bank {g}", int(d.draw[p, k]), (("bank", f"bank {g}"),)) for g in banks]
        if k == 2:
            for i in parcels:
                where = (("parcel", f"parcel {i}"),)
                uses += [Use(f"parcel {i}", 1, where), Use(f"land of park {d.ppark[i]}", int(d.mu[p]), where)]
        if k == 3:
            uses.append(Use("energy", int(d.energy[p])))
        gains: tuple[Gain, ...] = ()
        if k in CRASHED and d.invk[p, k] > 0:
            gains = (Gain(round(float(d.invk[p, k] * d.w[p])), "investment", "spread"),)
        if k == 9:
            gains = (Gain(int(d.bonus[p]), "production", "end"),)
        paces = (Pace("speed", "crash", int(d.dur[p, k, 1])),) if k in CRASHED else ()
        closed = "winter stop" if k in (6, 7) else ""
        activities.append(Activity(NAMES[k], int(d.dur[p, k, 0]), closed, tuple(uses), gains, paces))
    choices = [Choice("speed", ("normal", "crash")), Choice("bank", tuple(f"bank {g}" for g in banks))]
    if d.rem[p, 2]:
        choices.append(Choice("parcel", tuple(f"parcel {i}" for i in parcels)))
    return Project(
        name=f"project {p}",
        activities=tuple(activities),
        links=_links([k for k in range(10) if d.rem[p, k]]),
        choices=tuple(choices),
        holds=(Use(f"teams {d.pool[p]}", 1),),
        mandatory=bool(d.mand[p]),
    )


def _links(slots: list[int]) -> tuple[Link, ...]:
    groups = [[0], [1], [2, 3, 4], [5], [6], [7], [8], [9]]
    present = [[k for k in group if k in slots] for group in groups]
    present = [group for group in present if group]
    return tuple(
        Link(NAMES[before], NAMES[after])
        for earlier, later in pairwise(present)
        for before in earlier
        for after in later
    )
