"""Moving a project: one submits, another confirms or sends back; gates refuse with what is missing, every step leaves a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qipan.core import audit
from qipan.core.models import OutboxEvent, RuleSet
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import GateException, StageMove, Submission
from tests.pipeline.projects.conftest import ON, PAID, READY


@pytest.fixture
def ready(make: Any, cast: Any, upload: Any) -> Any:
    """Admitted, with everything signing asks for."""
    project = make(stage="admitted", amounts=PAID, **READY)
    projects.attach(project=project, upload=upload(), kind="contract", by=cast.investment)
    return project


def submitted(project: Any, cast: Any, to: str = "signed", reason: str = "") -> Submission:
    projects.advance(project=project, to=to, by=cast.investment, on=ON, reason=reason)
    return Submission.objects.get(project=project, state="waiting")


def test_a_closed_gate_names_everything_that_is_missing_and_changes_nothing(make: Any, cast: Any) -> None:
    project = make(stage="admitted", **READY | {"signed_on": None})

    with pytest.raises(projects.GateClosed) as closed:
        projects.advance(project=project, to="signed", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert closed.value.missing == ["field:signed_on", "field:phase_one", "evidence:contract"]
    assert (project.stage, project.waiting_for) == ("admitted", "")


def test_an_open_gate_lets_a_submission_in_and_the_project_waits(ready: Any, cast: Any) -> None:
    waits = projects.advance(project=ready, to="signed", by=cast.investment, on=ON, reason="合同已签")

    row = Submission.objects.get(project=ready)
    assert (waits.stage, waits.waiting_for) == ("admitted", "signed")
    assert (row.state, row.by, row.claim, row.roles) == (
        "waiting", cast.investment, "合同已签", "|investment-officer|key-projects-officer|"
    )  # fmt: skip
    assert [held["kind"] for held in row.evidence_held] == ["contract"]
    assert OutboxEvent.objects.filter(name__endswith="StageSubmitted").count() == 1


def test_only_the_files_that_were_chosen_go_with_a_step(ready: Any, cast: Any, upload: Any) -> None:
    def attach(name: str, kind: str) -> Any:
        file = upload(name, name.encode())
        return projects.attach(project=ready, upload=file, kind=kind, by=cast.investment)

    old, stray = attach("old.pdf", "contract"), attach("stray.pdf", "photo")
    chosen = ready.attachments.get(name="contract.pdf")

    projects.advance(project=ready, to="signed", by=cast.investment, on=ON, evidence=[chosen])

    row = Submission.objects.get(project=ready)
    assert [one["name"] for one in row.evidence_held] == ["contract.pdf"]
    projects.remove(attachment=old, reason="旧稿", by=cast.investment)
    projects.remove(attachment=stray, reason="误传", by=cast.investment)
    assert projects.confirm(submission=row, by=cast.officer, on=ON).stage == "signed"


def test_a_gate_looks_at_the_chosen_files_and_at_no_others(ready: Any, cast: Any, upload: Any) -> None:
    photo = projects.attach(project=ready, upload=upload("a.pdf", b"a"), kind="photo", by=cast.investment)

    with pytest.raises(projects.GateClosed) as closed:
        projects.advance(project=ready, to="signed", by=cast.investment, on=ON, evidence=[photo])

    assert closed.value.missing == ["evidence:contract"]


def test_where_nothing_is_chosen_the_kinds_the_gate_asks_for_go_along(ready: Any, cast: Any, upload: Any) -> None:
    projects.attach(project=ready, upload=upload("a.pdf", b"a"), kind="photo", by=cast.investment)

    row = submitted(ready, cast)

    assert [one["kind"] for one in row.evidence_held] == ["contract"]


def test_a_second_person_confirms_it_and_it_moves_audits_and_announces(ready: Any, cast: Any) -> None:
    moved = projects.confirm(submission=submitted(ready, cast), by=cast.officer, on=ON, words="看过原件")

    move = StageMove.objects.filter(project=ready).first()
    assert (moved.stage, moved.stage_since, moved.waiting_for) == ("signed", ON, "")
    assert (move.before, move.after, move.by, move.basis) == ("admitted", "signed", cast.officer, "confirmed")
    assert [e.action for e in audit.of("projects.project", ready.key)][:2] == ["advance", "submit"]
    assert OutboxEvent.objects.filter(name__endswith="StageMoved", payload__after="signed").count() == 1


def test_the_submitter_is_refused_as_confirmer_by_the_rule_and_by_the_database(ready: Any, cast: Any) -> None:
    projects.advance(project=ready, to="signed", by=cast.officer, on=ON)
    row = Submission.objects.get(project=ready)

    with pytest.raises(projects.NotYours) as refused:
        projects.confirm(submission=row, by=cast.officer, on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=row.pk).update(state="confirmed", decided_by=cast.officer, decided_on=ON)

    ready.refresh_from_db()
    assert (refused.value.why, ready.stage) == ("own", "admitted")


def test_a_confirmation_needs_a_submission_in_the_database_too(make: Any, cast: Any) -> None:
    project = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        StageMove.objects.create(
            project=project, before="lead", after="signed", on=ON, by=cast.officer, basis="confirmed"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        StageMove.objects.create(
            project=project, before="lead", after="signed", on=ON, by=cast.leader, basis="exception"
        )


@pytest.mark.parametrize("who", ["clerk", "auditor", "outsider", "leader"])
def test_who_the_rules_do_not_name_does_not_confirm(ready: Any, cast: Any, who: str) -> None:
    row = submitted(ready, cast)

    with pytest.raises(projects.NotYours) as refused:
        projects.confirm(submission=row, by=getattr(cast, who), on=ON)

    assert refused.value.why == ("role" if who == "leader" else "ability")


def test_who_may_not_ask_for_a_stage_does_not(ready: Any, cast: Any) -> None:
    for who in (cast.clerk, cast.auditor, cast.outsider, None):
        with pytest.raises(projects.NotYours):
            projects.advance(project=ready, to="signed", by=who, on=ON)


def test_sent_back_says_why_and_may_be_submitted_again(ready: Any, cast: Any) -> None:
    row = submitted(ready, cast)
    with pytest.raises(projects.ReasonNeeded):
        projects.send_back(submission=row, by=cast.officer, on=ON, words=" ")

    stays = projects.send_back(submission=row, by=cast.officer, on=ON, words="合同缺第二页")

    assert (stays.stage, stays.waiting_for) == ("admitted", "")
    assert [one.words for one in queries.returned_to(cast.investment)] == ["合同缺第二页"]
    submitted(ready, cast)
    assert list(queries.returned_to(cast.investment)) == []


def test_what_was_decided_is_not_decided_again(ready: Any, cast: Any) -> None:
    row = submitted(ready, cast)
    projects.confirm(submission=row, by=cast.officer, on=ON)

    for act in (
        lambda: projects.confirm(submission=row, by=cast.officer, on=ON),
        lambda: projects.send_back(submission=row, by=cast.officer, on=ON, words="晚了"),
        lambda: projects.withdraw(submission=row, by=cast.investment, on=ON),
    ):
        with pytest.raises(projects.Settled):
            act()


def test_only_the_submitter_withdraws(ready: Any, cast: Any) -> None:
    row = submitted(ready, cast)

    with pytest.raises(projects.NotYours):
        projects.withdraw(submission=row, by=cast.officer, on=ON)
    projects.withdraw(submission=row, by=cast.investment, on=ON)

    ready.refresh_from_db()
    assert ready.waiting_for == ""


def test_one_thing_waits_at_a_time_and_the_same_request_again_is_nothing(ready: Any, cast: Any) -> None:
    submitted(ready, cast)

    projects.advance(project=ready, to="signed", by=cast.investment, on=ON)
    with pytest.raises(projects.Waiting):
        projects.advance(project=ready, to="discussion", by=cast.officer, on=ON, reason="退回")

    assert Submission.objects.filter(project=ready).count() == 1


def test_a_gate_closed_since_is_not_confirmed(ready: Any, cast: Any) -> None:
    row = submitted(ready, cast)
    type(ready).objects.filter(pk=ready.pk).update(signed_on=None)

    with pytest.raises(projects.GateClosed) as closed:
        projects.confirm(submission=row, by=cast.officer, on=ON)

    assert closed.value.missing == ["field:signed_on"]


def test_evidence_of_a_step_stays(ready: Any, cast: Any) -> None:
    submitted(ready, cast)

    with pytest.raises(projects.Refused) as refused:
        projects.remove(attachment=ready.attachments.get(), reason="误传", by=cast.investment)

    assert refused.value.why == "evidence"


def test_no_gate_is_left_out(ready: Any, cast: Any) -> None:
    with pytest.raises(projects.GateClosed) as closed:
        projects.advance(project=ready, to="registered", by=cast.officer, on=ON)

    assert closed.value.missing[0] == "stage:signed"


def test_a_step_back_needs_a_reason_and_a_second_person(make: Any, cast: Any) -> None:
    project = make(stage="signed", **READY)
    with pytest.raises(projects.ReasonNeeded):
        projects.advance(project=project, to="discussion", by=cast.investment, on=ON)

    row = submitted(project, cast, "discussion", "合同作废，重新洽谈")
    moved = projects.confirm(submission=row, by=cast.officer, on=ON)

    assert moved.stage == "discussion"
    assert StageMove.objects.filter(project=project).first().reason == "合同作废，重新洽谈"


def test_the_same_stage_again_does_nothing(make: Any, cast: Any) -> None:
    project = make(stage="signed")

    projects.advance(project=project, to="signed", by=cast.officer, on=ON)

    assert StageMove.objects.filter(project=project).count() == 1


def test_a_stale_move_is_refused_with_what_stands(make: Any, cast: Any) -> None:
    project = make(stage="signed")
    seen = project.version
    projects.confirm(submission=submitted(project, cast, "discussion", "退回"), by=cast.officer, on=ON)

    with pytest.raises(projects.Stale) as stale:
        projects.advance(project=project, to="lead", reason="退回", by=cast.officer, on=ON, version=seen)

    assert stale.value.conflicts["stage"][1:] == ("lead", "discussion")


def test_a_county_may_let_the_first_step_need_nobody(make: Any, cast: Any, upload: Any) -> None:
    body = {**queries.table(ON), "stages": {"discussion": {"confirm": None}}}
    RuleSet.objects.create(kind="gates", name="县级", effective_from=ON, source="县办〔2026〕3号", body=body)
    project = make(stage="lead", **READY)
    projects.attach(project=project, upload=upload(), kind="meeting", by=cast.investment)

    moved = projects.advance(project=project, to="discussion", by=cast.investment, on=ON)

    assert (moved.stage, moved.stage_moves.first().basis) == ("discussion", "alone")


def test_the_screening_room_s_way_in_confirms_when_another_person_asked(make: Any, cast: Any, upload: Any) -> None:
    both = [make(f"项目{n}", stage="discussion", **READY) for n in (1, 2)]
    for n, project in enumerate(both):
        file = upload(body=b"minutes %d" % n)
        projects.attach(project=project, upload=file, kind="minutes", by=cast.officer)

    moved = projects.admit(project=both[0], by=cast.leader, submitted_by=cast.officer, on=ON)
    waits = projects.admit(project=both[1], by=cast.leader, on=ON)

    assert (moved.stage, moved.stage_moves.first().basis) == ("admitted", "confirmed")
    assert (waits.stage, waits.waiting_for) == ("discussion", "admitted")


# Exceptions -------------------------------------------------------------------------------------------------------------


def test_an_exception_is_a_decision_with_reason_and_document_kept_for_good(make: Any, cast: Any, upload: Any) -> None:
    project = make(stage="admitted", **READY | {"signed_on": None})
    paper = projects.attach(project=project, upload=upload("会议纪要.pdf"), kind="decision", by=cast.leader)
    given = {"project": project, "to": "signed", "on": ON, "document": paper}

    with pytest.raises(projects.NotYours):
        projects.make_exception(by=cast.officer, reason="急", **given)
    with pytest.raises(projects.ReasonNeeded):
        projects.make_exception(by=cast.leader, reason=" ", **given)
    moved = projects.make_exception(by=cast.leader, reason="县委专题会议定", **given)

    row = GateException.objects.get()
    assert (moved.stage, moved.stage_moves.first().basis) == ("signed", "exception")
    assert row.missing == ["field:signed_on", "field:phase_one", "evidence:contract"]
    with pytest.raises(projects.Refused):
        projects.remove(attachment=paper, reason="不要了", by=cast.leader)


def test_an_exception_leaves_no_gate_out_and_wakes_no_dead_project(make: Any, cast: Any, upload: Any) -> None:
    project = make(stage="admitted", **READY)
    paper = projects.attach(project=project, upload=upload(), kind="decision", by=cast.leader)
    given = {"project": project, "by": cast.leader, "on": ON, "reason": "急", "document": paper}

    with pytest.raises(projects.GateClosed):
        projects.make_exception(to="started", **given)
    projects.set_status(project=project, status="lost", reason="落户邻县", by=cast.officer, on=ON)
    with pytest.raises(projects.GateClosed) as closed:
        projects.make_exception(to="signed", **given)

    assert closed.value.missing == ["status:lost"]


def test_who_submitted_does_not_decide_on_the_exception(ready: Any, cast: Any, upload: Any) -> None:
    role = cast.leader.person.memberships.get().role
    role.abilities = [*role.abilities, "projects.advance"]
    role.save()
    projects.advance(project=ready, to="signed", by=cast.leader, on=ON)
    type(ready).objects.filter(pk=ready.pk).update(signed_on=None)
    paper = projects.attach(project=ready, upload=upload("决定.pdf", b"paper"), kind="decision", by=cast.leader)

    with pytest.raises(projects.NotYours) as refused:
        projects.make_exception(project=ready, to="signed", by=cast.leader, on=ON, reason="急", document=paper)

    assert refused.value.why == "own"


# Lists ------------------------------------------------------------------------------------------------------------------


def test_what_waits_stands_before_who_may_confirm_it_and_nobody_else(ready: Any, cast: Any) -> None:
    submitted(ready, cast)

    waits = {
        who: queries.to_confirm(getattr(cast, who)).count() for who in ("officer", "investment", "leader", "clerk")
    }

    assert waits == {"officer": 1, "investment": 0, "leader": 0, "clerk": 0}


def test_a_move_of_a_later_stage_counts_no_start(make: Any, cast: Any, upload: Any) -> None:
    """The Huangshi bug: a start was counted by the confirmation of another stage."""
    project = make(stage="signed", start_on=ON, amounts=PAID, **READY)
    projects.attach(project=project, upload=upload(), kind="licence", by=cast.investment)

    projects.confirm(submission=submitted(project, cast, "registered"), by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.start_confirmed, project.end_confirmed) == (False, False)
    assert queries.summary(cast.leader, queries.Filters(), ON).starts == 0


# Status -----------------------------------------------------------------------------------------------------------------


def test_lost_needs_a_reason_and_has_no_light(make: Any, cast: Any) -> None:
    project = make(stage="started", plan=1000, done=0)
    assert project.light == "red"

    with pytest.raises(projects.ReasonNeeded):
        projects.set_status(project=project, status="lost", by=cast.officer, on=ON)
    projects.set_status(project=project, status="lost", reason="落户邻县", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.status, project.light) == ("lost", "grey")


def test_nothing_waits_on_a_lost_project(ready: Any, cast: Any) -> None:
    submitted(ready, cast)

    projects.set_status(project=ready, status="lost", reason="落户邻县", by=cast.officer, on=ON)

    ready.refresh_from_db()
    assert (ready.waiting_for, Submission.objects.get(project=ready).state) == ("", "withdrawn")


def test_won_with_missing_fields_is_refused_with_every_one_of_them(make: Any, cast: Any) -> None:
    """Data Hub's bug: won with 25 missing fields."""
    early, bare = make("早", stage="signed"), make("空", stage="started", total=None)

    with pytest.raises(projects.GateClosed) as too_early:
        projects.set_status(project=early, status="won", by=cast.officer, on=ON)
    with pytest.raises(projects.GateClosed) as closed:
        projects.set_status(project=bare, status="won", by=cast.officer, on=ON)

    assert too_early.value.missing == ["stage:started"]
    assert len(closed.value.missing) > 20
    assert {"field:content", "field:total", "field:signed_on", "field:start_on"} <= set(closed.value.missing)


def test_won_and_lost_do_not_meet(make: Any, cast: Any) -> None:
    project = make(stage="started")
    type(project).objects.filter(pk=project.pk).update(status="won")

    with pytest.raises(projects.ReasonNeeded):
        projects.set_status(project=project, status="lost", by=cast.officer, on=ON)
    with pytest.raises(projects.GateClosed):
        projects.set_status(project=project, status="lost", reason="撤资", by=cast.officer, on=ON)
    projects.set_status(project=project, status="ongoing", reason="误报", by=cast.officer, on=ON)
