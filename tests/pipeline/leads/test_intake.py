"""A ledger of leads is let in, found again, taken back; who else imports sees nothing of it; the list goes out without what is closed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.urls import reverse
from openpyxl import load_workbook

from qipan.exchange import actions as exchange
from qipan.exchange import queries as imports
from qipan.exchange.models import Batch
from qipan.pipeline.leads.models import Identity, Lead
from tests.pipeline.leads.conftest import INVESTOR, PHONE, home

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADER = [
    "序号",
    "线索内容",
    "投资方",
    "线索来源",
    "登记时间",
    "产业领域",
    "意向投资额（万元）",
    "用地需求（亩）",
    "跟踪单位",
    "联系人",
    "联系电话",
    "引荐人",
    "研判意见",
]
ROWS = [
    [1, "拟建特种纸生产线", INVESTOR, "展会", "2026-11-20", "造纸", 36000, 120, "槐北镇", "贺某", PHONE, "商会", ""],
    [2, "拟建采摘机器人装配线", "朔榆智采机器人有限公司", "来电", "2026-10-08", "机器人", 9000, 30, "槐北镇", "", "", "", "暂缓"],
]  # fmt: skip


@pytest.fixture
def bring_in(settings: Any, tmp_path: Path, cast: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    _follows = cast.township

    def act(rows: list[list[Any]], *, is_applied: bool = True) -> Batch:
        path = tmp_path / f"线索{len(rows)}.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("招商线索台账")
        for number, row in enumerate([["招商线索台账"], HEADER, *rows]):
            sheet.write_row(number, 0, row)
        book.close()
        batch = exchange.receive_path(path=path, by=cast.investment)
        exchange.read(batch=batch, at=AT)
        batch.refresh_from_db()
        return exchange.apply(batch=batch, by=cast.investment, at=AT) if is_applied else batch

    return act


def test_a_ledger_registers_leads_and_stands_as_it_says(cast: Any, bring_in: Any) -> None:
    bring_in(ROWS)

    one, two = Lead.objects.order_by("received_on").reverse()
    known = Identity.objects.get(lead=one)
    assert (known.investor_text, known.phone, known.referrer, known.content) == (
        INVESTOR,
        PHONE,
        "商会",
        "拟建特种纸生产线",
    )
    assert (one.sector, one.amount_minor, one.source, one.unit) == (
        "造纸",
        36_000_000_000,
        "event",
        home(cast.township),
    )
    assert (round(one.land_m2 or 0), one.received_on, one.respond_by) == (
        80_000,
        date(2026, 11, 20),
        date(2026, 11, 23),
    )
    assert (two.status, one.status) == ("parked", "open")


def test_the_same_ledger_again_changes_nothing_and_a_change_is_seen(bring_in: Any) -> None:
    bring_in(ROWS)
    again = bring_in(
        [*ROWS, [3, "另一条", "泊宁青禾包装有限公司", "个人", "2026-11-21", "包装", 500, 5, "", "", "", "", ""]]
    )

    assert Lead.objects.count() == 3
    assert again.counts["written"] == {"leads.lead": 1} or sum(again.counts["written"].values()) == 1


def test_an_import_of_leads_is_taken_back(cast: Any, bring_in: Any) -> None:
    batch = bring_in(ROWS)

    exchange.undo(batch=batch, by=cast.investment, at=AT)

    assert not Lead.objects.exists()


def test_another_importer_does_not_see_the_ledger(cast: Any, bring_in: Any) -> None:
    batch = bring_in(ROWS, is_applied=False)

    assert batch in imports.visible_to(cast.investment)
    assert batch not in imports.visible_to(cast.officer)


def test_the_export_leaves_out_what_is_closed(cast: Any, bring_in: Any, sign_in: Any) -> None:
    bring_in(ROWS)

    def cells(user: Any) -> str:
        answer = sign_in(user).get(reverse("leads:export"))
        book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        return str([[cell.value for cell in row] for row in book.active.iter_rows()])

    assert INVESTOR in cells(cast.investment)
    closed = cells(cast.officer)
    assert INVESTOR not in closed
    assert PHONE not in closed
    assert "造纸" in closed
