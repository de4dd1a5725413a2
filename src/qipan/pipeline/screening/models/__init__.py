"""Access standards in versions, screenings of projects, waivers, conditions."""

from __future__ import annotations

from qipan.pipeline.screening.models.screening import Condition, Screening, Waiver
from qipan.pipeline.screening.models.standard import Standard

__all__ = ["Condition", "Screening", "Standard", "Waiver"]
