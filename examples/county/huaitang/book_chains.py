"""The lower sheets of the chain map: nodes with who stands there, and the firms that are wanted."""

from __future__ import annotations

from collections.abc import Mapping

from huaitang import nodes
from huaitang.book_territory import NO, YES, Row, table
from huaitang.firms import Firm
from huaitang.grid import Book, heads
from huaitang.words import Words
from huaitang.world import Page

NODE = heads(
    ("serial", "序号", "No.", 7),
    ("chain", "产业链", "Chain", 16),
    ("segment", "环节", "Segment", 24),
    ("node", "节点", "Node", 22),
    ("code", "国民经济行业代码", "Industry code", 14),
    ("key", "关键节点", "Key node", 9),
    ("firms", "本地企业", "Local firms", 60),
    ("gap", "是否缺口", "Gap", 9),
    ("action", "招引方向", "Direction", 12),
    ("land", "单个项目用地（亩）", "Land needed (mu)", 12),
)
WANTED = heads(
    ("serial", "序号", "No.", 7),
    ("name", "目标企业", "Target firm", 40),
    ("chain", "产业链", "Chain", 16),
    ("segment", "环节", "Segment", 24),
    ("node", "节点", "Node", 22),
    ("place", "企业所在地", "Headquarters", 14),
    ("business", "主营业务", "Main business", 22),
    ("reason", "招引理由", "Why it fits", 44),
    ("hint", "信息来源", "Source of the hint", 32),
)


def add(book: Book, page: Page, local: Mapping[str, list[Firm]]) -> None:
    """Two more sheets."""
    is_zh = page.lang == "zh"
    title = Words("产业链节点图谱", "Chain nodes")
    table(page, book.sheet("节点" if is_zh else "Nodes"), title, NODE, _nodes(page, local))
    title = Words("目标企业名单（公开信息）", "Target firms (public knowledge)")
    table(page, book.sheet("目标企业" if is_zh else "Target firms"), title, WANTED, _wanted(page))


def _nodes(page: Page, local: Mapping[str, list[Firm]]) -> list[Row]:
    rows: list[Row] = []
    mark = "、" if page.lang == "zh" else "; "
    for node in nodes.nodes():
        here = [firm for firm in local[node.chain.key] if firm.segment == node.index]
        mine = [page.say(firm.name) for number, firm in enumerate(here) if number % node.of == node.at]
        is_gap = node.segment.gap and node.at == 0
        rows.append(
            {
                "serial": len(rows) + 1,
                "chain": page.say(node.chain.name),
                "segment": page.say(node.segment.name),
                "node": page.say(node.name),
                "code": node.code,
                "key": page.say(YES if node.is_key else NO),
                "firms": mark.join(mine[: (1 if node.index % 2 else 0) if is_gap else 6]) or None,
                "gap": page.say(YES if is_gap else NO),
                "action": page.say(node.segment.action) if node.at == 0 else None,
                "land": node.land_mu,
            }
        )
    return rows


def _wanted(page: Page) -> list[Row]:
    return [
        {
            "serial": number,
            "name": page.say(one.name),
            "chain": page.say(one.node.chain.name),
            "segment": page.say(one.node.segment.name),
            "node": page.say(one.node.name),
            "place": page.say(one.place),
            "business": page.say(one.business),
            "reason": page.say(one.reason),
            "hint": page.say(one.hint),
        }
        for number, one in enumerate(nodes.wanted(), start=1)
    ]
