"""The board's figures as shipped; a county's own rule set of kind `board` overrides them from its day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qipan.core import rulesets

KIND = "board"


def shipped() -> Any:
    return json.loads((Path(__file__).parent / "board.json").read_text(encoding="utf-8"))


def ship() -> None:
    """Tell the ground our defaults; called once at start."""
    rulesets.ship(KIND, shipped())
