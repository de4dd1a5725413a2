"""How soon a lead is responded to, triaged and its referrer answered, and what the first contact keeps: as shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qipan.core import rulesets

KIND = "leads"


def ship() -> None:
    """Tell the ground our default; called once at start."""
    rulesets.ship(KIND, _read("clock"))
    rulesets.ship("lead-contact", _read("contact"))


def _read(name: str) -> dict[str, Any]:
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
