"""The process that plans: reads a request, loads the solver, notes how far it is, writes what it found. No Django, no database.

A process of its own, so that the pages stay quick, memory is given back, and whatever happens to it happens to it alone.

    python -m qipan.board.child FOLDER    request.json → progress.json … result.json | failed.json; a file `cancel` asks for a stop
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

_EVERY = 0.25
_SETTLING = 400  # rounds of pricing before prices are told
_ROUNDS = 40  # of pricing a changed board anew, beginning with the plan's own prices
_PATIENCE = 400  # projects times cases that are verified; each takes some hundredths of a second
_WIDER = 3  # a price is tried again on so many times the amount


class Notes:
    """What is written beside the request while the work goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trail: list[list[Any]] = []
        self.step = "warming"
        self._last = 0.0
        self._asked = 0.0
        self._stop = False

    def write(self, name: str, value: Any) -> None:
        part = self.folder / f"{name}.part"
        part.write_text(encoded(value), encoding="utf-8")
        os.replace(part, self.folder / f"{name}.json")

    def enter(self, step: str) -> None:
        self.step = step
        self._note()

    def heard(self, seconds: float, value: int | None, bound: int) -> None:
        """The planner's progress: one point for each change, at most four a second."""
        if self.trail and self.trail[-1][1:] == [value, bound]:
            return
        self.trail.append([round(seconds, 2), value, bound])
        if time.monotonic() - self._last >= _EVERY:
            self._note()

    def _note(self) -> None:
        self._last = time.monotonic()
        self.write("progress", {"step": self.step, "trail": thinned(self.trail), "pid": os.getpid()})

    def stop(self) -> bool:
        """Did somebody ask for a stop? The file is looked for a few times a second."""
        now = time.monotonic()
        if not self._stop and now - self._asked >= _EVERY:
            self._asked = now
            self._stop = (self.folder / "cancel").exists()
        return self._stop


def encoded(value: Any) -> str:
    """JSON; the solver's own whole numbers are written as such."""
    return json.dumps(value, ensure_ascii=False, default=int)


