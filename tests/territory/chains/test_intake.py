"""The chain map is let in: segments, nodes, wanted firms; what a row names above itself is made along; all of it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.territory.chains import intake, queries
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.companies import actions as companies

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
Rows = Sequence[Sequence[Any]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲有限公司、乙有限公司", ["甲有限公司", "乙有限公司"]),
        ("A Co., Ltd.; B Co., Ltd.", ["A Co., Ltd.", "B Co., Ltd."]),
        ("", []),
    ],
)
def test_firms_in_one_cell_are_parted(text: str, names: list[str]) -> None:
    assert intake.firm_names(text) == names


@pytest.fixture
def bring_in(settings: Any, tmp_path: Path, cast: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path

    def act(name: str, rows: Rows) -> Batch:
        path = tmp_path / f"{name}.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        batch = exchange.receive_path(path=path, by=cast.officer)
        exchange.read(batch=batch, at=AT)
        batch.refresh_from_db()
        return exchange.apply(batch=batch, by=cast.officer, at=AT)

    return act


SEGMENTS: Rows = [
    ["产业链", "上中下游", "环节", "本地企业", "是否缺口", "招引方向", "目标企业"],
    ["造纸产业", "上游", "造纸化学品", "白塔纸业有限公司", "是", "补链", "泊宁甲公司、泊宁乙公司"],
]
NODES: Rows = [
    [
        "产业链",
        "环节",
        "节点",
        "国民经济行业代码",
        "关键节点",
        "本地企业",
        "是否缺口",
        "招引方向",
        "单个项目用地（亩）",
    ],
    ["造纸产业", "造纸化学品", "湿强剂", "2661", "是", "白塔纸业有限公司", "是", "补链", 30],
]
WANTED: Rows = [
    ["目标企业", "产业链", "环节", "节点", "企业所在地", "主营业务", "招引理由", "信息来源"],
    ["泊宁丙公司", "造纸产业", "造纸化学品", "湿强剂", "泊宁市", "湿强剂", "链主外购", "协会名录"],
]


@pytest.mark.django_db
def test_a_file_of_segments_writes_firms_gap_and_targets_to_the_segment_s_own_node(cast: Any, bring_in: Any) -> None:
    companies.register(by=None, name="白塔纸业有限公司")

    batch = bring_in("环节", SEGMENTS)
    node = Node.objects.get()
    again = bring_in("环节", [*SEGMENTS, []])

    assert (node.name, node.is_gap, node.action, node.segment.position) == ("造纸化学品", True, "fill", "upstream")
    assert [firm.name for firm in node.companies.all()] == ["白塔纸业有限公司"]
    assert sorted(node.targets.values_list("name", flat=True)) == ["泊宁乙公司", "泊宁甲公司"]
    assert sum(again.counts.get("written", {}).values()) == 0
    exchange.undo(batch=batch, by=cast.officer, at=AT)
    assert not any(model.objects.exists() for model in (Chain, Segment, Node, Target))


@pytest.mark.django_db
def test_a_node_brings_its_segment_and_chain_along_and_takes_them_back(cast: Any, bring_in: Any) -> None:
    companies.register(by=None, name="白塔纸业有限公司")

    batch = bring_in("节点", NODES)
    node = Node.objects.select_related("segment__chain").get()

    assert (node.segment.chain.name, node.segment.name) == ("造纸产业", "造纸化学品")
    assert (node.codes, node.is_key, node.is_gap, node.action) == (["C2661"], True, True, "fill")
    assert node.land_m2 is not None
    assert round(node.land_m2) == 20_000
    assert node.companies.count() == 1
    exchange.undo(batch=batch, by=cast.officer, at=AT)
    assert not any(model.objects.exists() for model in (Chain, Segment, Node))


@pytest.mark.django_db
def test_a_wanted_firm_comes_to_its_node_once(cast: Any, bring_in: Any) -> None:
    bring_in("节点", NODES)
    batch = bring_in("目标企业", WANTED)
    target = Target.objects.select_related("node").get()
    again = bring_in("目标企业", [*WANTED, []])

    assert (target.node.name, target.place, target.reason, target.hint) == ("湿强剂", "泊宁市", "链主外购", "协会名录")
    assert sum(again.counts.get("written", {}).values()) == 0
    exchange.undo(batch=batch, by=cast.officer, at=AT)
    assert Node.objects.exists()
    assert not Target.objects.exists()


@pytest.mark.django_db
def test_a_file_adds_firms_and_takes_none_away_and_undoing_leaves_what_was_there(cast: Any, bring_in: Any) -> None:
    first, second = (companies.register(by=None, name=name) for name in ("白塔纸业有限公司", "青砚纸业有限公司"))
    bring_in("节点", NODES)
    more = [list(row) for row in NODES]
    more[1][5] = "青砚纸业有限公司"

    batch = bring_in("节点", more)
    node = queries.find_node(Chain.objects.get(), "湿强剂")
    assert node
    held = set(node.companies.all())
    exchange.undo(batch=batch, by=cast.officer, at=AT)

    assert held == {first, second}
    assert set(node.companies.all()) == {first}
