"""Every hand-computed case of the three tables gets the verdict written beside it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qipan.pipeline.screening import rules, seeds
from tests.pipeline.screening import sheets

LONGCHANG = list(sheets.table("longchang.txt"))
TUANFENG = list(sheets.table("tuanfeng.txt"))
SHOUXIAN = list(sheets.table("shouxian.txt"))


def test_there_are_forty_cases_and_more() -> None:
    assert len(LONGCHANG) + len(TUANFENG) + len(SHOUXIAN) >= 60
    assert len(LONGCHANG) >= 40


@pytest.mark.parametrize("cells", LONGCHANG, ids=lambda cells: " ".join(cells))
def test_a_case_of_the_longchang_sheets(cells: list[str]) -> None:
    sheet, fai, land, tax, output, rd, meets, wanted, which = [*cells, ""][:9]
    figures = sheets.longchang(fai=fai, land=land, tax=tax, output=output, rd=rd, meets=meets)

    found = rules.judge(sheets.standard(f"longchang-{sheet}"), figures)

    short = [finding.code for finding in found.findings if finding.state == "short"]
    assert found.verdict == wanted
    assert ",".join(found.asked if wanted == "incomplete" else short) == which


@pytest.mark.parametrize("cells", TUANFENG, ids=lambda cells: " ".join(cells))
def test_a_case_of_the_tuanfeng_sheet(cells: list[str]) -> None:
    *marks, free, wanted, points = cells
    standard = sheets.standard("tuanfeng", "80", "60")
    scored = [criterion.code for criterion in standard.criteria if criterion.kind == "scored"]
    figures = {f"marks:{code}": Fraction(mark) for code, mark in zip(scored, marks, strict=True) if mark != "?"}
    if free != "?":
        figures["yes:veto"] = Fraction(free == "yes")

    found = rules.judge(standard, figures)

    assert (found.verdict, found.points) == (wanted, Fraction(points))


@pytest.mark.parametrize("cells", SHOUXIAN, ids=lambda cells: " ".join(cells))
def test_points_along_the_curves_of_the_shouxian_lines(cells: list[str]) -> None:
    output, tax, of_output, of_tax = cells
    figures = sheets.money(output=output, tax=tax) | {"land": rules.to_base(Fraction(1), "mu")}

    found = rules.judge(sheets.standard("shouxian", "12"), figures)

    assert [finding.points for finding in found.findings] == [Fraction(of_output), Fraction(of_tax)]


def test_the_tuanfeng_weights_make_a_hundred() -> None:
    assert sum(criterion.weight for criterion in sheets.standard("tuanfeng").criteria) == 100


def test_a_sheet_with_points_and_no_pass_mark_decides_nothing() -> None:
    standard = sheets.standard("tuanfeng")
    figures = {f"marks:{criterion.code}": criterion.weight for criterion in standard.criteria if criterion.weight}

    assert rules.judge(standard, figures | {"yes:veto": Fraction(1)}).verdict == "incomplete"
    assert [odd.why for odd in rules.complaints(seeds.sheets()["tuanfeng"].criteria)] == ["mark"]


@pytest.mark.parametrize("code", sorted(seeds.sheets()))
def test_every_seeded_sheet_can_judge_once_its_mark_is_set(code: str) -> None:
    sheet = seeds.sheets()[code]
    is_scored = any(row["kind"] == "scored" for row in sheet.criteria)

    assert rules.complaints(sheet.criteria, "10" if is_scored else None) == []
    assert sheet.source
    assert set(sheet.name) == {"en", "zh"}
