"""A ledger of cases comes in: matched, judged, written once, changed, taken back; the export is read again without a change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from qipan.delivery.approvals.models import Case, Pause
from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = [
    "序号",
    "项目名称",
    "审批事项",
    "审批部门",
    "受理编号",
    "收件日期",
    "受理日期",
    "中止日期",
    "恢复日期",
    "中止原因",
    "办结日期",
    "办理结果",
    "批复文号",
    "承诺时限",
]
ROWS: list[list[Any]] = [
    [
        1,
        "白塔纸业年产3万吨生活用纸项目",
        "环境影响报告表审批",
        "自然资源局",
        "SL-1",
        "2026-03-02",
        "2026-03-03",
        "2026-03-05",
        "2026-03-11",
        "公示",
        "2026-03-17",
        "准予许可",
        "环审1号",
        7,
    ],
    [
        2,
        "白塔纸业年产3万吨生活用纸项目",
        "A11",
        "自然资源局",
        "SL-2",
        "2026-03-02",
        "2026-03-03",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ],
    [
        3,
        "青岭智造机器人项目",
        "水土保持方案审批",
        "自然资源局",
        "SL-3",
        "2026-03-02",
        "2026-03-03",
        None,
        None,
        None,
        "2026-03-06",
        "不予许可",
        None,
        7,
    ],
    [4, "没有这个项目", "A11", "自然资源局", "SL-4", "2026-03-02", None, None, None, None, None, None, None, None],
    [
        5,
        "青岭智造机器人项目",
        "没有这个事项",
        "自然资源局",
        "SL-5",
        "2026-03-02",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ],
    [
        6,
        "青岭智造机器人项目",
        "A4",
        "自然资源局",
        "SL-6",
        "2026-03-09",
        "2026-03-03",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ],
    [
        7,
        "白塔纸业年产3万吨生活用纸项目",
        "A11",
        "自然资源局",
        "SL-7",
        "2026-03-05",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ],
]


def book(path: Path, rows: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "审批办件台账"
    for row in [HEAD, *rows]:
        sheet.append(row)
    made.save(path)
    return path


def bring_in(path: Path, by: Any) -> Batch:
    batch = exchange.receive_path(path=path, by=by)
    exchange.read(batch=batch, at=AT)
    batch.refresh_from_db()
    return exchange.apply(batch=batch, by=by, at=AT, set_aside=True)


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def test_a_ledger_is_let_in_judged_and_taken_back(
    cast: Any, tmp_path: Path, project: Any, other: Any, edition: Any
) -> None:
    batch = bring_in(book(tmp_path / "办件.xlsx", ROWS), cast.officer)

    held = {c.number: c for c in Case.objects.all()}
    assert sorted(held) == ["SL-1", "SL-2", "SL-3"]
    assert (held["SL-1"].status, held["SL-1"].used_days, held["SL-1"].document) == ("approved", 6, "环审1号")
    assert (held["SL-2"].status, held["SL-2"].promised_days) == ("accepted", 7)
    assert held["SL-3"].status == "refused"
    assert Pause.objects.get().until == date(2026, 3, 11)

    exchange.undo(batch=batch, by=cast.officer, at=AT)
    assert not Case.objects.exists()


def test_the_same_again_changes_nothing_and_a_later_state_moves_the_case(
    cast: Any, tmp_path: Path, project: Any, other: Any, edition: Any
) -> None:
    bring_in(book(tmp_path / "a.xlsx", ROWS[:3]), cast.officer)
    before = list(Case.objects.order_by("pk").values_list("pk", "version"))
    bring_in(book(tmp_path / "b.xlsx", [*ROWS[:3], ROWS[3]]), cast.officer)
    assert list(Case.objects.order_by("pk").values_list("pk", "version")) == before

    decided = [*ROWS[1]]
    decided[10:13] = ["2026-03-12", "准予许可", "规1号"]
    bring_in(book(tmp_path / "c.xlsx", [decided]), cast.officer)

    case = Case.objects.get(number="SL-2")
    assert (case.status, case.used_days, case.document) == ("approved", 7, "规1号")


def test_what_is_exported_is_read_again_without_a_change(
    cast: Any, sign_in: Any, tmp_path: Path, project: Any, other: Any, edition: Any
) -> None:
    bring_in(book(tmp_path / "a.xlsx", ROWS[:3]), cast.officer)
    before = list(Case.objects.order_by("pk").values_list("pk", "version", "status"))

    answer = sign_in(cast.officer).get(reverse("approvals:export"), {"tab": "all"})
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"".join(answer.streaming_content))
    bring_in(out, cast.officer)

    assert list(Case.objects.order_by("pk").values_list("pk", "version", "status")) == before
