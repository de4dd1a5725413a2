"""Questions about industry chains: who sees them, how they are drawn, how much of each is covered, which land fits a node."""

from __future__ import annotations

from qipan.territory.chains.queries.finding import (
    chain_index,
    find_chain,
    find_node,
    find_segment,
    node_at,
    node_choices,
    node_index,
    segment_index,
)
from qipan.territory.chains.queries.land import Offer, land_for
from qipan.territory.chains.queries.map import Column, Place, Row, Seen, place, see, see_all, standings
from qipan.territory.chains.queries.sight import CHAIN, NODE, nodes_visible_to, targets_visible_to, visible_to

__all__ = [
    "CHAIN",
    "NODE",
    "Column",
    "Offer",
    "Place",
    "Row",
    "Seen",
    "chain_index",
    "find_chain",
    "find_node",
    "find_segment",
    "land_for",
    "node_at",
    "node_choices",
    "node_index",
    "nodes_visible_to",
    "place",
    "see",
    "see_all",
    "segment_index",
    "standings",
    "targets_visible_to",
    "visible_to",
]
