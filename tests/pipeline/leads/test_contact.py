"""How far leads came, how long they were silent. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.leads.rules import contact

STATUSES = ("open", "followed", "parked", "refused", "project", "joined")


def test_a_lead_that_came_far_came_through_all_that_lies_before() -> None:
    steps = contact.funnel(["open", "refused", "parked", "followed", "project", "joined"])

    assert [(s.code, s.count) for s in steps] == [("received", 5), ("triaged", 4), ("followed", 2), ("project", 1)]
    assert [s.share for s in steps] == [100, 80, 40, 20]
    assert [s.from_before for s in steps] == [None, 80, 50, 50]


def test_without_leads_no_share_is_invented() -> None:
    assert {(s.count, s.share) for s in contact.funnel([])} == {(0, None)}


@given(st.lists(st.sampled_from(STATUSES), max_size=12))
def test_no_step_holds_more_than_the_one_before(statuses: list[str]) -> None:
    counts = [step.count for step in contact.funnel(statuses)]

    assert counts == sorted(counts, reverse=True)


@given(st.lists(st.integers(0, 400), max_size=12))
def test_every_lead_stands_in_one_band(ages: list[int]) -> None:
    assert sum(count for _start, _end, count in contact.bands(ages, [7, 30, 90])) == len(ages)


@pytest.mark.parametrize(("age", "at"), [(0, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (999, 3)])
def test_a_band_ends_with_its_edge(age: int, at: int) -> None:
    assert [count for _start, _end, count in contact.bands([age], [7, 30, 90])].index(1) == at


@pytest.mark.parametrize(
    ("edges", "found"), [([7, 30], []), ([30, 7], ["edges"]), ([], ["edges"]), ([0, 7], ["edges"])]
)
def test_edges_grow(edges: list[int], found: list[str]) -> None:
    assert contact.complaints({"age_edges": edges}) == found
