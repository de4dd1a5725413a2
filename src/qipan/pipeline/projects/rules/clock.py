"""How long a project has been in each stage, and how each was reached: spans made from the stage log. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


class Move(NamedTuple):
    """One line of the stage log, oldest first."""

    after: str
    on: date
    basis: str = "taken"
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stay in a stage; `until` is empty for the present one. `limit`: days the rule set gives it (0: none)."""

    stage: str
    since: date
    until: date | None
    days: int
    basis: str
    by: str
    reason: str
    limit: int = 0

    @property
    def is_over(self) -> bool:
        return bool(self.limit) and self.days > self.limit

    @property
    def is_open_ended(self) -> bool:
        """Taken over from a ledger: it began earlier than we know."""
        return self.basis == "taken"


def spans(moves: Iterable[Move], on: date, gates: Mapping[str, Any]) -> list[Span]:
    """Oldest first. A move on the same day leaves a stay of no days; a project nobody ever moved has none."""
    log = list(moves)
    ends = [*(move.on for move in log[1:]), None][: len(log)]
    stages = gates.get("stages", {})
    return [
        Span(
            move.after,
            move.on,
            until,
            max(((until or on) - move.on).days, 0),
            move.basis,
            move.by,
            move.reason,
            int(stages.get(move.after, {}).get("days") or 0),
        )
        for move, until in zip(log, ends, strict=True)
    ]
