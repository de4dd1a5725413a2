"""Judging a project: may it move on, how does it fare, who is missing. Values in, verdict out; figures of the trade come as data."""

from __future__ import annotations

from qipan.pipeline.projects.rules.care import HOLDS, faults, gaps, slots
from qipan.pipeline.projects.rules.clock import Move, Span, spans
from qipan.pipeline.projects.rules.exif import Shot
from qipan.pipeline.projects.rules.exif import read as read_exif
from qipan.pipeline.projects.rules.gates import (
    CONFIRM,
    ENDED,
    STAGES,
    SUBMIT,
    Asked,
    Facts,
    asked,
    between,
    confirmers,
    emptied,
    evidence_kinds,
    fixed,
    is_backward,
    missing,
    needs_second,
    refusal,
    step,
    submits,
    wins,
)
from qipan.pipeline.projects.rules.headline import Recipe, Slot, Sum, headline, recipe
from qipan.pipeline.projects.rules.lights import Course, Verdict, elapsed, last_day, light, points_ahead, unit_light
from qipan.pipeline.projects.rules.places import apart_m
from qipan.pipeline.projects.rules.proof import Paper, Proof, proof
from qipan.pipeline.projects.rules.sense import Odd, impossible, odd

__all__ = [
    "CONFIRM",
    "ENDED",
    "HOLDS",
    "STAGES",
    "SUBMIT",
    "Asked",
    "Course",
    "Facts",
    "Move",
    "Odd",
    "Paper",
    "Proof",
    "Recipe",
    "Shot",
    "Slot",
    "Span",
    "Sum",
    "Verdict",
    "apart_m",
    "asked",
    "between",
    "confirmers",
    "elapsed",
    "emptied",
    "evidence_kinds",
    "faults",
    "fixed",
    "gaps",
    "headline",
    "impossible",
    "is_backward",
    "last_day",
    "light",
    "missing",
    "needs_second",
    "odd",
    "points_ahead",
    "proof",
    "read_exif",
    "recipe",
    "refusal",
    "slots",
    "spans",
    "step",
    "submits",
    "unit_light",
    "wins",
]
