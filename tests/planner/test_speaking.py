"""Explanations, what-if, futures, remarks, the command line."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from qipan.cli import main
from qipan.planner import (
    Activity,
    Assignment,
    Certificate,
    Curve,
    Gain,
    Level,
    Link,
    More,
    Parcel,
    Pin,
    Plan,
    Problem,
    Project,
    Renewable,
    Supply,
    Target,
    Tier,
    Uncertainty,
    Use,
    bottlenecks,
    diff,
    explain,
    from_json,
    settle,
    simulate,
    solve,
    to_json,
    validate,
    what_if,
    worth_of_more,
)
from qipan.planner.robust import buffered, solve_robustly
from qipan.planner.warming import small_board


def purse(credit: int) -> Problem:
    projects = tuple(
        Project(name, (Activity("build", 1, uses=(Use("credit", need),)),), value=worth)
        for name, worth, need in (("mill", 100, 10), ("dam", 60, 10), ("road", 30, 10))
    )
    return Problem("purse", 4, projects, supplies=(Supply("credit", ((0, credit),)),))


def test_the_bottleneck_has_its_price() -> None:
    board = purse(20)
    (credit,) = bottlenecks(board, solve(board, 5, deterministic=True))
    assert credit.factor == "credit"
    assert 3 <= credit.unit_price <= 6.1
    assert credit.full == (0, 1, 2, 3)


def test_a_project_left_out_is_told_why() -> None:
    board = replace(purse(20), pins=(Pin("dam", False),))
    plan = solve(board, 5, deterministic=True)
    _, reasons = explain(board, plan)
    assert [str(reason) for reason in reasons] == ["“dam” was taken out by a person."]
    short = purse(15)
    free = Certificate((), (), 190)
    plan = Plan("feasible", (Assignment("mill", (), (("build", 0),)),), 100, 160, free)
    _, reasons = explain(short, plan)
    assert {reason.project: (reason.code, reason.dearest, reason.short) for reason in reasons} == {
        "dam": ("factor", "credit", 5),
        "road": ("factor", "credit", 5),
    }


def test_more_credit_lets_the_next_project_in() -> None:
    board = purse(20)
    plan = solve(board, 2, deterministic=True)
    _, after, difference = what_if(board, plan, More("credit", 10), deterministic=True)
    assert difference.added == ("road",)
    assert difference.value == after.value - plan.value == 30
    predicted, true = worth_of_more(board, plan, "credit", 1)
    assert predicted >= 0
    assert true <= predicted + 1


def fair(count: int) -> Problem:
    """So many projects that want three purses in different shares; the figures come from a remainder, not from chance."""
    names = ("credit", "land", "energy")
    projects = []
    for k in range(count):
        needs = [20 + (k * step) % 61 for step in (17, 29, 41)]
        uses = tuple(Use(name, need) for name, need in zip(names, needs, strict=True))
        projects.append(Project(f"p{k}", (Activity("build", 1, uses=uses),), value=sum(needs) * 10 + (k * 37) % 400))
    half = {name: sum(p.activities[0].uses[at].amount for p in projects) // 2 for at, name in enumerate(names)}
    supplies = tuple(Supply(name, ((0, total),)) for name, total in half.items())
    return Problem("fair", 2, tuple(projects), supplies=supplies)


def test_prices_say_within_a_tenth_what_one_percent_more_brings() -> None:
    board = fair(60)
    plan = settle(board, solve(board, 0.3, deterministic=True))
    dearest = bottlenecks(board, plan)[:3]
    assert len(dearest) == 3
    totals = {supply.name: supply.steps[-1][1] for supply in board.supplies}
    for one in dearest:
        predicted, brings = worth_of_more(board, plan, one.factor, totals[one.factor] // 100, 100)
        assert abs(predicted - brings) <= 0.1 * brings, one.factor


def test_a_moved_target_and_a_moved_date_are_seen() -> None:
    board = replace(purse(20), targets=(Target("works", (Tier("strive", 2, 5),)),))
    changed, _, _ = what_if(board, solve(board, 1, deterministic=True), Level("works", "strive", 1), deterministic=True)
    assert changed.targets[0].tiers[0].level == 1
    one, other = (Plan("feasible", (Assignment("mill", (), (("build", start),)),), 100, 100) for start in (0, 2))
    assert diff(one, other).moved == (("mill", "build", 0, 2),)


FUTURE = Problem(
    "future",
    20,
    (
        Project(
            "mill",
            (
                Activity("permit", 4),
                Activity("build", 6, gains=(Gain(100, "year", "spread"), Gain(100, "year", "spread", "invest"))),
            ),
            (Link("permit", "build"),),
        ),
    ),
    curves=(Curve.steps("year", 20, (0, 1000), (10, 400)),),
    targets=(Target("invest", (Tier("guarantee", 80), Tier("strive", 100))),),
)
MILL = Plan("feasible", (Assignment("mill", (), (("permit", 0), ("build", 4))),), 100, 100)


def test_if_everything_goes_by_the_plan_the_future_is_the_plan() -> None:
    outlook = simulate(FUTURE, MILL, 50, uncertainty=Uncertainty(0, 0, 0))
    assert outlook.planned == 100
    assert outlook.value == pytest.approx((100, 100, 100))
    assert [odds for _, _, odds in outlook.rungs] == pytest.approx([1, 1])


def test_delays_only_hurt_a_plan_without_slack() -> None:
    outlook = simulate(FUTURE, MILL, 4000, seed=1)
    low, middle, high = outlook.value
    assert 40 < low < middle <= high <= 100.01
    guarantee, strive = (odds for _, _, odds in outlook.rungs)
    assert 0.5 < guarantee <= 1
    assert strive < guarantee
    assert simulate(FUTURE, MILL, 4000, seed=1) == outlook


def test_what_is_odd_is_said_before_solving() -> None:
    board = Problem(
        "odd",
        4,
        (
            Project("long", (Activity("build", 9),), value=1),
            Project("idle", (Activity("rest", 1),)),
            Project("big", (Activity("build", 1, uses=(Use("labour", 5),)),), value=1),
        ),
        renewables=(Renewable("labour", (2,) * 4),),
        parcels=(Parcel("north", 3),),
        targets=(Target("jobs", (Tier("aim", 3),)),),
    )
    assert {issue.code for issue in validate(board)} == {"too_long", "no_gain", "too_much", "unused", "out_of_reach"}


def test_who_waits_for_desks_again_is_never_better_off() -> None:
    early = Curve.falling("early", 30, 4, 30)
    steps = (Activity("permit", 4, uses=(Use("desk", 1),), gains=(Gain(100, "early", "end"),)),)
    two = tuple(Project(name, steps) for name in ("mill", "dam"))
    board = Problem("desk", 30, two, curves=(early,), renewables=(Renewable("desk", (1,) * 30),))
    plan = solve(board, 1, deterministic=True)

    free, contending = (simulate(board, plan, 400, contend=one) for one in (False, True))

    assert plan.accepted == {"mill", "dam"}
    assert free.planned == contending.planned == pytest.approx(plan.value, abs=2)  # gains are whole in the plan
    assert contending.value[1] <= free.value[1]


def test_who_waits_for_a_team_begins_when_the_project_before_has_ended() -> None:
    """One team, two projects after one another: what the first takes too long, the second loses too."""
    early = Curve.falling("early", 30, 4, 30)
    two = tuple(
        Project(name, (Activity("build", 4, gains=(Gain(100, "early", "end"),)),), holds=(Use("team", 1),))
        for name in ("mill", "dam")
    )
    board = Problem("team", 30, two, curves=(early,), renewables=(Renewable("team", (1,) * 30),))
    plan = solve(board, 1, deterministic=True)

    free, contending = (simulate(board, plan, 400, contend=one) for one in (False, True))

    assert plan.accepted == {"mill", "dam"}
    assert free.planned == contending.planned
    assert contending.value[0] < free.value[0]


def test_the_command_line_writes_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board, plan = tmp_path / "board.json", tmp_path / "plan.json"
    board.write_text(to_json(purse(20)), encoding="utf-8")
    assert main(["plan", str(board), "-o", str(plan), "-t", "1", "--deterministic"]) == 0
    assert from_json(Plan, plan.read_text(encoding="utf-8")).value == 160
    assert "2 of 3 projects, value 160" in capsys.readouterr().err
    board.write_text("{}", encoding="utf-8")
    assert main(["plan", str(board), "-q"]) == 1


def test_an_interrupt_keeps_the_best_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board, plan = tmp_path / "board.json", tmp_path / "plan.json"
    board.write_text(to_json(small_board(30)), encoding="utf-8")
    asked = threading.Timer(2, signal.raise_signal, [signal.SIGINT])
    monkeypatch.setenv("LANG", "C")
    asked.start()

    assert main(["plan", str(board), "-o", str(plan), "-t", "600", "-w", "1", "-q"]) == 0

    kept = from_json(Plan, plan.read_text(encoding="utf-8"))
    assert kept.seconds < 300
    assert kept.check(small_board(30)) == []


def test_a_buffer_is_added_until_the_guarantee_is_likely() -> None:
    """In time only with slack: the second step waits for a date, so a longer first step need not hurt."""
    steps = (Activity("permit", 4), Activity("build", 2, gains=(Gain(10, "year", "end", "done"),)))
    board = Problem(
        "tight",
        20,
        (Project("mill", steps, (Link("permit", "build"),), value=1),),
        curves=(Curve.steps("year", 20, (0, 1000), (9, 0)),),
        targets=(Target("done", (Tier("guarantee", 10, 5),)),),
    )
    sure = solve_robustly(board, 0.8, 5, futures=500, uncertainty=Uncertainty(0.2, 0, 0), deterministic=True)
    assert sure.odds >= 0.8
    assert sure.plan.check(board) == []
    assert buffered(board, 130).projects[0].activities[0].duration == 6
