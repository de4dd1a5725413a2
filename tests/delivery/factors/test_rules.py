"""What a figure is worth, and which month falls short."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.delivery.factors import rules
from qipan.delivery.factors.rules import Asked

JANUARY = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("kind", "figure", "unit", "stored"),
    [
        ("land", "100", "亩", Decimal("66666.67")),
        ("land", "2", "ha", Decimal("20000.00")),
        ("credit", "1.5", "亿元", Decimal(15_000_000_000)),
        ("credit", "12", "CNY million", Decimal(1_200_000_000)),
        ("energy", "800", "吨标准煤", Decimal(800)),
        ("labour", "650", "人", Decimal(650)),
        ("land", "100", "吨", None),
        ("credit", "100", "", None),
    ],
)
def test_a_figure_is_worth_what_its_unit_says(kind: str, figure: str, unit: str, stored: Decimal | None) -> None:
    assert rules.stored(kind, Decimal(figure), unit) == stored


def test_what_is_used_up_adds_up_from_month_to_month() -> None:
    supplies = [(JANUARY, Decimal(100)), (date(2027, 3, 15), Decimal(50))]
    asked = [Asked(Decimal(80), date(2027, 1, 20)), Asked(Decimal(60), date(2027, 2, 1)), Asked(Decimal(10))]

    months = rules.monthly("land", JANUARY, 4, supplies, asked)

    assert [m.there for m in months] == [100, 100, 150, 150]
    assert [m.asked for m in months] == [90, 150, 150, 150]
    assert [m.short for m in months] == [0, 50, 0, 0]


def test_what_returns_is_counted_month_by_month() -> None:
    supplies = [(date(2026, 6, 1), Decimal(10)), (date(2027, 2, 1), Decimal(4))]
    asked = [Asked(Decimal(6), date(2026, 12, 1), date(2027, 1, 31)), Asked(Decimal(5), date(2027, 2, 1))]

    months = rules.monthly("desk", JANUARY, 3, supplies, asked)

    assert [(m.there, m.asked, m.short) for m in months] == [(10, 6, 0), (4, 5, 1), (4, 5, 1)]


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(1, 50)), max_size=8), st.sampled_from(["land", "labour"]))
def test_without_supply_all_that_is_asked_is_short(rows: list[tuple[int, int]], kind: str) -> None:
    months = rules.months(JANUARY, 24)
    asked = [Asked(Decimal(amount), months[at]) for at, amount in rows]

    found = rules.monthly(kind, JANUARY, 24, (), asked)

    assert [m.short for m in found] == [m.asked for m in found]
    assert found[-1].asked == sum(amount for _, amount in rows)
