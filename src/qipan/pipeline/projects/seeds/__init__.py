"""Figures of the trade as shipped: stage gates, lights, care templates. A county's own rule set overrides them from its day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qipan.core import rulesets

HERE = Path(__file__).parent


def shipped(name: str) -> Any:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def examples() -> list[dict[str, Any]]:
    """Rules for lights of other places, as their documents say them."""
    return [shipped(f"lights/{path.stem}") for path in sorted((HERE / "lights").glob("*.json"))]


def ship() -> None:
    """Tell the ground our defaults; called once at start."""
    for kind in ("gates", "lights", "checkups", "care"):
        rulesets.ship(kind, shipped(kind))
