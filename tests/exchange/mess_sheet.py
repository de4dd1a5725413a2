"""What a mess is made of: a grid, and what a careful person would read from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qipan.exchange.grid import Cell, Grid, Merge

WAN = 100 * 10_000  # fen in 万元
YI = 100 * 100_000_000
HEAD = [
    "序号",
    "项目名称",
    "项目性质",
    "建设内容及规模",
    "总投资（万元）",
    "2022年计划投资（万元）",
    "责任单位",
    "备注",
]


@dataclass
class Mess:
    """A messy sheet and what it means."""

    grid: Grid
    projects: list[dict[str, Any]]  # for each project, some of its values by target
    kinds: dict[int, str] = field(default_factory=dict)  # row → class
    codes: set[str] = field(default_factory=set)  # complaints that must be said
    sums: list[tuple[int | None, int, bool]] = field(default_factory=list)  # declared, found, agreed


def sheet(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), name: str = "Sheet1", **more: Any) -> Grid:
    """A grid from rows that may be of different lengths."""
    width = max(map(len, rows))
    return Grid(name, [[*row, *([None] * (width - len(row)))] for row in rows], list(merges), **more)


def project(
    number: Cell, name: str, total: Cell = 100, plan: Cell = 10, nature: str = "续建", **other: Cell
) -> list[Cell]:
    """One ordinary row under HEAD."""
    return [number, name, nature, f"{name}的建设内容", total, plan, "发改局", other.get("note")]
