"""Judging names and credit codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from qipan.territory.companies import rules

BODY = "91310000MA1FL4XC9"
CODE = BODY + uscc.calc_check_digit(BODY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("白塔纸业有限公司", "白塔纸业 有限责任公司"),
        ("白塔纸业（河北）有限公司", "白塔纸业(河北)股份有限公司"),
        ("★白塔纸业", "白塔纸业有限公司"),
        ("White Tower Paper Co., Ltd.", "white tower paper company limited"),
        ("Ｗｈｉｔｅ Tower Ltd", "White Tower"),
    ],
)
def test_two_spellings_of_one_firm_have_one_plain_name(one: str, other: str) -> None:
    assert rules.plain_name(one) == rules.plain_name(other)


def test_two_firms_keep_two_plain_names() -> None:
    assert rules.plain_name("白塔纸业有限公司") != rules.plain_name("白塔机器人有限公司")


def test_a_firm_called_company_keeps_a_name() -> None:
    assert rules.plain_name("公司")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (CODE, ""),
        (CODE[:-1], "length"),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "check"),
        ("IO" + CODE[2:], "format"),
    ],
)
def test_what_is_wrong_with_a_credit_code_is_named(code: str, fault: str) -> None:
    assert rules.code_fault(code) == fault


def test_a_code_is_stored_in_half_width_capitals_without_spaces() -> None:
    assert rules.credit_code(" ９１３１ 0000ma1fl4xc9-x ") == "91310000MA1FL4XC9X"


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    likeness = rules.likeness(one, other)

    assert likeness == rules.likeness(other, one)
    assert 0 <= likeness <= 1


@given(st.text(max_size=40))
def test_a_plain_name_is_its_own_plain_name_in_spelling(name: str) -> None:
    plain = rules.plain_name(name)

    assert plain == plain.lower()
    assert " " not in plain
