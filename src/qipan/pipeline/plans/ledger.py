"""Columns of annual targets as work plans print them: for the county, by unit, by month."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

# Chinese sheets write a period ("1-3月累计"), English ones name the month.
_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _month(number: int, name: str) -> Column:
    words = (f"to end of {name}", f"by end of {name}", f"to the end of {name}", f"by the end of {name}")
    return Column(
        f"month_{number}", _("By the end of month"), Kind.NUMBER, words, secrecy=Secrecy.MONEY, shown=False, width=90
    )


COLUMNS = (
    Column("year", _("Year"), Kind.TEXT, ("年度", "年份", "Year"), width=70),
    Column("title", _("Work plan"), Kind.TEXT, ("工作方案", "方案", "Work plan"), width=280),
    Column("name", _("Indicator"), Kind.TEXT, ("指标", "指标名称", "Indicator"), width=220),
    Column("unit", _("Unit"), Kind.TEXT, ("单位", "计量单位", "Unit"), width=90),
    Column(
        "organisation",
        _("Organisation"),
        Kind.ORGANISATION,
        ("责任单位", "承担单位", "Responsible organisation"),
        width=180,
    ),
    Column(
        "value",
        _("Target of the year"),
        Kind.NUMBER,
        ("全县目标", "年度目标", "目标值", "County target", "Annual target"),
        secrecy=Secrecy.MONEY,
        width=120,
    ),
    Column("adopted_on", _("Adopted on"), Kind.DATE, ("印发日期", "发文日期", "Issued on"), width=110),
    Column(
        "by_month", _("By the end of month"), Kind.NUMBER, ("累计",), periodic=True, secrecy=Secrecy.MONEY, width=90
    ),
    *(_month(number, name) for number, name in enumerate(_NAMES, 1)),
)
