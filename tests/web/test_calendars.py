"""The pages of working days: a year drawn, a paper pasted, an outsider refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from qipan.core import holidays
from qipan.core.models import HolidayCalendar

pytestmark = pytest.mark.django_db

PAPER = "元旦：1月1日至3日放假调休。1月9日上班。\n春节：2月5日至11日放假。2月13日上班。"


def test_a_year_without_a_calendar_warns_and_a_pasted_paper_ends_it(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    before = client.get(reverse("web:calendars"), {"year": 2027}).content.decode()

    made = client.post(
        reverse("web:calendar_new"), {"year": 2027, "source": "国办发明电〔2026〕9号", "is_whole": "on", "text": PAPER}
    )
    after = client.get(made.url).content.decode()

    assert "is-warning" in before
    assert "is-warning" not in after
    assert "国办发明电〔2026〕9号" in after
    assert len(HolidayCalendar.objects.get().days.all()) == 12


def test_what_is_not_understood_is_handed_back_and_nothing_written(cast: Any, sign_in: Any) -> None:
    answer = sign_in(cast.officer).post(
        reverse("web:calendar_new"), {"year": 2027, "source": "x", "text": "2027-01-01 元旦 休\nsometime in spring"}
    )

    assert answer.status_code == 422
    assert "sometime in spring" in answer.content.decode()
    assert not HolidayCalendar.objects.exists()


def test_a_calendar_opened_before_somebody_elses_change_is_not_overwritten(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    form = {"year": 2027, "source": "x", "is_whole": "on", "text": "2027-01-01 元旦 休"}
    client.post(reverse("web:calendar_new"), form)
    page = reverse("web:calendar", args=[HolidayCalendar.objects.get().key])
    opened = HolidayCalendar.objects.get().version

    first = client.post(page, {**form, "version": opened, "text": "2027-01-02 元旦 休"})
    second = client.post(page, {**form, "version": opened, "text": "2027-01-03 元旦 休"})

    assert first.status_code == 302
    assert second.status_code == 409
    assert [d.on.day for d in HolidayCalendar.objects.get().days.all()] == [2]


def test_a_calendar_dropped_leaves_the_package_to_speak(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    client.post(
        reverse("web:calendar_new"), {"year": 2027, "source": "x", "is_whole": "on", "text": "2027-01-01 元旦 休"}
    )

    client.post(reverse("web:calendar_drop", args=[HolidayCalendar.objects.get().key]))

    assert 2027 not in holidays.calendar().years


@pytest.mark.parametrize("who", ["outsider", "company", "bank"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))

    assert client.get(reverse("web:calendars")).status_code == 403
    assert client.post(reverse("web:calendar_new"), {}).status_code == 403


def test_who_may_not_edit_rules_reads_only(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.clerk)

    assert client.get(reverse("web:calendars")).status_code == 200
    assert client.get(reverse("web:calendar_new")).status_code == 403


def test_the_page_asks_little(cast: Any, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.officer)
    with django_assert_max_num_queries(15):
        client.get(reverse("web:calendars"))
