"""Nodes of the chains: what the county makes or lacks in each segment, with the code of the national classification and the land a
project needs; and firms elsewhere, all invented, that would fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from huaitang.firms import CITIES, brand
from huaitang.products import CHAINS, MID, Chain, Segment
from huaitang.words import Words

# GB/T 4754—2017: a code for each segment, in the order of the chain.
CODES = {
    "paper": ("C4220", "C2661", "C2221", "C2221", "C2239", "C2319"),
    "equipment": ("C3391", "C3451", "C3572", "C3541", "C4320"),
    "robots": ("C3453", "C3983", "C3491", "I6531", "A05"),
    "biomedicine": ("C2730", "C2710", "C2720", "C2761", "C358", "G59"),
    "selenium": ("C2625", "A011", "C131", "F51"),
}
HINTS = (
    Words("链主企业推荐的配套名单", "suppliers named by the chain's leader firm"),
    Words("行业展会会刊", "catalogue of a trade fair"),
    Words("行业协会会员名录", "members of the trade association"),
    Words("外地上市公司公开年报", "published annual reports"),
)
REASONS = (
    Words("产品正是本地企业外购的主要部件", "makes the main part local firms buy from outside"),
    Words("已公告扩产计划，现有厂区无余地", "has announced a new plant and has no room left at home"),
    Words("与链主企业有多年供货关系", "has supplied the leader firm for years"),
    Words("原料产地靠近本县，运距短", "its raw material grows near the county"),
)
LAND_MU = (30, 45, 60, 80, 120)


@dataclass(frozen=True)
class Node:
    chain: Chain
    segment: Segment
    index: int  # of the segment in its chain
    at: int  # of the node in its segment
    of: int  # how many nodes the segment has
    name: Words
    code: str
    is_key: bool
    land_mu: int


@dataclass(frozen=True)
class Wanted:
    name: Words
    place: Words
    business: Words
    reason: Words
    hint: Words
    node: Node


def nodes() -> Iterator[Node]:
    """Every node: the products of a segment, or the segment itself where the county makes nothing of it yet."""
    for chain in CHAINS:
        for index, segment in enumerate(chain.segments):
            names = [product.name for product in chain.products if product.segment == index] or [segment.name]
            for at, name in enumerate(names):
                is_key = at == 0 and (segment.gap or segment.position is MID)
                random = Random(f"huaitang node {chain.key} {index} {at}")
                yield Node(
                    chain, segment, index, at, len(names), name, CODES[chain.key][index], is_key, random.choice(LAND_MU)
                )


def wanted() -> Iterator[Wanted]:
    """Two firms for the first node of a gap, one for some others."""
    number = 0
    for node in nodes():
        count = 2 if node.segment.gap and node.at == 0 else 1 if (node.index + node.at) % 3 == 0 else 0
        for _ in range(count):
            number += 1
            city, trade = CITIES[number % len(CITIES)], node.chain.trades[number % len(node.chain.trades)]
            short = brand(150 + number % 45)
            yield Wanted(
                Words(
                    f"{city.zh.removesuffix('市')}{short.zh}{trade.zh}股份有限公司",
                    f"{city.en} {short.en} {trade.en} Joint-Stock Co., Ltd.",
                ),
                city,
                node.name,
                REASONS[number % len(REASONS)],
                HINTS[number % len(HINTS)],
                node,
            )
