"""Moving a project: gates refuse with what is missing, every step leaves a trace."""

from __future__ import annotations

from typing import Any

import pytest

from qipan.core import audit
from qipan.core.models import OutboxEvent
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import StageMove
from tests.pipeline.projects.conftest import ON, READY


def test_a_closed_gate_names_what_is_missing_and_changes_nothing(make: Any, cast: Any) -> None:
    project = make(stage="admitted", **READY | {"signed_on": None})

    with pytest.raises(projects.GateClosed) as closed:
        projects.advance(project=project, to="signed", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert closed.value.missing == ["field:signed_on", "evidence:contract"]
    assert project.stage == "admitted"


def test_an_open_gate_moves_audits_and_announces(make: Any, cast: Any, upload: Any) -> None:
    project = make(stage="admitted", **READY)
    projects.attach(project=project, upload=upload(), kind="contract", by=cast.officer)

    moved = projects.advance(project=project, to="signed", by=cast.officer, on=ON)

    move = StageMove.objects.filter(project=project).first()
    assert (moved.stage, moved.stage_since) == ("signed", ON)
    assert (move.before, move.after, move.by) == ("admitted", "signed", cast.officer)
    assert audit.of("projects.project", project.key).filter(action="advance").count() == 1
    assert OutboxEvent.objects.filter(name__endswith="StageMoved", payload__after="signed").count() == 1


def test_a_step_back_needs_a_reason(make: Any, cast: Any) -> None:
    project = make(stage="signed", **READY)

    with pytest.raises(projects.ReasonNeeded):
        projects.advance(project=project, to="discussion", by=cast.officer, on=ON)

    moved = projects.advance(project=project, to="discussion", reason="合同作废，重新洽谈", by=cast.officer, on=ON)
    assert moved.stage == "discussion"
    assert StageMove.objects.filter(project=project).first().reason == "合同作废，重新洽谈"


def test_the_same_stage_again_does_nothing(make: Any, cast: Any) -> None:
    project = make(stage="signed")

    projects.advance(project=project, to="signed", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert StageMove.objects.filter(project=project).count() == 1


def test_a_stale_move_is_refused_with_what_stands(make: Any, cast: Any) -> None:
    project = make(stage="signed")
    seen = project.version
    projects.advance(project=project, to="discussion", reason="退回", by=cast.leader, on=ON)

    with pytest.raises(projects.Stale) as stale:
        projects.advance(project=project, to="lead", reason="退回", by=cast.officer, on=ON, version=seen)

    assert stale.value.conflicts["stage"][1:] == ("lead", "discussion")


def test_lost_needs_a_reason_and_has_no_light(make: Any, cast: Any) -> None:
    project = make(stage="started", plan=1000, done=0)
    assert project.light == "red"

    with pytest.raises(projects.ReasonNeeded):
        projects.set_status(project=project, status="lost", by=cast.officer, on=ON)
    projects.set_status(project=project, status="lost", reason="落户邻县", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.status, project.light) == ("lost", "grey")
