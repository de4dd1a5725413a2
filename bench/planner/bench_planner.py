"""The planner's figures: county boards, public scheduling and selection sets, prices, re-planning, futures.

    PYTHONPATH=src:bench/planner python bench/planner/bench_planner.py quick | all
    PYTHONPATH=src:bench/planner python bench/planner/bench_planner.py county --sizes 50,200 --kinds a,b --seeds 11,12 --seconds 30

Every plan is checked; seeds below 10 were used while the solver was written, so figures for the README use others. Seconds are of the
wall; `cpu` tells how much of them a busy machine gave.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from pathlib import Path
from statistics import mean

from county import county
from public_sets import knapsacks, multi_mode, multi_project, single_project

from qipan.planner import More, Plan, Problem, bottlenecks, settle, solve, verify, what_if, worth_of_more
from qipan.planner.kernel import COMPILED
from qipan.planner.simulate import simulate
from qipan.planner.warming import warm_up

DATA = Path(os.environ.get("QIPAN_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"


def row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def run(problem: Problem, seconds: float, workers: int, counted: bool = False) -> tuple[float, list[object]]:
    """One solve: its gap, and a line's cells."""
    wall, cpu = time.monotonic(), time.process_time()
    plan = solve(problem, seconds, workers=workers, deterministic=counted)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    broken = len(plan.check(problem)) + (plan.worth(problem) != plan.value)
    return plan.gap, [
        plan.status, plan.value, plan.bound, f"{plan.gap:.2%}", f"{wall:.0f} s", f"{cpu:.0f} s", broken, proven(problem, plan)
    ]  # fmt: skip


def proven(problem: Problem, plan: Plan) -> str:
    """Does the second method find the certificate's bound? Left out where it would take minutes."""
    if plan.certificate is None or plan.certificate.cases * len(problem.projects) > 250:
        return "–"
    found = verify(problem, plan.certificate)
    return f"{found}" if found == plan.certificate.bound else f"{found} instead of {plan.certificate.bound}"


def bench_county(given: argparse.Namespace) -> None:
    """Proven gap on made-up counties."""
    row("projects", "kind", "seed", "status", "value", "bound", "gap", "wall", "cpu", "violations", "recomputed")
    for size in given.sizes:
        for kind in given.kinds:
            gaps = []
            for seed in given.seeds:
                gap, cells = run(county(size, kind, seed), given.seconds, given.workers, given.deterministic)
                gaps.append(gap)
                row(size, kind, seed, *cells)
            row(size, kind, "mean", "", "", "", f"{mean(gaps):.2%}", "", "", f"{_megabytes():.0f} MB", "")


def bench_schedule(given: argparse.Namespace) -> None:
    """Distance to the best known makespan on a sample of a public set."""
    instances = {"J30": single_project, "J60": single_project, "mplib1": multi_project, "mmlib": multi_mode}[given.set](
        DATA, given.set
    )
    chosen = random.Random(given.sample_seed).sample(sorted(instances), min(given.sample, len(instances)))
    distances = []
    row("instance", "makespan", "best known", "distance", "wall", "violations")
    for name in chosen:
        problem, best = instances[name]()
        begun = time.monotonic()
        plan = solve(problem, given.seconds, workers=given.workers)
        if not plan.assignments:
            row(name, plan.status, best, "none", f"{time.monotonic() - begun:.0f} s", "")
            continue
        makespan = -plan.value
        distances.append(makespan / best - 1)
        row(name, makespan, best, f"{distances[-1]:.2%}", f"{time.monotonic() - begun:.0f} s", len(plan.check(problem)))
    if distances:
        row("mean", "", len(distances), f"{mean(distances):.2%}", "", "")


def bench_select(given: argparse.Namespace) -> None:
    """Proven gap on multi-dimensional knapsacks."""
    row("instance", "status", "value", "bound", "gap", "wall", "cpu", "violations", "recomputed")
    for name in given.files:
        gaps = []
        for number, (problem, best) in enumerate(knapsacks(DATA, name)):
            if number % given.every:
                continue
            gap, cells = run(problem, given.seconds, given.workers, given.deterministic)
            gaps.append(gap)
            row(f"{name} {number + 1}" + (f" (optimum {best})" if best else ""), *cells)
        row(name, "mean", "", "", f"{mean(gaps):.2%}", "", "", "", "")


