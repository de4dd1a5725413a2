"""Steps of a project by kind, with durations and what must come first: as shipped. A county's own rule set overrides them."""

from __future__ import annotations

import json
from pathlib import Path

from qipan.core import rulesets


def ship() -> None:
    """Tell the ground our default; called once at start."""
    rulesets.ship("timetables", json.loads((Path(__file__).parent / "timetables.json").read_text(encoding="utf-8")))
