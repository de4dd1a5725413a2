"""A run: ordered, computed, kept with its proof; stopped, begun anew, asked what if."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.utils import timezone

from qipan.board import actions, engine
from qipan.board.models import Run
from qipan.core.models import AuditEntry
from tests.board.conftest import ON


def test_a_finished_run_keeps_problem_plan_proof_and_check(planned: Run) -> None:
    assert planned.state == "finished"
    assert planned.problem_hash == hashlib.sha256(planned.problem.encode()).hexdigest()
    assert planned.result["violations"] == []
    assert planned.result["verified"] is True
    assert json.loads(planned.plan)["certificate"]["prices"]
    assert planned.value is not None
    assert planned.bound is not None
    assert planned.value <= planned.bound
    assert planned.is_sound
    assert AuditEntry.objects.filter(object_key=planned.key).count() == 2


def test_the_quota_holds_one_of_two_and_the_other_hears_why(planned: Run, county: dict[str, Any]) -> None:
    taken, out = set(planned.result["steps"]), {r["project"]: r for r in planned.result["reasons"]}

    assert str(county["mill"].key) in taken
    assert str(county["robots"].key) in out
    assert out[str(county["robots"].key)]["dearest"].startswith("land:")


def test_the_same_run_twice_is_the_same_plan(planned: Run, cast: Any) -> None:
    again = actions.order(by=cast.leader, on=ON, name="再来一次", seconds=0.05, exact=True)

    assert (
        actions.compute(run=again, at=timezone.now()).plan.split('"seconds"')[0] == planned.plan.split('"seconds"')[0]
    )


def test_a_run_is_computed_once(planned: Run) -> None:
    finished_at = planned.finished_at

    assert actions.compute(run=planned, at=timezone.now()).finished_at == finished_at


def test_more_quota_lets_the_other_in(planned: Run, county: dict[str, Any], cast: Any) -> None:
    asked = [{"what": "more", "factor": f"land:{county['quota'].key}", "amount": 600}]

    run = actions.what_if(by=cast.leader, base=planned, name="多900亩", asked=asked, exact=True)
    run.seconds = 0.1
    run.save(update_fields=["seconds"])
    run = actions.compute(run=run, at=timezone.now())

    assert str(county["robots"].key) in run.result["steps"]
    assert (run.value or 0) > (planned.value or 0)
    assert run.problem_hash != planned.problem_hash


def test_what_is_pinned_out_stays_out(planned: Run, county: dict[str, Any], cast: Any) -> None:
    key = str(county["mill"].key)

    run = actions.what_if(
        by=cast.leader,
        base=planned,
        name="不要造纸",
        asked=[{"what": "pin", "project": key, "accept": False}],
        exact=True,
    )
    Run.objects.filter(pk=run.pk).update(seconds=0.05)
    run = actions.compute(run=Run.objects.get(pk=run.pk), at=timezone.now())

    assert key not in run.result["steps"]
    assert {"pinned"} == {r["code"] for r in run.result["reasons"] if r["project"] == key}


def test_a_what_if_without_a_change_or_without_a_plan_is_refused(planned: Run, cast: Any) -> None:
    waiting = actions.order(by=cast.leader, on=ON, name="等着")

    with pytest.raises(actions.NothingAsked):
        actions.what_if(by=cast.leader, base=planned, name="x", asked=[])
    with pytest.raises(actions.NotNow):
        actions.what_if(by=cast.leader, base=waiting, name="x", asked=[{"what": "pin"}])


def test_what_waits_is_stopped_at_once(county: dict[str, Any], cast: Any) -> None:
    run = actions.order(by=cast.leader, on=ON, name="等着")

    actions.cancel(by=cast.leader, run=run)

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert actions.compute(run=run, at=timezone.now()).state == "cancelled"


def test_a_run_cut_off_by_a_crash_waits_again_and_says_so(county: dict[str, Any], cast: Any) -> None:
    run = actions.order(by=cast.leader, on=ON, name="断电")
    Run.objects.filter(pk=run.pk).update(state="running")

    assert actions.recover() == 1

    run.refresh_from_db()
    assert (run.state, run.begun_anew) == ("waiting", 1)


def test_a_child_that_fails_is_told_in_words(county: dict[str, Any], cast: Any, monkeypatch: Any) -> None:
    def fails(*_: Any) -> Any:
        raise engine.Failed("refused", "Two projects are called “x”.")

    monkeypatch.setattr(engine, "plan", fails)
    run = actions.order(by=cast.leader, on=ON, name="矛盾")

    run = actions.compute(run=run, at=timezone.now())

    assert (run.state, run.failure["code"]) == ("failed", "refused")


@pytest.mark.slow
def test_the_planner_runs_in_a_process_of_its_own(county: dict[str, Any], cast: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("QIPAN_PLANNER_PLAIN", "1")
    run = actions.order(by=cast.leader, on=ON, name="另一个进程", seconds=0.05, exact=True)

    run = actions.compute(run=run, at=timezone.now())

    assert (run.state, run.failure, run.is_sound) == ("finished", {}, True)
    assert not engine.folder(run).exists()


def test_a_decision_released_is_the_plans_to_make_again(planned: Run, county: dict[str, Any], cast: Any) -> None:
    key = str(county["mill"].key)
    for accept in (False, None):
        asked = [{"what": "pin", "project": key, "accept": accept}]
        run = actions.what_if(by=cast.leader, base=planned, name="定与放", asked=asked, exact=True)
        Run.objects.filter(pk=run.pk).update(seconds=0.05)
        planned = actions.compute(run=Run.objects.get(pk=run.pk), at=timezone.now())

        assert [pin["project"] for pin in planned.result["pins"]] == ([key] if accept is False else [])

    assert key in planned.result["steps"]
