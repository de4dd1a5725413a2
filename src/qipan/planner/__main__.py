"""`python -m qipan.planner board.json -o plan.json`: a plan for a board, without a county."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qipan.planner.json import from_json, to_json
from qipan.planner.plan import Plan
from qipan.planner.problem import Problem
from qipan.planner.refusal import Refusal
from qipan.planner.solving import solve
from qipan.planner.validate import validate


def main(words: list[str] | None = None) -> int:
    """Read, remark, solve, write."""
    parser = argparse.ArgumentParser(
        prog="qipan plan", description="The best plan for a board, with a bound on any plan."
    )
    parser.add_argument("board", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument(
        "-t", "--time-limit", type=float, default=60, help="seconds (with --deterministic: a count of steps)"
    )
    parser.add_argument("-s", "--seed", type=int, default=0)
    parser.add_argument("-w", "--workers", type=int, default=1)
    parser.add_argument("--start", type=Path, help="an earlier plan to begin with")
    parser.add_argument("--deterministic", action="store_true", help="the same plan on every machine")
    parser.add_argument("-q", "--quiet", action="store_true")
    given = parser.parse_args(words)

    def show(seconds: float, value: int | None, bound: int) -> None:
        if not given.quiet:
            print(f"{seconds:7.1f} s  value {'-' if value is None else value}  bound {bound}", file=sys.stderr)

    try:
        problem = from_json(Problem, given.board.read_text(encoding="utf-8"))
        start = from_json(Plan, given.start.read_text(encoding="utf-8")) if given.start else None
        for issue in validate(problem):
            show_issue = print if not given.quiet else (lambda *_, **__: None)
            show_issue(issue, file=sys.stderr)
        plan = solve(problem, given.time_limit, given.seed, given.workers, start, given.deterministic, show)
    except (Refusal, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    written = to_json(plan)
    if given.output:
        given.output.write_text(written + "\n", encoding="utf-8")
    else:
        print(written)
    if not given.quiet:
        print(f"{plan.status}: {len(plan.assignments)} of {len(problem.projects)} projects, value {plan.value}, bound {plan.bound}, "
              f"no plan is more than {plan.gap:.2%} better", file=sys.stderr)  # fmt: skip
    return 0 if plan.status in ("optimal", "feasible") else 1


if __name__ == "__main__":
    sys.exit(main())
