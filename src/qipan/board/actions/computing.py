"""Computing a run: the board is taken, planned on by a process of its own, and everything found is kept."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from qipan.board import engine, measures, seeds, snapshot
from qipan.board.models import Run
from qipan.core import changes, rulesets

log = structlog.get_logger(__name__)
State = Run.State


def compute(*, run: Run, at: datetime) -> Run:
    """Claim the run, plan, keep the result. Twice does no harm: only what waits is claimed."""
    claimed = Run.objects.filter(pk=run.pk, state=State.WAITING).update(state=State.RUNNING, started_at=at)
    run.refresh_from_db()
    if not claimed:
        return run
    try:
        request = _request(run)
        answer = engine.plan(run, request, lambda: None)
        _keep(run, answer)
    except engine.Failed as failed:
        _fail(run, failed.code, failed.words)
    except BaseException as error:
        _fail(run, "broken", type(error).__name__)
        raise
    finally:
        engine.forget(run)
    run.refresh_from_db()
    return run


def _request(run: Run) -> dict[str, Any]:
    figures = rulesets.in_force(seeds.KIND, on=run.on)
    if run.base is None:
        taken = snapshot.take(on=run.on, year=run.year)
        problem, missing, start = taken.text, taken.missing, ""
    else:
        problem, missing, start = run.base.problem, run.base.missing, run.base.plan
    Run.objects.filter(pk=run.pk).update(missing=missing)
    return {
        "problem": problem,
        "changes": run.changes,
        "start": start,
        "seconds": run.seconds,
        "seed": run.seed,
        "exact": run.is_exact,
        "probes": {kind: measures.whole(kind, amount) for kind, amount in figures["probes"].items()},
        "probed": figures["probed"] if run.base is None else 0,
        "proves": run.base is None,
        "futures": figures["futures"],
        "uncertainty": figures["uncertainty"],
    }


def _keep(run: Run, answer: dict[str, Any]) -> None:
    problem, plan, trail = answer.pop("problem"), answer.pop("plan"), answer.pop("trail")
    has_plan = answer["status"] in ("optimal", "feasible", "incomplete")
    is_sound = answer["status"] in ("optimal", "feasible") and not answer["violations"]
    with transaction.atomic():
        held = Run.objects.filter(pk=run.pk, state=State.RUNNING)
        held.update(
            state=State.FINISHED if has_plan else State.FAILED,
            failure={} if has_plan else {"code": answer["status"]},
            finished_at=timezone.now(),
            problem=problem,
            problem_hash=hashlib.sha256(problem.encode()).hexdigest(),
            plan=plan,
            trail=trail,
            result=answer,
            value=answer["value"] if has_plan else None,
            bound=answer["bound"] if has_plan else None,
            accepted=len(answer["steps"]),
            on_board=problem_size(problem),
            is_sound=is_sound,
            updated_at=timezone.now(),
        )
        found = {name: [None, answer[name]] for name in ("status", "value", "bound")}
        changes.note(run, by=run.by, action="compute", changes=found)


def problem_size(problem: str) -> int:
    import json

    return len(json.loads(problem)["projects"])


def _fail(run: Run, code: str, words: str) -> None:
    log.warning("board.run.failed", run=run.pk, code=code)
    Run.objects.filter(pk=run.pk, state=State.RUNNING).update(
        state=State.FAILED, failure={"code": code, "words": words[-2000:]}, finished_at=timezone.now()
    )


def recover() -> int:
    """At start: a run whose process died with the server waits again, and says so."""
    count = 0
    for run in Run.objects.filter(state=State.RUNNING).defer(*Run.HEAVY):
        pid = engine.noted(run).get("pid")
        if pid and _lives(pid):
            engine.ask_to_stop(run)  # nobody waits for its answer any more
        engine.forget(run)
        count += Run.objects.filter(pk=run.pk, state=State.RUNNING).update(
            state=State.WAITING, begun_anew=run.begun_anew + 1
        )
    return count


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
