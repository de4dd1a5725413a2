"""The day a file speaks of, read off its name."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.exchange.places import day_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("03a_2026年1-6月重点项目月报.xls", date(2026, 6, 30)),
        ("2026年1－9月月报.xlsx", date(2026, 9, 30)),
        ("2026年1至10月.xlsx", date(2026, 10, 31)),
        ("月报2026年2月.xlsx", date(2026, 2, 28)),
        ("2026-03.csv", date(2026, 3, 31)),
        ("2026-01-05.csv", date(2026, 1, 31)),
        ("2025年重点项目完成情况.xlsx", date(2025, 12, 31)),
        ("2026年12月.xlsx", TODAY),
        ("2026年县重点项目计划.xlsx", TODAY),
        ("台账.xlsx", TODAY),
    ],
)
def test_a_file_speaks_of_the_last_day_its_name_gives(name: str, day: date) -> None:
    assert day_of(name, TODAY) == day
