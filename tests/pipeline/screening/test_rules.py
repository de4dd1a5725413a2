"""Units are exact, boundaries are as the source writes them, better figures never worsen a verdict, what would pass passes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qipan.pipeline.screening import rules
from tests.pipeline.screening import sheets

WAN, MU = rules.UNITS["wan"].factor, rules.UNITS["mu"].factor
ORDER = {"fail": 0, "conditional": 1, "pass": 2}
# A sheet with everything in it: hard, within reach, less is better, scored along a curve.
MIXED = rules.standard_of(
    [
        {"code": "a", "measure": "intensity", "unit": "wan_per_mu", "kind": "hard", "op": ">=", "threshold": "150", "near": "120"},
        {"code": "b", "measure": "tax_per_land", "unit": "wan_per_mu", "kind": "hard", "op": ">=", "threshold": "8"},
        {"code": "c", "measure": "energy_per_output", "unit": "tce_per_wan", "kind": "hard", "op": "<=", "threshold": "0.5"},
        {"code": "d", "measure": "total", "unit": "yi", "kind": "scored", "op": ">=", "weight": "40", "curve": "0:0, 5:40"},
        {"code": "e", "measure": "jobs", "unit": "people", "kind": "scored", "op": ">=", "weight": "20", "curve": "0:0, 100:20"},
    ],
    "45",
    "30",
)  # fmt: skip
MORE_IS_BETTER = ("fai", "total", "tax", "output", "jobs")
wan = st.integers(0, 10**6).map(lambda n: n * WAN / 100)
land = st.integers(1, 50_000).map(lambda n: n * MU / 100)
figures = st.fixed_dictionaries(
    {"fai": wan, "total": wan, "tax": wan, "output": wan.filter(bool), "land": land,
     "jobs": st.integers(0, 300).map(Fraction), "energy": st.integers(0, 10**5).map(Fraction)}
)  # fmt: skip


def test_one_wan_a_mu_is_fifteen_yuan_a_square_metre_and_fifteen_wan_a_hectare() -> None:
    one = rules.to_base(Fraction(1), "wan_per_mu")

    assert one == 15
    assert rules.in_unit(one, "yuan_per_m2") == 15
    assert rules.in_unit(one, "wan_per_ha") == 15
    assert 15 * rules.to_base(Fraction(1), "mu") == rules.to_base(Fraction(1), "ha")


@pytest.mark.parametrize("mu", ["100", "33.3", "50", "7.77", "0.01", "1234.5678"])
def test_land_kept_to_a_hundredth_of_a_square_metre_is_the_figure_in_mu_it_came_from(mu: str) -> None:
    exact = Fraction(mu) * MU

    assert rules.exact_land(Fraction(round(exact * 100), 100)) == exact


def test_land_that_is_no_figure_in_mu_stays_as_it_is() -> None:
    assert rules.exact_land(Fraction("66666.70")) == Fraction("66666.70")


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [(">=", "short", "met", "met"), (">", "short", "short", "met"), ("<=", "met", "met", "short"), ("<", "met", "short", "short")],
)  # fmt: skip
def test_a_boundary_is_in_or_out_as_the_sign_says(op: str, below: str, at: str, above: str) -> None:
    row = {"code": "x", "measure": "jobs", "unit": "people", "kind": "hard", "op": op, "threshold": "10"}
    standard = rules.standard_of([row])

    states = [rules.judge(standard, {"jobs": Fraction(n)}).findings[0].state for n in (9, 10, 11)]

    assert states == [below, at, above]


def test_within_reach_is_a_conditional_pass() -> None:
    row = {"code": "x", "measure": "jobs", "unit": "people", "kind": "hard", "op": ">=", "threshold": "10", "near": "8"}
    standard = rules.standard_of([row])

    assert [rules.judge(standard, {"jobs": Fraction(n)}).verdict for n in (7, 8, 9, 10)] == [
        "fail", "conditional", "conditional", "pass",
    ]  # fmt: skip


def test_a_veto_decides_though_figures_are_missing() -> None:
    rows = [
        {"code": "v", "measure": "yes", "unit": "yes", "kind": "veto"},
        {"code": "x", "measure": "jobs", "unit": "people", "kind": "hard", "op": ">=", "threshold": "10"},
    ]

    found = rules.judge(rules.standard_of(rows), {"yes:v": Fraction(0)})

    assert (found.verdict, found.asked) == ("fail", ("jobs",))


@settings(max_examples=300, deadline=None)
@given(figures, st.sampled_from(MORE_IS_BETTER), st.integers(1, 10**6))
def test_improving_a_figure_of_which_more_is_better_never_worsens_a_verdict(
    held: dict[str, Fraction], name: str, more: int
) -> None:
    before = rules.judge(MIXED, held)

    after = rules.judge(MIXED, held | {name: held[name] + more * (1 if name == "jobs" else WAN / 100)})

    assert ORDER[after.verdict] >= ORDER[before.verdict]


@settings(max_examples=200, deadline=None)
@given(
    fai=wan, tax=wan, output=wan, mu=land, rd=st.integers(0, 500), more=st.integers(1, 10**6),
    name=st.sampled_from(["fai", "tax", "output", "rd"]),
)  # fmt: skip
def test_nor_does_it_on_the_seeded_sheets(
    fai: Fraction, tax: Fraction, output: Fraction, mu: Fraction, rd: int, more: int, name: str
) -> None:
    held = {"fai": fai, "tax": tax, "output": output, "land": mu, "rd": Fraction(rd, 10_000)}
    held["yes:requirements"] = Fraction(1)

    for code in ("glass", "equipment", "food"):
        standard = sheets.standard(f"longchang-{code}")
        before = rules.judge(standard, held)
        after = rules.judge(
            standard, held | {name: held[name] + (Fraction(more, 10_000) if name == "rd" else more * WAN)}
        )
        assert ORDER[after.verdict] >= ORDER[before.verdict]


def moved(held: dict[str, Fraction], way: rules.Way, less: int = -1) -> dict[str, Fraction]:
    """The figures after the moves of a way; of the move `less` one step short."""
    found = dict(held)
    for number, move in enumerate(way.moves):
        lever = rules.LEVERS[move.lever]
        change = move.after - move.before - (lever.sign * lever.step if number == less else 0)
        found |= {name: found[name] + change for name in lever.moves if name in found}
    return found


@settings(max_examples=200, deadline=None)
@given(held=figures)
def test_what_would_pass_passes_and_one_step_less_does_not(held: dict[str, Fraction]) -> None:
    for way in rules.what_would_pass(MIXED, held):
        assert rules.judge(MIXED, moved(held, way)).verdict == "pass"
        for number in range(len(way.moves)):
            assert rules.judge(MIXED, moved(held, way, less=number)).verdict != "pass"


def test_tax_that_is_short_is_turned_by_more_tax_or_less_land() -> None:
    held = sheets.longchang(fai="15000", land="100", tax="700", output="25000", rd="-", meets="yes")

    ways = rules.what_would_pass(sheets.standard("longchang-glass"), held)

    found = {way.moves[0].lever: way.moves[0].after for way in ways}
    assert found == {"land": Fraction("87.5") * MU, "tax": 800 * WAN}


def test_where_money_needs_both_investment_and_tax_move_together() -> None:
    held = sheets.longchang(fai="12000", land="100", tax="600", output="25000", rd="-", meets="yes")

    ways = rules.what_would_pass(sheets.standard("longchang-glass"), held)

    assert [[move.lever for move in way.moves] for way in ways] == [["land"], ["investment", "tax"]]
    assert [move.after / WAN for move in ways[1].moves] == [15000, 800]
    assert ways[0].moves[0].after == 75 * MU


def test_no_lever_turns_what_no_money_and_no_land_touch() -> None:
    held = sheets.longchang(fai="15000", land="100", tax="800", output="35000", rd="1", meets="yes")
    standard = sheets.standard("longchang-equipment")

    assert rules.what_would_pass(standard, held) == ()
    assert rules.beyond(standard, held) == ("rd",)


def test_less_land_is_no_way_out_where_a_share_of_it_would_rise_too_far() -> None:
    rows = [
        {"code": "a", "measure": "intensity", "unit": "wan_per_mu", "kind": "hard", "op": ">=", "threshold": "150"},
        {"code": "b", "measure": "admin_share", "unit": "percent", "kind": "hard", "op": "<=", "threshold": "7"},
    ]
    held = {"fai": 12_000 * WAN, "land": 100 * MU, "admin": 7 * MU}

    ways = rules.what_would_pass(rules.standard_of(rows), held)

    assert [move.lever for way in ways for move in way.moves] == ["investment"]


def scope(key: int, park: int = 0, industries: tuple[str, ...] = (), since: date = date(2025, 1, 1)) -> rules.Scope:
    return rules.Scope(key, park, industries, since)


@pytest.mark.parametrize(
    ("park", "words", "wanted"),
    [(7, ["造纸"], 2), (7, ["玻璃制品"], 4), (9, ["玻璃制品"], 3), (9, ["造纸"], 1), (0, [], 1)],
)
def test_the_nearest_standard_holds(park: int, words: list[str], wanted: int) -> None:
    rows = [scope(1), scope(2, park=7), scope(3, industries=("玻璃",)), scope(4, park=7, industries=("玻璃",))]

    found = rules.nearest(rows, park=park, words=words, on=date(2026, 6, 1))

    assert found is not None
    assert found.key == wanted


def test_the_latest_version_holds_from_its_day_on() -> None:
    rows = [scope(1), scope(2, since=date(2026, 6, 1))]

    found = [rules.nearest(rows, park=0, words=[], on=day) for day in (date(2026, 5, 31), date(2026, 6, 1))]

    assert [one.key for one in found if one] == [1, 2]
    assert rules.nearest(rows, park=0, words=[], on=date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"unit": "mu"}, "unit"),
        ({"measure": "luck"}, "unknown"),
        ({"threshold": "many"}, "number"),
        ({"threshold": ""}, "threshold"),
        ({"near": "200"}, "near"),
        ({"kind": "scored"}, "weight"),
        ({"kind": "scored", "weight": "5"}, "curve"),
        ({"kind": "scored", "weight": "5", "curve": "0:5, 10:0"}, "direction"),
        ({"kind": "scored", "weight": "5", "curve": "0:0, 10:6"}, "weight"),
        ({"kind": "scored", "weight": "5", "curve": "lots"}, "number"),
    ],
)
def test_criteria_that_cannot_judge_are_told(change: dict[str, str], why: str) -> None:
    row = {"code": "a", "measure": "intensity", "unit": "wan_per_mu", "kind": "hard", "op": ">=", "threshold": "150"}

    assert why in [odd.why for odd in rules.complaints([row | change], "5")]
