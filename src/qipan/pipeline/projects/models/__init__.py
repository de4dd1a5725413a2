"""The one record of a project, from the first talk to full capacity, and what hangs on it."""

from __future__ import annotations

from qipan.pipeline.projects.models.care import CareSlot, CareTemplate
from qipan.pipeline.projects.models.facts import Amount, LightReading, Milestone, Progress, StageMove
from qipan.pipeline.projects.models.files import Attachment
from qipan.pipeline.projects.models.project import Blocker, Involvement, Project

__all__ = [
    "Amount",
    "Attachment",
    "Blocker",
    "CareSlot",
    "CareTemplate",
    "Involvement",
    "LightReading",
    "Milestone",
    "Progress",
    "Project",
    "StageMove",
]
