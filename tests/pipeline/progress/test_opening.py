"""Rounds that open by themselves: on their day, once, the latest period only, until somebody stops it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from qipan.pipeline.progress import actions, queries
from qipan.pipeline.progress.models import Schedule
from tests.pipeline.progress.conftest import Round, open_round

NOVEMBER = date(2026, 11, 27)  # three days before the month ends, as shipped
IN_JANUARY = date(2027, 1, 3)


@pytest.fixture
def repeating(make: Any, cast: Any) -> Round:
    return open_round(make, cast, repeats=True, stages=["started"], source="县政府办通知")


def test_the_next_round_opens_on_its_day_and_once(repeating: Round, make: Any, cast: Any) -> None:
    late = make("晚来项目", stage="started", lead_org=cast.organisation("township"))
    make("尚未开工", stage="signed")

    early = actions.open_due(on=date(2026, 11, 26))
    (opened,) = actions.open_due(on=NOVEMBER)
    again = actions.open_due(on=NOVEMBER)

    assert (early, again) == ([], [])
    assert (opened.since, opened.until) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (opened.opens_on, opened.closes_on, opened.source, opened.by) == (
        NOVEMBER,
        date(2026, 12, 5),
        "县政府办通知",
        None,
    )
    assert opened.lines.count() == 4
    assert opened.lines.get(project=late).organisation == cast.organisation("township")


def test_a_machine_that_was_down_opens_the_latest_period_and_none_it_slept_through(repeating: Round) -> None:
    opened = actions.open_due(on=IN_JANUARY)

    assert [one.until for one in opened] == [date(2026, 12, 31)]
    assert Schedule.objects.count() == 2


def test_who_was_named_instead_of_the_lead_organisation_reports_again(repeating: Round, cast: Any) -> None:
    actions.hand_over(line=repeating.line, organisation=cast.organisation("park_manager"), by=cast.officer)

    (opened,) = actions.open_due(on=NOVEMBER)

    assert opened.lines.get(project=repeating.line.project).organisation == cast.organisation("park_manager")


def test_only_the_last_round_of_its_kind_is_looked_at_and_stopping_stops(repeating: Round, cast: Any) -> None:
    actions.repeat(schedule=repeating.schedule, is_on=False, by=cast.officer)

    assert actions.open_due(on=NOVEMBER) == []
    actions.repeat(schedule=repeating.schedule, is_on=True, by=cast.officer)
    assert len(actions.open_due(on=NOVEMBER)) == 1


def test_a_round_opened_by_a_person_for_named_projects_does_not_repeat(opened: Round) -> None:
    assert actions.open_due(on=IN_JANUARY) == []


def test_the_page_says_when_the_next_opens_and_stops_it(repeating: Round, cast: Any, sign_in: Any) -> None:
    client, key = sign_in(cast.officer), repeating.schedule.key

    page = client.get(reverse("progress:round", args=[key])).content.decode()
    stopped = client.post(reverse("progress:repeat", args=[key]), {"repeats": "0"})

    assert reverse("progress:repeat", args=[key]) in page
    assert stopped.status_code == 302
    assert not queries.last_rounds()[0].repeats
    assert sign_in(cast.clerk).post(reverse("progress:repeat", args=[key]), {"repeats": "1"}).status_code == 403
