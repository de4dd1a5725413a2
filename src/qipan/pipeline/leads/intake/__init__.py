"""How ledgers of attraction are let in: leads by who they are, trips by team, day, firm and person met."""

from __future__ import annotations

from qipan.pipeline.leads.intake.leads import LEADS
from qipan.pipeline.leads.intake.trips import TRIPS

ALL = (LEADS, TRIPS)
__all__ = ["ALL", "LEADS", "TRIPS"]
