"""A meeting from its call to the follow-up in the next one: decisions are tasks, and nobody reads what is not theirs."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from qipan.core import changes
from qipan.notify.models import Message
from qipan.oversight.meetings import actions, queries
from qipan.oversight.meetings.models import Decision, Meeting
from qipan.pipeline.projects.models import Blocker, Project
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.models import Task

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def project(name: str, **values: Any) -> Project:
    return changes.create(Project(name=name, plain_name=name, **values), by=None)


def called(cast: Any, title: str = "十一月调度会", *, days: int = 0, asked: tuple[str, ...] = ("clerk",)) -> Meeting:
    values = {"title": title, "kind": "monthly", "on": today() + timedelta(days=days)}
    return actions.call(by=cast.officer, values=values, asked=[cast.organisation(who) for who in asked])


def decided(cast: Any, meeting: Meeting, *, who: str = "clerk", **values: Any) -> Decision:
    given = {"text": "落实用地指标", "organisation": cast.organisation(who), "due_on": today() + timedelta(days=7)}
    return actions.decide(by=cast.officer, meeting=meeting, **{**given, **values})


def test_the_agenda_is_filled_with_what_is_red_and_what_is_blocked_past_its_day(cast: Any, sign_in: Any) -> None:
    red, fine = project("红灯项目", light="red"), project("绿灯项目", light="green")
    stuck = project("受阻项目", light="green")
    changes.create(Blocker(project=stuck, text="供地未办", due_on=today() - timedelta(days=3)), by=None)
    meeting = called(cast)
    client = sign_in(cast.officer)

    offered = client.get(reverse("meetings:suggest", args=[meeting.key])).content.decode()
    client.post(reverse("meetings:suggest", args=[meeting.key]), {"project": [str(red.key), str(stuck.key)]})

    assert red.name in offered
    assert fine.name not in offered
    assert [(i.project, i.reason) for i in meeting.items.all()] == [(red, "red"), (stuck, "blocker")]
    assert not queries.suggestions(meeting, cast.officer, on=today())


def test_a_decision_typed_in_the_meeting_is_the_lead_units_task_at_once(cast: Any, sign_in: Any) -> None:
    _sees = cast.clerk
    meeting = called(cast)
    home = cast.organisation("clerk")

    answer = sign_in(cast.officer).post(
        reverse("meetings:decide", args=[meeting.key]),
        {"text": "落实用地指标", "organisation": home.pk, "due_on": "+7"},
    )

    task = Task.objects.get()
    assert answer.status_code == 302
    assert (task.title, task.organisation, task.due_on) == ("落实用地指标", home, today() + timedelta(days=7))
    assert Message.objects.filter(user=cast.clerk, kind="task-given").exists()


def test_a_day_that_is_not_understood_loses_nothing_of_what_was_typed(cast: Any, sign_in: Any) -> None:
    meeting = called(cast)
    form = {"text": "落实用地指标", "organisation": cast.organisation("clerk").pk, "due_on": "尽快"}

    answer = sign_in(cast.officer).post(reverse("meetings:decide", args=[meeting.key]), form)

    assert answer.status_code == 422
    assert "落实用地指标" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_may_be_about_many_projects_and_gives_assisting_units_tasks_of_their_own(cast: Any) -> None:
    first, second = project("甲"), project("乙")
    meeting = called(cast)

    decision = decided(cast, meeting, projects=[first, second], assisting=[cast.organisation("township")])

    assert set(decision.projects.all()) == {first, second}
    assert {t.organisation for t in Task.objects.all()} == {cast.organisation("clerk"), cast.organisation("township")}


def test_without_projects_a_decision_is_about_that_of_its_agenda_item(cast: Any) -> None:
    meeting = called(cast)
    one = project("甲")
    item = actions.add_item(by=cast.officer, meeting=meeting, title=one.name, project=one)

    assert list(decided(cast, meeting, item=item).projects.all()) == [one]


def test_withdrawing_a_decision_takes_back_all_its_tasks_and_asks_why(cast: Any) -> None:
    decision = decided(cast, called(cast), assisting=[cast.organisation("township")])

    with pytest.raises(tasks.NoWords):
        actions.withdraw(by=cast.officer, decision=decision, reason=" ")
    actions.withdraw(by=cast.officer, decision=decision, reason="改由市里办")

    assert set(Task.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_the_next_meeting_follows_up_what_is_owed_and_what_was_done_since(cast: Any) -> None:
    _sees = cast.clerk
    before = called(cast, "十月调度会", days=-30)
    owed, done = decided(cast, before, text="甲事"), decided(cast, before, text="乙事")
    tasks.answer(by=cast.clerk, task=done.task, text="好了")
    tasks.close(by=cast.officer, task=Task.objects.get(pk=done.task_id))
    actions.hold(by=cast.officer, meeting=before, summary="")
    following = called(cast)

    found = queries.dressed(queries.followed(following, cast.officer), on=today() + timedelta(days=30))

    assert {row.text: row.standing for row in found} == {"甲事": "late", "乙事": "done"}
    assert owed in found


def test_closed_minutes_take_no_more_points_until_they_are_opened_again(cast: Any) -> None:
    meeting = actions.hold(by=cast.officer, meeting=called(cast), summary="略")

    with pytest.raises(actions.Closed):
        actions.add_item(by=cast.officer, meeting=meeting, title="补充")
    meeting = actions.reopen(by=cast.officer, meeting=meeting)

    assert actions.add_item(by=cast.officer, meeting=meeting, title="补充").place == 1


def test_a_meeting_that_decided_something_cannot_be_cancelled(cast: Any) -> None:
    meeting = called(cast)
    decided(cast, meeting)

    with pytest.raises(actions.Closed):
        actions.cancel(by=cast.officer, meeting=meeting)


def test_points_move_and_keep_their_numbers_whole(cast: Any) -> None:
    meeting = called(cast)
    rows = [actions.add_item(by=cast.officer, meeting=meeting, title=title) for title in "甲乙丙"]

    actions.move_item(by=cast.officer, item=rows[2], step=-1)
    actions.move_item(by=cast.officer, item=rows[0], step=-1)

    assert [(i.place, i.title) for i in meeting.items.all()] == [(1, "甲"), (2, "丙"), (3, "乙")]


def test_points_are_moved_dropped_and_minuted_in_the_page(cast: Any, sign_in: Any) -> None:
    meeting, office = called(cast), sign_in(cast.officer)
    one, two, three = (actions.add_item(by=cast.officer, meeting=meeting, title=title) for title in "甲乙丙")

    def press(item: Any, act: str, **given: Any) -> int:
        return office.post(reverse("meetings:item_act", args=[meeting.key, item.pk, act]), given).status_code

    codes = [press(three, "up"), press(one, "down"), press(two, "drop"), press(one, "said", said="逐项表态", version=1)]

    one.refresh_from_db()
    assert (codes, one.said) == ([302] * 4, "逐项表态")
    assert [i.title for i in meeting.items.all()] == ["丙", "甲"]
    assert press(one, "burn") == 404


def test_the_minutes_come_out_as_word(cast: Any, sign_in: Any) -> None:
    meeting = called(cast)
    item = actions.add_item(by=cast.officer, meeting=meeting, title="用地问题")
    actions.write_down(by=cast.officer, item=item, said="自然资源局作了汇报")
    decided(cast, meeting, item=item)

    answer = sign_in(cast.officer).get(reverse("meetings:word", args=[meeting.key]))

    paper = Document(BytesIO(answer.content))
    text = "\n".join(p.text for p in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert meeting.title in text
    assert "自然资源局作了汇报" in text
    assert "落实用地指标" in cells


def test_who_was_not_asked_sees_no_meeting(cast: Any, sign_in: Any) -> None:
    meeting = called(cast, asked=("clerk",))

    assert sign_in(cast.clerk).get(reverse("meetings:detail", args=[meeting.key])).status_code == 200
    assert sign_in(cast.township).get(reverse("meetings:detail", args=[meeting.key])).status_code == 404


def test_a_project_one_may_not_see_stays_unnamed_in_the_agenda_and_in_word(cast: Any, sign_in: Any) -> None:
    hidden = project("机密芯片项目")
    meeting = called(cast, asked=("clerk", "township"))
    item = actions.add_item(by=cast.officer, meeting=meeting, title=hidden.name, project=hidden)
    decided(cast, meeting, who="township", item=item, text="为机密芯片项目供地")
    client = sign_in(cast.clerk)

    page = client.get(reverse("meetings:detail", args=[meeting.key])).content.decode()
    paper = Document(BytesIO(client.get(reverse("meetings:word", args=[meeting.key])).content))
    words = "\n".join(
        [*(p.text for p in paper.paragraphs), *(c.text for t in paper.tables for r in t.rows for c in r.cells)]
    )
    listed = client.get(reverse("meetings:decisions"), {"standing": ""}).content.decode()

    assert "芯片" not in page + words + listed


def test_a_clerk_may_not_decide_and_the_outsider_sees_nothing(cast: Any, sign_in: Any) -> None:
    meeting = called(cast)
    form = {"text": "x", "organisation": cast.organisation("clerk").pk}

    assert sign_in(cast.clerk).post(reverse("meetings:decide", args=[meeting.key]), form).status_code == 403
    assert sign_in(cast.outsider).get(reverse("meetings:index")).status_code == 403


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_the_page_asks_at_most_fifteen_questions(
    cast: Any, sign_in: Any, who: str, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(getattr(cast, who))
    earlier, meeting = called(cast, "十月调度会", days=-30), called(cast)
    decided(cast, earlier, text="上次议定")
    actions.hold(by=cast.officer, meeting=earlier, summary="")
    for n in range(6):
        one = project(f"项目{n}", light="red")
        item = actions.add_item(by=cast.officer, meeting=meeting, title=one.name, project=one, reason="red")
        decided(cast, meeting, item=item, text=f"事项{n}", assisting=[cast.organisation("township")])
    decided(cast, meeting, text="议程外事项")
    client.get(reverse("meetings:detail", args=[meeting.key]))

    with django_assert_max_num_queries(15):
        answer = client.get(reverse("meetings:detail", args=[meeting.key]))

    assert all(words in answer.content.decode() for words in ("上次议定", "议程外事项"))
