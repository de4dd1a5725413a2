"""Units wherever they are printed, and figures exactly as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qipan.exchange.sheets.numbers import figure, places
from qipan.exchange.sheets.units import minor, own_unit, propose, split_header, states_unit, unit_of, units_in_row

WAN = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("header", "words", "currency", "factor"),
    [
        ("总投资\n（万元）", "总投资", "CNY", WAN),
        ("拟投资额[亿元]", "拟投资额", "CNY", Decimal(10**10)),
        ("总投资(万元)", "总投资", "CNY", WAN),
        ("总投资【元】", "总投资", "CNY", Decimal(100)),
        ("总投资万元", "总投资", "CNY", WAN),
        ("合同外资（万美元）", "合同外资", "USD", WAN),
        ("2013/2014 Budget (£million)", "2013/2014budget", "GBP", Decimal(10**8)),
        ("2016/17 TOTAL Baseline £m", "2016/17totalbaseline", "GBP", Decimal(10**8)),
        ("Transaction price (ten thousand yuan)", "transactionprice", "CNY", WAN),
        ("Budget ($000)", "budget", "USD", Decimal(10**5)),
    ],
)
def test_a_money_unit_is_taken_out_of_the_header(header: str, words: str, currency: str, factor: Decimal) -> None:
    plain, unit, percent = split_header(header)

    assert (plain, percent) == (words, False)
    assert unit is not None
    assert (unit.currency, unit.factor) == (currency, factor)


@pytest.mark.parametrize("header", ["占年计划%", "占月计划投资（%）", "2013/2014 Variance %age"])
def test_percent_is_no_money(header: str) -> None:
    assert split_header(header)[1:] == (None, True)


@pytest.mark.parametrize("header", ["投资强度（万元/亩）", "招商形式(独资、合资等）", "项目名称", "单位名称"])
def test_an_intensity_or_a_remark_in_brackets_is_no_unit(header: str) -> None:
    assert split_header(header)[1] is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：万元", ["万元"]),
        ("计量单位：万元", ["万元"]),
        ("金额单位:万美元", ["万美元"]),
        ("（单位：亿元、亩）", ["亿元", "亩"]),
    ],
)
def test_a_unit_row_states_its_units(text: str, units: list[str]) -> None:
    assert list(dict.fromkeys(unit.text for unit in units_in_row(text))) == units
    assert states_unit(text)


@pytest.mark.parametrize("text", ["编制单位：桂林市重大项目推进办公室", "责任单位", "单位名称", "填报单位：发改局"])
def test_an_office_is_no_unit(text: str) -> None:
    assert not states_unit(text)


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (113934.98, "万元", 113_934_980_000),
        ("7,446.08", "万元", 7_446_080_000),
        ("1,200万", "万元", 1_200_000_000),
        ("1,200万", "亿元", 1_200_000_000),
        ("3.5亿元", "万元", 35_000_000_000),
        ("2.8亿美元", "万元", 28_000_000_000),
        ("£1.90m", "£million", 190_000_000),
        ("-£120.11m", "£million", -12_011_000_000),
        ("£6.20", "£million", 620_000_000),
        ("(12.5)", "万元", -12_500_000),
        ("１２００", "元", 120_000),
        ("约50", "万元", 50_000_000),
        ("about 220", "万元", 220_000_000),
        (0.1 + 0.2, "亿元", 3_000_000_000),
    ],
)
def test_an_amount_is_exact_and_its_own_unit_beats_all(cell: object, column: str, value: int) -> None:
    found = figure(cell)
    assert found.number is not None

    unit = own_unit(found.before, found.after, unit_of(column))

    assert unit is not None
    assert minor(found.number, unit) == value


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—", "/", "N/A", "无"])
def test_blank_is_not_zero(cell: object) -> None:
    assert figure(cell).number is None
    assert figure(cell).flags == ()


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("#REF!", "error"),
        ("#DIV/0!", "error"),
        ("待定", "unsettled"),
        ("TBD", "unsettled"),
        ("5000-8000", "unreadable"),
        ("Exempt under Section 43", "withheld"),
    ],
)
def test_what_is_no_figure_is_said(cell: str, flag: str) -> None:
    assert figure(cell) == figure(cell).__class__(None, flags=(flag,))


def test_zero_is_a_figure() -> None:
    assert figure(0).number == figure("0").number == 0


def test_places_are_those_printed() -> None:
    assert [places(Decimal(text)) for text in ("12", "12.5", "12.50")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("figures", "currency", "unit"),
    [([30_000], "CNY", "万元"), ([3, 5, 20], "CNY", "亿元"), ([2000], "USD", "$thousand"), ([50], "GBP", "£million")],
)
def test_a_missing_unit_is_proposed_by_size(figures: list[int], currency: str, unit: str) -> None:
    proposal = propose([Decimal(one) for one in figures], currency)

    assert proposal is not None
    assert (proposal.text, proposal.source) == (unit, "proposed")


def test_nothing_is_proposed_without_a_currency() -> None:
    assert propose([Decimal(5)], "") is None
