"""Periods named by headers and dates written in cells."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from qipan.exchange.sheets import dates
from qipan.exchange.sheets.periods import blanked, narrow, read_period
from qipan.exchange.sheets.words import flat


@pytest.mark.parametrize(
    ("header", "since", "until", "precision", "cumulative", "rest"),
    [
        ("2010年1-7月完成投资", "2010-01-01", "2010-07-31", "month", False, "完成投资"),
        ("1－5月", "2010-01-01", "2010-05-31", "month", False, ""),
        ("至2009年底累计完成投资", None, "2009-12-31", "year", True, "完成投资"),
        ("开工至上一年度底累计完成投资", None, "2009-12-31", "year", True, "完成投资"),
        ("截至2022年6月底累计完成投资", None, "2022-06-30", "month", True, "完成投资"),
        ("2010年计划投资", "2010-01-01", "2010-12-31", "year", False, "计划投资"),
        ("8月至12月计划投资额", "2010-08-01", "2010-12-31", "month", False, "计划投资额"),
        ("后五个月完成投资", "2010-08-01", "2010-12-31", "month", False, "完成投资"),
        ("2022年上半年完成投资", "2022-01-01", "2022-06-30", "half", False, "完成投资"),
        ("一季度完成投资", "2010-01-01", "2010-03-31", "quarter", False, "完成投资"),
        ("2013/2014 Budget", "2013-04-01", "2014-03-31", "year", False, "budget"),
        ("2016/17 TOTAL Baseline", "2016-04-01", "2017-03-31", "year", False, "totalbaseline"),
        ("2021-2023年投资", "2021-01-01", "2023-12-31", "year", False, "投资"),
        ("Completed investment January–July 2022", "2022-01-01", "2022-07-31", "month", False, "completedinvestment"),
        ("Completed investment to end of 2021", None, "2021-12-31", "year", True, "completedinvestment"),
        ("Completed 1–10 November", "2010-11-01", "2010-11-10", "ten_days", False, "completed"),
        ("上年完成投资", "2009-01-01", "2009-12-31", "year", False, "完成投资"),
        ("combined2021", "2021-01-01", "2021-12-31", "year", False, "combined"),
        ("全年完成投资额", "2010-01-01", "2010-12-31", "year", False, "完成投资额"),
    ],
)
def test_a_header_names_its_period(
    header: str, since: str | None, until: str, precision: str, cumulative: bool, rest: str
) -> None:
    named = read_period(flat(header), 2010)

    assert named.period is not None
    assert (named.period.since, named.period.until, named.period.precision, named.period.cumulative) == (
        since,
        until,
        precision,
        cumulative,
    )
    assert named.rest == rest


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("1-  月累计完成投资", "month"),
        ("   月计划投资额", "month"),
        ("至   旬完成投资额", "ten_days"),
        ("当月完成投资额", "month"),
    ],
)
def test_a_template_blank_is_missing_not_guessed(header: str, missing: str) -> None:
    named = read_period(flat(header), 2010)

    assert (named.period, named.missing) == (None, missing)


def test_a_month_without_a_year_lacks_its_year() -> None:
    assert read_period("8月", None).missing == "year"


def test_a_drive_of_many_days_is_a_window_in_words() -> None:
    period = read_period(flat("大干150天力争完成的投资额"), 2010).period

    assert period is not None
    assert (period.since, period.precision, period.text) == (None, "text", "大干150天")


@pytest.mark.parametrize(
    "header", ["项目数", "建设起止时间", "总投资", "5G基站", "占月计划投资", "Mayor", "Payment", "Summary", "Decision"]
)
def test_words_without_time_name_no_period(header: str) -> None:
    assert not read_period(flat(header), 2010).named


def test_ten_days_narrow_their_month() -> None:
    month = read_period("2月", 2024).period
    assert month is not None

    last = narrow(month, "下旬")

    assert (last.since, last.until, last.precision) == ("2024-02-21", "2024-02-29", "ten_days")


def test_next_months_header_is_the_same_header() -> None:
    assert blanked(flat("2010年1-7月完成投资")) == blanked(flat("2011年1-11月完成投资"))


@pytest.mark.parametrize(
    ("cell", "since", "until", "precision"),
    [
        ("2007.10-2010.12", "2007-10-01", "2010-12-31", "month"),
        ("09.10-11.3", "2009-10-01", "2011-03-31", "month"),
        ("2009-2011", "2009-01-01", "2011-12-31", "year"),
        ("2010-", "2010-01-01", None, "year"),
        ("2008年3月—2012年12月", "2008-03-01", "2012-12-31", "month"),
        ("2009年3月-12月", "2009-03-01", "2009-12-31", "month"),
        ("2022.3.1至2023.5.6", "2022-03-01", "2023-05-06", "day"),
        ("2022/3/1", "2022-03-01", "2022-03-01", "day"),
        ("2022年3月", "2022-03-01", "2022-03-31", "month"),
        ("２０１０．７", "2010-07-01", "2010-07-31", "month"),
        ("2022年上半年", "2022-01-01", "2022-06-30", "half"),
        ("一季度", "2022-01-01", "2022-03-31", "quarter"),
        ("Q3 2026", "2026-07-01", "2026-09-30", "quarter"),
        ("H1 2026", "2026-01-01", "2026-06-30", "half"),
        ("third quarter of 2026", "2026-07-01", "2026-09-30", "quarter"),
        ("Second half 2026", "2026-07-01", "2026-12-31", "half"),
        ("2022年12月底竣工", "2022-12-21", "2022-12-31", "ten_days"),
        (40377, "2010-07-18", "2010-07-18", "day"),
        (2022, "2022-01-01", "2022-12-31", "year"),
        (datetime(2010, 7, 18), "2010-07-18", "2010-07-18", "day"),
        (date(2010, 7, 18), "2010-07-18", "2010-07-18", "day"),
        ("31/05/2010", "2010-05-31", "2010-05-31", "day"),
        ("2022年年底前投产", None, None, "text"),
        ("2019-2018", None, None, "text"),
    ],
)
def test_a_cell_is_read_as_a_date_with_its_precision(
    cell: object, since: str | None, until: str | None, precision: str
) -> None:
    when = dates.read(cell, str(cell) if not isinstance(cell, date) else f"{cell:%Y-%m-%d}", 2022)

    assert when is not None
    assert (when.since, when.until, when.precision) == (since, until, precision)


def test_the_shown_text_decides_between_january_and_october() -> None:
    shown = dates.read(2022.1, "2022.10")
    doubtful = dates.read(2022.1, "2022.1")
    assert shown is not None
    assert doubtful is not None

    assert (shown.since, shown.flags) == ("2022-10-01", ())
    assert (doubtful.since, doubtful.flags) == ("2022-01-01", ("ambiguous_month",))


def test_free_text_is_kept_and_blank_is_none() -> None:
    when = dates.read("年底前投产", "年底前投产")

    assert when is not None
    assert when.plain() == {"since": None, "until": None, "precision": "text", "text": "年底前投产"}
    assert dates.read(" ", " ") is None
    assert dates.read("—", "—") is None


@pytest.mark.parametrize(
    ("samples", "chinese", "order"),
    [
        (["30.06.08", "01.02.09"], False, "dmy"),
        (["01.02.09"], False, "dmy"),
        (["12/31/2020"], False, "mdy"),
        (["10.7.18"], True, "ymd"),
        (["31/05/2010"], True, "dmy"),
    ],
)
def test_a_column_tells_the_order_of_its_dates(samples: list[str], chinese: bool, order: str) -> None:
    assert dates.order_of(samples, chinese) == order
