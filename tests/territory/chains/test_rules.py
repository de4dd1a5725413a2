"""How a node stands, what it is worth, how much of a chain is covered; codes of the industry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.territory.chains import rules, seeds
from qipan.territory.chains.rules import Standing

FIGURES: dict[str, Any] = json.loads((Path(seeds.__file__).parent / "coverage.json").read_text(encoding="utf-8"))
STANDINGS = st.builds(Standing, st.integers(0, 4), st.integers(0, 3), st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("node", "state"),
    [
        (Standing(firms=2), "held"),
        (Standing(firms=1), "thin"),
        (Standing(firms=1, coming=1), "thin"),
        (Standing(coming=1), "coming"),
        (Standing(firms=3, coming=1, is_gap=True), "coming"),
        (Standing(firms=3, is_gap=True), "weak"),
        (Standing(), "gap"),
        (Standing(is_gap=True), "gap"),
    ],
)
def test_a_node_stands_as_its_firms_and_projects_say(node: Standing, state: str) -> None:
    assert rules.state(node, FIGURES) == state


def test_the_coverage_is_the_weighted_worth_of_its_nodes() -> None:
    # (2×100 + 1×70 + 2×40 + 1×0) ÷ (6×100) = 350 ÷ 600
    nodes = [Standing(firms=2, is_key=True), Standing(firms=1), Standing(coming=1, is_key=True), Standing()]

    found = rules.coverage(nodes, FIGURES)

    assert (found.reached, found.most) == (350, 600)
    assert found.percent == pytest.approx(58.333, abs=0.001)


def test_a_chain_without_nodes_has_no_coverage() -> None:
    assert rules.coverage([], FIGURES).percent is None


@given(st.lists(STANDINGS, min_size=1, max_size=8), st.integers(0, 7))
def test_one_more_firm_or_project_never_lowers_the_coverage(nodes: list[Standing], at: int) -> None:
    at %= len(nodes)
    one = nodes[at]
    before = rules.coverage(nodes, FIGURES).percent or 0

    for better in (
        Standing(one.firms + 1, one.coming, one.is_gap, one.is_key),
        Standing(one.firms, one.coming + 1, one.is_gap, one.is_key),
        Standing(one.firms, one.coming, False, one.is_key),
    ):
        after = rules.coverage([*nodes[:at], better, *nodes[at + 1 :]], FIGURES).percent or 0
        if better.is_gap == one.is_gap or one.firms:
            assert after >= before


def test_a_gap_is_filled_and_extended_at_the_lower_end() -> None:
    assert rules.action("gap", "upstream", FIGURES) == "fill"
    assert rules.action("gap", "downstream", FIGURES) == "extend"
    assert rules.action("held", "downstream", FIGURES) == "upgrade"


def test_the_shipped_figures_contradict_nothing_and_worse_is_never_worth_more() -> None:
    upside_down = {**FIGURES, "worth": {**FIGURES["worth"], "gap": 90}}

    assert rules.complaints(FIGURES) == []
    assert rules.complaints(upside_down) == ["order"]
    assert rules.complaints({**FIGURES, "weight": {"key": 1, "other": 2}}) == ["weight"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("2221", "C2221"), (" c 2221 ", "C2221"), ("C22", "C22"), ("A01", "A01"), ("9700", "T9700"), ("C0111", ""), ("98", ""), ("纸", "")],
)  # fmt: skip
def test_a_code_is_written_as_the_standard_writes_it(written: str, code: str) -> None:
    assert rules.plain_code(written, seeds.letters()) == code


def test_the_classification_is_whole() -> None:
    assert len(seeds.divisions()) == 97
    assert len({letter for letter, _zh, _en in seeds.divisions().values()}) == 20
