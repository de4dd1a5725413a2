"""全年完成投资: a forecast while the year still runs, the result once it is over; the columns beside it tell which."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.exchange import sheets
from qipan.exchange.grid import Cell
from qipan.exchange.reading import Corrections
from qipan.pipeline.projects.ledger import COLUMNS
from tests.exchange import mess

WHOLE = "全年完成投资额（万元）"
LATER = date(2026, 11, 23)


def target(heads: list[str], on: date | None = LATER, header: str = WHOLE) -> str | None:
    """What the whole year's column of such a sheet becomes."""
    head: list[Cell] = ["序号", "项目名称", "总投资（万元）", *heads]
    rows: list[list[Cell]] = [[n, f"年产{n}万吨文化用纸生产线", *[100.0 + n] * (len(head) - 2)] for n in (1, 2, 3)]
    reading = sheets.understand(mess.sheet([["某县2025年重点项目"], head, *rows]), COLUMNS, Corrections(), on=on)
    return next(c.target for c in reading.columns if "".join(c.path) == header)


def test_beside_a_drive_still_to_come_it_is_a_forecast() -> None:
    heads = ["2025年计划投资（万元）", "2025年1-7月完成投资（万元）", "大干150天力争完成的投资额（万元）", WHOLE]

    assert target(heads) == "forecast"


def test_beside_months_of_the_same_year_it_is_a_forecast() -> None:
    assert target(["2025年计划投资（万元）", "2025年1-9月完成投资（万元）", WHOLE]) == "forecast"


def test_beside_the_plan_alone_a_year_that_is_over_gives_its_result() -> None:
    assert target(["2025年计划投资（万元）", WHOLE]) == "completed"


def test_beside_months_up_to_december_it_is_the_result() -> None:
    heads = ["2025年计划投资（万元）", "2025年1-6月完成投资（万元）", "2025年7-12月完成投资（万元）", WHOLE]

    assert target(heads) == "completed"


@pytest.mark.parametrize("on", [date(2025, 12, 30), date(2025, 8, 1)])
def test_while_the_year_runs_it_is_a_forecast(on: date) -> None:
    assert target(["2025年计划投资（万元）", WHOLE], on) == "forecast"


def test_what_says_it_is_expected_stays_a_forecast() -> None:
    header = "预计全年完成投资（万元）"

    assert target(["2025年计划投资（万元）", header], header=header) == "forecast"


def test_a_result_that_stands_already_is_not_doubled() -> None:
    assert target(["2025年计划投资（万元）", "2025年完成投资（万元）", WHOLE]) == "forecast"
