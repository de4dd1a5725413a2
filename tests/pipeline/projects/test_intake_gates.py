"""A ledger beside the gates: taken over unconfirmed, told what it lacks, and never let to write what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from qipan.exchange import actions, places
from qipan.pipeline.projects.models import Project

HEADS = ("项目名称", "项目阶段", "总投资（万元）", "开工时间", "投产时间", "签约时间")


@pytest.fixture
def bring_in(tmp_path: Any, cast: Any) -> Any:
    def read(*rows: tuple[Any, ...]) -> Any:
        path = tmp_path / f"ledger-{len(list(tmp_path.iterdir()))}.xlsx"
        book = openpyxl.Workbook()
        for row in (HEADS, *rows):
            book.active.append(row)
        book.save(path)
        batch = actions.receive_path(path=path, by=cast.officer, on=date(2026, 10, 15))
        batch = actions.read(batch=batch, at=timezone.now())
        with places.staged(batch) as staged:
            remarks = [remark for step in staged.steps() for remark in step.remarks]
        actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)
        return remarks

    return read


def test_a_project_of_a_ledger_stands_as_taken_over_and_counts_as_no_confirmed_start(bring_in: Any) -> None:
    bring_in(("甲纸业项目", "在建", 12000, "2026-03-01", "", "2025-12-01"))

    project = Project.objects.get()
    assert (project.stage, project.start_confirmed) == ("started", False)
    assert project.stage_moves.get().basis == "taken"


def test_what_cannot_be_is_left_out_and_the_rest_comes_in(bring_in: Any) -> None:
    remarks = bring_in(
        ("甲纸业项目", "投产", 12000, "2026-03-01", "2025-03-01", "2025-12-01"),
        ("乙机械项目", "签约", 8000, "", "", "1899-12-01"),
    )

    told = {remark["field"] for remark in remarks}
    assert {"odd:production_on:order", "odd:signed_on:early"} <= told
    assert any(field.startswith("gate:") and "field:content" in field for field in told)
    first, second = Project.objects.order_by("pk")
    assert (first.start_on, first.production_on) == (date(2026, 3, 1), None)
    assert second.signed_on is None


def test_a_second_ledger_makes_nothing_impossible_either(bring_in: Any) -> None:
    bring_in(("甲纸业项目", "在建", 12000, "2026-03-01", "", "2025-12-01"))
    bring_in(("甲纸业项目", "投产", 12000, "", "2026-02-01", "2025-12-01"))

    project = Project.objects.get()
    assert (project.start_on, project.production_on) == (date(2026, 3, 1), None)
