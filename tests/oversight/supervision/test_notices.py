"""A notice's way: issued, answered, verified by another, stepped up when missed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qipan.core.models import AuditEntry, OutboxEvent
from qipan.notify.models import Message
from qipan.oversight.supervision import actions, queries
from qipan.oversight.supervision.models import Branch, Extension, Interview, Notice, Step
from tests.oversight.supervision.conftest import ISSUED

DUE, AFTER = date(2026, 11, 16), date(2026, 11, 17)


def _told(name: str) -> int:
    return OutboxEvent.objects.filter(name=f"oversight.supervision.events.{name}").count()


def _lead(notice: Notice) -> Branch:
    return notice.branches.get(part="lead")


def test_an_issued_notice_has_a_number_a_deadline_in_working_days_and_is_told(cast: Any, issued: Any) -> None:
    clerk = cast.clerk
    one, other = issued(), issued()

    assert (one.number, other.number) == ("督〔2026〕1号", "督〔2026〕2号")
    assert one.due_on == DUE  # ten working days after Monday 2 November
    assert {b.due_on for b in one.branches.all()} == {DUE}
    assert Message.objects.filter(user=clerk, fact__startswith=f"notice:{one.key}").count() == 1
    assert _told("NoticeIssued") == 2


def test_a_draft_without_a_leading_unit_is_not_issued(cast: Any) -> None:
    notice = actions.draft(title="x", by=cast.officer, assisting=[cast.organisation("clerk")])

    with pytest.raises(actions.NoLead):
        actions.issue(notice=notice, by=cast.officer, on=ISSUED)


def test_each_unit_answers_its_own_part_and_another_verifies_it(cast: Any, issued: Any) -> None:
    notice = issued()
    lead, assist = _lead(notice), notice.branches.get(part="assist")

    actions.reply(branch=lead, by=cast.clerk, on=ISSUED, text="已协调设备进场")
    lead.refresh_from_db()
    with pytest.raises(actions.SamePerson):
        actions.verify(branch=lead, by=cast.clerk, on=ISSUED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.filter(pk=lead.pk).update(verified_by=cast.clerk)
    actions.verify(branch=lead, by=cast.officer, on=ISSUED)
    with pytest.raises(actions.StillOpen):
        actions.close(notice=notice, by=cast.officer, on=ISSUED)
    actions.reply(branch=assist, by=cast.township, on=ISSUED, text="已腾出用地")
    actions.verify(branch=assist, by=cast.leader, on=ISSUED)
    closed = actions.close(notice=notice, by=cast.officer, on=ISSUED)

    assert (closed.state, closed.closed_on) == ("closed", ISSUED)
    assert (_told("NoticeReplied"), _told("NoticeVerified"), _told("NoticeClosed")) == (2, 2, 1)
    assert AuditEntry.objects.filter(action="verify").count() == 2


def test_an_answer_sent_back_is_answered_again_and_counted(cast: Any, issued: Any) -> None:
    branch = _lead(issued())
    actions.reply(branch=branch, by=cast.clerk, on=ISSUED, text="正在推进")

    with pytest.raises(actions.NoWords):
        actions.send_back(branch=branch, by=cast.officer, on=ISSUED, words=" ")
    actions.send_back(branch=branch, by=cast.officer, on=ISSUED, words="无具体时限")
    actions.reply(branch=branch, by=cast.clerk, on=ISSUED, text="12月10日前完成")

    branch.refresh_from_db()
    assert (branch.state, branch.returns, branch.due_on) == ("replied", 1, DUE)


def test_more_time_is_asked_for_before_the_deadline_and_granted_by_another(cast: Any, issued: Any) -> None:
    branch = _lead(issued())
    until = date(2026, 11, 30)

    asked = actions.ask_for_time(branch=branch, by=cast.clerk, on=DUE, until=until, reason="等待环评")
    with pytest.raises(actions.SamePerson):
        actions.decide(extension=asked, by=cast.clerk, on=DUE, is_granted=True)
    actions.decide(extension=asked, by=cast.officer, on=DUE, is_granted=True)
    branch.refresh_from_db()

    assert (branch.due_on, branch.first_due_on) == (until, DUE)
    with pytest.raises(actions.TooLate):
        actions.ask_for_time(branch=branch, by=cast.clerk, on=date(2026, 12, 1), until=date(2026, 12, 9), reason="再延")
    with pytest.raises(actions.NotLonger):
        actions.ask_for_time(branch=branch, by=cast.clerk, on=DUE, until=until, reason="再延")
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=asked.pk).update(asked_on=AFTER)


def test_time_asked_for_and_not_decided_does_not_stop_the_clock(cast: Any, issued: Any) -> None:
    notice = issued()
    asked = actions.ask_for_time(
        branch=_lead(notice), by=cast.clerk, on=DUE, until=date(2026, 12, 20), reason="等待环评"
    )

    assert actions.escalate_overdue(on=AFTER) == 1

    asked.refresh_from_db()
    assert asked.state == "refused"


def test_missed_deadlines_climb_from_blue_to_the_interview(issued: Any) -> None:
    notice = issued()
    seen = []

    for on in (DUE, AFTER, date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 1)):
        actions.escalate_overdue(on=on)
        notice.refresh_from_db()
        seen.append((notice.colour, notice.due_on, Interview.objects.count()))

    # orange: five working days after the 17th; red: three after the 25th; then an interview for each of the two units
    assert seen == [
        ("blue", DUE, 0), ("orange", date(2026, 11, 24), 0), ("orange", date(2026, 11, 24), 0), ("red", date(2026, 11, 30), 0),
        ("red", date(2026, 11, 30), 0), ("red", date(2026, 11, 30), 2),
    ]  # fmt: skip
    assert (_told("NoticeEscalated"), _told("InterviewDue")) == (2, 2)


def test_only_the_unit_that_owes_gets_the_new_deadline(cast: Any, issued: Any) -> None:
    notice = issued()
    actions.reply(branch=_lead(notice), by=cast.clerk, on=DUE, text="已完成")

    actions.escalate_overdue(on=AFTER)

    assert {b.part: b.due_on for b in notice.branches.all()} == {"lead": DUE, "assist": date(2026, 11, 24)}


def test_a_worker_that_was_down_for_a_week_catches_up_once(cast: Any, issued: Any) -> None:
    clerk = cast.clerk
    notice = issued()
    back = date(2026, 11, 26)  # the deadline was the 16th; orange would have been missed on the 24th

    first, second = actions.escalate_overdue(on=back), actions.escalate_overdue(on=back)

    notice.refresh_from_db()
    assert (first, second) == (1, 0)
    assert (notice.colour, notice.due_on) == (
        "orange",
        date(2026, 12, 3),
    )  # a full five working days from the day it went out
    step = Step.objects.get(kind="escalated")
    assert (step.on, step.words.startswith("2026年11月16日")) == (back, True)
    assert Message.objects.filter(user=clerk, fact__contains="escalated").count() == 1
    assert _told("NoticeEscalated") == 1


def test_the_clock_table_runs_what_the_worker_missed_once(issued: Any, monkeypatch: Any) -> None:
    from datetime import datetime, timedelta

    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from qipan.config import schedule

    notice = issued()
    now = timezone.make_aware(datetime(2026, 11, 26, 9, 0))
    due = schedule.last_due(next(line for line in schedule.TABLE if "notices" in line.words), now)

    monkeypatch.setattr(timezone, "now", lambda: now)
    begun = [schedule.tick(now), schedule.tick(now)]
    asked = DBTaskResult.objects.filter(task_path__endswith="supervision.jobs.escalate")
    for task in asked:
        actions.escalate_overdue(on=date.fromisoformat(task.args_kwargs["kwargs"]["on"]))

    notice.refresh_from_db()
    assert asked.count() == 1
    assert [any("notices" in words for words in found) for found in begun] == [True, False]
    assert (notice.colour, due) == ("orange", now - timedelta(hours=8, minutes=30))


def test_a_step_up_is_taken_once_even_by_two_workers(issued: Any) -> None:
    notice = issued()
    actions.escalate(notice=notice, on=AFTER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(notice=notice, kind="escalated", colour="orange", on=AFTER)


def test_an_interview_is_held_and_the_unit_gets_a_last_day(cast: Any, issued: Any) -> None:
    notice = issued()
    for on in (AFTER, date(2026, 11, 25), date(2026, 12, 1)):
        actions.escalate_overdue(on=on)
    talk = Interview.objects.get(organisation=cast.organisation("clerk"))

    actions.hold(
        interview=talk, by=cast.officer, on=date(2026, 12, 3), held_on=date(2026, 12, 3), held_by="分管副县长", with_whom="局长",
        outcome="十日内拿出方案", due_on=date(2026, 12, 15),
    )  # fmt: skip

    assert _lead(notice).due_on == date(2026, 12, 15)
    assert actions.escalate_overdue(on=date(2026, 12, 10)) == 0
    with pytest.raises(actions.NotNow):
        actions.hold(interview=talk, by=cast.officer, on=DUE, held_on=DUE, held_by="x", with_whom="", outcome="x")


def test_who_sees_a_notice(cast: Any, issued: Any) -> None:
    notice = issued()
    draft = actions.draft(title="草稿", by=cast.officer, lead=cast.organisation("clerk"))

    def seen(who: str) -> set[str]:
        return set(queries.visible_to(getattr(cast, who)).values_list("title", flat=True))

    assert seen("officer") == {notice.title, draft.title}
    assert seen("leader") == seen("clerk") == seen("township") == seen("auditor") == {notice.title}
    assert seen("park_manager") == seen("bank") == seen("company") == seen("outsider") == seen("administrator") == set()


def test_what_waits_for_whom(cast: Any, issued: Any) -> None:
    notice = issued()

    assert [b.notice for b in queries.waiting_replies(cast.clerk)] == [notice]
    assert not queries.waiting_verdicts(cast.officer)
    actions.reply(branch=_lead(notice), by=cast.clerk, on=ISSUED, text="已完成")
    assert not queries.waiting_replies(cast.clerk)
    assert [b.notice for b in queries.waiting_verdicts(cast.officer)] == [notice]
