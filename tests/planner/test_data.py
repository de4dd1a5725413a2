"""Boards, plans and prices as data: born sane, written and read back without loss."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from qipan.planner import (
    Activity,
    Calendar,
    Curve,
    Link,
    Parcel,
    Plan,
    Problem,
    Project,
    Refusal,
    Renewable,
    Supply,
    Target,
    Tier,
    Use,
    from_json,
    solve,
    to_json,
)
from tests.planner.boards import boards


def project(*activities: Activity, **more: object) -> Project:
    return Project("works", activities, **more)  # type: ignore[arg-type]


@given(boards())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_board_comes_back_from_json_as_it_was(problem: Problem) -> None:
    assert from_json(Problem, to_json(problem)) == problem


def test_a_plan_comes_back_from_json_with_its_certificate() -> None:
    board = Problem(
        "b",
        4,
        (project(Activity("build", 2, uses=(Use("labour", 2),)), value=9),),
        renewables=(Renewable("labour", (1, 3, 3, 3)),),
    )
    plan = solve(board, 1, deterministic=True)
    assert plan.value == 9
    assert from_json(Plan, to_json(plan)) == plan


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "A JSON object was expected."),
        ('{"form": "Plan", "version": 1}', "This holds a Plan, not a Problem."),
        ('{"form": "Problem", "version": 9}', "This is version 9 of the form; this planner reads version 1."),
        ('{"form": "Problem", "version": 1, "colour": 3}', "A Problem has no “colour”."),
        (
            '{"form": "Problem", "version": 1, "name": "b", "horizon": "4", "projects": []}',
            "“4” should be of kind int.",
        ),
    ],
)
def test_a_file_of_another_form_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match="^" + sentence.replace(".", r"\.") + "$"):
        from_json(Problem, text)


def test_nonsense_is_refused_at_birth() -> None:
    build = Activity("build", 1)
    for sentence, make in (
        (
            "wait for each other in a circle",
            lambda: project(build, Activity("pave", 1), links=(Link("build", "pave"), Link("pave", "build"))),
        ),
        ("unknown activity", lambda: project(build, links=(Link("build", "paint"),))),
        ("Two activitys are called", lambda: project(build, build)),
        ("falls from 5 to 3", lambda: Supply("credit", ((0, 5), (2, 3)))),
        ("capacity below zero", lambda: Renewable("labour", (1, -1))),
        ("unknown factor", lambda: Problem("b", 2, (project(Activity("build", 1, uses=(Use("gold", 1),))),))),
        (
            "has 1 capacities; the horizon has 2 periods",
            lambda: Problem("b", 2, (), renewables=(Renewable("labour", (1,)),)),
        ),
        ("is not above", lambda: Target("jobs", (Tier("strive", 5), Tier("aim", 5)))),
        ("is empty or begins before 0", lambda: Calendar("winter", ((3, 3),))),
        (
            "needs 5 of parcel",
            lambda: Problem("b", 2, (project(Activity("a", 1, uses=(Use("P", 5),))),), parcels=(Parcel("P", 4),)),
        ),
    ):
        with pytest.raises(Refusal, match=sentence):
            make()


def test_an_activity_begun_before_the_winter_stop_ends_after_it() -> None:
    winter = Calendar("winter", ((2, 5),))
    assert winter.ends(8, 3) == [6, 7, 8, 8, 8, 8, 9, 9, 9]


def test_a_falling_curve_is_whole_until_its_date_and_nothing_at_the_end() -> None:
    assert Curve.falling("early", 5, 1, 5).worth == (1000, 1000, 750, 500, 250, 0)