def bench_living(given: argparse.Namespace) -> None:
    """Re-planning, prices against re-solves, futures, the verifier."""
    problem = county(given.sizes[0], "a", given.seeds[0])
    plan = solve(problem, given.seconds, workers=given.workers)
    row("what", "figure")
    begun = time.monotonic()
    supplies = {supply.name: supply for supply in problem.supplies}
    factor = next(one.factor for one in bottlenecks(problem, plan) if one.factor in supplies)
    more = More(factor, max(1, supplies[factor].steps[-1][1] // 100))
    _, after, difference = what_if(problem, plan, more, time_limit=1.7)
    moved = len(difference.moved) / max(1, sum(len(part.starts) for part in plan.assignments))
    row("re-plan", f"{time.monotonic() - begun:.1f} s, gap {after.gap:.2%}, {moved:.1%} of activities moved")
    settled = settle(problem, plan, 2000)
    for one in bottlenecks(problem, settled)[:3]:
        supply = next((s.steps[-1][1] for s in problem.supplies if s.name == one.factor), None)
        whole = supply if supply is not None else max(r.capacity[0] for r in problem.renewables if r.name == one.factor)
        predicted, true = worth_of_more(problem, settled, one.factor, max(1, whole // 100), 400)
        row(f"price of {one.factor}, +1 %", f"predicted {predicted}, bound re-solved {true}")
    for contend in (False, True):
        simulate(problem, plan, 10, contend=contend)
        begun = time.monotonic()
        simulate(problem, plan, 10_000, contend=contend)
        again = ", factors fought over again" if contend else ""
        row(f"10,000 futures, {len(plan.assignments)} projects{again}", f"{time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    proven = verify(problem, plan.certificate) if plan.certificate else None
    row(
        "verifier",
        f"{proven} against {plan.certificate.bound if plan.certificate else None}, {time.monotonic() - begun:.1f} s",
    )


def bench_several(given: argparse.Namespace) -> None:
    """`quick`: a few boards of each kind, about four minutes on two free cores. `all`: every figure of docs/planner.md, some hours."""
    for line in QUICK if given.what == "quick" else ALL:
        print(f"\n{line}", flush=True)
        one = parser().parse_args(line.split())
        try:
            BENCHES[one.what](one)
        except (ModuleNotFoundError, FileNotFoundError) as missing:
            print(f"left out: {missing}", flush=True)


QUICK = (
    "county --sizes 50,200 --seeds 101 --seconds 15 --workers 2",
    "select --files mknap1 --every 3 --seconds 10 --workers 2",
    "schedule --set J30 --sample 4 --seconds 10 --workers 2",
    "living --sizes 200 --seeds 101 --seconds 5 --workers 2",
)
ALL = (
    "county --sizes 50 --seeds 101,102,103,104,105 --seconds 30 --workers 2",
    "county --sizes 200 --seeds 101,102,103,104,105 --seconds 15 --workers 2",
    "county --sizes 1000 --seeds 101,102,103,104,105 --seconds 30 --workers 2",
    "county --sizes 5000 --seeds 101,102,103,104,105 --seconds 60 --workers 2",
    "county --sizes 50000 --seeds 101 --seconds 150 --workers 2",
    "select --files mknap1 --every 1 --seconds 10 --workers 2",
    "select --files mknapcb1,mknapcb2,mknapcb3,mknapcb4,mknapcb5,mknapcb6 --every 1 --seconds 10 --workers 2",
    "schedule --set J30 --sample 480 --seconds 20 --workers 2",
    "schedule --set J60 --sample 48 --seconds 30 --workers 2",
    "schedule --set mmlib --sample 108 --seconds 30 --workers 2",
    "schedule --set mplib1 --sample 46 --seconds 60 --workers 2",
    "living --sizes 1000 --seeds 101 --seconds 30 --workers 2",
)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=sorted(BENCHES))
    parser.add_argument("--sizes", type=lambda text: [int(x) for x in text.split(",")], default=[50, 200])
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=["a", "b"])
    parser.add_argument("--seeds", type=lambda text: [int(x) for x in text.split(",")], default=[11, 12, 13, 14, 15])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--deterministic", action="store_true", help="count steps: figures that do not depend on the load"
    )
    parser.add_argument("--set", choices=("J30", "J60", "mplib1", "mmlib"), default="J30")
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--sample-seed", type=int, default=1)
    parser.add_argument("--files", type=lambda text: text.split(","), default=["mknap1", "mknapcb1"])
    parser.add_argument("--every", type=int, default=10, help="take every so-manieth instance of a file")
    return parser


BENCHES = {
    "county": bench_county,
    "schedule": bench_schedule,
    "select": bench_select,
    "living": bench_living,
    "quick": bench_several,
    "all": bench_several,
}


def main() -> None:
    given = parser().parse_args()
    print(f"{'compiled' if COMPILED else 'plain Python'}, load {os.getloadavg()[0]:.1f}", flush=True)
    warm_up()
    BENCHES[given.what](given)


if __name__ == "__main__":
    main()
