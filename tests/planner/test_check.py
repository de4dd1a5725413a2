"""The checker finds each planted fault, and nothing in a sound plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qipan.planner import (
    Activity,
    Assignment,
    Bundle,
    Choice,
    Exclusive,
    Gain,
    Gap,
    Link,
    Pin,
    Problem,
    Project,
    Renewable,
    Supply,
    Target,
    Tier,
    Use,
    check,
)

BOARD = Problem(
    "county",
    10,
    (
        Project(
            "mill",
            (
                Activity("permit", 2, uses=(Use("desk", 1),)),
                Activity("build", 3, uses=(Use("credit", 4),), gains=(Gain(7, target="jobs"),), latest=6),
            ),
            links=(Link("permit", "build", 1),),
            choices=(Choice("bank", ("A", "B")),),
        ),
        Project("dam", (Activity("permit", 2, uses=(Use("desk", 1),)),)),
    ),
    renewables=(Renewable("desk", (1,) * 10),),
    supplies=(Supply("credit", ((0, 0), (3, 4))),),
    targets=(Target("jobs", (Tier("strive", 5),)),),
)
MILL = Assignment("mill", (("bank", "A"),), (("permit", 0), ("build", 3)))
DAM = Assignment("dam", (), (("permit", 2),))


def codes(problem: Problem, *parts: Assignment) -> set[str]:
    return {violation.code for violation in check(problem, parts)}


def test_a_sound_plan_breaks_nothing() -> None:
    assert check(BOARD, (MILL, DAM)) == []


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("unknown", (replace(MILL, project="bridge"),)),
        ("twice", (MILL, MILL)),
        ("options", (replace(MILL, options=()),)),
        ("options", (replace(MILL, options=(("bank", "C"),)),)),
        ("starts", (replace(MILL, starts=(("permit", 0),)),)),
        ("bounds", (replace(MILL, starts=(("permit", 0), ("build", 7))),)),
        ("horizon", (replace(DAM, starts=(("permit", 9),)),)),
        ("order", (replace(MILL, starts=(("permit", 1), ("build", 3))),)),
        ("capacity", (MILL, replace(DAM, starts=(("permit", 1),)))),
    ],
)
def test_a_planted_fault_is_found(code: str, parts: tuple[Assignment, ...]) -> None:
    assert codes(BOARD, *parts) == {code}


def test_credit_drawn_before_it_is_granted_is_found_at_its_date() -> None:
    late = replace(BOARD, supplies=(Supply("credit", ((0, 0), (4, 4))),))
    (found,) = check(late, (MILL,))
    assert str(found) == "“credit” in period 3: 4 used, 0 available."


def test_broken_rules_between_projects_are_found() -> None:
    assert codes(replace(BOARD, rules=(Exclusive(("mill", "dam")),)), MILL, DAM) == {"exclusive"}
    assert codes(replace(BOARD, rules=(Bundle(("mill", "dam")),)), MILL) == {"bundle"}
    assert codes(replace(BOARD, rules=(Gap("mill", "dam", 1),)), MILL, DAM) == {"gap"}
    assert codes(replace(BOARD, rules=(Gap("dam", "mill"),)), MILL) == set()


def test_what_people_fixed_is_held() -> None:
    assert codes(replace(BOARD, pins=(Pin("mill", False),)), MILL) == {"banned"}
    assert codes(replace(BOARD, pins=(Pin("mill", True),)), DAM) == {"mandatory"}
    assert codes(replace(BOARD, pins=(Pin("mill", None, (("bank", "B"),), (("build", 4),)),)), MILL) == {"pin"}


def test_a_rung_that_must_be_reached_is_missed_in_words() -> None:
    board = replace(BOARD, targets=(Target("jobs", (Tier("guarantee", 8, must=True),)),))
    (found,) = check(board, (MILL,))
    assert str(found) == "Target “jobs” reaches 7; rung “guarantee” must reach 8."
