"""What waits for a person comes from many rooms; the desk shows it in their order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qipan.web import waiting

TODAY = date(2026, 11, 23)


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_sources", {})


def _lines(count: int) -> Any:
    return lambda user, on, most: [waiting.Line(f"case {n}", f"/cases/{n}/", due_on=on) for n in range(count)][:most]


@pytest.mark.usefixtures("sources")
@pytest.mark.django_db
def test_piles_stand_in_order_cut_and_empty_ones_are_left_out(cast: Any) -> None:
    waiting.enter("late", waiting.Source("Late", "bell", _lines(3), order=20))
    waiting.enter("none", waiting.Source("None", "bell", _lines(0), order=5))
    waiting.enter("first", waiting.Source("First", "bell", _lines(1), order=10))

    piles = waiting.piles(cast.clerk, TODAY, most=2)

    assert [(p.source.title, len(p.lines), p.has_more) for p in piles] == [("First", 1, False), ("Late", 2, True)]


@pytest.mark.usefixtures("sources")
@pytest.mark.django_db
def test_a_source_is_not_asked_for_who_may_not(cast: Any) -> None:
    waiting.enter("closed", waiting.Source("Closed", "bell", _lines(1), ability="leads.decide"))

    assert not waiting.piles(cast.outsider, TODAY, most=2)


@pytest.mark.usefixtures("sources")
@pytest.mark.django_db
def test_the_desk_shows_what_a_room_registered(cast: Any, sign_in: Any) -> None:
    waiting.enter("cases", waiting.Source("Cases to decide", "bell", _lines(1), url="tasks:index"))

    page = sign_in(cast.clerk).get("/").content.decode()

    assert "Cases to decide" in page
    assert "/cases/0/" in page
