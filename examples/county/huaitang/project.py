"""One invented project, from first talk to full capacity. Amounts in 万元 (10,000 yuan)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from huaitang.firms import Firm
from huaitang.words import Words

NOTHING = Words("", "")
STAGES = (
    "lead",
    "discussion",
    "admitted",
    "signed",
    "registered",
    "preparation",
    "started",
    "completed",
    "production",
    "capacity",
)
LAST_MONTH = 10  # the last whole month reported in 2026


@dataclass
class Project:
    key: str
    name: Words
    stage: str
    sector: str  # industry | agriculture | infrastructure | social
    kind: str  # chain key, "infra" or "social"
    segment: int
    content: Words
    total: int
    land_mu: float
    town: str
    park: str
    level: Words
    owner: Words | None
    owner_key: str
    investor: Words
    firm: Firm | None
    lead_org: str
    leader: str
    lead_person: str
    contact: Words
    phone: str
    status: str = "ongoing"
    code: str = ""
    story: str = ""
    nature: str = ""  # ahead of 2026: continued | new | finish | prepare
    opened: date | None = None
    signed: date | None = None
    registered: date | None = None
    started: date | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    completed: date | None = None
    production: date | None = None
    before_2025: int = 0
    plan_2025: int = 0
    done_2025: int = 0
    plan_2026: int = 0
    months_2026: list[int] = field(default_factory=lambda: [0] * LAST_MONTH)  # cumulative, January to October
    november: int = 0  # first ten days
    funds_before: int = 0
    funds_2026: int = 0
    profile: str = ""
    problem: int = -1
    product: Words = NOTHING
    total_before: int = 0  # what the plan printed, where a later report raised the total

    @property
    def done_2026(self) -> int:
        return self.months_2026[LAST_MONTH - 1]

    @property
    def before_2026(self) -> int:
        return self.before_2025 + self.done_2025

    @property
    def done(self) -> int:
        """Completed to the end of October 2026."""
        return self.before_2026 + self.done_2026

    @property
    def share(self) -> float:
        return self.done / self.total

    @property
    def is_open(self) -> bool:
        """Whether the ledgers print 待定 for the total."""
        return self.story == "no_total"

    @property
    def number(self) -> int:
        return int(self.key[1:])

    @property
    def is_private(self) -> bool:
        return self.firm is not None

    def at_least(self, stage: str) -> bool:
        return STAGES.index(self.stage) >= STAGES.index(stage)

    def until(self, month: int) -> int:
        """Completed in 2026 to the end of a month."""
        return self.months_2026[month - 1]
