"""Questions of the check-up: cases made of what the projects hold, findings a reader sees, their sentences."""

from __future__ import annotations

from qipan.pipeline.checkups.queries.cases import cases
from qipan.pipeline.checkups.queries.findings import (
    HOLDING,
    by_rule,
    listed,
    of_project,
    to_answer,
    to_decide,
    visible_to,
)
from qipan.pipeline.checkups.queries.why import MONEY_RULES, sentence, threshold, title

__all__ = [
    "HOLDING",
    "MONEY_RULES",
    "by_rule",
    "cases",
    "listed",
    "of_project",
    "sentence",
    "threshold",
    "title",
    "to_answer",
    "to_decide",
    "visible_to",
]
