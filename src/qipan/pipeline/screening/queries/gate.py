"""What the gate to "admitted" asks of a project where a standard holds: a screening that passes, or a waiver."""

from __future__ import annotations

from datetime import date

from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening.models import Screening
from qipan.pipeline.screening.queries import figures
from qipan.pipeline.screening.queries.screenings import standing
from qipan.pipeline.screening.queries.standards import holding

STAGE = "admitted"


def asks(project: Project, stage: str, on: date) -> list[str]:
    """none: never screened · failed · waits: a waiver waits · old: judged by an older version · changed: the record says otherwise."""
    if stage != STAGE:
        return []
    standard = holding(project, on)
    if standard is None:
        return []
    stands = standing(project)
    if stands.screening is None:
        return ["none"]
    if stands.outcome == "waived":
        return []
    if stands.screening.verdict == Screening.Verdict.FAIL:
        return ["waits" if stands.waits else "failed"]
    if stands.screening.standard_id != standard.pk:
        return ["old"]
    return ["changed"] if figures.changed_since(stands.screening, project) else []
