"""What the room keeps: leads, who they are (kept apart), claims, transfers, who was named, teams."""

from __future__ import annotations

from qipan.pipeline.leads.models.claim import Claim, Transfer
from qipan.pipeline.leads.models.lead import Identity, Lead, Reader
from qipan.pipeline.leads.models.team import Team, TeamMember
from qipan.pipeline.leads.models.visit import Interaction, Promise, Visit

__all__ = [
    "Claim", "Identity", "Interaction", "Lead", "Promise", "Reader", "Team", "TeamMember", "Transfer", "Visit",
]  # fmt: skip
