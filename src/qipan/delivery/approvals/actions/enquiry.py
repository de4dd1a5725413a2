"""Answering the questions of a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from qipan.core import changes
from qipan.core.models import User
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Enquiry
from qipan.pipeline.projects.models import Project


def answer(
    *, by: User | None, project: Project, answers: Mapping[str, Any], start_on: date, version: int | None = None
) -> Enquiry:
    """Keep a project's answers; the same project again replaces them, with history. Refuses gaps (`rules.NotAnswered`)."""
    kept = {name: answers.get(name) for name in rules.QUESTIONS}
    rules.check(kept)
    held = Enquiry.objects.filter(project=project).first()
    if held is None:
        return changes.create(Enquiry(project=project, answers=kept, start_on=start_on), by=by, action="answer")
    return changes.change(held, by=by, values={"answers": kept, "start_on": start_on}, version=version, action="answer")
