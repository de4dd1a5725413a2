"""Approvals: the catalogue in its editions, a project's answers, its cases and their pauses."""

from __future__ import annotations

from qipan.delivery.approvals.models.case import Case, Pause
from qipan.delivery.approvals.models.catalogue import Edition, Item, Phase
from qipan.delivery.approvals.models.enquiry import Enquiry

__all__ = ["Case", "Edition", "Enquiry", "Item", "Pause", "Phase"]
