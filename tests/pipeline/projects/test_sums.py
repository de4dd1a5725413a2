"""Very many projects added up in columns give what one added up alone gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qipan.pipeline.projects import rules
from qipan.pipeline.projects.rules import sums

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
FIGURES = ("total_minor", "plan_year", "plan_minor", "done_year_minor", "done_minor", "in_place_minor")


def _plan_of(minor: int, last: int) -> rules.Sum:
    return rules.Sum("plan", minor, date(2026, 1, 1), date(2026, 12, last))


@st.composite
def amounts(draw: Any) -> rules.Sum:
    """Mostly the periods reports have: a year, since New Year, a month; sometimes anything."""
    year = draw(st.integers(2024, 2027))
    month = draw(st.integers(1, 12))
    first, until = date(year, month, 1), date(year, month, 28)
    shape = draw(st.sampled_from(["year", "to date", "month", "cumulative", "bare", "any"]))
    since, end = {
        "year": (date(year, 1, 1), date(year, 12, 31)), "to date": (date(year, 1, 1), until), "month": (first, until),
        "cumulative": (None, until), "bare": (None, None), "any": (draw(st.none() | days), None),
    }[shape]  # fmt: skip
    if shape == "any" and since and draw(st.booleans()):
        end = since + timedelta(days=draw(st.integers(0, 400)))
    kind = draw(st.sampled_from(["total", "plan", "completed", "completed", "in_place", "agreed"]))
    currency = draw(st.sampled_from(["CNY"] * 9 + ["USD"]))
    return rules.Sum(kind, draw(st.integers(-5, 10**13)), since, end, currency)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(amounts(), min_size=1, max_size=9), min_size=1, max_size=5), days)
@example([[_plan_of(5, 31), _plan_of(7, 30)]], date(2026, 5, 1))
def test_columns_add_up_to_what_headline_says(county: list[list[rules.Sum]], on: date) -> None:
    rows = [(pk, a) for pk, given_ in enumerate(county) for a in given_]
    kind = {name: at for at, name in enumerate(sums.KINDS)}

    found = sums.headlines(
        np.array([pk for pk, _ in rows], dtype=np.int64),
        np.array([kind.get(a.kind, -1) for _, a in rows], dtype=np.int8),
        sums.days([a.since for _, a in rows]),
        sums.days([a.until and a.until.isoformat() for _, a in rows]),
        np.array([a.minor for _, a in rows], dtype=np.int64),
        np.array([a.currency != county[pk][0].currency for pk, a in rows]),
        on,
    )

    for pk, figures in found.rows():
        alone = rules.headline(county[pk], on)
        assert figures == {name: alone[name] for name in FIGURES}, county[pk]
    assert {pk for pk, _ in found.rows()} | found.odd == set(range(len(county)))


def test_ordinary_reports_are_never_odd() -> None:
    plan = rules.Sum("plan", 1200, date(2026, 1, 1), date(2026, 12, 31))
    reports = [rules.Sum("completed", 100 * m, date(2026, 1, 1), date(2026, m, 28)) for m in range(1, 10)]
    rows = [plan, *reports]

    found = sums.headlines(
        np.zeros(10, dtype=np.int64), np.array([1] + [2] * 9), sums.days([a.since for a in rows]), sums.days([a.until for a in rows]),
        np.array([a.minor for a in rows]), np.zeros(10, dtype=bool), date(2026, 10, 15),
    )  # fmt: skip

    assert not found.odd
    assert dict(found.rows())[0] == {
        "total_minor": None, "plan_year": 2026, "plan_minor": 1200, "done_year_minor": 900, "done_minor": 900, "in_place_minor": None,
    }  # fmt: skip
