"""Which calendar holds: the county's table, then the package, then weekends with a warning; reading pasted days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from qipan.core import audit, holiday_text, holidays
from qipan.core.holiday_text import Day
from qipan.core.models import Holiday, HolidayCalendar
from qipan.core.workdays import Calendar
from tests.core.test_workdays import CASES

NOTICE = """一、元旦：1月1日（星期四）至3日（星期六）放假调休，共3天。1月4日（星期日）上班。
二、春节：2月15日（农历腊月二十八、星期日）至23日（农历正月初七、星期一）放假调休，共9天。2月14日（星期六）、2月28日（星期六）上班。
三、清明节：4月4日（星期六）至6日（星期一）放假，共3天。
七、国庆节：10月1日（星期四）至7日（星期三）放假调休，共7天。9月20日（星期日）、10月10日（星期六）上班。"""


def test_the_papers_own_sentences_are_read() -> None:
    read = holiday_text.read(NOTICE, 2026)
    worked = [d.on for d in read.days if d.is_working]
    festival = [d for d in read.days if d.name == "春节" and not d.is_working]

    assert not read.refused
    assert worked == [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)]
    assert [festival[0].on, festival[-1].on, len(festival)] == [date(2026, 2, 15), date(2026, 2, 23), 9]


def test_the_paper_says_what_the_package_says() -> None:
    read = holiday_text.read(NOTICE, 2026)

    assert all(chinese_calendar.is_workday(d.on) == d.is_working for d in read.days)


def test_pasted_rows_are_read_and_others_handed_back() -> None:
    read = holiday_text.read(
        "2027-01-01\t元旦\t休\n2027/1/2 至 2027/1/3 元旦 off\n2027年1月9日 元旦 班\nsoon\n2027-13-01 x", 2027
    )

    assert read.days == (
        Day(date(2027, 1, 1), "元旦", False),
        Day(date(2027, 1, 2), "元旦", False),
        Day(date(2027, 1, 3), "元旦", False),
        Day(date(2027, 1, 9), "元旦", True),
    )
    assert read.refused == ("soon", "2027-13-01 x")


@pytest.mark.django_db
class TestOrder:
    def test_without_a_table_the_package_speaks(self) -> None:
        held = holidays.calendar()

        assert all(held.add(date.fromisoformat(a), n) == date.fromisoformat(b) for a, n, b in CASES)
        for n in range(366 * 3):
            day = date(2024, 1, 1) + timedelta(days=n)
            assert held.is_working(day) == (chinese_calendar.is_workday(day) if day.year < 2027 else day.weekday() < 5)

    def test_a_year_nobody_speaks_for_counts_weekends_and_warns(self) -> None:
        held = holidays.calendar()

        assert held.is_working(date(2027, 2, 8))
        assert held.unknown(date(2026, 12, 1), date(2027, 2, 1)) == (2027,)
        assert "2027" in holidays.warning(held, date(2026, 12, 1), date(2027, 2, 1))
        assert holidays.warning(held, date(2026, 1, 1), date(2026, 12, 31)) == ""

    def test_a_whole_table_makes_the_year_known_and_replaces_the_package(self, cast: Any) -> None:
        self._keep(cast, 2027, [Day(date(2027, 2, 8), "春节", False), Day(date(2027, 2, 13), "春节", True)])
        self._keep(cast, 2026, [Day(date(2026, 1, 1), "元旦", False)])
        held = holidays.calendar()

        assert not held.is_working(date(2027, 2, 8))
        assert held.is_working(date(2027, 2, 13))
        assert not held.unknown(date(2027, 1, 1), date(2027, 12, 31))
        assert held.is_working(date(2026, 2, 17))  # the paper of 2026 here names one day only

    def test_days_added_stand_over_the_package_and_the_nearer_region_over_the_farther(self, cast: Any) -> None:
        self._keep(
            cast, 2026, [Day(date(2026, 3, 4), "snow", False), Day(date(2026, 2, 16), "春节", True)], is_whole=False
        )
        self._keep(cast, 2026, [Day(date(2026, 3, 4), "open", True)], region="130599", is_whole=False)

        assert not holidays.calendar().is_working(date(2026, 3, 4))
        assert holidays.calendar().is_working(date(2026, 2, 16))
        assert holidays.calendar("/130500/130599/").is_working(date(2026, 3, 4))
        assert not holidays.calendar("/130500/").is_working(date(2026, 3, 4))
        assert 2027 in holidays.calendar().unknown(date(2027, 1, 1), date(2027, 1, 2))

    def test_it_takes_one_question(self, cast: Any, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert isinstance(holidays.calendar("/130500/130599/"), Calendar)

    def test_a_change_is_audited_day_by_day_and_a_second_calendar_refused(self, cast: Any) -> None:
        kept = self._keep(cast, 2027, [Day(date(2027, 1, 1), "元旦", False)])

        holidays.change(
            by=cast.leader, calendar=kept, values={}, days=[Day(date(2027, 1, 2), "元旦", False)], version=2
        )

        entry = audit.of("core.holidaycalendar", kept.key)[0]
        assert entry.changes == {"2027-01-01": ["元旦 off", None], "2027-01-02": [None, "元旦 off"]}
        assert Holiday.objects.get().on == date(2027, 1, 2)
        with pytest.raises(holidays.CalendarStands):
            self._keep(cast, 2027, [Day(date(2027, 1, 1), "元旦", False)])
        with pytest.raises(holidays.NothingNamed):
            holidays.keep(by=None, year=2028, region="", source="x", is_whole=True, days=[])
        assert HolidayCalendar.objects.count() == 1

    def _keep(self, cast: Any, year: int, days: list[Day], **given: Any) -> HolidayCalendar:
        named = {"region": "", "source": "国办发明电", "is_whole": True, **given}
        return holidays.keep(by=cast.leader, year=year, days=days, **named)
