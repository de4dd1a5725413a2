"""Reporting, verifying by another, returning, reminding: what holds whatever page or file it came from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qipan.core.models import AuditEntry, OutboxEvent
from qipan.notify.models import Message
from qipan.pipeline.progress import actions, queries
from qipan.pipeline.progress.models import Report
from tests.pipeline.progress.conftest import AT, LATE, Round, open_round

SAID = {
    "invested_minor": 100,
    "cumulative_minor": 900,
    "in_place_minor": 500,
    "percent": Decimal(40),
    "words": "主体施工",
}


def test_each_lead_organisation_is_asked_for_its_projects(opened: Round, cast: Any) -> None:
    standing = queries.standing(opened.schedule, queries.lines_visible_to(cast.officer))

    asked = {str(part.organisation): part.asked for part in standing.parts}
    assert asked == {"自然资源局": 2, "槐北镇": 1}
    assert standing.whole.missing == 3


def test_a_second_round_of_the_same_period_is_refused(opened: Round, make: Any, cast: Any) -> None:
    with pytest.raises(actions.Standing):
        open_round(lambda name, **values: make(name + "二", **values), cast)


def test_a_report_waits_and_reaches_the_project_only_when_verified(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    project = opened.line.project
    project.refresh_from_db()
    assert (report.state, report.is_late, project.done_year_minor) == ("submitted", False, None)

    actions.verify(report=report, by=cast.officer, at=AT)

    project.refresh_from_db()
    assert (project.done_year_minor, project.in_place_minor, project.progress_words) == (900, 500, "主体施工")
    assert project.reported_on == date(2026, 10, 31)


def test_where_unverified_figures_count_they_reach_the_project_at_once(make: Any, cast: Any) -> None:
    opened = open_round(make, cast, is_verified_only=False)

    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)

    opened.line.project.refresh_from_db()
    assert opened.line.project.done_year_minor == 900


def test_nobody_verifies_their_own_report(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.officer, at=AT, values=SAID)

    with pytest.raises(actions.SamePerson):
        actions.verify(report=report, by=cast.officer, at=AT)


def test_the_database_refuses_it_too(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.officer, at=AT, values=SAID)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="verified", verified_by=cast.officer, verified_at=AT)


def test_a_verified_report_without_who_is_refused_by_the_database(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="verified")


def test_a_report_after_closing_is_taken_and_marked_late(opened: Round, cast: Any) -> None:
    assert actions.submit(line=opened.line, by=cast.clerk, at=LATE, values=SAID).is_late


def test_mending_a_returned_report_does_not_make_it_late(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    actions.send_back(report=report, reason="累计数与合同不符", by=cast.officer, at=AT)

    mended = actions.submit(line=opened.line, by=cast.clerk, at=LATE, values=SAID | {"cumulative_minor": 850})

    assert (mended.state, mended.is_late, mended.reason) == ("submitted", False, "")


def test_before_it_opens_nothing_is_taken(opened: Round, cast: Any) -> None:
    with pytest.raises(actions.NotOpen):
        actions.submit(line=opened.line, by=cast.clerk, at=datetime(2026, 10, 20, tzinfo=UTC), values=SAID)


def test_nothing_is_no_report(opened: Round, cast: Any) -> None:
    with pytest.raises(actions.Nothing):
        actions.submit(line=opened.line, by=cast.clerk, at=AT, values={"words": "", "invested_minor": None})


def test_a_verified_report_must_be_returned_before_it_changes(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    actions.verify(report=report, by=cast.officer, at=AT)

    with pytest.raises(actions.Verified):
        actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID | {"words": "封顶"})
    actions.send_back(report=report, reason="照片与文字不符", by=cast.officer, at=AT)
    assert actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID | {"words": "封顶"}).words == "封顶"


def test_a_return_says_why(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)

    with pytest.raises(actions.ReasonNeeded):
        actions.send_back(report=report, reason="  ", by=cast.officer, at=AT)


def test_a_report_looked_at_before_it_changed_is_not_verified(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    seen = report.version
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID | {"cumulative_minor": 9000})

    with pytest.raises(actions.Stale):
        actions.verify(report=report, by=cast.officer, at=AT, version=seen)


def test_what_blocks_stands_on_the_project_at_once_and_once(opened: Round, cast: Any) -> None:
    blocked = SAID | {
        "problem": "用电未接入",
        "problem_org": cast.organisation("officer"),
        "problem_due_on": date(2026, 11, 20),
    }

    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=blocked)
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=blocked | {"problem": "用电、用水未接入"})

    blocker = opened.line.project.blockers.get()
    assert (blocker.text, blocker.due_on) == ("用电、用水未接入", date(2026, 11, 20))
    opened.line.project.refresh_from_db()
    assert opened.line.project.open_blockers == 1


def test_sums_add_verified_reports_only_where_the_round_says_so(opened: Round, cast: Any) -> None:
    first = actions.submit(line=opened.lines[0], by=cast.clerk, at=AT, values=SAID)
    actions.submit(line=opened.lines[1], by=cast.clerk, at=AT, values=SAID)
    actions.verify(report=first, by=cast.officer, at=AT)

    whole = queries.standing(opened.schedule, queries.lines_visible_to(cast.officer)).whole

    assert (whole.invested, whole.waiting, whole.verified, whole.missing) == (100, 1, 1, 1)
    assert list(queries.counted(opened.schedule)) == [first]
    opened.schedule.is_verified_only = False
    assert queries.standing(opened.schedule, queries.lines_visible_to(cast.officer)).whole.invested == 200


def test_the_period_before_is_the_last_report_else_what_the_ledgers_held(opened: Round, make: Any, cast: Any) -> None:
    ids = [line.project_id for line in opened.lines]
    assert queries.before(opened.schedule, ids) == {}
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    later = actions.open_round(
        title="11月", cadence="month", since=date(2026, 11, 1), until=date(2026, 11, 30), opens_on=date(2026, 11, 27),
        closes_on=date(2026, 12, 5), projects=[opened.line.project], fallback=cast.organisation("officer"), by=cast.officer,
    )  # fmt: skip

    found = queries.before(later, ids)[opened.line.project_id]

    assert (found.cumulative, found.words, found.year) == (900, "主体施工", 2026)


def test_a_reminder_is_told_once_a_day_and_only_to_who_owes(opened: Round, cast: Any) -> None:
    for line in opened.lines[:2]:
        actions.submit(line=line, by=cast.clerk, at=AT, values=SAID)

    assert [actions.remind(on=date(2026, 11, 4)) for _ in range(2)] == [1, 0]
    due = OutboxEvent.objects.get(name="pipeline.progress.events.ReportsDue")
    assert due.payload["organisation"] == str(cast.organisation("township").key)
    assert (due.payload["missing"], due.payload["kind"]) == (1, "remind")
    assert actions.remind(on=date(2026, 11, 3)) == 0
    assert actions.remind(on=date(2026, 11, 6)) == 1


def test_who_owes_a_report_hears_of_it_once_a_day_before_and_after_the_last(opened: Round, cast: Any) -> None:
    township = cast.township
    for on in (date(2026, 11, 4), date(2026, 11, 4), date(2026, 11, 6)):
        actions.remind(on=on)

    told = Message.objects.filter(user=township, kind="reports-due").order_by("at")

    assert [m.words.startswith("%(title)s closes") for m in told] == [True, False]
    assert not Message.objects.filter(user=cast.officer).exists()


def test_a_report_that_comes_back_is_told_to_who_gave_it_each_time_it_does(opened: Round, cast: Any) -> None:
    for _ in range(2):
        report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
        actions.send_back(report=report, reason="缺照片", by=cast.officer, at=AT)

    told = Message.objects.filter(user=cast.clerk, kind="report-returned")

    assert [m.figures["reason"] for m in told] == ["缺照片", "缺照片"]


def test_every_act_is_in_the_audit_chain(opened: Round, cast: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    actions.send_back(report=report, reason="缺照片", by=cast.officer, at=AT)
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    actions.verify(report=report, by=cast.officer, at=AT)

    acts = AuditEntry.objects.filter(object_type="progress.report").order_by("seq").values_list("action", flat=True)

    assert list(acts) == ["report", "return", "report", "verify"]


def test_a_line_changes_hands_and_leaves_with_a_reason(opened: Round, cast: Any) -> None:
    line = actions.hand_over(line=opened.line, organisation=cast.organisation("township"), by=cast.officer)
    assert queries.own_lines(cast.township).filter(pk=line.pk).exists()

    actions.drop(line=line, reason="转入储备库", by=cast.officer)

    assert opened.schedule.lines.count() == 2
