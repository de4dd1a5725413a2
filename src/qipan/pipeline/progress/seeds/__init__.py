"""When a report opens and closes, who is reminded when: as shipped. A county's own rule set overrides it from its day."""

from __future__ import annotations

import json
from pathlib import Path

from qipan.core import rulesets


def ship() -> None:
    """Tell the ground our default; called once at start."""
    rulesets.ship("cadences", json.loads((Path(__file__).parent / "cadences.json").read_text(encoding="utf-8")))
