"""Judging a project: may it move on, how does it fare, who is missing. Values in, verdict out; figures of the trade come as data."""

from __future__ import annotations

from qipan.pipeline.projects.rules.care import gaps
from qipan.pipeline.projects.rules.gates import STAGES, Facts, is_backward, missing
from qipan.pipeline.projects.rules.headline import Sum, headline
from qipan.pipeline.projects.rules.lights import Course, Verdict, elapsed, last_day, light, points_ahead

__all__ = [
    "STAGES",
    "Course",
    "Facts",
    "Sum",
    "Verdict",
    "elapsed",
    "gaps",
    "headline",
    "is_backward",
    "last_day",
    "light",
    "missing",
    "points_ahead",
]
