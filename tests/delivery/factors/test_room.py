"""The room of factors: who sees what, what falls short, sheets in and out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from qipan.delivery.factors import actions, queries
from qipan.delivery.factors.models import Factor, Need, Supply
from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project

ON = date(2027, 1, 10)


@pytest.fixture
def line(cast: Any) -> Factor:
    line = actions.set_up(by=None, kind="credit", name="农商银行授信", organisation=cast.organisation("bank"))
    actions.supply(by=None, factor=line, since=date(2027, 1, 1), amount=Decimal(10) ** 10)
    return line


@pytest.fixture
def mill(cast: Any) -> Project:
    return projects.create(values={"name": "白塔造纸项目"}, by=cast.officer, on=ON, total_minor=10**11)


def test_a_shortage_is_dated(cast: Any, line: Factor, mill: Project) -> None:
    actions.ask(by=None, project=mill, kind="credit", factor=line, amount=Decimal(3) * 10**10, since=date(2027, 4, 1))

    whole, own = queries.standings(cast.leader, on=ON)

    assert whole.factor is None
    assert own.short is not None
    assert (own.short.first, own.worst) == (date(2027, 4, 1), 2 * 10**10)


def test_the_same_need_again_replaces_the_amount(line: Factor, mill: Project) -> None:
    for amount in (5, 7):
        actions.ask(by=None, project=mill, kind="land", amount=Decimal(amount))

    assert Need.objects.get().amount == 7


def test_a_need_does_not_name_a_factor_of_another_kind(line: Factor, mill: Project) -> None:
    with pytest.raises(actions.WrongKind):
        actions.ask(by=None, project=mill, kind="land", factor=line, amount=Decimal(5))


def test_the_database_refuses_a_supply_below_zero(line: Factor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Supply.objects.create(factor=line, since=ON, amount=Decimal(-1))


def test_a_bank_sees_its_own_line_only(cast: Any, line: Factor) -> None:
    actions.set_up(by=None, kind="land", name="开发区用地指标")

    assert [f.name for f in queries.visible_to(cast.bank)] == ["农商银行授信"]
    assert queries.visible_to(cast.leader).count() == 2
    assert not queries.visible_to(cast.outsider).exists()


def test_a_project_one_does_not_see_is_counted_and_not_named(
    cast: Any, sign_in: Any, line: Factor, mill: Project
) -> None:
    actions.ask(by=None, project=mill, kind="credit", factor=line, amount=Decimal(10) ** 9)

    page = sign_in(cast.clerk).get(reverse("factors:detail", args=[line.key])).content.decode()

    assert "白塔造纸" not in page
    assert "1" in page.split("不在您的查看范围内")[0][-40:]


def test_a_factor_and_its_supply_are_written_in_pages(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    client.post(reverse("factors:new"), {"kind": "land", "name": "开发区用地指标"})
    factor = Factor.objects.get()
    client.post(reverse("factors:new_supply", args=[factor.key]), {"since": "2027-01-01", "figure": "300"})

    assert factor.supplies.get().amount == Decimal("200000.00")
    assert "300 亩" in client.get(reverse("factors:detail", args=[factor.key])).content.decode()


def test_pages_need_few_questions(
    cast: Any, sign_in: Any, line: Factor, mill: Project, django_assert_max_num_queries: Any
) -> None:
    actions.ask(by=None, project=mill, kind="credit", factor=line, amount=Decimal(10) ** 9, since=ON)
    client = sign_in(cast.leader)

    for path in ("index", "needs"):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(f"factors:{path}")).status_code == 200
    with django_assert_max_num_queries(15):
        client.get(reverse("factors:detail", args=[line.key]))


SHEETS = {
    "要素清单": [
        ["要素名称", "要素类别", "提供单位", "审批环节"],
        ["农商银行授信", "信贷", "农商银行", None],
        ["开发区用地指标", "用地指标", None, None],
        ["规划窗口", "审批窗口", None, "规划许可"],
    ],
    "要素供给": [
        ["要素名称", "可用时间", "供给量", "计量单位"],
        ["农商银行授信", "2027-01-01", 8, "亿元"],
        ["农商银行授信", "2027-04-01", 2, "亿元"],
        ["开发区用地指标", "2027-03-01", 300, "亩"],
    ],
    "要素需求": [
        ["项目名称", "要素类别", "需求量", "计量单位", "需要时间"],
        ["★白塔造纸", "用地指标", 90, "亩", "2027-05-01"],
        ["没有的项目", "用地指标", 5, "亩", None],
    ],
}


def test_two_days_of_a_factor_nobody_wrote_down_are_two_supplies(cast: Any, tmp_path: Any) -> None:
    import xlsxwriter

    path = tmp_path / "要素供给.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("要素供给")
    rows = [SHEETS["要素供给"][0], ["城西用地指标", "2027-03-01", 300, "亩"], ["城西用地指标", "2028-03-01", 200, "亩"]]
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()

    _take_in(path, cast)

    assert Supply.objects.filter(factor__name="城西用地指标").count() == 2


def test_a_workbook_is_taken_in_and_comes_out_the_same(cast: Any, sign_in: Any, mill: Project, tmp_path: Any) -> None:
    import xlsxwriter

    cast.organisation("bank")
    path = tmp_path / "要素台账.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in SHEETS.items():
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    book.close()

    batch = _take_in(path, cast)

    assert {s.target for s in batch.sheets.all()} == {"factors", "factor_supplies", "factor_needs"}
    assert batch.counts["sheet_questions"] == 0
    assert set(Factor.objects.values_list("name", "kind", "step")) == {
        ("农商银行授信", "credit", ""), ("开发区用地指标", "land", ""), ("规划窗口", "desk", "planning"),
    }  # fmt: skip
    credit = Supply.objects.filter(factor__kind="credit").order_by("since")
    assert [supply.amount for supply in credit] == [8 * 10**10, 2 * 10**10]
    need = Need.objects.get()
    assert (need.project, need.amount, need.since) == (mill, Decimal("60000.00"), date(2027, 5, 1))

    out = tmp_path / "needs.xlsx"
    out.write_bytes(b"".join(sign_in(cast.officer).get(reverse("factors:export")).streaming_content))
    Need.objects.all().delete()
    _take_in(out, cast)

    assert Need.objects.get().amount == need.amount


def _take_in(path: Any, cast: Any) -> Batch:
    batch = exchange.receive(upload=SimpleUploadedFile(path.name, path.read_bytes()), by=cast.officer)
    exchange.read(batch=batch, at=timezone.now())
    batch.refresh_from_db()
    exchange.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)
    return batch
