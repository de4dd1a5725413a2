"""The ladder, whose move, when more time may be asked for."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.oversight.supervision import rules
from qipan.oversight.supervision.rules import Branch, Move

DAY = date(2026, 11, 16)


def test_a_missed_deadline_steps_up_and_after_red_comes_the_interview() -> None:
    assert [rules.step_up(colour) for colour in rules.LADDER] == ["orange", "red", "interview"]


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [("open", date(2026, 11, 15), True), ("open", DAY, False), ("returned", date(2026, 11, 15), True),
     ("replied", date(2026, 11, 1), False), ("verified", date(2026, 11, 1), False), ("open", None, False)],
)  # fmt: skip
def test_only_a_unit_that_has_not_answered_is_late_and_only_after_its_last_day(
    state: str, due: date | None, late: bool
) -> None:
    assert rules.is_overdue(state, due, DAY) is late


@pytest.mark.parametrize(
    ("due", "may"), [(DAY, True), (date(2026, 11, 15), False), (date(2026, 12, 1), True), (None, False)]
)
def test_more_time_is_asked_for_until_the_last_day_itself(due: date | None, may: bool) -> None:
    assert rules.may_ask_for_time(due, DAY) is may


@pytest.mark.parametrize(
    ("states", "move"),
    [
        (("open", "open"), Move("reply", ("甲", "乙"), DAY)),
        (("verified", "returned"), Move("reply", ("乙",), DAY)),
        (("replied", "verified"), Move("verify", ("办",))),
        (("verified", "verified"), Move("close", ("办",))),
    ],
)
def test_whose_move_a_notice_is(states: tuple[str, str], move: Move) -> None:
    branches = [Branch("乙", states[1], DAY), Branch("甲", states[0], DAY, is_lead=True)]

    assert rules.whose_move(branches, issuer="办") == move


def test_an_interview_that_is_due_is_the_issuers_move() -> None:
    assert rules.whose_move([Branch("甲", "open", DAY)], issuer="办", has_interview=True) == Move("interview", ("办",))


def test_a_red_project_without_a_notice_waits_for_who_stands_in_its_way_else_for_who_leads_it() -> None:
    assert rules.of_project(None, ("电力", DAY), "招商局") == Move("unblock", ("电力",), DAY)
    assert rules.of_project(None, None, "招商局") == Move("act", ("招商局",))
    assert rules.of_project(None, None, "") == Move("nobody")
    assert rules.of_project(Move("verify", ("办",)), ("电力", DAY), "招商局").what == "verify"
