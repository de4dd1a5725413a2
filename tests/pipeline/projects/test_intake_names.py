"""A ledger of newly registered firms (新注册) has no column of project names: the firm's name stands for the project's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qipan.exchange import actions as exchange
from qipan.pipeline.projects.models import Project

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADER = [
    "序号", "报送时间", "外来投资方名称", "在黄注册名称", "注册时间", "法人代表", "注册资本[万元]", "项目建设内容", "总投资额[亿元]",
]  # fmt: skip
ROWS = [
    [1, "2026-08-01", "恒信集团", "恒信（槐棠）纸业有限公司", "2026-07-01", "李工", 5000, "特种纸", 5.2],
    [2, "2026-08-01", "朔榆机器人集团", "", "2026-07-09", "赵工", 800, "采摘机器人", 1.1],
]


def test_the_firm_else_the_investor_names_the_project(settings: Any, tmp_path: Path, cast: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "新注册.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("新注册")
    for number, row in enumerate([["新注册项目"], HEADER, *ROWS]):
        sheet.write_row(number, 0, row)
    book.close()
    batch = exchange.receive_path(path=path, by=cast.officer)
    exchange.read(batch=batch, at=AT)
    batch.refresh_from_db()

    exchange.apply(batch=batch, by=cast.officer, at=AT)

    assert set(Project.objects.values_list("name", "investor", "registered_on")) == {
        ("恒信（槐棠）纸业有限公司", "恒信集团", date(2026, 7, 1)),
        ("朔榆机器人集团", "朔榆机器人集团", date(2026, 7, 9)),
    }
