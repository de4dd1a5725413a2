"""Sheets of other places, with the paper they stand in: a draft begins from one; none of them holds by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILES = ("longchang", "tuanfeng", "shouxian")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a paper. `name` and `about`: {"en", "zh"}."""

    code: str
    name: dict[str, str]
    about: dict[str, str]
    source: str
    effective_from: date | None
    industries: tuple[str, ...]
    criteria: list[dict[str, Any]]
    pass_at: str | None
    conditional_at: str | None


@cache
def sheets() -> dict[str, Sheet]:
    """Every sheet by its code."""
    return {sheet.code: sheet for name in FILES for sheet in _of(name)}


def _of(name: str) -> list[Sheet]:
    paper = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    since = date.fromisoformat(paper["effective_from"]) if paper["effective_from"] else None
    return [
        Sheet(
            code=one["code"],
            name=one["name"],
            about=paper["about"],
            source=paper["source"],
            effective_from=since,
            industries=tuple(one["industries"]),
            criteria=one["criteria"],
            pass_at=one.get("pass_at"),
            conditional_at=one.get("conditional_at"),
        )
        for one in paper["sheets"]
    ]
