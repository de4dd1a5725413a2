"""`qipan plan`: the best plan for a board in a file, with a bound on any plan; needs no county."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from qipan.cli.home import Trouble
from qipan.cli.language import _

if TYPE_CHECKING:
    from qipan.planner import Plan


def summary() -> str:
    return _("make the best plan for a board, with a proof of how much better any plan could be")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("board", type=Path, metavar=_("BOARD"), help=_("the board, a JSON file (docs/planner.md)"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar=_("FILE"), help=_("where to write the plan (else the screen)")
    )
    parser.add_argument(
        "-t", "--time-limit", type=float, default=60.0, metavar=_("SECONDS"), help=_("how long to look (default: 60)")
    )
    parser.add_argument(
        "-s", "--seed", type=int, default=0, metavar=_("NUMBER"), help=_("another number, another search")
    )
    parser.add_argument(
        "-w", "--workers", type=int, default=2, metavar=_("NUMBER"), help=_("processor cores to use (default: 2)")
    )
    parser.add_argument("--start", type=Path, metavar=_("PLAN"), help=_("an earlier plan to begin with"))
    parser.add_argument(
        "--deterministic", action="store_true", help=_("count steps instead of seconds: the same plan on every machine")
    )
    parser.add_argument("-q", "--quiet", action="store_true", help=_("write nothing but the plan"))


class Line:
    """One line on the terminal that is written over; plain lines where the output is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.over = quiet, sys.stderr.isatty()

    def show(self, sentence: str) -> None:
        if not self.quiet:
            print(
                f"\r\033[K{sentence}" if self.over else sentence,
                end="" if self.over else "\n",
                file=sys.stderr,
                flush=True,
            )

    def end(self) -> None:
        if not self.quiet and self.over:
            print(file=sys.stderr)


def run(options: argparse.Namespace) -> int:
    try:
        from qipan.planner import Plan, Problem, Refusal, from_json, solve, to_json, validate
        from qipan.planner.warming import is_warm, warm_up
    except ModuleNotFoundError as missing:
        raise Trouble(
            _("planning needs the package “%(package)s”, which is not installed") % {"package": missing.name}
        ) from missing
    line, stop = Line(options.quiet), threading.Event()
    try:
        problem = from_json(Problem, options.board.read_text(encoding="utf-8"))
        start = from_json(Plan, options.start.read_text(encoding="utf-8")) if options.start else None
    except OSError as error:
        raise Trouble(
            _("%(file)s cannot be read: %(why)s") % {"file": error.filename, "why": error.strerror}
        ) from error
    except (Refusal, ValueError) as error:
        raise Trouble(str(error)) from error
    for remark in validate(problem):
        line.show(str(remark))
        line.end()
    if not is_warm():
        warm_up(
            lambda done, steps: line.show(
                _("First run here: preparing, step %(done)d of %(steps)d, about a minute …")
                % {"done": done, "steps": steps}
            )
        )
        line.end()

    def progress(seconds: float, value: int | None, bound: int) -> None:
        said = {"seconds": f"{seconds:.0f}", "value": "–" if value is None else f"{value:,}", "bound": f"{bound:,}"}
        line.show(_("%(seconds)s s · plan %(value)s · no plan above %(bound)s") % said)

    with interrupts_heard(stop, line):
        try:
            plan = solve(
                problem,
                options.time_limit,
                options.seed,
                options.workers,
                start,
                options.deterministic,
                progress,
                stop.is_set,
            )
        except Refusal as error:
            raise Trouble(str(error)) from error
    line.end()
    _write(to_json(plan), options.output)
    line.show(_sentence(plan, len(problem.projects)))
    line.end()
    return 0 if plan.status in ("optimal", "feasible") else 1


@contextmanager
def interrupts_heard(stop: threading.Event, line: Line) -> Iterator[None]:
    """The first Ctrl+C ends the search and keeps the best plan; the second ends the command."""

    def hear(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        line.show(_("Stopping; the best plan so far is kept (Ctrl+C again: at once)"))

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        print(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise Trouble(_("%(file)s cannot be written: %(why)s") % {"file": output, "why": error.strerror}) from error


def _sentence(plan: Plan, projects: int) -> str:
    if plan.status == "infeasible":
        return _("No plan keeps all that must be kept.")
    said = {
        "accepted": len(plan.assignments),
        "projects": projects,
        "value": f"{plan.value:,}",
        "gap": f"{100 * plan.gap:.1f}",
    }
    if plan.status == "incomplete":
        return (
            _("Found no plan with everything that must be in; this one has %(accepted)d of %(projects)d projects.")
            % said
        )
    if plan.status == "optimal":
        return _("%(accepted)d of %(projects)d projects, value %(value)s: no plan is better.") % said
    return _("%(accepted)d of %(projects)d projects, value %(value)s: no plan is more than %(gap)s %% better.") % said
