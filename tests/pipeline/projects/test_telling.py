"""Who hears of a project: who may confirm a step, whose step came back, whose move it is with a blocker; each once, in their language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from qipan.core.models import User
from qipan.notify.models import Message
from qipan.notify.words import sentence
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.intake import work
from qipan.pipeline.projects.models import Submission
from tests.pipeline.projects.conftest import ON, PAID, READY


def told(kind: str) -> dict[str, list[str]]:
    """Who → what they read, in English."""
    found: dict[str, list[str]] = {}
    with translation.override("en"):
        for row in Message.objects.filter(kind=kind).select_related("user").order_by("pk"):
            found.setdefault(row.user.username, []).append(sentence(row.words, row.figures))
    return found


@pytest.fixture
def waiting(make: Any, cast: Any, upload: Any) -> Submission:
    """A signed contract, submitted by the investment officer; the people who might hear of it are there."""
    assert all(isinstance(who, User) for who in (cast.officer, cast.clerk, cast.leader, cast.outsider))
    project = make(stage="admitted", amounts=PAID, **READY)
    projects.attach(project=project, upload=upload(), kind="contract", by=cast.investment)
    projects.advance(project=project, to="signed", by=cast.investment, on=ON, reason="合同已签")
    return Submission.objects.get(project=project)


def test_whom_the_gate_names_hears_that_a_step_waits_and_nobody_else(waiting: Submission) -> None:
    assert told("step-submitted") == {
        "officer": ["白塔特种纸项目: “Signed” waits for your confirmation, submitted by investment."]
    }
    with translation.override("zh-hans"):
        row = Message.objects.get(kind="step-submitted")
        assert sentence(row.words, row.figures) == "白塔特种纸项目：“签约”已由investment申报，等您确认。"


def test_the_same_request_again_is_no_news(waiting: Submission, cast: Any) -> None:
    projects.advance(project=waiting.project, to="signed", by=cast.investment, on=ON, reason="合同已签")

    assert Message.objects.filter(kind="step-submitted").count() == 1


def test_the_submitter_hears_that_a_step_came_back_and_why(waiting: Submission, cast: Any) -> None:
    projects.send_back(submission=waiting, by=cast.officer, on=ON, words="缺盖章页")

    assert told("step-returned") == {"investment": ["白塔特种纸项目: “Signed” came back: 缺盖章页"]}


def test_whose_move_it_is_hears_of_a_blocker_with_its_day(make: Any, cast: Any) -> None:
    clerk, organisation = cast.clerk, cast.organisation("clerk")
    project = make(lead_org=organisation)
    values = {"project": project, "organisation": organisation, "due_on": date(2026, 10, 20), "on": ON}

    projects.add_blocker(text="线路迁改", by=cast.officer, **values)
    projects.add_blocker(text="自己写的", by=clerk, **values)

    assert told("blocker-raised") == {
        "clerk": ["白塔特种纸项目 waits for your organisation, until 20 Oct 2026: 线路迁改"]
    }
    assert Message.objects.get().url == f"/projects/{project.key}/"


def test_who_does_not_see_the_project_reads_what_is_asked_and_not_its_name(make: Any, cast: Any) -> None:
    assert cast.township
    projects.add_blocker(
        project=make(), text="征地补偿", organisation=cast.organisation("township"), by=cast.officer, on=ON
    )

    assert told("blocker-raised") == {"township": ["A project waits for your organisation: 征地补偿"]}
    assert Message.objects.get().url == ""


def test_a_list_taken_in_rings_no_bell_for_every_line(make: Any, cast: Any) -> None:
    assert cast.clerk
    organisation = cast.organisation("clerk")
    raised = work._raise(
        by=cast.officer, source={"file": "清单.xlsx"}, project=make(), text="旧事", organisation=organisation
    )

    assert raised.organisation == organisation
    assert not Message.objects.exists()
