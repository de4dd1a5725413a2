"""Who owes what to whom by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.core.models import OutboxEvent
from qipan.territory.tasks import actions, queries, rules
from qipan.territory.tasks.models import Reply, Task

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "status", "urgency"),
    [
        (-1, "open", "late"),
        (0, "open", "today"),
        (3, "open", "soon"),
        (4, "open", "later"),
        (-9, "answered", "later"),
        (-9, "closed", "none"),
    ],
)
def test_how_pressing_a_task_is(days: int, status: str, urgency: str) -> None:
    assert rules.urgency(DAY + timedelta(days=days), status, on=DAY) == urgency


@pytest.fixture
def task(cast: Any) -> Task:
    return actions.assign(
        by=cast.leader,
        title="核对备案号",
        organisation=cast.organisation("clerk"),
        person=cast.clerk.person,
        due_on=DAY,
    )


def test_a_task_is_answered_and_closed_and_rooms_above_are_told(cast: Any, task: Task) -> None:
    actions.answer(by=cast.clerk, task=task, text="已核对")
    actions.close(by=cast.leader, task=task)

    task.refresh_from_db()
    assert task.status == "closed"
    assert list(OutboxEvent.objects.order_by("pk").values_list("name", flat=True)) == [
        "territory.tasks.events.TaskAnswered",
        "territory.tasks.events.TaskClosed",
    ]


def test_a_closed_task_is_not_answered_and_an_empty_answer_is_none(cast: Any, task: Task) -> None:
    with pytest.raises(actions.NoWords):
        actions.answer(by=cast.clerk, task=task, text="  ")
    actions.close(by=cast.leader, task=task)
    with pytest.raises(actions.NotNow):
        actions.answer(by=cast.clerk, task=task, text="晚了")


def test_a_task_sent_back_is_open_again_with_words_and_a_new_day(cast: Any, task: Task) -> None:
    actions.answer(by=cast.clerk, task=task, text="已核对")
    actions.reopen(by=cast.leader, task=task, text="缺三个", due_on=DAY + timedelta(days=5))

    task.refresh_from_db()
    assert (task.status, task.due_on) == ("open", DAY + timedelta(days=5))
    assert Reply.objects.count() == 2


def test_a_task_is_seen_by_giver_and_taker_and_whoever_reaches_everything(cast: Any, task: Task) -> None:
    seen = {
        who: queries.visible_to(getattr(cast, who)).exists()
        for who in ("leader", "clerk", "auditor", "township", "bank", "outsider")
    }

    assert seen == {"leader": True, "clerk": True, "auditor": True, "township": False, "bank": False, "outsider": False}


def test_lists_part_mine_ours_and_given(cast: Any, task: Task) -> None:
    actions.assign(by=cast.officer, title="二", organisation=cast.organisation("clerk"))

    assert queries.counts(cast.clerk, on=DAY + timedelta(days=1)) == {
        "mine": 1,
        "ours": 2,
        "given": 0,
        "all": 2,
        "late": 1,
    }
    assert queries.counts(cast.leader, on=DAY)["given"] == 1


def test_a_task_goes_through_its_pages(cast: Any, sign_in: Any) -> None:
    home = cast.organisation("clerk")
    due = timezone.localdate() + timedelta(days=2)
    leader = cast.leader

    sign_in(leader).post(
        reverse("tasks:new"), {"title": "核对备案号", "organisation": home.pk, "due_on": due.isoformat()}
    )
    task = Task.objects.get()
    empty = sign_in(cast.clerk).post(reverse("tasks:answer", args=[task.key]), {"text": ""})
    sign_in(cast.clerk).post(reverse("tasks:answer", args=[task.key]), {"text": "已核对"})
    refused = sign_in(cast.clerk).post(reverse("tasks:close", args=[task.key]))
    sign_in(leader).post(reverse("tasks:reopen", args=[task.key]), {"back-text": "再核"})
    sign_in(leader).post(reverse("tasks:withdraw", args=[task.key]), {"withdraw-text": "不必了"})

    task.refresh_from_db()
    assert (empty.status_code, refused.status_code) == (422, 403)
    assert task.status == "withdrawn"
    assert sign_in(leader).get(reverse("tasks:detail", args=[task.key])).status_code == 200


def test_the_outsider_is_refused_and_another_office_does_not_find_it(cast: Any, sign_in: Any, task: Task) -> None:
    assert sign_in(cast.outsider).get(reverse("tasks:index")).status_code == 403
    assert sign_in(cast.township).get(reverse("tasks:detail", args=[task.key])).status_code == 404
    assert sign_in(cast.township).post(reverse("tasks:answer", args=[task.key]), {"text": "x"}).status_code == 404


def test_the_list_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        actions.assign(by=cast.leader, title=f"{number}", organisation=cast.organisation("clerk"))
    client = sign_in(cast.leader)

    with django_assert_max_num_queries(14):
        client.get(reverse("tasks:index"), {"whose": "all"})
