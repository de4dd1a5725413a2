"""Shares of the credit: whatever is handed on, they make 100. No database."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.leads.rules.credit import Handed, shares, too_small

steps = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 100)).filter(lambda t: t[0] != t[1]), max_size=6
)


@given(steps)
def test_shares_make_a_hundred_and_none_is_negative(handed: list[tuple[int, int, int]]) -> None:
    found = shares(1, [Handed(*one) for one in handed])

    assert sum(found.values()) == 100
    assert all(share > 0 for share in found.values())


def test_the_first_contact_keeps_its_share_when_the_second_hands_on() -> None:
    found = shares(1, [Handed(1, 2, 70), Handed(2, 3, 50)])

    assert found == {1: Fraction(30), 2: Fraction(35), 3: Fraction(35)}


def test_the_first_contact_is_not_left_with_less_than_the_rules_give_it() -> None:
    assert too_small(1, 1, 5, {"credit": {"first_keeps": 10}}) == 10
    assert too_small(1, 1, 10, {"credit": {"first_keeps": 10}}) == 0
    assert too_small(1, 2, 0, {"credit": {"first_keeps": 10}}) == 0
