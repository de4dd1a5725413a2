"""What the room ships: how coverage is counted, and the sections and divisions of the national classification of industries."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from qipan.core import rulesets


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def ship() -> None:
    """Tell the ground our default; called once at start."""
    rulesets.ship("chain-coverage", _read("coverage"))


def divisions() -> dict[str, tuple[str, str, str]]:
    """First two figures of a code → (letter of its section, Chinese name, English name)."""
    return {figures: (letter, zh, en) for figures, (letter, zh, en) in _read("gbt4754")["divisions"].items()}


def letters() -> dict[str, str]:
    return {figures: letter for figures, (letter, _zh, _en) in divisions().items()}
