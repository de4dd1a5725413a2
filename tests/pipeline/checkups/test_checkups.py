"""Findings: opened with their figures, cleared by themselves, answered and decided by two people; the pages."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from qipan.core.models import AuditEntry, OutboxEvent
from qipan.notify.models import Message
from qipan.notify.words import sentence
from qipan.pipeline.checkups import actions, queries
from qipan.pipeline.checkups.models import Answer, Finding
from qipan.pipeline.projects import actions as projects
from tests.pipeline.projects.conftest import make, upload  # noqa: F401

ON = date(2026, 11, 23)
WORDS = "资金已拨，凭证在途。"


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def over(make: Any, cast: Any) -> Any:  # noqa: F811
    """A project that completed more than its total."""
    _ = cast.clerk
    return make(
        "白塔特种纸", total=1000, done=1100, stage="started", reported_on=ON, lead_org=cast.organisation("clerk")
    )


def found(project: Any, rule: str = "above_total") -> Finding:
    actions.check([project.pk], on=ON)
    return Finding.objects.get(project=project, rule=rule)


def test_a_finding_keeps_the_figures_it_compared_and_is_announced_once(over: Any) -> None:
    finding = found(over)
    again = actions.check([over.pk], on=ON)

    assert finding.numbers == {"done": 1100, "total": 1000}
    assert finding.source
    assert again == (0, 0)
    assert OutboxEvent.objects.filter(name="pipeline.checkups.events.FindingOpened").count() == Finding.objects.count()


def told(kind: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind=kind).select_related("user").order_by("pk")
    return [(row.user.username, sentence(row.words, row.figures)) for row in rows]


def test_the_lead_organisation_hears_of_a_finding_once(over: Any, cast: Any) -> None:
    _ = cast.township, cast.outsider
    finding = found(over)
    actions.check([over.pk], on=ON)

    heard = ("clerk", "The check-up asks about 白塔特种纸: Completed more than the total")
    assert told("finding-opened").count(heard) == 1
    assert {who for who, _words in told("finding-opened")} == {"clerk"}
    assert Message.objects.filter(url=f"/checkups/{finding.key}/").count() == 1


def test_many_findings_at_once_are_told_as_one(make: Any, cast: Any) -> None:  # noqa: F811
    _ = cast.clerk
    values = {
        "total": 1000,
        "done": 1100,
        "stage": "started",
        "reported_on": ON,
        "lead_org": cast.organisation("clerk"),
    }
    rows = [make(f"项目{number}", **values) for number in range(5)]

    actions.check([row.pk for row in rows[:4]], on=ON)
    actions.check([rows[4].pk, *(row.pk for row in rows)], on=ON)

    words = [words for _who, words in told("finding-opened")]
    assert words.count("The check-up of 23 Nov 2026 asks about several of your projects.") == 1


def test_who_answered_hears_that_the_answer_was_refused_and_why(over: Any, cast: Any) -> None:
    finding = found(over)
    actions.answer(finding=finding, kind="explain", words=WORDS, by=cast.clerk, on=ON)
    actions.decide(finding=finding, is_accepted=False, by=cast.officer, on=ON, reason="凭证未附")

    assert told("finding-refused") == [
        ("clerk", "Your answer on 白塔特种纸 (Completed more than the total) was refused: 凭证未附")
    ]


def test_it_ends_by_itself_when_the_figures_give_no_more_cause(over: Any, cast: Any) -> None:
    finding = found(over)
    projects.put_amount(project=over, kind="total", minor=5000, by=cast.officer, on=ON)

    actions.check([over.pk], on=ON)

    finding.refresh_from_db()
    assert (finding.state, finding.cleared_on) == ("cleared", ON)
    assert OutboxEvent.objects.filter(name="pipeline.checkups.events.FindingCleared").exists()


def test_a_total_raised_without_a_document_is_found_in_the_history(make: Any, cast: Any) -> None:  # noqa: F811
    project = make("东环污水", total=1000, stage="started")
    projects.put_amount(project=project, kind="total", minor=1300, by=cast.officer, on=ON)

    numbers = found(project, "total_raised").numbers

    assert (numbers["first"], numbers["now"], numbers["share"]) == (1000, 1300, 30.0)


def test_the_same_photo_on_two_projects_is_found(make: Any, cast: Any, upload: Any) -> None:  # noqa: F811
    one, two = make("甲"), make("乙")
    for project in (one, two):
        projects.attach(project=project, upload=upload("site.jpg", b"\xff\xd8\xff same"), kind="photo", by=cast.officer)

    assert found(one, "photo_twice").numbers["other"] == "乙"


def test_one_investor_in_two_units_ledgers_is_found(make: Any, cast: Any) -> None:  # noqa: F811
    one = make("甲", investor="恒信集团有限公司", lead_org=cast.organisation("clerk"))
    make("乙", investor="恒信集团有限公司", lead_org=cast.organisation("township"))
    make("丙", investor="恒信集团有限公司", lead_org=cast.organisation("clerk"))

    assert found(one, "same_investor").numbers == {"others": ["乙"]}


def test_an_answer_is_decided_by_another_person(over: Any, cast: Any) -> None:
    finding = found(over)
    actions.answer(finding=finding, kind="explain", words=WORDS, by=cast.officer, on=ON)

    with pytest.raises(actions.SamePerson):
        actions.decide(finding=finding, is_accepted=True, by=cast.officer, on=ON)
    actions.decide(finding=finding, is_accepted=True, by=cast.leader, on=ON)

    finding.refresh_from_db()
    assert finding.state == "accepted"
    with pytest.raises(actions.Settled):
        actions.answer(finding=finding, kind="dispute", words=WORDS, by=cast.clerk, on=ON)


def test_the_database_refuses_who_answered_too(over: Any, cast: Any) -> None:
    answer = actions.answer(finding=found(over), kind="explain", words=WORDS, by=cast.officer, on=ON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(decided_by=cast.officer)


def test_an_answer_not_accepted_opens_the_finding_again_with_its_reason(over: Any, cast: Any) -> None:
    finding = found(over)
    actions.answer(finding=finding, kind="dispute", words=WORDS, by=cast.clerk, on=ON)

    with pytest.raises(actions.ReasonNeeded):
        actions.decide(finding=finding, is_accepted=False, by=cast.officer, on=ON)
    actions.decide(finding=finding, is_accepted=False, by=cast.officer, on=ON, reason="没有凭证")

    finding.refresh_from_db()
    assert (finding.state, finding.answers.get().reason) == ("open", "没有凭证")
    acts = AuditEntry.objects.filter(object_key=finding.key).order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["finding", "answer", "decide"]


def addresses(finding: Finding) -> list[str]:
    return [
        reverse("checkups:index"),
        reverse("checkups:index") + "?rule=above_total&q=白塔",
        reverse("checkups:finding", args=[finding.key]),
        reverse("checkups:panel", args=["project", finding.project.key]),
    ]


def test_the_outsider_is_refused_everywhere(over: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.outsider)

    assert {client.get(url).status_code for url in addresses(found(over))} == {403}


def test_the_officer_opens_every_page_in_both_languages_with_few_questions(over: Any, cast: Any, sign_in: Any) -> None:
    finding = found(over)
    actions.answer(finding=finding, kind="explain", words=WORDS, by=cast.clerk, on=ON)
    client = sign_in(cast.officer)

    for language, word in (("en", "total investment"), ("zh-hans", "总投资")):
        client.cookies["qipan_language"] = language
        for url in addresses(finding):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(url).content.decode()
            assert word in page, url
            assert len(asked) <= 15, (url, len(asked))


def test_a_finding_of_a_project_out_of_sight_does_not_exist(over: Any, cast: Any, sign_in: Any) -> None:
    finding = found(over)

    assert sign_in(cast.township).get(reverse("checkups:finding", args=[finding.key])).status_code == 404
    assert not queries.visible_to(cast.township).exists()
    assert queries.visible_to(cast.clerk).filter(pk=finding.pk).exists()


def test_who_does_not_see_the_other_project_is_not_told_its_name(make: Any, cast: Any, sign_in: Any) -> None:  # noqa: F811
    one = make("甲", investor="恒信集团有限公司", lead_org=cast.organisation("clerk"))
    make("机密乙", investor="恒信集团有限公司", lead_org=cast.organisation("township"))
    url = reverse("checkups:finding", args=[found(one, "same_investor").key])

    assert "机密乙" in sign_in(cast.officer).get(url).content.decode()
    assert "机密乙" not in sign_in(cast.clerk).get(url).content.decode()


def test_without_sight_of_money_no_amount_is_told(over: Any, cast: Any, sign_in: Any) -> None:
    from qipan.territory.orgs.models import Role

    role = Role.objects.get(code="auditor")
    role.abilities = [a for a in role.abilities if a != "money.see"]
    role.save()

    page = sign_in(cast.auditor).get(reverse("checkups:index")).content.decode()

    assert "CNY 0" not in page
    assert found(over)


def test_an_answer_is_given_and_decided_in_the_page(over: Any, cast: Any, sign_in: Any) -> None:
    finding = found(over)
    body = {"kind": "mend", "words": WORDS, "mended_by_on": "2026-11-30", "idempotency_key": str(uuid.uuid4())}

    assert sign_in(cast.clerk).post(reverse("checkups:finding", args=[finding.key]), body).status_code == 302
    assert (
        sign_in(cast.clerk).post(reverse("checkups:decide", args=[finding.key]), {"decision": "accept"}).status_code
        == 403
    )
    sign_in(cast.officer).post(
        reverse("checkups:decide", args=[finding.key]), {"decision": "accept", "idempotency_key": str(uuid.uuid4())}
    )

    finding.refresh_from_db()
    assert finding.state == "accepted"


def test_the_nightly_round_asks_few_questions_however_many_projects(make: Any) -> None:  # noqa: F811
    ids = [make(f"项目{n}", total=1000, stage="started", reported_on=ON, start_on=ON).pk for n in range(6)]
    with CaptureQueriesContext(connection) as few:
        actions.check(ids[:2], on=ON)
    with CaptureQueriesContext(connection) as more:
        actions.check(ids, on=ON)

    assert len(more) <= len(few)
