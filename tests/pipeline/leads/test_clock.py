"""The clock of a lead: by when, whose move, what colour. No database."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.core.workdays import Calendar
from qipan.pipeline.leads.rules import clock
from qipan.pipeline.leads.rules.clock import Facts

FIGURES = {"days": {"respond": 1, "triage": 3, "triage_experts": 7, "answer": 7, "warn": 1}}
FRIDAY, MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
WEEK = Calendar()


def test_a_lead_of_friday_is_responded_to_by_monday_and_triaged_by_wednesday() -> None:
    dues = clock.dues(FRIDAY, FIGURES, WEEK, experts=False, has_referrer=True)

    assert (dues.respond, dues.triage, dues.answer) == (MONDAY, WEDNESDAY, date(2026, 12, 1))


def test_experts_have_seven_days_and_nobody_waits_for_an_answer_where_nobody_referred() -> None:
    dues = clock.dues(FRIDAY, FIGURES, WEEK, experts=True, has_referrer=False)

    assert (dues.triage, dues.answer) == (date(2026, 12, 1), None)


def test_a_holiday_does_not_count() -> None:
    holidays = Calendar(off=frozenset({MONDAY}))

    assert clock.dues(FRIDAY, FIGURES, holidays, experts=False, has_referrer=False).respond == TUESDAY


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (Facts("open", respond_by=MONDAY, triage_by=WEDNESDAY), ["respond", "triage"]),
        (Facts("open", respond_by=MONDAY, responded_on=MONDAY, triage_by=WEDNESDAY), ["triage"]),
        (Facts("followed", triaged_on=MONDAY), ["grow"]),
        (Facts("followed", answer_by=WEDNESDAY), ["answer", "grow"]),
        (Facts("refused", answer_by=WEDNESDAY), ["answer"]),
        (Facts("refused", answer_by=WEDNESDAY, answered_on=TUESDAY), []),
        (Facts("parked", parked_until=WEDNESDAY), ["wake"]),
        (Facts("followed", claims=2), ["decide", "grow"]),
        (Facts("followed", claims=1), ["grow"]),
        (Facts("open", triage_by=WEDNESDAY, responded_on=MONDAY, has_transfer=True), ["triage", "take"]),
        (Facts("project"), []),
        (Facts("joined", answer_by=WEDNESDAY), []),
    ],
)  # fmt: skip
def test_what_is_owed_follows_from_how_the_lead_stands(facts: Facts, codes: list[str]) -> None:
    assert [move.code for move in clock.moves(facts)] == codes


@pytest.mark.parametrize(
    ("due", "on", "tone"),
    [(MONDAY, TUESDAY, "red"), (MONDAY, MONDAY, "yellow"), (TUESDAY, MONDAY, "yellow"), (WEDNESDAY, MONDAY, "green"), (None, MONDAY, "")],
)  # fmt: skip
def test_the_colour_says_how_many_working_days_are_left(due: date | None, on: date, tone: str) -> None:
    assert clock.tone(due, on, WEEK, 1) == tone


def test_what_was_done_late_stays_late() -> None:
    facts = Facts("open", respond_by=MONDAY, responded_on=WEDNESDAY, triage_by=WEDNESDAY)

    respond, triage, answer = clock.steps(facts, TUESDAY, WEEK, 1)

    assert (respond.state, respond.days, respond.tone) == ("late", -2, "red")
    assert (triage.state, triage.days) == ("open", 1)
    assert answer.state == "none"
