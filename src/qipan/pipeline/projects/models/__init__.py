"""The one record of a project, from the first talk to full capacity, and what hangs on it."""

from __future__ import annotations

from qipan.pipeline.projects.models.care import CareChoice, CareSlot
from qipan.pipeline.projects.models.facts import Amount, LightReading, Milestone, Progress, StageMove
from qipan.pipeline.projects.models.files import Attachment
from qipan.pipeline.projects.models.gates import GateException, Submission
from qipan.pipeline.projects.models.project import HEADLINES, Blocker, Involvement, Project
from qipan.pipeline.projects.models.revision import Revision

__all__ = [
    "HEADLINES",
    "Amount",
    "Attachment",
    "Blocker",
    "CareChoice",
    "CareSlot",
    "GateException",
    "Involvement",
    "LightReading",
    "Milestone",
    "Progress",
    "Project",
    "Revision",
    "StageMove",
    "Submission",
]