def thinned(trail: list[list[Any]], most: int = 240) -> list[list[Any]]:
    """At most so many points, the last one kept."""
    step = -(-len(trail) // most) or 1
    return trail[::step] + ([trail[-1]] if trail and (len(trail) - 1) % step else [])


def plan(request: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Everything a page needs of one run."""
    from qipan import planner
    from qipan.planner import warming
    from qipan.planner.json import plain
    from qipan.planner.judge import Judge
    from qipan.planner.what_if import changed

    warming.warm_up()
    problem = planner.from_json(planner.Problem, request["problem"])
    changes = [_change(planner, one) for one in request["changes"]]
    problem = changed(problem, *changes)
    start = planner.from_json(planner.Plan, request["start"]) if request["start"] else None
    notes.enter("solving")
    found = planner.solve(
        problem, request["seconds"], request["seed"], 1, start, request["exact"], notes.heard, notes.stop
    )
    notes.heard(found.seconds, found.value, found.bound)
    was_stopped = notes.stop()
    notes.enter("checking")
    violations = found.check(problem)
    judge = Judge(problem)
    used, there = judge.used(found.assignments), judge.available()
    answer: dict[str, Any] = {
        "problem": planner.to_json(problem),
        "plan": planner.to_json(found),
        "status": found.status,
        "value": found.value,
        "bound": found.bound,
        "seconds": round(found.seconds, 2),
        "stopped": was_stopped,
        "violations": [{"code": v.code, "words": str(v)} for v in violations[:50]],
        "verified": None,
        "issues": [str(issue) for issue in planner.validate(problem)][:50],
        "used": used,
        "there": there,
        "reached": judge.reached(found.assignments),
        "rungs": {target.name: [[tier.name, tier.level] for tier in target.tiers] for target in problem.targets},
        "steps": {
            part.project: [[s.activity.name, s.start, s.end] for s in judge.steps(part)] for part in found.assignments
        },
        "worth": {part.project: judge.worth(part) for part in found.assignments},
        "pins": plain(problem.pins),
        "trail": thinned(notes.trail),
    }
    if found.certificate is not None and found.assignments:
        notes.enter("explaining")
        answer["reasons"] = _reasons(planner, problem, found, used, there)
        notes.enter("pricing")
        answer["bottlenecks"], answer["prices"] = _prices(planner, problem, found, request)
        if request["proves"]:
            notes.enter("verifying")
            answer["certified"] = _certified(planner, problem, found.certificate)
            answer["verified"] = found.value <= answer["certified"]
    if found.assignments:
        notes.enter("simulating")
        shared = tuple(r.name for r in problem.renewables if r.name.startswith("desk:"))
        assumed = planner.Uncertainty(**request["uncertainty"], shared=shared)
        answer["outlook"] = plain(planner.simulate(problem, found, request["futures"], request["seed"], assumed))
    return answer


def _certified(planner: Any, problem: Any, certificate: Any) -> int:
    """The bound recomputed; of a proof by many cases only what the undivided board's prices prove, for every case takes seconds."""
    from dataclasses import replace

    if certificate.cases * len(problem.projects) > _PATIENCE:
        certificate = replace(certificate, split="", inside=None, outside=None)
    return int(planner.verify(problem, certificate))


def _change(planner: Any, one: dict[str, Any]) -> Any:
    if one["what"] == "more":
        return planner.More(one["factor"], one["amount"])
    if one["what"] == "level":
        return planner.Level(one["target"], one["tier"], one["level"])
    return planner.Pin(one["project"], one["accept"])


def _reasons(planner: Any, problem: Any, found: Any, used: Any, there: Any) -> list[dict[str, Any]]:
    """Why each project is out, and from which week on there would be enough of what is short."""
    asks = {project.name: project for project in problem.projects}
    reasons = []
    for reason in planner.explain(problem, found)[1]:
        one = {name: getattr(reason, name) for name in ("project", "code", "value", "price", "dearest", "short")}
        if reason.code == "factor":
            one["after"] = _enough_from(
                asks[reason.project], reason.dearest, used[reason.dearest], there[reason.dearest]
            )
        reasons.append(one)
    return reasons


def _enough_from(project: Any, factor: str, used: list[int], there: list[int]) -> int | None:
    """The first week from which on the factor holds the least the project asks of it; None when it never does."""
    asked = [use.amount for a in project.activities for use in a.uses if use.factor == factor and use.amount]
    asked += [use.amount for use in project.holds if use.factor == factor]
    if not asked:
        return None
    least = sum(asked) if not factor.startswith(("labour:", "desk:", "team:")) else min(asked)
    enough = [there[week] - used[week] >= least for week in range(len(there))]
    if all(enough) or not enough[-1]:
        return None
    return len(enough) - next(k for k, is_enough in enumerate(reversed(enough)) if not is_enough)


def _prices(planner: Any, problem: Any, found: Any, request: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """The dearest factors, each re-solved with so much more of it before a price is told."""
    found = planner.settle(problem, found, _SETTLING) if request["probed"] else found
    table = planner.bottlenecks(problem, found)
    shown = [{"factor": b.factor, "share": b.share, "full": len(b.full)} for b in table]
    priced: list[dict[str, Any]] = []
    for one in table:
        amount = request["probes"].get(one.factor.partition(":")[0])
        if amount is None or one.unit_price <= 0 or len(priced) >= request["probed"]:
            continue
        predicted, brings = planner.worth_of_more(problem, found, one.factor, amount, _ROUNDS)
        wider = planner.worth_of_more(problem, found, one.factor, _WIDER * amount, _ROUNDS)[1]
        valid = _WIDER * amount if brings > 0 and wider >= 0.8 * _WIDER * brings else amount
        priced.append(
            {"factor": one.factor, "amount": amount, "predicted": predicted, "brings": brings, "valid": valid}
        )
    return shown, priced


def _end_with(parent: int) -> None:
    """Whoever asked is gone: nobody waits for the answer, not even while the loops are still being compiled."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> int:
    folder = Path(sys.argv[1])
    notes = Notes(folder)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    notes.enter("warming")
    try:
        request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
        notes.write("result", plan(request, notes))
    except Exception as error:
        is_refusal = type(error).__name__ == "Refusal"
        words = str(error) if is_refusal else traceback.format_exc(limit=8)
        notes.write("failed", {"code": "refused" if is_refusal else "broken", "words": words})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
