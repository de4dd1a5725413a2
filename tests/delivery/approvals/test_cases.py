"""A case from receipt to decision: who may, what is refused, what is told, what the history keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from qipan.core import audit, holidays
from qipan.core.changes import Stale
from qipan.core.holiday_text import Day
from qipan.core.models import OutboxEvent
from qipan.delivery.approvals import actions, queries
from qipan.delivery.approvals.models import Case, Item, Pause
from qipan.notify.models import Message
from tests.delivery.approvals.conftest import TODAY

pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def accepted(cast: Any, case: Case) -> Case:
    return actions.accept(by=cast.clerk, case=case, on=day("03-03"), today=TODAY)


def told() -> list[str]:
    return [row.name.rsplit(".", 1)[-1] for row in OutboxEvent.objects.order_by("pk") if ".approvals." in row.name]


def test_a_case_goes_its_way_and_every_step_is_told_and_kept(cast: Any, case: Case) -> None:
    case = accepted(cast, case)
    case = actions.pause(
        by=cast.clerk, case=case, on=day("03-05"), today=TODAY, kind="supplement", reason="总平面图缺消防车道"
    )
    assert case.due_on is None
    case = actions.resume(by=cast.clerk, case=case, on=day("03-11"), today=TODAY)
    assert case.due_on == day("03-18")  # 4, 5 | 12, 13, 16, 17, 18
    case = actions.decide(
        by=cast.clerk, case=case, on=day("03-17"), today=TODAY, is_approved=True, document="规〔2026〕7号"
    )

    assert (case.status, case.used_days, case.document) == ("approved", 6, "规〔2026〕7号")
    assert told() == ["CaseReceived", "CaseAccepted", "CasePaused", "CaseResumed", "CaseDecided"]
    acts = [entry.action for entry in audit.of("approvals.case", case.key)]
    assert acts == ["case.decide", "case.resume", "case.pause", "case.accept", "case.receive"]


def test_a_clerk_of_another_authority_is_refused_whatever_else_somebody_reaches(cast: Any, case: Case) -> None:
    for stranger in (cast.officer, cast.leader, cast.investment, cast.company, cast.outsider, cast.auditor):
        with pytest.raises(PermissionDenied):
            actions.accept(by=stranger, case=case, on=day("03-03"), today=TODAY)
    case = accepted(cast, case)
    for stranger in (cast.officer, cast.township, cast.company):
        with pytest.raises(PermissionDenied):
            actions.decide(by=stranger, case=case, on=day("03-04"), today=TODAY, is_approved=True)
        with pytest.raises(PermissionDenied):
            actions.correct(by=stranger, case=case, values={"accepted_on": day("03-02")}, reason="x", today=TODAY)


def test_an_office_that_keeps_the_catalogue_may_record_that_an_application_came_in(
    cast: Any, project: Any, items: dict[str, Item]
) -> None:
    made = actions.receive(by=cast.officer, project=project, item=items["A4"], on=TODAY, today=TODAY)

    assert made.authority == cast.organisation("clerk")
    with pytest.raises(PermissionDenied):
        actions.receive(by=cast.township, project=project, item=items["A5"], on=TODAY, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.receive(by=cast.clerk, project=project, item=items["A14"], on=TODAY, today=TODAY)


def test_an_item_is_under_way_once(cast: Any, project: Any, case: Case) -> None:
    with pytest.raises(actions.AlreadyOpen):
        actions.receive(by=cast.clerk, project=project, item=case.item, on=TODAY, today=TODAY)

    actions.turn_away(by=cast.clerk, case=case, on=day("03-04"), today=TODAY, words="材料不全")

    assert actions.receive(by=cast.clerk, project=project, item=case.item, on=TODAY, today=TODAY).pk != case.pk


def test_the_database_refuses_what_cannot_be(case: Case) -> None:
    for wrong in (
        {"status": "approved"},
        {"status": "accepted"},
        {"decided_on": TODAY},
        {"accepted_on": day("03-01")},
        {"status": "approved", "accepted_on": day("03-05"), "decided_on": day("03-04")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**wrong)
    Pause.objects.create(case=case, kind="other", reason="x", since=day("03-03"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(case=case, kind="other", reason="y", since=day("03-04"))


def test_acts_out_of_time_without_words_or_on_wrong_days_are_refused(cast: Any, case: Case) -> None:
    with pytest.raises(actions.NotNow):
        actions.decide(by=cast.clerk, case=case, on=TODAY, today=TODAY, is_approved=True)
    with pytest.raises(actions.NoWords):
        actions.pause(by=cast.clerk, case=case, on=TODAY, today=TODAY, kind="other", reason="  ")
    with pytest.raises(actions.WrongDays) as early:
        actions.accept(by=cast.clerk, case=case, on=day("02-27"), today=TODAY)
    assert early.value.why == "order"
    with pytest.raises(actions.WrongDays) as late:
        actions.accept(by=cast.clerk, case=case, on=day("03-21"), today=TODAY)
    assert late.value.why == "future"
    case = accepted(cast, case)
    with pytest.raises(actions.NoWords):
        actions.decide(by=cast.clerk, case=case, on=TODAY, today=TODAY, is_approved=False)


def test_somebody_quicker_is_not_overwritten(cast: Any, case: Case) -> None:
    accepted(cast, case)
    with pytest.raises((Stale, actions.NotNow)):
        actions.turn_away(by=cast.clerk, case=case, on=TODAY, today=TODAY, words="x", version=case.version)


def test_a_correction_and_a_decision_taken_back_keep_their_reason(cast: Any, case: Case) -> None:
    case = accepted(cast, case)
    case = actions.decide(by=cast.clerk, case=case, on=day("03-10"), today=TODAY, is_approved=True)

    case = actions.correct(
        by=cast.clerk, case=case, values={"accepted_on": day("03-02")}, reason="受理日登记有误", today=TODAY
    )
    assert case.used_days == 6
    case = actions.reopen(by=cast.clerk, case=case, reason="证照有误", today=TODAY)

    assert (case.status, case.decided_on, case.due_on) == ("accepted", None, day("03-11"))
    reasons = [e.changes["reason"][1] for e in audit.of("approvals.case", case.key) if "reason" in e.changes]
    assert reasons == ["证照有误", "受理日登记有误"]


def test_a_withdrawal_ends_an_open_pause(cast: Any, case: Case) -> None:
    case = accepted(cast, case)
    case = actions.pause(by=cast.clerk, case=case, on=day("03-05"), today=TODAY, kind="hearing", reason="听证")
    case = actions.withdraw(by=cast.clerk, case=case, on=day("03-09"), today=TODAY, words="企业调整方案")

    assert case.status == "withdrawn"
    assert case.pauses.get().until == day("03-09")
    assert case.used_days == 2


def test_the_promise_of_the_day_of_receipt_stays(cast: Any, case: Case) -> None:
    actions.change_item(by=cast.officer, item=case.item, values={"promised_days": 3})

    assert accepted(cast, case).due_on == day("03-12")  # seven days after 3 March


def test_a_promise_broken_is_told_once(cast: Any, case: Case) -> None:
    case = accepted(cast, case)

    assert actions.tell_overdue(on=day("03-12")) == 0
    assert actions.tell_overdue(on=day("03-13")) == 1
    assert actions.tell_overdue(on=day("03-14")) == 0
    assert told().count("CaseOverdue") == 1
    assert queries.overdue(Case.objects.all(), on=day("03-13")).get() == case


def test_who_holds_an_overdue_application_hears_of_it_once(cast: Any, case: Case) -> None:
    case = accepted(cast, case)

    for on in ("03-13", "03-14"):
        actions.tell_overdue(on=day(on))

    told = Message.objects.get(kind="case-overdue")
    assert (told.user, told.figures["due_on"]) == (cast.clerk, day("03-12").isoformat())


def test_a_clock_that_stands_still_is_never_overdue(cast: Any, case: Case) -> None:
    case = accepted(cast, case)
    actions.pause(by=cast.clerk, case=case, on=day("03-05"), today=TODAY, kind="expert_review", reason="评审")

    assert actions.tell_overdue(on=day("12-01")) == 0


def test_a_calendar_recorded_late_moves_the_day(cast: Any, case: Case) -> None:
    case = accepted(cast, case)
    holidays.keep(
        by=cast.officer,
        year=2026,
        region="",
        source="雪灾停工",
        is_whole=False,
        days=[Day(day("03-09"), "停工", False)],
    )

    assert actions.refresh(on=TODAY) == 1
    case.refresh_from_db()
    assert case.due_on == day("03-13")
    assert actions.refresh(on=TODAY) == 0


def test_a_case_across_spring_festival_with_a_pause_is_due_when_counted_by_hand(
    cast: Any, project: Any, items: dict[str, Item]
) -> None:
    # A6.form: 7 days, accepted Tue 10 February 2026; 11, 12 | stands still to 24 | 25, 26, 27, 28 (worked Saturday), 2 March.
    case = actions.receive(by=cast.clerk, project=project, item=items["A6.form"], on=day("02-09"), today=TODAY)
    case = actions.accept(by=cast.clerk, case=case, on=day("02-10"), today=TODAY)
    case = actions.pause(by=cast.clerk, case=case, on=day("02-12"), today=TODAY, kind="public_notice", reason="公示")
    case = actions.resume(by=cast.clerk, case=case, on=day("02-24"), today=TODAY)

    assert case.due_on == day("03-02")


class TestCatalogue:
    def test_the_shipped_one_is_installed_once(self, edition: Any) -> None:
        from qipan.delivery.approvals import seeds

        assert seeds.seed() == edition
        assert Item.objects.count() == len(seeds.shipped()["items"])

    def test_a_new_edition_is_a_copy_that_holds_from_its_day(self, cast: Any, edition: Any) -> None:
        made = actions.copy_edition(
            by=cast.officer, edition=edition, name="2026版", effective_from=TODAY, source="县发〔2026〕1号"
        )
        actions.change_item(by=cast.officer, item=made.items.get(code="A4"), values={"promised_days": 2})

        assert queries.in_force(day("03-19")) == edition
        assert queries.in_force(TODAY) == made
        assert edition.items.get(code="A4").promised_days == 5
        assert made.items.count() == edition.items.count()
        with pytest.raises(actions.EditionStands):
            actions.copy_edition(by=cast.officer, edition=edition, name="x", effective_from=TODAY, source="x")

    def test_needs_in_a_circle_unknown_needs_and_a_code_twice_are_refused(
        self, cast: Any, items: dict[str, Item]
    ) -> None:
        with pytest.raises(actions.Circle):
            actions.change_item(by=cast.officer, item=items["A4"], values={"needs": ["A16"]})
        with pytest.raises(actions.UnknownNeeds):
            actions.change_item(by=cast.officer, item=items["A4"], values={"needs": ["Z9"]})
        with pytest.raises(actions.ItemStands):
            actions.change_item(by=cast.officer, item=items["A4"], values={"code": "A5"})
        assert Item.objects.get(pk=items["A4"].pk).needs == items["A4"].needs

    def test_an_item_with_cases_or_needed_by_others_stays(self, cast: Any, case: Case, items: dict[str, Item]) -> None:
        with pytest.raises(actions.InUse):
            actions.drop_item(by=cast.officer, item=case.item, reason="x")
        with pytest.raises(actions.UnknownNeeds):
            actions.drop_item(by=cast.officer, item=items["A5"], reason="x")
        actions.drop_item(by=cast.officer, item=items["A19"], reason="x")
